package org.plumbline.stats.descriptive;

import java.util.Arrays;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.Sorting;

/**
 * How two columns move together, -1 to 1, with a two-sided p-value against independence. Rows in
 * which either is missing are left out. {@code NaN} below two rows and when either never varies;
 * the p-value below three rows. Stateless.
 */
public final class Correlation {
  private Correlation() {}

  /** Straight-line correlation; the p-value is exact for normal columns. */
  public static TestResult pearson(double[] first, double[] second) {
    Pairs pairs = Pairs.of(first, second);
    return moment(pairs.first(), pairs.second());
  }

  /** Pearson's correlation of the ranks, ties their mean rank; p-value by Student's t. */
  public static TestResult spearman(double[] first, double[] second) {
    Pairs pairs = Pairs.of(first, second);
    return moment(Moments.ranks(pairs.first()), Moments.ranks(pairs.second()));
  }

  private static TestResult moment(double[] x, double[] y) {
    int n = x.length;
    double xMean = Moments.mean(x);
    double yMean = Moments.mean(y);
    double xScale = Math.sqrt(Moments.central(x, 2));
    double yScale = Math.sqrt(Moments.central(y, 2));
    if (n < 2 || xScale == 0 || yScale == 0) {
      return TestResult.UNDEFINED;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (x[i] - xMean) / xScale * ((y[i] - yMean) / yScale);
    }
    double r = Math.clamp(sum, -1, 1);
    double t = r * Math.sqrt((n - 2) / ((1 - r) * (1 + r)));
    return new TestResult(r, n < 3 ? Double.NaN : IncompleteBeta.studentTwoSided(t, n - 2.0));
  }

  /**
   * Kendall's tau-b: pairs of rows in the same order less those in the other, over the pairs not
   * tied; p-value by the normal limit corrected for ties, fit from about ten rows.
   */
  public static TestResult kendall(double[] first, double[] second) {
    Pairs pairs = Pairs.of(first, second);
    double[] x = Moments.ranks(pairs.first());
    double[] y = Moments.ranks(pairs.second());
    double n = x.length;
    double all = n * (n - 1) / 2;
    double xTies = tiedPairs(x);
    double yTies = tiedPairs(y);
    if (n < 2 || xTies == all || yTies == all) {
      return TestResult.UNDEFINED;
    }
    double score = score(x, y);
    double tau = score / Math.sqrt(all - xTies) / Math.sqrt(all - yTies);
    double m = n * (n - 1);
    double variance =
        (m * (2 * n + 5)
                    - sum(x, t -> t * (t - 1) * (2 * t + 5))
                    - sum(y, t -> t * (t - 1) * (2 * t + 5)))
                / 18
            + 2 * xTies * yTies / m;
    if (n > 2) {
      variance +=
          sum(x, t -> t * (t - 1) * (t - 2))
              * sum(y, t -> t * (t - 1) * (t - 2))
              / (9 * m * (n - 2));
    }
    double z = Math.abs(score) / Math.sqrt(variance);
    double pValue = n < 3 ? Double.NaN : Math.min(1, 2 * Distributions.normalTail(z));
    return new TestResult(Math.clamp(tau, -1, 1), pValue);
  }

  /** Pairs in the same order less pairs in the other; O(n log n) by counting ranks seen. */
  private static double score(double[] x, double[] y) {
    int n = x.length;
    int[] order = Sorting.ascending(x);
    // Twice a mean rank is a whole number up to 2n.
    long[] seen = new long[2 * n + 1];
    double score = 0;
    int from = 0;
    while (from < n) {
      int to = from;
      while (to < n && x[order[to]] == x[order[from]]) {
        int place = (int) Math.round(2 * y[order[to]]);
        long below = upTo(seen, place - 1);
        long above = from - upTo(seen, place);
        score += below - above;
        to++;
      }
      for (int i = from; i < to; i++) {
        for (int p = (int) Math.round(2 * y[order[i]]); p <= 2 * n; p += p & -p) {
          seen[p]++;
        }
      }
      from = to;
    }
    return score;
  }

  private static long upTo(long[] seen, int place) {
    long sum = 0;
    for (int p = place; p > 0; p -= p & -p) {
      sum += seen[p];
    }
    return sum;
  }

  private static double tiedPairs(double[] ranks) {
    return sum(ranks, t -> t * (t - 1) / 2);
  }

  private interface OfTies {
    double of(double tied);
  }

  private static double sum(double[] ranks, OfTies figure) {
    double[] sorted = ranks.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int from = 0;
    while (from < sorted.length) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      sum += figure.of(to - from);
      from = to;
    }
    return sum;
  }

  /** Rows in which both columns have a number. */
  private record Pairs(double[] first, double[] second) {
    static Pairs of(double[] first, double[] second) {
      Rules.require(
          first.length == second.length,
          "%d values but %d beside them: give one for each",
          first.length,
          second.length);
      double[] x = new double[first.length];
      double[] y = new double[first.length];
      int n = 0;
      for (int i = 0; i < first.length; i++) {
        if (!Double.isNaN(first[i]) && !Double.isNaN(second[i])) {
          x[n] = first[i];
          y[n++] = second[i];
        }
      }
      Pairs pairs = new Pairs(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
      Rules.finite(pairs.first, "first");
      Rules.finite(pairs.second, "second");
      return pairs;
    }
  }
}
