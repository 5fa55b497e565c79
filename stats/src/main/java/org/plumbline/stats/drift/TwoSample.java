package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.plumbline.stats.math.Kolmogorov;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.profile.NumericProfile;

/**
 * Drift of plain arrays, exact and simple: the oracle of what profiles answer. {@code NaN} entries
 * are left out as missing. Stateless.
 */
public final class TwoSample {
  private TwoSample() {}

  /**
   * Kolmogorov–Smirnov test.
   *
   * @param statistic largest distance of the two distribution functions, 0 to 1
   * @param pValue two-sided, at the finite effective count; conservative under ties
   */
  public record Ks(double statistic, double pValue) {}

  /** Compares two samples; {@code NaN} when one is empty. */
  public static Ks ks(double[] reference, double[] current) {
    double[] r = sorted(reference);
    double[] c = sorted(current);
    if (r.length == 0 || c.length == 0) {
      return new Ks(Double.NaN, Double.NaN);
    }
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < r.length && j < c.length) {
      double value = Math.min(r[i], c[j]);
      while (i < r.length && r[i] <= value) {
        i++;
      }
      while (j < c.length && c[j] <= value) {
        j++;
      }
      distance = Math.max(distance, Math.abs((double) i / r.length - (double) j / c.length));
    }
    return new Ks(distance, Kolmogorov.twoSample(distance, r.length, c.length));
  }

  /**
   * The exact two-sided p-value of {@link #ks}, given the ties that were seen; beyond ten million
   * pairs the one of {@link #ks} itself. {@code NaN} when a sample is empty.
   */
  public static double ksExactPValue(double[] reference, double[] current) {
    double[] r = sorted(reference);
    double[] c = sorted(current);
    if (r.length == 0 || c.length == 0) {
      return Double.NaN;
    }
    return (long) r.length * c.length > ExactKolmogorov.MOST_PAIRS
        ? ks(reference, current).pValue()
        : ExactKolmogorov.pValue(r, c, true);
  }

  /**
   * {@link #wasserstein} in standard deviations of the reference (of a sample, n - 1); infinite
   * when the reference does not vary and the values moved, {@code NaN} when nothing moved there.
   */
  public static double wassersteinScaled(double[] reference, double[] current) {
    double[] finite = Arrays.stream(reference).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(finite).sum() / finite.length;
    double squares = Arrays.stream(finite).map(value -> (value - mean) * (value - mean)).sum();
    return wasserstein(reference, current) / Math.sqrt(squares / (finite.length - 1));
  }

  /**
   * First Wasserstein distance of the finite values: how far they must move on average, in their
   * unit.
   */
  public static double wasserstein(double[] reference, double[] current) {
    return integral(reference, current, Math::abs);
  }

  /**
   * Energy distance of the finite values [Székely 2003]: the root of twice the integral of the
   * squared difference of the distribution functions; 0 when equal, in the root of their unit.
   */
  public static double energyDistance(double[] reference, double[] current) {
    return Math.sqrt(2 * integral(reference, current, gap -> gap * gap));
  }

  /** Integral of what is made of the gap between the two distribution functions. */
  private static double integral(double[] reference, double[] current, DoubleUnaryOperator ofGap) {
    double[] r = Arrays.stream(sorted(reference)).filter(Double::isFinite).toArray();
    double[] c = Arrays.stream(sorted(current)).filter(Double::isFinite).toArray();
    if (r.length == 0 || c.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    int i = 0;
    int j = 0;
    double value = Math.min(r[0], c[0]);
    while (i < r.length || j < c.length) {
      while (i < r.length && r[i] <= value) {
        i++;
      }
      while (j < c.length && c[j] <= value) {
        j++;
      }
      double next =
          Math.min(
              i < r.length ? r[i] : Double.POSITIVE_INFINITY,
              j < c.length ? c[j] : Double.POSITIVE_INFINITY);
      if (next < Double.POSITIVE_INFINITY) {
        sum += ofGap.applyAsDouble((double) i / r.length - (double) j / c.length) * (next - value);
      }
      value = next;
    }
    return sum;
  }

  /**
   * PSI over right-closed bins at the reference's quantiles, as {@link #counts} makes them; half a
   * count is added to each bin.
   */
  public static double psi(double[] reference, double[] current, int bins) {
    double[] edges = quantileEdges(reference, bins);
    return Divergence.psi(counts(reference, edges), counts(current, edges));
  }

  /** Jensen–Shannon distance to base 2 over the same bins as {@link #psi}. */
  public static double jensenShannon(double[] reference, double[] current, int bins) {
    double[] edges = quantileEdges(reference, bins);
    return Divergence.jensenShannon(counts(reference, edges), counts(current, edges));
  }

  /**
   * Quantiles of the sample (type 7) at evenly spaced shares, equal ones given once, the first and
   * the last widened to infinity; empty when the sample is.
   */
  public static double[] quantileEdges(double[] sample, int bins) {
    Rules.require(bins >= 1 && bins <= 10_000, "%d bins must lie in [1, 10000]", bins);
    double[] sorted = sorted(sample);
    if (sorted.length == 0) {
      return new double[0];
    }
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      double position = (sorted.length - 1) * Math.min(1, i * (1.0 / bins));
      int rank = (int) position;
      double high = sorted[Math.min(rank + 1, sorted.length - 1)];
      edges[i] = NumericProfile.interpolate(sorted[rank], high, position - rank);
    }
    double[] distinct = Arrays.stream(edges).distinct().toArray();
    if (distinct.length == 1) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    distinct[0] = Double.NEGATIVE_INFINITY;
    distinct[distinct.length - 1] = Double.POSITIVE_INFINITY;
    return distinct;
  }

  /** Evenly wide bins over the range of the sample's finite values; empty when there is none. */
  public static double[] evenEdges(double[] sample, int bins) {
    Rules.require(bins >= 1 && bins <= 10_000, "%d bins must lie in [1, 10000]", bins);
    double[] finite = Arrays.stream(sample).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new double[0];
    }
    double min = Arrays.stream(finite).min().orElseThrow();
    double max = Arrays.stream(finite).max().orElseThrow();
    if (min == max) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      double share = (double) i / bins;
      // By halves, as the range itself may be wider than a number can say.
      double half = max / 2 - min / 2;
      edges[i] = share <= 0.5 ? min + 2 * share * half : max - 2 * (1 - share) * half;
    }
    return edges;
  }

  /** Rows in {@code (edges[i], edges[i + 1]]}, the first bin closed on both sides. */
  public static double[] counts(double[] sample, double[] edges) {
    return counts(sample, edges, BinClosing.RIGHT);
  }

  /**
   * Rows in each bin; values outside the edges count in the end bins, so none is lost. {@code NaN}
   * entries are left out.
   */
  public static double[] counts(double[] sample, double[] edges, BinClosing closing) {
    int onEdge = closing == BinClosing.RIGHT ? 1 : 0;
    double[] counts = new double[Math.max(0, edges.length - 1)];
    for (double value : sample) {
      if (!Double.isNaN(value) && counts.length > 0) {
        // Adding 0 turns -0 into 0, which sorts apart otherwise.
        int place = Arrays.binarySearch(edges, value + 0.0);
        int bin = place >= 0 ? place - onEdge : -place - 2;
        counts[Math.min(counts.length - 1, Math.max(0, bin))]++;
      }
    }
    return counts;
  }

  static double[] sorted(double[] sample) {
    double[] sorted =
        Arrays.stream(sample)
            .filter(value -> !Double.isNaN(value))
            .map(value -> value + 0.0)
            .toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
