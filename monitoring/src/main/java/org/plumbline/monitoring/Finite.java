package org.plumbline.monitoring;

import org.jspecify.annotations.Nullable;

/** Undefined numbers leave the room as null: JSON knows no NaN. */
final class Finite {
  private Finite() {}

  static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
