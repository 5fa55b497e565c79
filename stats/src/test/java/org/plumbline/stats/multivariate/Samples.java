package org.plumbline.stats.multivariate;

import java.util.SplittableRandom;

/** Rows of known distributions. */
final class Samples {
  private Samples() {}

  static double[][] normal(int rows, int columns, long seed) {
    var random = new SplittableRandom(seed);
    double[][] drawn = new double[rows][columns];
    for (double[] row : drawn) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return drawn;
  }

  /** Two standard normal columns of this correlation, and one that knows neither. */
  static double[][] correlated(int rows, double correlation, long seed) {
    double[][] drawn = normal(rows, 3, seed);
    double rest = Math.sqrt(1 - correlation * correlation);
    for (double[] row : drawn) {
      row[1] = correlation * row[0] + rest * row[1];
    }
    return drawn;
  }

  static double[][] shifted(double[][] rows, int column, double by) {
    for (double[] row : rows) {
      row[column] += by;
    }
    return rows;
  }

  static double[][] filled(int rows, int columns, double value) {
    double[][] filled = new double[rows][columns];
    for (double[] row : filled) {
      java.util.Arrays.fill(row, value);
    }
    return filled;
  }
}
