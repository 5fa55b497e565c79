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
    return weighted().accuracy();
  }

  /** Share of the predicted positive that are positive. */
  public double precision() {
    return weighted().precision();
  }

  /** Share of the positive that are found. */
  public double recall() {
    return weighted().recall();
  }

  /** Share of the negative that are left alone. */
  public double specificity() {
    return weighted().specificity();
  }

  /** Harmonic mean of precision and recall; 0 when nothing is found. */
  public double f1() {
    return weighted().f1();
  }

  /**
   * Harmonic mean of precision and recall in which recall weighs {@code beta} squared; 0 when
   * nothing is found.
   *
   * @throws IllegalArgumentException unless beta lies in (0, 1e6]
   */
  public double fBeta(double beta) {
    return weighted().fBeta(beta);
  }

  /** Mean of recall and specificity; the one that is defined where a class is absent. */
  public double balancedAccuracy() {
    return weighted().balancedAccuracy();
  }

  /** Positives found over rows that are positive or predicted so; {@code NaN} without such. */
  public double jaccard() {
    return weighted().jaccard();
  }

  /** Cohen's kappa, see {@link WeightedConfusion#kappa}. */
  public double kappa() {
    return weighted().kappa();
  }

  /** Matthews' correlation of decision and label, -1 to 1; 0 when either never varies. */
  public double mcc() {
    return weighted().mcc();
  }

  /** The counts as weights, which hold the formulas. */
  public WeightedConfusion weighted() {
    return new WeightedConfusion(truePositive, falsePositive, trueNegative, falseNegative);
  }

  /** Mean cost a row. */
  public double meanCost(double falsePositiveCost, double falseNegativeCost) {
    return (falsePositive * falsePositiveCost + falseNegative * falseNegativeCost) / rows();
  }
}
