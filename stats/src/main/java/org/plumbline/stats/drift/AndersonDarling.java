package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Two-sample Anderson–Darling test, ties given their middle rank [Scholz & Stephens 1987, (7)]:
 * like Cramér–von Mises with more weight on the tails.
 *
 * @param statistic in standard deviations of its distribution under no change; {@code NaN} when a
 *     side is empty, all values are equal, or there are fewer than four
 * @param pValue interpolated in the published table, so never outside [0.001, 0.25]; sound from
 *     about five values a side
 */
public record AndersonDarling(double statistic, double pValue) {
  // Table 2 of the paper for m = 1: critical values at these levels.
  private static final double[] LEVELS = {0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001};
  private static final double[] CRITICAL = {
    0.675 - 0.245 - 0.105,
    1.281 + 0.25 - 0.305,
    1.645 + 0.678 - 0.362,
    1.96 + 1.149 - 0.391,
    2.326 + 1.822 - 0.396,
    2.573 + 2.364 - 0.345,
    3.085 + 3.615 - 0.154
  };
  private static final double[] LOG_LEVEL = quadratic();

  /** Compares two samples; {@code NaN} entries are left out. */
  public static AndersonDarling of(double[] reference, double[] current) {
    double[] r = TwoSample.sorted(reference);
    double[] c = TwoSample.sorted(current);
    double[] all = DoubleStream.concat(Arrays.stream(r), Arrays.stream(c)).sorted().toArray();
    int n = all.length;
    if (r.length == 0 || c.length == 0 || n < 4 || all[0] == all[n - 1]) {
      return new AndersonDarling(Double.NaN, Double.NaN);
    }
    double raw = (inner(r, all) / r.length + inner(c, all) / c.length) * (n - 1) / n;
    double statistic = (raw - 1) / Math.sqrt(variance(n, 1.0 / r.length + 1.0 / c.length));
    return new AndersonDarling(statistic, pValue(statistic));
  }

  private static double inner(double[] sample, double[] all) {
    double n = all.length;
    double sum = 0;
    int start = 0;
    int place = 0;
    while (start < all.length) {
      int end = start;
      while (end < all.length && all[end] == all[start]) {
        end++;
      }
      int before = place;
      while (place < sample.length && sample[place] == all[start]) {
        place++;
      }
      double tied = end - start;
      double middle = start + tied / 2;
      double own = (before + place) / 2.0;
      double gap = n * own - middle * sample.length;
      sum += tied / n * gap * gap / (middle * (n - middle) - n * tied / 4);
      start = end;
    }
    return sum;
  }

  /** Variance of the raw statistic under no change, for two samples. */
  private static double variance(int count, double inverses) {
    double n = count;
    double harmonic = 0;
    double g = 0;
    for (int i = 1; i <= count - 2; i++) {
      harmonic += 1.0 / (count - i);
      g += harmonic / (i + 1);
    }
    double h = harmonic + 1;
    double k = 2;
    double a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverses;
    double b =
        (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6;
    double c =
        (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverses + 4 * h;
    double d = (2 * h + 6) * k * k - 4 * h * k;
    return (((a * n + b) * n + c) * n + d) / ((n - 1) * (n - 2) * (n - 3));
  }

  private static double pValue(double statistic) {
    if (statistic < CRITICAL[0]) {
      return LEVELS[0];
    }
    if (statistic > CRITICAL[CRITICAL.length - 1]) {
      return LEVELS[LEVELS.length - 1];
    }
    return Math.exp(LOG_LEVEL[0] + statistic * (LOG_LEVEL[1] + statistic * LOG_LEVEL[2]));
  }

  /** The parabola of least squares through the logarithms of the levels. */
  private static double[] quadratic() {
    double[] moments = new double[5];
    double[] right = new double[3];
    for (int i = 0; i < CRITICAL.length; i++) {
      double power = 1;
      for (int p = 0; p < 5; p++) {
        moments[p] += power;
        if (p < 3) {
          right[p] += power * Math.log(LEVELS[i]);
        }
        power *= CRITICAL[i];
      }
    }
    double[][] normal = new double[3][4];
    for (int row = 0; row < 3; row++) {
      System.arraycopy(moments, row, normal[row], 0, 3);
      normal[row][3] = right[row];
    }
    return solve(normal);
  }

  private static double[] solve(double[][] rows) {
    for (int pivot = 0; pivot < 3; pivot++) {
      for (int row = 0; row < 3; row++) {
        double factor = row == pivot ? 0 : rows[row][pivot] / rows[pivot][pivot];
        for (int column = pivot; factor != 0 && column < 4; column++) {
          rows[row][column] -= factor * rows[pivot][column];
        }
      }
    }
    return new double[] {rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
  }
}
