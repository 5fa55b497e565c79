package org.plumbline.stats.unlabelled;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Mean losses in intervals of one column that hold as many rows each. */
final class BinnedLoss implements ToDoubleFunction<double[]> {
  private final int column;
  private final double[] edges;
  private final double[] means;
  private final double missing;

  BinnedLoss(int column, int bins, double[][] rows, double[] losses) {
    this.column = column;
    double[] values =
        Arrays.stream(rows)
            .mapToDouble(row -> row[column])
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    this.edges = edges(values, bins);
    double[] sums = new double[edges.length + 1];
    long[] counts = new long[edges.length + 1];
    double missingSum = 0;
    long missingCount = 0;
    for (int i = 0; i < rows.length; i++) {
      if (Double.isNaN(rows[i][column])) {
        missingSum += losses[i];
        missingCount++;
      } else {
        int bin = bin(rows[i][column]);
        sums[bin] += losses[i];
        counts[bin]++;
      }
    }
    double all = Arrays.stream(losses).average().orElse(Double.NaN);
    this.means = new double[sums.length];
    for (int b = 0; b < sums.length; b++) {
      means[b] = counts[b] == 0 ? all : sums[b] / counts[b];
    }
    this.missing = missingCount == 0 ? all : missingSum / missingCount;
  }

  private static double[] edges(double[] sorted, int bins) {
    double[] edges = new double[sorted.length == 0 ? 0 : bins - 1];
    for (int b = 0; b < edges.length; b++) {
      edges[b] = sorted[(int) ((long) (b + 1) * sorted.length / bins)];
    }
    return Arrays.stream(edges).distinct().toArray();
  }

  /** How many edges lie at or below the value. */
  private int bin(double value) {
    int place = Arrays.binarySearch(edges, value);
    return place >= 0 ? place + 1 : -place - 1;
  }

  @Override
  public double applyAsDouble(double[] row) {
    return Double.isNaN(row[column]) ? missing : means[bin(row[column])];
  }
}
