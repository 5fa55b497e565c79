package org.plumbline.stats.multivariate;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Grows one tree on gradients; not thread-safe.
 *
 * <p>Exact greedy splits over histograms with second-order gains [Chen & Guestrin 2016, XGBoost].
 * Categories are ordered by gradient over hessian in each node, which makes the best cut of that
 * order the best subset [Fisher 1958].
 */
final class TreeGrower {
  private static final double LEAST_GAIN = 1e-10;

  private final byte[][] bins;
  private final ColumnBins[] columns;
  private final BoostingSettings settings;
  private final double[] gains;
  private final double[] gradient;
  private final double[] hessian;

  TreeGrower(
      byte[][] bins,
      ColumnBins[] columns,
      BoostingSettings settings,
      double[] gains,
      double[] gradient,
      double[] hessian) {
    this.bins = bins;
    this.columns = columns;
    this.settings = settings;
    this.gains = gains;
    this.gradient = gradient;
    this.hessian = hessian;
  }

  BinTree grow(int[] rows, int depth) {
    double g = 0;
    double h = 0;
    for (int row : rows) {
      g += gradient[row];
      h += hessian[row];
    }
    Split best = depth == 0 ? null : best(rows, g, h);
    if (best == null) {
      double weight = h + settings.shrinkage();
      return new BinTree.Leaf(weight > 0 ? -g / weight * settings.learningRate() : 0);
    }
    gains[best.column] += best.gain;
    byte[] column = bins[best.column];
    int[] left = IntStream.of(rows).filter(row -> best.isLeft(column[row])).toArray();
    int[] right = IntStream.of(rows).filter(row -> !best.isLeft(column[row])).toArray();
    return new BinTree.Node(
        best.column, best.leftBins, grow(left, depth - 1), grow(right, depth - 1));
  }

  private record Split(int column, long leftBins, double gain) {
    boolean isLeft(int bin) {
      return (leftBins >>> bin & 1) == 1;
    }
  }

  private @Nullable Split best(int[] rows, double g, double h) {
    Split best = null;
    for (int c = 0; c < columns.length; c++) {
      var histogram = new Histogram(rows, bins[c], gradient, hessian);
      int[] order = histogram.order(columns[c]);
      // Missing values go with the upper part, then with the lower one: the better is learned.
      for (int side = 0; side < 2; side++) {
        long left = side == 0 ? 0 : 1L << ColumnBins.MISSING;
        double leftG = side == 0 ? 0 : histogram.g[ColumnBins.MISSING];
        double leftH = side == 0 ? 0 : histogram.h[ColumnBins.MISSING];
        int count = side == 0 ? 0 : histogram.rows[ColumnBins.MISSING];
        for (int bin : order) {
          left |= 1L << bin;
          leftG += histogram.g[bin];
          leftH += histogram.h[bin];
          count += histogram.rows[bin];
          if (Math.min(count, rows.length - count) >= settings.leafRows()) {
            double gain = score(leftG, leftH) + score(g - leftG, h - leftH) - score(g, h);
            if (gain > LEAST_GAIN && (best == null || gain > best.gain)) {
              best = new Split(c, left, gain);
            }
          }
        }
      }
    }
    return best;
  }

  private double score(double g, double h) {
    double weight = h + settings.shrinkage();
    return weight > 0 ? g * g / weight : 0;
  }

  private static final class Histogram {
    private final double[] g = new double[64];
    private final double[] h = new double[64];
    private final int[] rows = new int[64];

    Histogram(int[] taken, byte[] bins, double[] gradient, double[] hessian) {
      for (int row : taken) {
        int bin = bins[row];
        g[bin] += gradient[row];
        h[bin] += hessian[row];
        rows[bin]++;
      }
    }

    /** Numeric bins upwards; categories met here by the target, the others stay right. */
    int[] order(ColumnBins column) {
      IntStream all = IntStream.range(0, column.size());
      return column.categorical()
          ? all.filter(bin -> rows[bin] > 0)
              .boxed()
              .sorted(Comparator.comparingDouble(bin -> g[bin] / h[bin]))
              .mapToInt(Integer::intValue)
              .toArray()
          : all.toArray();
    }
  }
}
