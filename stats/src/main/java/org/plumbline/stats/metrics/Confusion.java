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

  /**
   * Harmonic mean of precision and recall in which recall weighs {@code beta} squared; 0 when
   * nothing is found.
   *
   * @throws IllegalArgumentException unless beta lies in (0, 1e6]
   */
  public double fBeta(double beta) {
    Rules.require(beta > 0 && beta <= 1e6, "beta %s must lie in (0, 1e6]", beta);
    double weight = beta * beta;
    return truePositive == 0
        ? 0
        : (1 + weight)
            * truePositive
            / ((1 + weight) * truePositive + weight * falseNegative + falsePositive);
  }

  /** Mean of recall and specificity; the one that is defined where a class is absent. */
  public double balancedAccuracy() {
    double recall = recall();
    double specificity = specificity();
    if (Double.isNaN(recall)) {
      return specificity;
    }
    return Double.isNaN(specificity) ? recall : (recall + specificity) / 2;
  }

  /** Positives found over rows that are positive or predicted so; {@code NaN} without such. */
  public double jaccard() {
    return (double) truePositive / (truePositive + falsePositive + falseNegative);
  }

  /**
   * Cohen's kappa: agreement beyond chance, at most 1; {@code NaN} when chance alone agrees on all
   * rows.
   */
  public double kappa() {
    double rows = rows();
    double predicted = ((double) truePositive + falsePositive) / rows;
    double actual = ((double) truePositive + falseNegative) / rows;
    double chance = predicted * actual + (1 - predicted) * (1 - actual);
    return (accuracy() - chance) / (1 - chance);
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
