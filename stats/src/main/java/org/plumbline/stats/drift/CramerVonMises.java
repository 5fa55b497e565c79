package org.plumbline.stats.drift;

import org.plumbline.stats.math.Distributions;

/**
 * Two-sample Cramér–von Mises test: the squared distance of the distribution functions, summed over
 * all values, so that a shift along the whole range counts more than one wide gap.
 *
 * @param statistic Anderson's T; 0 would be two samples that alternate perfectly
 * @param pValue by the limiting distribution [Anderson 1962]; sound from about ten values a side,
 *     conservative under many ties, and not to be told from others below 1e-7
 */
public record CramerVonMises(double statistic, double pValue) {
  // Where the reference cuts the series too: below 1e-7 a p-value only says that it is tiny.
  private static final double LEAST_TERM = 1e-7;
  private static final double LEAST_ORDINATE = 1e-18;
  private static final double STEP = 1.0 / 64;

  /** Compares two samples; {@code NaN} entries are left out, all is {@code NaN} if one is empty. */
  public static CramerVonMises of(double[] reference, double[] current) {
    double[] r = TwoSample.sorted(reference);
    double[] c = TwoSample.sorted(current);
    double n = r.length;
    double m = c.length;
    if (n == 0 || m == 0) {
      return new CramerVonMises(Double.NaN, Double.NaN);
    }
    return of(n, m, n * squaredRankGaps(r, c) + m * squaredRankGaps(c, r));
  }

  /** From the counts of both sides in ascending buckets; rows of one bucket count as tied. */
  static CramerVonMises of(AlignedCounts counts) {
    double n = 0;
    double m = 0;
    double gaps = 0;
    double gapsCurrent = 0;
    for (int i = 0; i < counts.size; i++) {
      double r = counts.reference[i];
      double c = counts.current[i];
      double rank = n + m + (r + c + 1) / 2;
      gaps += squaredGaps(rank - n, r);
      gapsCurrent += squaredGaps(rank - m, c);
      n += r;
      m += c;
    }
    return n == 0 || m == 0
        ? new CramerVonMises(Double.NaN, Double.NaN)
        : of(n, m, n * gaps + m * gapsCurrent);
  }

  /** Sum of (a - k)² for k from 1 to count. */
  private static double squaredGaps(double a, double count) {
    return count * (a * a - a * (count + 1) + (count + 1) * (2 * count + 1) / 6);
  }

  private static CramerVonMises of(double n, double m, double ranks) {
    double pairs = n * m;
    double all = n + m;
    double statistic = ranks / (pairs * all) - (4 * pairs - 1) / (6 * all);
    double mean = (1 + 1 / all) / 6;
    double variance =
        (all + 1)
            * (4 * pairs * all - 3 * (n * n + m * m) - 2 * pairs)
            / (45 * all * all * 4 * pairs);
    double standard = 1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
    double pValue = standard < 0.003 ? 1 : Math.max(0, 1 - limit(standard));
    return new CramerVonMises(statistic, pValue);
  }

  /** Sum over a sample of (rank among all - rank within it)², ties given their middle rank. */
  private static double squaredRankGaps(double[] sample, double[] other) {
    double sum = 0;
    int below = 0;
    int upTo = 0;
    int start = 0;
    while (start < sample.length) {
      int end = start;
      while (end < sample.length && sample[end] == sample[start]) {
        end++;
      }
      while (below < other.length && other[below] < sample[start]) {
        below++;
      }
      while (upTo < other.length && other[upTo] <= sample[start]) {
        upTo++;
      }
      double rank = below + start + (upTo - below + end - start + 1) / 2.0;
      for (int i = start; i < end; i++) {
        sum += (rank - (i + 1)) * (rank - (i + 1));
      }
      start = end;
    }
    return sum;
  }

  /** The limiting distribution function of the statistic [Anderson & Darling 1952, (4.35)]. */
  static double limit(double x) {
    double sum = 0;
    double term = 1;
    for (int k = 0; term >= LEAST_TERM; k++) {
      double y = 4.0 * k + 1;
      double q = y * y / (16 * x);
      double weight =
          Math.exp(Distributions.logGamma(k + 0.5) - Distributions.logGamma(k + 1))
              / (Math.pow(Math.PI, 1.5) * Math.sqrt(x));
      term = weight * Math.sqrt(y) * Math.exp(-2 * q) * scaledBesselQuarter(q);
      sum += term;
    }
    return sum;
  }

  /**
   * exp(q) K(q), the modified Bessel function of order 1/4: the integral of exp(-q (cosh t - 1))
   * cosh(t / 4), by the trapezoidal rule, which converges faster than any power of the step.
   */
  private static double scaledBesselQuarter(double q) {
    double sum = 0.5;
    double term = 1;
    for (int i = 1; term > LEAST_ORDINATE; i++) {
      double t = i * STEP;
      term = Math.exp(-q * (Math.cosh(t) - 1)) * Math.cosh(t / 4);
      sum += term;
    }
    return sum * STEP;
  }
}
