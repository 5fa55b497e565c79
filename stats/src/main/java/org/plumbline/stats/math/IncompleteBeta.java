package org.plumbline.stats.math;

/** The regularised incomplete beta function, and the tails that it gives. Stateless. */
public final class IncompleteBeta {
  private static final double EPSILON = 1e-16;
  private static final double TINY = 1e-300;
  private static final int MOST_STEPS = 100_000;

  private IncompleteBeta() {}

  /**
   * The share of a beta(a, b) distribution below x, for positive a and b.
   *
   * <p>Continued fraction evaluated by Lentz's method [Abramowitz and Stegun 26.5.8], on the side
   * of the mean where it converges in about the root of a + b steps.
   */
  public static double regularised(double x, double a, double b) {
    if (Double.isNaN(x) || Double.isNaN(a) || Double.isNaN(b)) {
      return Double.NaN;
    }
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    return x < (a + 1) / (a + b + 2) ? below(x, a, b) : 1 - below(1 - x, b, a);
  }

  private static double below(double x, double a, double b) {
    double logFront =
        Distributions.logGamma(a + b)
            - Distributions.logGamma(a)
            - Distributions.logGamma(b)
            + a * Math.log(x)
            + b * Math.log1p(-x);
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m < MOST_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / awayFromZero(1 + even * d);
      c = awayFromZero(1 + even / c);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / awayFromZero(1 + odd * d);
      c = awayFromZero(1 + odd / c);
      double step = d * c;
      fraction *= step;
      if (Math.abs(step - 1) < EPSILON) {
        break;
      }
    }
    return Math.exp(logFront) * fraction / a;
  }

  private static double awayFromZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Probability that Student's t of that many degrees of freedom lies beyond ±t. */
  public static double studentTwoSided(double t, double degrees) {
    if (Double.isInfinite(t)) {
      return 0;
    }
    double square = t * t;
    // The complement of the share below keeps its digits where the tail is thin.
    return regularised(degrees / (degrees + square), degrees / 2, 0.5);
  }

  /**
   * The size that Student's t of that many degrees of freedom exceeds, on either side, with the
   * given probability; {@code NaN} without degrees.
   */
  public static double studentCritical(double probability, double degrees) {
    if (!(degrees > 0)) {
      return Double.NaN;
    }
    double low = 0;
    double high = 2;
    while (studentTwoSided(high, degrees) > probability) {
      low = high;
      high *= 2;
    }
    for (double middle = 0.5 * (low + high);
        low < middle && middle < high;
        middle = 0.5 * (low + high)) {
      if (studentTwoSided(middle, degrees) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
