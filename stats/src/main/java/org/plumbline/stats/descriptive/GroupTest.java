package org.plumbline.stats.descriptive;

import java.util.Arrays;
import java.util.List;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.Rules;

/**
 * Whether groups of numbers differ. All refuse values that are not finite and are {@code NaN} where
 * a group is empty, fewer than two groups are given, or nothing varies. Stateless.
 */
public final class GroupTest {
  private GroupTest() {}

  /** One-way analysis of variance: equal means, for normal groups of equal variance. */
  public static TestResult anova(List<double[]> groups) {
    if (!usable(groups)) {
      return TestResult.UNDEFINED;
    }
    double[] all = together(groups);
    double mean = Moments.mean(all);
    double between = 0;
    double within = 0;
    for (double[] group : groups) {
      double gap = Moments.mean(group) - mean;
      between += group.length * (gap * gap);
      within += Moments.central(group, 2);
    }
    double degrees = groups.size() - 1.0;
    double rest = all.length - (double) groups.size();
    if (rest <= 0 || (within == 0 && between == 0)) {
      return TestResult.UNDEFINED;
    }
    double f = between / degrees / (within / rest);
    double share = rest / (rest + degrees * f);
    return new TestResult(f, IncompleteBeta.regularised(share, rest / 2, degrees / 2));
  }

  /** Kruskal and Wallis: no group tends to larger values; from about five values a group. */
  public static TestResult kruskalWallis(List<double[]> groups) {
    if (!usable(groups)) {
      return TestResult.UNDEFINED;
    }
    double[] all = together(groups);
    double[] ranks = Moments.ranks(all);
    double n = all.length;
    double sum = 0;
    int from = 0;
    for (double[] group : groups) {
      double ranked = Arrays.stream(ranks, from, from + group.length).sum();
      sum += ranked * ranked / group.length;
      from += group.length;
    }
    double untied = 1 - Moments.ties(all) / (n * n * n - n);
    if (untied == 0) {
      return TestResult.UNDEFINED;
    }
    double h = (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / untied;
    return new TestResult(h, Distributions.chiSquareTail(h, groups.size() - 1.0));
  }

  /** Levene's test of equal variances about the medians [Brown & Forsythe 1974]: robust. */
  public static TestResult levene(List<double[]> groups) {
    return anova(
        groups.stream()
            .map(
                group -> {
                  double median = Moments.median(group);
                  return Arrays.stream(group).map(value -> Math.abs(value - median)).toArray();
                })
            .toList());
  }

  /** Bartlett's test of equal variances, for normal groups of at least two values. */
  public static TestResult bartlett(List<double[]> groups) {
    if (!usable(groups) || groups.stream().anyMatch(group -> group.length < 2)) {
      return TestResult.UNDEFINED;
    }
    double k = groups.size();
    double rest = together(groups).length - k;
    double pooled = 0;
    double logs = 0;
    double inverses = 0;
    for (double[] group : groups) {
      double degrees = group.length - 1.0;
      double squares = Moments.central(group, 2);
      pooled += squares / rest;
      logs += degrees * Math.log(squares / degrees);
      inverses += 1 / degrees;
    }
    double correction = 1 + (inverses - 1 / rest) / (3 * (k - 1));
    double statistic = (rest * Math.log(pooled) - logs) / correction;
    return new TestResult(statistic, Distributions.chiSquareTail(statistic, k - 1));
  }

  /** Student's t of first less second for equal variances, two-sided. */
  public static TestResult studentT(double[] first, double[] second) {
    double n = first.length;
    double m = second.length;
    if (!usable(List.of(first, second)) || n + m < 3) {
      return TestResult.UNDEFINED;
    }
    double degrees = n + m - 2;
    double pooled = (Moments.central(first, 2) + Moments.central(second, 2)) / degrees;
    double t = (Moments.mean(first) - Moments.mean(second)) / Math.sqrt(pooled * (1 / n + 1 / m));
    return new TestResult(t, IncompleteBeta.studentTwoSided(t, degrees));
  }

  /**
   * Wilcoxon's signed ranks of paired values: the smaller rank sum, two-sided by the normal limit
   * corrected for ties; pairs without a difference are left out; from about ten pairs.
   */
  public static TestResult wilcoxonSignedRank(double[] first, double[] second) {
    Rules.require(
        first.length == second.length,
        "%d values but %d beside them: give pairs",
        first.length,
        second.length);
    Rules.finite(first, "first");
    Rules.finite(second, "second");
    double[] gaps = new double[first.length];
    Arrays.setAll(gaps, i -> first[i] - second[i]);
    gaps = Arrays.stream(gaps).filter(gap -> gap != 0).toArray();
    double[] sizes = Arrays.stream(gaps).map(Math::abs).toArray();
    double[] ranks = Moments.ranks(sizes);
    double n = gaps.length;
    double above = 0;
    for (int i = 0; i < gaps.length; i++) {
      above += gaps[i] > 0 ? ranks[i] : 0;
    }
    double statistic = Math.min(above, n * (n + 1) / 2 - above);
    double variance = (n * (n + 1) * (2 * n + 1) - Moments.ties(sizes) / 2) / 24;
    if (n == 0) {
      return TestResult.UNDEFINED;
    }
    double z = Math.abs(statistic - n * (n + 1) / 4) / Math.sqrt(variance);
    return new TestResult(statistic, Math.min(1, 2 * Distributions.normalTail(z)));
  }

  private static boolean usable(List<double[]> groups) {
    groups.forEach(group -> Rules.finite(group, "value"));
    return groups.size() >= 2 && groups.stream().noneMatch(group -> group.length == 0);
  }

  private static double[] together(List<double[]> groups) {
    return groups.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
