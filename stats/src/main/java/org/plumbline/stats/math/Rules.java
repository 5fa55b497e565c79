package org.plumbline.stats.math;

import com.google.errorprone.annotations.FormatMethod;

/** The checks at birth of this room, which may not borrow the kernel's. */
public final class Rules {
  private Rules() {}

  @FormatMethod
  public static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  /** Refuses arrays of different length. */
  public static void sameLength(double[] labels, double[] scores) {
    require(
        labels.length == scores.length,
        "%d labels but %d scores: give one score for each label",
        labels.length,
        scores.length);
  }

  /** Refuses NaN and infinite entries, which no metric can rank. */
  public static void finite(double[] values, String what) {
    for (int i = 0; i < values.length; i++) {
      require(
          Double.isFinite(values[i]),
          "%s[%d] is %s: it must be a finite number; remove the row or mend it",
          what,
          i,
          values[i]);
    }
  }
}
