package org.plumbline.stats.drift;

import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * Differences of two binned samples, given as counts or weights of the same bins; each side is
 * brought to shares first. {@code NaN} when a side is empty. Stateless.
 */
public final class Divergence {
  private static final double LN_2 = Math.log(2);

  private Divergence() {}

  /**
   * Population stability index: 0 when the shares are equal, unbounded above, in nats.
   *
   * <p>Sum of {@code (c - r) ln(c / r)} over bins [Siddiqi 2006], with half a count added to each
   * bin of either side, so that an empty bin cannot yield infinity. Without any change it is about
   * {@code (bins - 1) (1/n + 1/m)}: see {@link #psiCritical}.
   */
  public static double psi(double[] referenceCounts, double[] currentCounts) {
    return psi(referenceCounts, currentCounts, Smoothing.LAPLACE);
  }

  /** Population stability index with the stated way of smoothing; see {@link #psiCritical}. */
  public static double psi(double[] referenceCounts, double[] currentCounts, Smoothing smoothing) {
    double n = total(referenceCounts, currentCounts);
    double m = total(currentCounts, referenceCounts);
    if (n == 0 || m == 0) {
      return Double.NaN;
    }
    int bins = referenceCounts.length;
    double sum = 0;
    for (int i = 0; i < bins; i++) {
      double reference = smoothing.share(referenceCounts[i], n, bins);
      double current = smoothing.share(currentCounts[i], m, bins);
      if (reference != current) {
        sum += (current - reference) * Math.log(current / reference);
      }
    }
    return Math.max(0, sum);
  }

  /**
   * Kullback–Leibler divergence of the first sample from the second, in nats, not symmetric:
   * infinite when the first has rows in a bin where the second has none.
   */
  public static double kullbackLeibler(double[] first, double[] second) {
    double n = total(first, second);
    double m = total(second, first);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      if (first[i] > 0) {
        sum += first[i] / n * Math.log(first[i] / n / (second[i] / m));
      }
    }
    return n == 0 || m == 0 ? Double.NaN : Math.max(0, sum);
  }

  /** Largest difference of two shares, 0 to 1. */
  public static double largestDifference(double[] reference, double[] current) {
    double n = total(reference, current);
    double m = total(current, reference);
    double largest = 0;
    for (int i = 0; i < reference.length; i++) {
      largest = Math.max(largest, Math.abs(reference[i] / n - current[i] / m));
    }
    return n == 0 || m == 0 ? Double.NaN : largest;
  }

  /**
   * What PSI exceeds with the given probability when nothing changed: the chi-square quantile times
   * {@code 1/n + 1/m}; 0 for a single bin.
   */
  public static double psiCritical(double probability, int bins, double n, double m) {
    Rules.require(
        probability > 0 && probability < 1, "probability %s must lie in (0, 1)", probability);
    return bins < 2 ? 0 : Distributions.chiSquareCritical(probability, bins - 1) * (1 / n + 1 / m);
  }

  /**
   * Jensen–Shannon distance: the square root of the divergence to base 2; 0 when equal, 1 when
   * disjoint, symmetric, a metric.
   */
  public static double jensenShannon(double[] reference, double[] current) {
    return Math.sqrt(jensenShannonDivergence(reference, current));
  }

  /** Jensen–Shannon divergence to base 2, 0 to 1: the square of the distance. */
  public static double jensenShannonDivergence(double[] reference, double[] current) {
    double n = total(reference, current);
    double m = total(current, reference);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double p = reference[i] / n;
      double q = current[i] / m;
      sum += halfTerm(p, q) + halfTerm(q, p);
    }
    return n == 0 || m == 0 ? Double.NaN : Math.min(1, Math.max(0, sum));
  }

  /** Jensen–Shannon divergence to base e, 0 to ln 2: what other tools often give. */
  public static double jensenShannonNats(double[] reference, double[] current) {
    return jensenShannonDivergence(reference, current) * LN_2;
  }

  private static double halfTerm(double p, double q) {
    return p == 0 ? 0 : -0.5 * p * Math.log1p((q - p) / (2 * p)) / LN_2;
  }

  /** Total variation: half the sum of absolute differences of shares, 0 to 1. */
  public static double totalVariation(double[] reference, double[] current) {
    double n = total(reference, current);
    double m = total(current, reference);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      sum += Math.abs(reference[i] / n - current[i] / m);
    }
    return n == 0 || m == 0 ? Double.NaN : Math.min(1, sum / 2);
  }

  /** Hellinger distance, 0 to 1. */
  public static double hellinger(double[] reference, double[] current) {
    double n = total(reference, current);
    double m = total(current, reference);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double difference = Math.sqrt(reference[i] / n) - Math.sqrt(current[i] / m);
      sum += difference * difference;
    }
    return n == 0 || m == 0 ? Double.NaN : Math.sqrt(Math.min(1, sum / 2));
  }

  private static double total(double[] counts, double[] other) {
    Rules.require(counts.length == other.length, "%d bins against %d", counts.length, other.length);
    double sum = 0;
    for (double count : counts) {
      Rules.require(
          count >= 0 && count < Double.POSITIVE_INFINITY,
          "a bin cannot hold %s: counts are finite and not negative",
          count);
      sum += count;
    }
    return sum;
  }
}
