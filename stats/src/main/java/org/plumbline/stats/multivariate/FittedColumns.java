package org.plumbline.stats.multivariate;

import java.util.Arrays;

/**
 * The columns that vary, their means and what divides them.
 *
 * @param kept positions of the columns that vary, ascending
 * @param mean of the values present in each kept column
 * @param scale what divides each kept column
 */
record FittedColumns(int[] kept, double[] mean, double[] scale) {
  static FittedColumns of(double[][] rows, int width, Scaling scaling) {
    int[] kept = new int[width];
    double[] means = new double[width];
    double[] scales = new double[width];
    int count = 0;
    for (int j = 0; j < width; j++) {
      double[] present = present(rows, j);
      double mean = mean(present);
      if (varies(present)) {
        kept[count] = j;
        means[count] = mean;
        scales[count] = scaling == Scaling.CENTRED ? 1 : deviation(present, mean, rows.length);
        count++;
      }
    }
    return new FittedColumns(
        Arrays.copyOf(kept, count), Arrays.copyOf(means, count), Arrays.copyOf(scales, count));
  }

  /** Scales one row; what is missing lands on the mean, 0. */
  void standardise(double[] row, double[] target) {
    for (int j = 0; j < kept.length; j++) {
      double value = row[kept[j]];
      target[j] = Double.isNaN(value) ? 0 : (value - mean[j]) / scale[j];
    }
  }

  private static double[] present(double[][] rows, int column) {
    double[] present = new double[rows.length];
    int count = 0;
    for (double[] row : rows) {
      if (!Double.isNaN(row[column])) {
        present[count++] = row[column];
      }
    }
    return Arrays.copyOf(present, count);
  }

  private static boolean varies(double[] present) {
    for (double value : present) {
      if (value != present[0]) {
        return true;
      }
    }
    return false;
  }

  /** Running mean: a sum of huge values would overflow. */
  private static double mean(double[] present) {
    double mean = 0;
    for (int i = 0; i < present.length; i++) {
      mean += present[i] / (i + 1) - mean / (i + 1);
    }
    return mean;
  }

  /** Over all rows, the missing ones at the mean, so that the kept columns have variance one. */
  private static double deviation(double[] present, double mean, int rows) {
    double largest = 0;
    for (double value : present) {
      largest = Math.max(largest, Math.abs(value - mean));
    }
    double sum = 0;
    for (double value : present) {
      double share = (value - mean) / largest;
      sum += share * share;
    }
    return largest * Math.sqrt(sum / (rows - 1.0));
  }
}
