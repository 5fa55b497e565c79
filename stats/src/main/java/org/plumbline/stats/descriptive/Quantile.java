package org.plumbline.stats.descriptive;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/**
 * The usual definitions of a sample quantile, named as NumPy names them [Hyndman & Fan, Sample
 * Quantiles in Statistical Packages, 1996]. They differ by at most one order statistic.
 */
public enum Quantile {
  /** Between order statistics (n - 1) q: type 7, the default of NumPy, pandas and R. */
  LINEAR,
  /** The order statistic at or below type 7. */
  LOWER,
  /** The order statistic at or above type 7. */
  HIGHER,
  /** The nearer of both, the even one in the middle. */
  NEAREST,
  /** Mean of both. */
  MIDPOINT,
  /** Type 5. */
  HAZEN,
  /** Type 6. */
  WEIBULL,
  /** Type 8. */
  MEDIAN_UNBIASED,
  /** Type 9. */
  NORMAL_UNBIASED,
  /** Type 1. */
  INVERTED_CDF,
  /** Type 2. */
  AVERAGED_INVERTED_CDF,
  /** Type 3. */
  CLOSEST_OBSERVATION,
  /** Type 4. */
  INTERPOLATED_INVERTED_CDF;

  /**
   * The quantile of the values; {@code NaN} without values.
   *
   * @param share from 0 to 1
   * @throws IllegalArgumentException for values that are not finite
   */
  public double of(double[] values, double share) {
    Rules.finite(values, "value");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, share);
  }

  /** The same of values in ascending order. */
  double ofSorted(double[] sorted, double share) {
    Rules.require(share >= 0 && share <= 1, "share %s must lie in [0, 1]", share);
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    double even = (n - 1) * share;
    return switch (this) {
      case LINEAR -> between(sorted, even);
      case LOWER -> at(sorted, Math.floor(even));
      case HIGHER -> at(sorted, Math.ceil(even));
      case NEAREST -> at(sorted, Math.rint(even));
      case MIDPOINT -> 0.5 * at(sorted, Math.floor(even)) + 0.5 * at(sorted, Math.ceil(even));
      case HAZEN -> between(sorted, n * share - 0.5);
      case WEIBULL -> between(sorted, (n + 1) * share - 1);
      case MEDIAN_UNBIASED -> between(sorted, n * share + (1 + share) / 3 - 1);
      case NORMAL_UNBIASED -> between(sorted, n * share + 0.375 + share / 4 - 1);
      case INVERTED_CDF -> at(sorted, Math.ceil(n * share) - 1);
      case AVERAGED_INVERTED_CDF -> {
        double place = n * share - 1;
        yield place == Math.rint(place)
            ? 0.5 * at(sorted, place) + 0.5 * at(sorted, place + 1)
            : at(sorted, Math.ceil(place));
      }
      case CLOSEST_OBSERVATION -> at(sorted, Math.rint(n * share) - 1);
      case INTERPOLATED_INVERTED_CDF -> between(sorted, n * share - 1);
    };
  }

  private static double at(double[] sorted, double place) {
    return sorted[(int) Math.clamp(place, 0, sorted.length - 1)];
  }

  private static double between(double[] sorted, double place) {
    double below = Math.floor(Math.clamp(place, 0, sorted.length - 1));
    double low = at(sorted, below);
    double part = Math.clamp(place - below, 0, 1);
    return part == 0 ? low : low + part * (at(sorted, below + 1) - low);
  }
}
