package org.plumbline.stats.fairness;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/** Intervals of shares, of their differences and of their ratios. Stateless. */
final class Proportions {
  private Proportions() {}

  /** Score interval [Wilson: Probable Inference, JASA 22, 1927]; NaN without a trial. */
  static Interval share(long successes, long trials, double confidence) {
    if (trials == 0) {
      return Interval.of(Double.NaN);
    }
    double z = normal(confidence);
    double p = (double) successes / trials;
    double z2n = z * z / trials;
    double middle = (p + z2n / 2) / (1 + z2n);
    double half = z / (1 + z2n) * Math.sqrt(p * (1 - p) / trials + z2n / (4.0 * trials));
    return new Interval(p, Math.clamp(middle - half, 0, p), Math.clamp(middle + half, p, 1));
  }

  /**
   * Newcombe's hybrid score interval of first less second [Statistics in Medicine 17, 1998, 10].
   */
  static Interval difference(Interval first, Interval second) {
    double d = first.value() - second.value();
    double below = Math.hypot(first.value() - first.low(), second.high() - second.value());
    double above = Math.hypot(first.high() - first.value(), second.value() - second.low());
    return new Interval(d, d - below, d + above);
  }

  /**
   * Log interval of first over second [Katz et al., Biometrics 34, 1978]; none when a side has no
   * success.
   */
  static Interval ratio(
      long successes, long trials, long otherSuccesses, long otherTrials, double confidence) {
    double ratio = ((double) successes / trials) / ((double) otherSuccesses / otherTrials);
    if (successes == 0 || otherSuccesses == 0 || trials == 0 || otherTrials == 0) {
      return Interval.of(ratio);
    }
    double variance = 1.0 / successes - 1.0 / trials + 1.0 / otherSuccesses - 1.0 / otherTrials;
    double factor = Math.exp(normal(confidence) * Math.sqrt(Math.max(0, variance)));
    return new Interval(ratio, ratio / factor, ratio * factor);
  }

  static double normal(double confidence) {
    Rules.require(
        confidence > 0 && confidence < 1, "confidence %s: must lie between 0 and 1", confidence);
    return Distributions.normalQuantile(0.5 + confidence / 2);
  }
}
