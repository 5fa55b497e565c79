package org.plumbline.stats.math;

/** Tail probabilities of the distributions that tests are read against. Stateless. */
public final class Distributions {
  private static final double[] STIRLING = {
    1.0 / 12, -1.0 / 360, 1.0 / 1_260, -1.0 / 1_680, 1.0 / 1_188, -691.0 / 360_360, 1.0 / 156
  };
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  private static final double EPSILON = 1e-16;

  private Distributions() {}

  /** Logarithm of the gamma function for positive arguments; relative error about 1e-15. */
  public static double logGamma(double x) {
    double product = 1;
    double shifted = x;
    while (shifted < 15) {
      product *= shifted;
      shifted++;
    }
    double inverse = 1 / shifted;
    double square = inverse * inverse;
    double series = 0;
    for (int i = STIRLING.length - 1; i >= 0; i--) {
      series = series * square + STIRLING[i];
    }
    return (shifted - 0.5) * Math.log(shifted)
        - shifted
        + HALF_LOG_TWO_PI
        + series * inverse
        - Math.log(product);
  }

  /** Probability that a chi-square variable exceeds the given number. */
  public static double chiSquareTail(double chiSquare, double degrees) {
    if (!(degrees > 0) || Double.isNaN(chiSquare)) {
      return Double.NaN;
    }
    if (chiSquare <= 0) {
      return 1;
    }
    return upperGamma(degrees / 2, chiSquare / 2);
  }

  /** The number that a chi-square variable exceeds with the given probability. */
  public static double chiSquareCritical(double probability, double degrees) {
    double low = 0;
    double high = degrees + 10;
    while (chiSquareTail(high, degrees) > probability) {
      high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
      double middle = 0.5 * (low + high);
      if (chiSquareTail(middle, degrees) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /*
   * Regularised upper incomplete gamma function: power series below a + 1, Lentz's continued
   * fraction above [Numerical Recipes, 6.2].
   */
  private static double upperGamma(double a, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (double n = a + 1; term > sum * EPSILON; n++) {
        term *= x / n;
        sum += term;
      }
      return Math.max(0, 1 - sum * scale);
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double fraction = d;
    for (int i = 1; i < 100_000; i++) {
      double numerator = -i * (i - a);
      b += 2;
      d = 1 / awayFromZero(numerator * d + b);
      c = awayFromZero(b + numerator / c);
      double step = d * c;
      fraction *= step;
      if (Math.abs(step - 1) < EPSILON * 10) {
        break;
      }
    }
    return scale * fraction;
  }

  private static double awayFromZero(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** Probability that a standard normal variable exceeds the given number. */
  public static double normalTail(double z) {
    double tail = 0.5 * chiSquareTail(z * z, 1);
    return z >= 0 ? tail : 1 - tail;
  }

  /** The number below which a standard normal variable lies with the given probability. */
  public static double normalQuantile(double probability) {
    if (probability <= 0 || probability >= 1) {
      return probability <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double low = -40;
    double high = 40;
    for (int i = 0; i < 80; i++) {
      double middle = 0.5 * (low + high);
      if (normalTail(middle) > 1 - probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }
}
