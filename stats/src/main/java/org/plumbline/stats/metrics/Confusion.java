package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;

/**
 * Counts of a yes/no decision: a row is predicted positive when its score reaches the threshold.
 * Ratios without a denominator are {@code NaN}, except F1 and MCC, which are 0 by convention.
 *
 * @param threshold the least score predicted positive
 * @param truePositive positives found
 * @param falsePositive false alarms
 * @param trueNegative negatives left alone
 * @param falseNegative positives missed
 */
public record Confusion(
    double threshold,
    long truePositive,
    long falsePositive,
    long trueNegative,
    long falseNegative) {

  /** Counts decisions of {@code score >= threshold} against labels of 0 and 1. */
  public static Confusion at(double threshold, double[] labels, double[] scores) {
    Rules.sameLength(labels, scores);
    Rules.finite(scores, "score");
    Rules.require(!Double.isNaN(threshold), "a threshold must be a number");
    long[] counts = new long[4];
    for (int i = 0; i < labels.length; i++) {
      int positive = Ranking.isPositive(labels[i], i) ? 2 : 0;
      counts[positive + (scores[i] >= threshold ? 1 : 0)]++;
    }
    return new Confusion(threshold, counts[3], counts[1], counts[0], counts[2]);
  }

  /** All rows. */
  public long rows() {
    return truePositive + falsePositive + trueNegative + falseNegative;
  }

  /** Share of right decisions. */
  public double accuracy() {
    return (double) (truePositive + trueNegative) / rows();
  }

  /** Share of the predicted positive that are positive. */
  public double precision() {
    return (double) truePositive / (truePositive + falsePositive);
  }

  /** Share of the positive that are found. */
  public double recall() {
    return (double) truePositive / (truePositive + falseNegative);
  }

  /** Share of the negative that are left alone. */
  public double specificity() {
    return (double) trueNegative / (trueNegative + falsePositive);
  }

  /** Harmonic mean of precision and recall; 0 when nothing is found. */
  public double f1() {
    return truePositive == 0
        ? 0
        : 2.0 * truePositive / (2.0 * truePositive + falsePositive + falseNegative);
  }

  /** Matthews' correlation of decision and label, -1 to 1; 0 when either never varies. */
  public double mcc() {
    double predicted = (double) truePositive + falsePositive;
    double actual = (double) truePositive + falseNegative;
    double rows = rows();
    double spread =
        Math.sqrt(predicted)
            * Math.sqrt(actual)
            * Math.sqrt(rows - predicted)
            * Math.sqrt(rows - actual);
    return spread == 0
        ? 0
        : ((double) truePositive * trueNegative - (double) falsePositive * falseNegative) / spread;
  }

  /** Mean cost a row. */
  public double meanCost(double falsePositiveCost, double falseNegativeCost) {
    return (falsePositive * falsePositiveCost + falseNegative * falseNegativeCost) / rows();
  }
}
