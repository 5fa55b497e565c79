package org.plumbline.stats.metrics;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * The area under the ROC curve with its variance, without resampling [DeLong, DeLong &
 * Clarke-Pearson 1988]. Everything but the area is {@code NaN} with fewer than two positives or two
 * negatives; the area itself without both classes.
 *
 * @param auc probability that a positive outranks a negative, ties half
 * @param variance of that estimate
 */
public record DeLong(double auc, double variance) {
  /**
   * Two models on the same rows.
   *
   * @param first the first model
   * @param second the second model
   * @param covariance of the two areas
   */
  public record Pair(DeLong first, DeLong second, double covariance) {
    /** The first area less the second. */
    public double difference() {
      return first.auc() - second.auc();
    }

    /** The difference over its standard error; {@code NaN} when the models rank alike. */
    public double z() {
      return difference() / Math.sqrt(variance());
    }

    /** Two-sided p-value of equal areas; 1 when the models rank alike. */
    public double pValue() {
      if (variance() == 0 && difference() == 0) {
        return 1;
      }
      double z = z();
      return Double.isNaN(z) ? Double.NaN : Distributions.chiSquareTail(z * z, 1);
    }

    /** The difference with its normal interval, not cut at -1 and 1. */
    public Interval interval(double confidence) {
      return around(difference(), variance(), confidence);
    }

    private double variance() {
      // Rounding may leave a tiny negative number where the two models rank alike.
      return Math.max(0, first.variance() + second.variance() - 2 * covariance);
    }
  }

  /**
   * One model; O(n log n).
   *
   * @throws IllegalArgumentException for labels other than 0 and 1, scores that are not finite,
   *     other lengths
   */
  public static DeLong of(double[] labels, double[] scores) {
    return new Placements(labels, scores).areaWithVariance();
  }

  /** Two models on the same rows, and how their areas vary together; O(n log n). */
  public static Pair paired(double[] labels, double[] first, double[] second) {
    Placements one = new Placements(labels, first);
    Placements other = new Placements(labels, second);
    return new Pair(one.areaWithVariance(), other.areaWithVariance(), one.covariance(other));
  }

  /** The area with its normal interval, cut at 0 and 1. */
  public Interval interval(double confidence) {
    Interval wide = around(auc, variance, confidence);
    return new Interval(auc, Math.max(0, wide.low()), Math.min(1, wide.high()));
  }

  private static Interval around(double value, double variance, double confidence) {
    Rules.require(confidence > 0 && confidence < 1, "confidence %s must lie in (0, 1)", confidence);
    double reach = Distributions.normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
    return new Interval(value, value - reach, value + reach);
  }
}
