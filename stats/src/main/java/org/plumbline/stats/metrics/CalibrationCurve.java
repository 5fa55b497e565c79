package org.plumbline.stats.metrics;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.math.Rules;

/**
 * Predicted probability against observed rate, bin by bin, in ascending order; empty bins are left
 * out.
 *
 * @param bins from the lowest predictions to the highest
 */
public record CalibrationCurve(List<Bin> bins) {
  /**
   * One bin.
   *
   * @param from lower end of the bin (equal width) or smallest prediction in it (equal mass)
   * @param to upper end, or largest prediction
   * @param count rows
   * @param meanPredicted mean prediction
   * @param observedRate share of positives
   */
  public record Bin(double from, double to, long count, double meanPredicted, double observedRate) {
    /** How far the prediction is from what was observed. */
    public double gap() {
      return Math.abs(meanPredicted - observedRate);
    }
  }

  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /** Bins of the stated kind. */
  public static CalibrationCurve of(
      double[] labels, double[] predictions, Binning binning, int bins) {
    requireBins(bins);
    Ranking ranking = new Ranking(labels, predictions);
    boolean even = binning == Binning.EQUAL_WIDTH;
    List<Bin> result = new ArrayList<>();
    int[] ends = binning.ends(ranking, bins);
    int from = 0;
    for (int b = 0; b < ends.length; b++) {
      int to = ends[b];
      if (to > from) {
        double low = even ? (double) b / bins : ranking.scores[from];
        double high = even ? (b + 1.0) / bins : ranking.scores[to - 1];
        result.add(bin(ranking, from, to, low, high));
      }
      from = to;
    }
    return new CalibrationCurve(result);
  }

  /** Bins of equal row counts (the first ones hold one more), ties in row order. */
  public static CalibrationCurve equalMass(double[] labels, double[] predictions, int bins) {
    return of(labels, predictions, Binning.EQUAL_MASS, bins);
  }

  /** Bins {@code (i/k, (i+1)/k]} of the unit interval, the first closed. */
  public static CalibrationCurve equalWidth(double[] labels, double[] predictions, int bins) {
    return of(labels, predictions, Binning.EQUAL_WIDTH, bins);
  }

  /** Expected calibration error: mean gap, weighted by rows; {@code NaN} without rows. */
  public double expectedError() {
    long rows = bins.stream().mapToLong(Bin::count).sum();
    return bins.stream().mapToDouble(bin -> bin.count() * bin.gap()).sum() / rows;
  }

  /**
   * Mean gap, each bin counting alike; over bins of equal mass it is the adaptive calibration error
   * (ACE) of [Nixon et al., Measuring Calibration in Deep Learning, 2019]. {@code NaN} without
   * rows.
   */
  public double adaptiveError() {
    return bins.stream().mapToDouble(Bin::gap).average().orElse(Double.NaN);
  }

  /** Maximum calibration error (MCE): largest gap of a bin; {@code NaN} without rows. */
  public double maximumError() {
    return bins.stream().mapToDouble(Bin::gap).max().orElse(Double.NaN);
  }

  private static Bin bin(Ranking ranking, int from, int to, double low, double high) {
    double predicted = 0;
    int positives = 0;
    for (int i = from; i < to; i++) {
      predicted += ranking.scores[i];
      positives += ranking.positive[i] ? 1 : 0;
    }
    int count = to - from;
    return new Bin(low, high, count, predicted / count, (double) positives / count);
  }

  static void requireBins(int bins) {
    Rules.require(bins >= 1 && bins <= 10_000, "%d bins must lie in [1, 10000]", bins);
  }
}
