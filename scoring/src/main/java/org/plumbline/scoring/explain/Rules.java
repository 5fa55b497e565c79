package org.plumbline.scoring.explain;

import com.google.errorprone.annotations.FormatMethod;

/** The checks of this room. */
final class Rules {
  private Rules() {}

  @FormatMethod
  static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  static void requireInput(double[][] rows, int input) {
    require(rows.length > 0, "no rows given: give at least one");
    require(input >= 0 && input < rows[0].length, "no input %s among %s", input, rows[0].length);
  }
}
