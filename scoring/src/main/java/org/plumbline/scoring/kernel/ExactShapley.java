package org.plumbline.scoring.kernel;

import java.util.function.ToDoubleFunction;

/**
 * Shapley values of any function by their definition: every subset of features is tried against
 * every background row. O(2^features rows); the oracle of what is faster.
 */
public final class ExactShapley {
  private static final int MAX_FEATURES = 20;

  private ExactShapley() {}

  /**
   * The contribution of each feature to {@code function(row)} minus the mean over the background.
   *
   * @throws IllegalArgumentException for more than 20 features or without background
   */
  public static double[] of(
      ToDoubleFunction<double[]> function, double[] row, double[][] background) {
    int n = row.length;
    if (n > MAX_FEATURES || background.length == 0) {
      throw new IllegalArgumentException(
          n + " features and " + background.length + " rows: at most 20, at least one");
    }
    double[] values = new double[1 << n];
    double[] mixed = new double[n];
    for (int set = 0; set < values.length; set++) {
      for (double[] other : background) {
        for (int j = 0; j < n; j++) {
          mixed[j] = (set >> j & 1) != 0 ? row[j] : other[j];
        }
        values[set] += function.applyAsDouble(mixed) / background.length;
      }
    }
    double[] contributions = new double[n];
    for (int set = 0; set < values.length; set++) {
      double weight = 1.0 / (n * choose(n - 1, Integer.bitCount(set)));
      for (int j = 0; j < n; j++) {
        if ((set >> j & 1) == 0) {
          contributions[j] += weight * (values[set | 1 << j] - values[set]);
        }
      }
    }
    return contributions;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return ways;
  }
}
