package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;

/**
 * What each outcome of a yes/no decision costs, in one unit of money; below 0 it earns.
 *
 * @param truePositive a positive that was found, such as the price of a contact less what it saves
 * @param falsePositive a false alarm
 * @param trueNegative a negative that was left alone, usually 0
 * @param falseNegative a positive that was missed
 */
public record CostMatrix(
    double truePositive, double falsePositive, double trueNegative, double falseNegative) {
  public CostMatrix {
    Rules.require(
        Double.isFinite(truePositive)
            && Double.isFinite(falsePositive)
            && Double.isFinite(trueNegative)
            && Double.isFinite(falseNegative),
        "costs %s, %s, %s, %s: all must be finite numbers",
        truePositive,
        falsePositive,
        trueNegative,
        falseNegative);
  }

  /** Cost of all rows together. */
  public double total(WeightedConfusion rows) {
    return truePositive * rows.truePositive()
        + falsePositive * rows.falsePositive()
        + trueNegative * rows.trueNegative()
        + falseNegative * rows.falseNegative();
  }

  /**
   * The probability above which acting is the cheaper choice when probabilities are calibrated
   * [Elkan 2001]; {@code NaN} when acting is not dearer for negatives and cheaper for positives.
   */
  public double breakEven() {
    double forNegatives = falsePositive - trueNegative;
    double forPositives = falseNegative - truePositive;
    return forNegatives >= 0 && forPositives > 0
        ? forNegatives / (forNegatives + forPositives)
        : Double.NaN;
  }
}
