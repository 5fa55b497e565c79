package org.plumbline.stats.fairness;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.stats.math.Rules;

/**
 * How unequally decisions treat single people, groups or not: each person's benefit is 2 when
 * wrongly selected, 1 when decided as the truth is, 0 when wrongly left out [Speicher et al., A
 * Unified Approach to Quantifying Algorithmic Unfairness, KDD 2018]. All indices are 0 when
 * everybody benefits alike, {@code NaN} without rows or when nobody benefits. Stateless.
 */
public final class Benefit {
  private Benefit() {}

  /** The benefit of each row. */
  public static double[] of(boolean[] positive, boolean[] selected) {
    Rules.require(
        positive.length == selected.length,
        "%d truths, %d decisions: give one of each for every row",
        positive.length,
        selected.length);
    double[] benefits = new double[positive.length];
    for (int i = 0; i < benefits.length; i++) {
      benefits[i] = 1 + (selected[i] ? 1 : 0) - (positive[i] ? 1 : 0);
    }
    return benefits;
  }

  /** Theil's index: generalised entropy at the limit 1. */
  public static double theil(double[] benefits) {
    return generalisedEntropy(benefits, 1);
  }

  /** Deviation of the benefits (n) over their mean. */
  public static double coefficientOfVariation(double[] benefits) {
    return Math.sqrt(2 * generalisedEntropy(benefits, 2));
  }

  /**
   * Generalised entropy; 0 is the mean log deviation, infinite when somebody has no benefit.
   *
   * @param alpha weight of what is far above the mean; 2 is usual
   */
  public static double generalisedEntropy(double[] benefits, double alpha) {
    Rules.finite(benefits, "benefit");
    Rules.require(Double.isFinite(alpha), "alpha %s must be a finite number", alpha);
    double mean = 0;
    for (int i = 0; i < benefits.length; i++) {
      Rules.require(benefits[i] >= 0, "benefit[%d] is %s: it must not be below 0", i, benefits[i]);
      mean += benefits[i] / benefits.length;
    }
    if (benefits.length == 0 || mean == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (double benefit : benefits) {
      sum += term(benefit / mean, alpha);
    }
    return Math.max(0, sum / benefits.length);
  }

  private static double term(double share, double alpha) {
    if (alpha == 1) {
      return share == 0 ? 0 : share * Math.log(share);
    }
    return alpha == 0 ? -Math.log(share) : (Math.pow(share, alpha) - 1) / (alpha * (alpha - 1));
  }

  /** The part of the index that lies between groups: everyone has the mean of their group. */
  public static double betweenGroups(List<String> groups, double[] benefits, double alpha) {
    Rules.require(
        groups.size() == benefits.length,
        "%d groups, %d benefits: give one of each for every row",
        groups.size(),
        benefits.length);
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < benefits.length; i++) {
      double[] sum = sums.computeIfAbsent(groups.get(i), name -> new double[2]);
      sum[0] += benefits[i];
      sum[1]++;
    }
    double[] means = new double[benefits.length];
    Arrays.setAll(
        means,
        i -> {
          double[] sum = sums.getOrDefault(groups.get(i), new double[2]);
          return sum[0] / sum[1];
        });
    return generalisedEntropy(means, alpha);
  }
}
