package org.plumbline.stats.descriptive;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.Rules;

/**
 * Intervals of shares, of their differences and of their ratios, and the test of two shares.
 * Successes must lie in [0, trials]; without a trial all is {@code NaN}. Stateless.
 */
public final class Proportions {
  private Proportions() {}

  /** Score interval [Wilson: Probable Inference, JASA 22, 1927]; NaN without a trial. */
  public static Interval share(long successes, long trials, double confidence) {
    if (lacksTrials(successes, trials)) {
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
  public static Interval difference(Interval first, Interval second) {
    double d = first.value() - second.value();
    double below = Math.hypot(first.value() - first.low(), second.high() - second.value());
    double above = Math.hypot(first.high() - first.value(), second.value() - second.low());
    return new Interval(d, d - below, d + above);
  }

  /**
   * Log interval of first over second [Katz et al., Biometrics 34, 1978]; none when a side has no
   * success.
   */
  public static Interval ratio(
      long successes, long trials, long otherSuccesses, long otherTrials, double confidence) {
    double ratio = ((double) successes / trials) / ((double) otherSuccesses / otherTrials);
    if (successes == 0 || otherSuccesses == 0 || trials == 0 || otherTrials == 0) {
      return Interval.of(ratio);
    }
    double variance = 1.0 / successes - 1.0 / trials + 1.0 / otherSuccesses - 1.0 / otherTrials;
    double factor = Math.exp(normal(confidence) * Math.sqrt(Math.max(0, variance)));
    return new Interval(ratio, ratio / factor, ratio * factor);
  }

  /** The textbook interval: too narrow near 0 and 1, kept for comparison. */
  public static Interval wald(long successes, long trials, double confidence) {
    if (lacksTrials(successes, trials)) {
      return Interval.of(Double.NaN);
    }
    double p = (double) successes / trials;
    double half = normal(confidence) * Math.sqrt(p * (1 - p) / trials);
    return new Interval(p, Math.max(0, p - half), Math.min(1, p + half));
  }

  /** Wald's about the score interval's middle [Agresti & Coull 1998]; the value is the share. */
  public static Interval agrestiCoull(long successes, long trials, double confidence) {
    if (lacksTrials(successes, trials)) {
      return Interval.of(Double.NaN);
    }
    double z = normal(confidence);
    double n = trials + z * z;
    double middle = (successes + z * z / 2) / n;
    double half = z * Math.sqrt(middle * (1 - middle) / n);
    double p = (double) successes / trials;
    return new Interval(p, Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /** Never covers less than stated [Clopper & Pearson 1934]. */
  public static Interval clopperPearson(long successes, long trials, double confidence) {
    if (lacksTrials(successes, trials)) {
      return Interval.of(Double.NaN);
    }
    double tail = tail(confidence);
    double misses = (double) trials - successes;
    double low = successes == 0 ? 0 : betaQuantile(tail, (double) successes, misses + 1);
    double high = misses == 0 ? 1 : betaQuantile(1 - tail, successes + 1.0, misses);
    return new Interval((double) successes / trials, low, high);
  }

  /**
   * How often so many successes or more come by chance when each has the given share: the exact
   * one-sided binomial p-value; {@code NaN} without trials.
   */
  public static double exceeds(long successes, long trials, double share) {
    Rules.require(share >= 0 && share <= 1, "share %s must lie in [0, 1]", share);
    if (lacksTrials(successes, trials)) {
      return Double.NaN;
    }
    return successes == 0
        ? 1
        : IncompleteBeta.regularised(share, (double) successes, (double) trials - successes + 1);
  }

  /** The middle of what is believed after the data, before which Jeffreys' prior stood. */
  public static Interval jeffreys(long successes, long trials, double confidence) {
    if (lacksTrials(successes, trials)) {
      return Interval.of(Double.NaN);
    }
    double tail = tail(confidence);
    double misses = (double) trials - successes + 0.5;
    return new Interval(
        (double) successes / trials,
        betaQuantile(tail, successes + 0.5, misses),
        betaQuantile(1 - tail, successes + 0.5, misses));
  }

  /** Textbook interval of first less second; {@link #difference} is the better one. */
  public static Interval waldDifference(
      long successes, long trials, long otherSuccesses, long otherTrials, double confidence) {
    if (lacksTrials(successes, trials) || lacksTrials(otherSuccesses, otherTrials)) {
      return Interval.of(Double.NaN);
    }
    double p = (double) successes / trials;
    double q = (double) otherSuccesses / otherTrials;
    double half = normal(confidence) * Math.sqrt(p * (1 - p) / trials + q * (1 - q) / otherTrials);
    return new Interval(p - q, p - q - half, p - q + half);
  }

  /** Whether two shares differ: z of first less second with the pooled share, two-sided. */
  public static TestResult equal(
      long successes, long trials, long otherSuccesses, long otherTrials) {
    if (lacksTrials(successes, trials) || lacksTrials(otherSuccesses, otherTrials)) {
      return TestResult.UNDEFINED;
    }
    double pooled = ((double) successes + otherSuccesses) / ((double) trials + otherTrials);
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / trials + 1.0 / otherTrials));
    double z = ((double) successes / trials - (double) otherSuccesses / otherTrials) / error;
    return new TestResult(z, 2 * Distributions.normalTail(Math.abs(z)));
  }

  private static boolean lacksTrials(long successes, long trials) {
    Rules.require(
        successes >= 0 && successes <= trials,
        "%d successes must lie in [0, %d trials]",
        successes,
        trials);
    return trials == 0;
  }

  private static double tail(double confidence) {
    Rules.require(
        confidence > 0 && confidence < 1, "confidence %s: must lie between 0 and 1", confidence);
    return (1 - confidence) / 2;
  }

  /** The number below which a beta variable lies with the given probability, by bisection. */
  private static double betaQuantile(double probability, double a, double b) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 200; i++) {
      double middle = 0.5 * (low + high);
      if (IncompleteBeta.regularised(middle, a, b) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  static double normal(double confidence) {
    Rules.require(
        confidence > 0 && confidence < 1, "confidence %s: must lie between 0 and 1", confidence);
    return Distributions.normalQuantile(0.5 + confidence / 2);
  }
}
