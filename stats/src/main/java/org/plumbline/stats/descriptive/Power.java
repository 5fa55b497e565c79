package org.plumbline.stats.descriptive;

import java.util.function.DoubleUnaryOperator;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.Rules;

/**
 * How many rows an experiment of two equal arms needs, and what it can see with those it has.
 * Two-sided. Stateless.
 */
public final class Power {
  private static final double MOST_ROWS = 1e12;

  private Power() {}

  /**
   * Chance to find the difference of two shares by the normal test, after the arcsine transform
   * [Cohen 1988].
   *
   * @param rows of each arm
   * @param significance level of the test
   */
  public static double ofShares(double first, double second, double rows, double significance) {
    double effect = effect(first, second);
    requireLevel(significance);
    Rules.require(rows > 0, "%s rows: an arm needs some", rows);
    double critical = Distributions.normalQuantile(1 - significance / 2);
    double shift = effect * Math.sqrt(rows / 2);
    return Distributions.normalTail(critical - shift) + Distributions.normalTail(critical + shift);
  }

  /** Rows of each arm that find the difference of two shares with the given chance. */
  public static double rowsForShares(
      double first, double second, double power, double significance) {
    Rules.require(effect(first, second) != 0, "shares %s and %s do not differ", first, second);
    return solve(power, significance, rows -> ofShares(first, second, rows, significance), 1e-6);
  }

  private static double effect(double first, double second) {
    Rules.require(
        first >= 0 && first <= 1 && second >= 0 && second <= 1,
        "shares %s and %s must lie in [0, 1]",
        first,
        second);
    return 2 * (Math.asin(Math.sqrt(first)) - Math.asin(Math.sqrt(second)));
  }

  /**
   * Chance to find a difference of means by Student's t.
   *
   * @param effect difference in standard deviations (Cohen's d)
   * @param rows of each arm, above 1
   */
  public static double ofMeans(double effect, double rows, double significance) {
    requireLevel(significance);
    Rules.require(Double.isFinite(effect), "effect %s must be a finite number", effect);
    Rules.require(rows > 1, "%s rows: an arm needs more than one", rows);
    double degrees = 2 * rows - 2;
    double critical = IncompleteBeta.studentCritical(significance, degrees);
    double shift = effect * Math.sqrt(rows / 2);
    return shiftedTail(critical, shift, degrees) + shiftedTail(critical, -shift, degrees);
  }

  /** Rows of each arm that find a difference of means with the given chance. */
  public static double rowsForMeans(double effect, double power, double significance) {
    Rules.require(effect != 0, "an effect of %s cannot be found", effect);
    return solve(power, significance, rows -> ofMeans(effect, rows, significance), 1 + 1e-6);
  }

  private static void requireLevel(double significance) {
    Rules.require(
        significance > 0 && significance < 1, "significance %s must lie in (0, 1)", significance);
  }

  private static double solve(
      double power, double significance, DoubleUnaryOperator reached, double least) {
    requireLevel(significance);
    Rules.require(
        power > significance && power < 1,
        "power %s must lie between the significance %s and 1",
        power,
        significance);
    double high = 4;
    while (reached.applyAsDouble(high) < power) {
      high *= 2;
      Rules.require(high < MOST_ROWS, "more than %s rows: the effect is too small", MOST_ROWS);
    }
    double low = least;
    for (int i = 0; i < 100 && high - low > 1e-13 * high; i++) {
      double middle = 0.5 * (low + high);
      if (reached.applyAsDouble(middle) < power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /*
   * A shifted t exceeds c when a normal exceeds c·s - shift, where s is the root of a chi-square
   * over its degrees. Simpson's rule over s with 1,000 steps to twelve deviations: the integrand is
   * smooth, so the error is far below 1e-10; below one degree and a half s piles up at 0 and it is
   * about 1e-6.
   */
  private static double shiftedTail(double critical, double shift, double degrees) {
    double width = 12 / Math.sqrt(2 * degrees);
    double from = Math.max(0, 1 - width);
    double to = 1 + width;
    int steps = 1_000;
    double step = (to - from) / steps;
    double scale =
        Math.log(2) + degrees / 2 * Math.log(degrees / 2) - Distributions.logGamma(degrees / 2);
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double s = from + i * step;
      double density =
          s == 0 ? 0 : Math.exp(scale + (degrees - 1) * Math.log(s) - degrees * s * s / 2);
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * density * Distributions.normalTail(critical * s - shift);
    }
    return sum * step / 3;
  }
}
