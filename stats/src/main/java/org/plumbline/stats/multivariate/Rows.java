package org.plumbline.stats.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.plumbline.stats.math.Rules;

/** What all of this room ask of rows before they look at them. */
final class Rows {
  private Rows() {}

  /** Refuses rows of other widths. */
  static void width(double[][] rows, int columns, String what) {
    for (int i = 0; i < rows.length; i++) {
      Rules.require(
          rows[i].length == columns,
          "%s row %d has %d values, not %d: give one value for each column",
          what,
          i,
          rows[i].length,
          columns);
    }
  }

  /** Refuses infinite values, which have no distance; NaN passes where it means missing. */
  static void notInfinite(double[][] rows, String what) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        Rules.require(
            !Double.isInfinite(rows[i][j]),
            "%s[%d][%d] is infinite: clip it or mark it missing with NaN",
            what,
            i,
            j);
      }
    }
  }

  /** Columns of both sides; 0 when both are empty. */
  static int columns(double[][] reference, double[][] current) {
    int columns =
        reference.length > 0 ? reference[0].length : current.length > 0 ? current[0].length : 0;
    width(reference, columns, "reference");
    width(current, columns, "current");
    return columns;
  }

  /**
   * All rows, or that many drawn without replacement, in their old order.
   *
   * <p>Selection sampling [Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S].
   */
  static double[][] sample(double[][] rows, int most, SplittableRandom random) {
    if (rows.length <= most) {
      return rows;
    }
    double[][] drawn = new double[most][];
    int taken = 0;
    for (int i = 0; taken < most; i++) {
      if (random.nextInt(rows.length - i) < most - taken) {
        drawn[taken++] = rows[i];
      }
    }
    return drawn;
  }

  /** Turns an array into a random order of itself [Fisher & Yates]. */
  static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  /** Both sides under each other. */
  static double[][] pooled(double[][] reference, double[][] current) {
    double[][] all = Arrays.copyOf(reference, reference.length + current.length);
    System.arraycopy(current, 0, all, reference.length, current.length);
    return all;
  }
}
