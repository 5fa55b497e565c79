package org.plumbline.stats.survival;

import org.plumbline.stats.math.Distributions;

/**
 * The law of a lifetime once covariates have stretched it: log T = x · coefficients + scale · W.
 */
public enum AftFamily {
  /** W is a smallest extreme value. */
  WEIBULL,
  /** Weibull with scale 1: a hazard that never changes. */
  EXPONENTIAL,
  /** W is normal. */
  LOGNORMAL,
  /** W is logistic. */
  LOGLOGISTIC;

  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  boolean hasScale() {
    return this != EXPONENTIAL;
  }

  /** Probability that W exceeds w. */
  double tail(double w) {
    return switch (this) {
      case WEIBULL, EXPONENTIAL -> Math.exp(-Math.exp(w));
      case LOGNORMAL -> Distributions.normalTail(w);
      case LOGLOGISTIC -> 1 / (1 + Math.exp(w));
    };
  }

  /** The w that W stays below with the given probability. */
  double quantile(double probability) {
    return switch (this) {
      case WEIBULL, EXPONENTIAL -> Math.log(-Math.log1p(-probability));
      case LOGNORMAL -> Distributions.normalQuantile(probability);
      case LOGLOGISTIC -> Math.log(probability) - Math.log1p(-probability);
    };
  }

  /** Log density with its first two derivatives in w. */
  void density(double w, double[] out) {
    switch (this) {
      case WEIBULL, EXPONENTIAL -> {
        double e = Math.exp(w);
        set(out, w - e, 1 - e, -e);
      }
      case LOGNORMAL -> set(out, -0.5 * w * w - HALF_LOG_TWO_PI, -w, -1);
      case LOGLOGISTIC -> {
        double f = 1 / (1 + Math.exp(-w));
        set(out, logTail(w) + logTail(-w), 1 - 2 * f, -2 * f * (1 - f));
      }
    }
  }

  /** Log survival with its first two derivatives in w. */
  void survival(double w, double[] out) {
    switch (this) {
      case WEIBULL, EXPONENTIAL -> {
        double e = Math.exp(w);
        set(out, -e, -e, -e);
      }
      case LOGNORMAL -> {
        double tail = Distributions.normalTail(w);
        // Far out the tail underflows; Mills' ratio goes on.
        double ratio =
            w < 30 ? Math.exp(-0.5 * w * w - HALF_LOG_TWO_PI) / tail : w + 1 / w - 2 / (w * w * w);
        double log = w < 30 ? Math.log(tail) : -0.5 * w * w - HALF_LOG_TWO_PI - Math.log(ratio);
        set(out, log, -ratio, ratio * (w - ratio));
      }
      case LOGLOGISTIC -> {
        double f = 1 / (1 + Math.exp(-w));
        set(out, logTail(w), -f, -f * (1 - f));
      }
    }
  }

  /** ln(1 / (1 + e^w)) without overflow. */
  private static double logTail(double w) {
    return w > 0 ? -w - Math.log1p(Math.exp(-w)) : -Math.log1p(Math.exp(w));
  }

  private static void set(double[] out, double value, double first, double second) {
    out[0] = value;
    out[1] = first;
    out[2] = second;
  }
}
