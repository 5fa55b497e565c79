package org.plumbline.stats.multivariate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Rules;

/**
 * A small gradient-boosted forest [Friedman 2001; Chen & Guestrin 2016], for questions that the
 * statistics of this module ask of data; it is not for serving.
 *
 * <p>Numbers are cut into at most 63 bins of about equal counts; infinite ones are numbers. Of a
 * categorical column the 62 most frequent codes are told apart when there are more than 63. Each
 * split learns where a missing value (NaN) goes; a category never seen goes there too. Immutable,
 * thread-safe; the same rows and settings give the same trees.
 */
public final class BoostedTrees {
  private final BoostingLoss loss;
  private final ColumnBins[] columns;
  private final double start;
  private final List<BinTree> trees;
  private final double[] gains;

  private BoostedTrees(
      BoostingLoss loss, ColumnBins[] columns, double start, List<BinTree> trees, double[] gains) {
    this.loss = loss;
    this.columns = columns;
    this.start = start;
    this.trees = List.copyOf(trees);
    this.gains = gains;
  }

  /**
   * Learns labels from rows; O(rounds · depth · rows · columns).
   *
   * @param categorical whether each column holds codes without an order
   * @throws IllegalArgumentException without rows, for rows of different width, and for labels that
   *     are not finite or, under logistic loss, not 0 or 1
   */
  public static BoostedTrees fit(
      double[][] rows, double[] labels, boolean[] categorical, BoostingSettings settings) {
    Rules.require(rows.length > 0, "no rows: trees learn from at least one");
    Rules.require(
        rows.length == labels.length, "%d rows but %d labels", rows.length, labels.length);
    Rows.width(rows, categorical.length, "training");
    double mean = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean fits =
          settings.loss() == BoostingLoss.SQUARED
              ? Double.isFinite(labels[i])
              : labels[i] == 0 || labels[i] == 1;
      Rules.require(fits, "label[%d] is %s, which this loss does not know", i, labels[i]);
      mean += labels[i] / labels.length;
    }
    var columns = new ColumnBins[categorical.length];
    byte[][] bins = new byte[columns.length][rows.length];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = ColumnBins.of(rows, c, categorical[c]);
      for (int i = 0; i < rows.length; i++) {
        bins[c][i] = (byte) columns[c].bin(rows[i][c]);
      }
    }
    var unfinished =
        new BoostedTrees(
            settings.loss(),
            columns,
            settings.loss().start(mean),
            List.of(),
            new double[columns.length]);
    return unfinished.boost(bins, labels, settings);
  }

  private BoostedTrees boost(byte[][] bins, double[] labels, BoostingSettings settings) {
    int n = labels.length;
    double[] margins = new double[n];
    java.util.Arrays.fill(margins, start);
    double[] gradient = new double[n];
    double[] hessian = new double[n];
    double[] sums = new double[columns.length];
    var grower = new TreeGrower(bins, columns, settings, sums, gradient, hessian);
    var random = new SplittableRandom(settings.seed());
    var grown = new ArrayList<BinTree>();
    int[] at = new int[columns.length];
    for (int round = 0; round < settings.rounds(); round++) {
      for (int i = 0; i < n; i++) {
        double prediction = loss.prediction(margins[i]);
        gradient[i] = prediction - labels[i];
        hessian[i] = loss.hessian(prediction);
      }
      BinTree tree = grower.grow(drawn(n, settings.rowShare(), random), settings.depth());
      grown.add(tree);
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < at.length; c++) {
          at[c] = bins[c][i];
        }
        margins[i] += BinTree.value(tree, at);
      }
    }
    return new BoostedTrees(loss, columns, start, grown, sums);
  }

  private static int[] drawn(int rows, double share, SplittableRandom random) {
    if (share == 1) {
      return IntStream.range(0, rows).toArray();
    }
    int most = Math.max(1, (int) Math.round(rows * share));
    int[] drawn = new int[most];
    int taken = 0;
    for (int i = 0; taken < most; i++) {
      if (random.nextInt(rows - i) < most - taken) {
        drawn[taken++] = i;
      }
    }
    return drawn;
  }

  /**
   * The value, or the probability of label 1.
   *
   * @throws IllegalArgumentException for a row of another width
   */
  public double predict(double[] row) {
    Rules.require(
        row.length == columns.length,
        "a row has %d values, the trees learned from %d",
        row.length,
        columns.length);
    int[] bins = new int[columns.length];
    for (int c = 0; c < bins.length; c++) {
      bins[c] = columns[c].bin(row[c]);
    }
    double margin = start;
    for (BinTree tree : trees) {
      margin += BinTree.value(tree, bins);
    }
    return loss.prediction(margin);
  }

  /** Loss that the splits of each column took away, over that of all; 0 when nothing was split. */
  public double[] gainShares() {
    double total = 0;
    for (double gain : gains) {
      total += gain;
    }
    double[] shares = new double[gains.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = total > 0 ? gains[c] / total : 0;
    }
    return shares;
  }
}
