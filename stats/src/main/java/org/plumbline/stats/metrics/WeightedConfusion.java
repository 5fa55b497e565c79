package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;

/**
 * Weight of each outcome of a yes/no decision; whole numbers where each row weighs 1. Ratios
 * without a denominator are {@code NaN}, except F1, F-beta and MCC, which are 0 by convention.
 *
 * @param truePositive weight of the positives found
 * @param falsePositive of the false alarms
 * @param trueNegative of the negatives left alone
 * @param falseNegative of the positives missed
 */
public record WeightedConfusion(
    double truePositive, double falsePositive, double trueNegative, double falseNegative) {
  public WeightedConfusion {
    Rules.require(
        truePositive >= 0 && falsePositive >= 0 && trueNegative >= 0 && falseNegative >= 0,
        "weights %s, %s, %s, %s: none may be negative or undefined",
        truePositive,
        falsePositive,
        trueNegative,
        falseNegative);
  }

  /**
   * Weighs decisions of {@code score >= threshold} against labels of 0 and 1.
   *
   * @param weights of the rows, none below 0
   */
  public static WeightedConfusion at(
      double threshold, double[] labels, double[] scores, double[] weights) {
    Rules.sameLength(labels, scores);
    Rules.finite(scores, "score");
    Weights.check(weights, labels.length);
    Rules.require(!Double.isNaN(threshold), "a threshold must be a number");
    double[] sums = new double[4];
    for (int i = 0; i < labels.length; i++) {
      int positive = Ranking.isPositive(labels[i], i) ? 2 : 0;
      sums[positive + (scores[i] >= threshold ? 1 : 0)] += weights[i];
    }
    return new WeightedConfusion(sums[3], sums[1], sums[0], sums[2]);
  }

  /** Weight of all rows. */
  public double total() {
    return truePositive + falsePositive + trueNegative + falseNegative;
  }

  /** Share of right decisions. */
  public double accuracy() {
    return (truePositive + trueNegative) / total();
  }

  /** Share of the predicted positive that are positive. */
  public double precision() {
    return truePositive / (truePositive + falsePositive);
  }

  /** Share of the positive that are found. */
  public double recall() {
    return truePositive / (truePositive + falseNegative);
  }

  /** Share of the negative that are left alone. */
  public double specificity() {
    return trueNegative / (trueNegative + falsePositive);
  }

  /** Harmonic mean of precision and recall; 0 when nothing is found. */
  public double f1() {
    return truePositive == 0
        ? 0
        : 2 * truePositive / (2 * truePositive + falsePositive + falseNegative);
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
    return truePositive / (truePositive + falsePositive + falseNegative);
  }

  /**
   * Cohen's kappa: agreement beyond chance, at most 1; {@code NaN} when chance alone agrees on all
   * rows.
   */
  public double kappa() {
    double predicted = (truePositive + falsePositive) / total();
    double actual = (truePositive + falseNegative) / total();
    double chance = predicted * actual + (1 - predicted) * (1 - actual);
    return (accuracy() - chance) / (1 - chance);
  }

  /** Matthews' correlation of decision and label, -1 to 1; 0 when either never varies. */
  public double mcc() {
    double spread =
        Math.sqrt(truePositive + falsePositive)
            * Math.sqrt(truePositive + falseNegative)
            * Math.sqrt(trueNegative + falseNegative)
            * Math.sqrt(trueNegative + falsePositive);
    return spread == 0 ? 0 : (truePositive * trueNegative - falsePositive * falseNegative) / spread;
  }
}
