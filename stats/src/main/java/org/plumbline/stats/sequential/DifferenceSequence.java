package org.plumbline.stats.sequential;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * Whether two means differ, looked at as often as one likes: the mixture sequential probability
 * ratio test with a normal mixture over the difference [Robbins, Statistical methods related to the
 * law of the iterated logarithm, 1970; Johari, Koomen, Pekelis & Walsh, Always Valid Inference,
 * Operations Research 70, 2022].
 *
 * <p>Takes the difference and the variance of the difference, so it serves means, shares and what a
 * covariate has adjusted. Where the variance is estimated the promise holds in the limit of many
 * rows: callers wait for some hundred of each side. Immutable.
 *
 * @param alpha chance that any of the looks finds a difference where none is, in (0, 1)
 * @param scale standard deviation of the mixture, in units of the difference: the least difference
 *     that matters is within a few percent of the sharpest choice at a usual power
 */
public record DifferenceSequence(double alpha, double scale) {
  public DifferenceSequence {
    Rules.require(alpha > 0 && alpha < 1, "alpha %s must lie in (0, 1)", alpha);
    Rules.require(
        scale > 0 && Double.isFinite(scale), "scale %s must be positive and finite", scale);
  }

  /**
   * The evidence of this look against "no difference", as a p-value; the least one of all looks so
   * far is valid at every moment. 1 when the variance is unknown.
   */
  public double pValue(double difference, double variance) {
    if (!isUsable(difference, variance)) {
      return 1;
    }
    double mixture = scale * scale;
    double logRatio =
        0.5 * Math.log(variance / (variance + mixture))
            + mixture * difference * difference / (2 * variance * (variance + mixture));
    return Math.min(1, Math.exp(-logRatio));
  }

  /** The differences that this look does not exclude; without ends when nothing is known yet. */
  public Interval interval(double difference, double variance) {
    if (!isUsable(difference, variance)) {
      return Interval.of(difference);
    }
    double reach = reach(variance);
    return new Interval(difference, difference - reach, difference + reach);
  }

  /** How far from 0 a difference of that variance must lie to be found. */
  public double reach(double variance) {
    double mixture = scale * scale;
    double both = variance + mixture;
    return Math.sqrt(
        2 * variance * both / mixture * (0.5 * Math.log(both / variance) - Math.log(alpha)));
  }

  /** The chance that a look at that variance finds the effect; earlier looks only add to it. */
  public double power(double effect, double variance) {
    double deviation = Math.sqrt(variance);
    double reach = reach(variance);
    return Distributions.normalTail((reach - effect) / deviation)
        + Distributions.normalTail((reach + effect) / deviation);
  }

  /** The largest variance of the difference at which the effect is found with that power. */
  public double varianceFor(double effect, double power) {
    Rules.require(
        effect > 0 && Double.isFinite(effect), "effect %s must be positive and finite", effect);
    Rules.require(
        power > alpha && power < 1, "power %s must lie between alpha %s and 1", power, alpha);
    double low = 0;
    double high = effect * effect;
    while (power(effect, high) >= power) {
      high *= 2;
    }
    for (int i = 0; i < 200; i++) {
      double middle = 0.5 * (low + high);
      if (power(effect, middle) >= power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isUsable(double difference, double variance) {
    return Double.isFinite(difference) && variance > 0 && Double.isFinite(variance);
  }
}
