package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How p-values of many tests are raised for their number. Those that keep the family-wise error
 * rate hold the chance of any false flag; those that keep the false discovery rate hold the
 * expected share of false flags among the flags.
 */
public enum Correction {
  /** False discovery rate, independent or positively dependent tests [Benjamini 1995]. */
  BENJAMINI_HOCHBERG,
  /** False discovery rate under any dependence [Benjamini & Yekutieli 2001]. */
  BENJAMINI_YEKUTIELI,
  /** Family-wise under any dependence; never flags less than Bonferroni [Holm 1979]. */
  HOLM,
  /** Family-wise, independent or positively dependent tests; O(n²) [Hommel 1988]. */
  HOMMEL,
  /** Family-wise under any dependence: each p-value times their number. */
  BONFERRONI,
  /** Family-wise for independent tests [Šidák 1967]. */
  SIDAK;

  /**
   * Adjusted p-values, in the order given: flag those at most the wished rate. {@code NaN} entries
   * stay and do not count.
   */
  public double[] adjust(double[] pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sorted = Arrays.stream(order).mapToDouble(i -> pValues[i]).toArray();
    double[] raised =
        switch (this) {
          case BENJAMINI_HOCHBERG -> stepUp(sorted, 1);
          case BENJAMINI_YEKUTIELI ->
              stepUp(
                  sorted, IntStream.rangeClosed(1, sorted.length).mapToDouble(i -> 1.0 / i).sum());
          case HOLM -> stepDown(sorted);
          case HOMMEL -> hommel(sorted);
          case BONFERRONI -> Arrays.stream(sorted).map(p -> p * sorted.length).toArray();
          case SIDAK ->
              Arrays.stream(sorted).map(p -> -Math.expm1(sorted.length * Math.log1p(-p))).toArray();
        };
    double[] adjusted = new double[pValues.length];
    Arrays.fill(adjusted, Double.NaN);
    for (int rank = 0; rank < order.length; rank++) {
      adjusted[order[rank]] = Math.min(1, raised[rank]);
    }
    return adjusted;
  }

  private static double[] stepUp(double[] sorted, double factor) {
    int n = sorted.length;
    double[] raised = new double[n];
    double least = 1;
    for (int rank = n; rank >= 1; rank--) {
      least = Math.min(least, sorted[rank - 1] * factor * n / rank);
      raised[rank - 1] = least;
    }
    return raised;
  }

  private static double[] stepDown(double[] sorted) {
    int n = sorted.length;
    double[] raised = new double[n];
    double most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, sorted[i] * (n - i));
      raised[i] = most;
    }
    return raised;
  }

  /*
   * The closed test of Simes' inequality in Wright's form [Biometrics 48, 1992]: for each size m of
   * an intersection, the smallest level at which its Simes test rejects bounds the adjusted values.
   */
  private static double[] hommel(double[] sorted) {
    int n = sorted.length;
    double all = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      all = Math.min(all, n * sorted[i] / (i + 1));
    }
    double[] raised = new double[n];
    Arrays.fill(raised, all);
    for (int m = n - 1; m >= 2; m--) {
      int low = n - m + 1;
      double simes = Double.POSITIVE_INFINITY;
      for (int i = low; i < n; i++) {
        simes = Math.min(simes, m * sorted[i] / (i - low + 2));
      }
      double border = Math.min(m * sorted[low - 1], simes);
      for (int i = 0; i < n; i++) {
        double bound = i < low ? Math.min(m * sorted[i], simes) : border;
        raised[i] = Math.max(raised[i], bound);
      }
    }
    for (int i = 0; i < n; i++) {
      raised[i] = Math.max(raised[i], sorted[i]);
    }
    return raised;
  }
}
