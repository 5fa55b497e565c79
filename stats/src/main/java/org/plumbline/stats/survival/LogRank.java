package org.plumbline.stats.survival;

import java.util.List;
import org.plumbline.stats.math.Cholesky;
import org.plumbline.stats.math.Distributions;

/**
 * Whether groups live equally long.
 *
 * <p>The chi-square approximation wants about five expected events in each group; look at {@link
 * #expected()}. With fewer than two groups that were ever at risk of an event nothing can be tested
 * and the statistic is {@code NaN}.
 *
 * @param chiSquare statistic over all groups
 * @param degrees groups that can be told apart, less one
 * @param pValue chance of such a difference between equal groups
 * @param observed weighted events of each group
 * @param expected weighted events that equal groups would have had
 */
public record LogRank(
    double chiSquare, int degrees, double pValue, List<Double> observed, List<Double> expected) {
  public LogRank {
    observed = List.copyOf(observed);
    expected = List.copyOf(expected);
  }

  /** The plain test of groups numbered from 0; O(n log n + times · groups²). */
  public static LogRank of(Lifetimes rows, int[] groups) {
    return of(rows, groups, LogRankWeight.EQUAL);
  }

  public static LogRank of(Lifetimes rows, int[] groups, LogRankWeight weight) {
    return stratified(rows, groups, new int[rows.size()], weight);
  }

  /** The test that compares only rows of the same stratum. */
  public static LogRank stratified(
      Lifetimes rows, int[] groups, int[] strata, LogRankWeight weight) {
    int count = Groups.count(groups, rows.size(), "groups");
    int layers = Groups.count(strata, rows.size(), "strata");
    var sums = new LogRankSums(count, weight);
    for (int stratum = 0; stratum < layers; stratum++) {
      int[] members = Groups.rows(strata, stratum);
      int[] inside = new int[members.length];
      for (int i = 0; i < inside.length; i++) {
        inside[i] = groups[members[i]];
      }
      sums.add(rows.where(strata, stratum), inside);
    }
    return sums.test();
  }

  /** Chi-square of differences with their covariance, over the groups that count. */
  static LogRank of(List<Double> observed, List<Double> expected, double[][] variance) {
    int groups = observed.size();
    int used = (int) expected.stream().filter(value -> value > 0).count();
    if (used < 2) {
      return new LogRank(Double.NaN, 0, Double.NaN, observed, expected);
    }
    double[] difference = new double[groups];
    boolean spared = false;
    for (int g = 0; g < groups; g++) {
      // The differences add up to 0, so one group is redundant.
      if (!spared && expected.get(g) > 0) {
        spared = true;
        variance[g][g] = 0;
        for (int h = 0; h < groups; h++) {
          variance[g][h] = 0;
          variance[h][g] = 0;
        }
      } else {
        difference[g] = observed.get(g) - expected.get(g);
      }
    }
    var factor = Cholesky.of(variance, 1e-10);
    if (factor.rank() == 0) {
      return new LogRank(Double.NaN, 0, Double.NaN, observed, expected);
    }
    double chiSquare = factor.quadratic(difference);
    int degrees = factor.rank();
    return new LogRank(
        chiSquare, degrees, Distributions.chiSquareTail(chiSquare, degrees), observed, expected);
  }
}
