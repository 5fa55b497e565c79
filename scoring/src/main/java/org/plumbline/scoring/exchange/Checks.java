package org.plumbline.scoring.exchange;

import com.google.errorprone.annotations.FormatMethod;

/** Checks that name the broken rule. */
final class Checks {
  private Checks() {}

  @FormatMethod
  static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(rule.formatted(values));
    }
  }
}
