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

  /** Bins of equal row counts (the first ones hold one more), ties in row order. */
  public static CalibrationCurve equalMass(double[] labels, double[] predictions, int bins) {
    requireBins(bins);
    Ranking ranking = new Ranking(labels, predictions);
    int n = ranking.size();
    List<Bin> result = new ArrayList<>();
    int from = 0;
    for (int b = 0; b < bins; b++) {
      int to = from + n / bins + (b < n % bins ? 1 : 0);
      if (to > from) {
        result.add(bin(ranking, from, to, ranking.scores[from], ranking.scores[to - 1]));
      }
      from = to;
    }
    return new CalibrationCurve(result);
  }

  /** Bins {@code (i/k, (i+1)/k]} of the unit interval, the first closed. */
  public static CalibrationCurve equalWidth(double[] labels, double[] predictions, int bins) {
    requireBins(bins);
    Ranking ranking = new Ranking(labels, predictions);
    List<Bin> result = new ArrayList<>();
    int from = 0;
    for (int b = 0; b < bins; b++) {
      double end = (b + 1.0) / bins;
      int to = from;
      while (to < ranking.size() && (ranking.scores[to] <= end || b == bins - 1)) {
        to++;
      }
      if (to > from) {
        result.add(bin(ranking, from, to, (double) b / bins, end));
      }
      from = to;
    }
    return new CalibrationCurve(result);
  }

  /** Expected calibration error: mean gap, weighted by rows; {@code NaN} without rows. */
  public double expectedError() {
    long rows = bins.stream().mapToLong(Bin::count).sum();
    return bins.stream().mapToDouble(bin -> bin.count() * bin.gap()).sum() / rows;
  }

  /** Largest gap of a bin; {@code NaN} without rows. */
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

  private static void requireBins(int bins) {
    Rules.require(bins >= 1 && bins <= 10_000, "%d bins must lie in [1, 10000]", bins);
  }
}
