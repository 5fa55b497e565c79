package org.plumbline.scoring;

import com.google.errorprone.annotations.FormatMethod;

/** Argument checks that name the broken rule. */
final class Checks {
  private Checks() {}

  @FormatMethod
  static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(rule.formatted(values));
    }
  }

  /** Refuses NaN and infinities; returns the same array. */
  static double[] finite(double[] values, String name) {
    for (int i = 0; i < values.length; i++) {
      require(Double.isFinite(values[i]), "%s[%s] is %s, must be finite", name, i, values[i]);
    }
    return values;
  }

  static double finite(double value, String name) {
    require(Double.isFinite(value), "%s is %s, must be finite", name, value);
    return value;
  }
}
