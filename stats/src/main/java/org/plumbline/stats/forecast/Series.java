package org.plumbline.stats.forecast;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/** Sums over a series of returns that all measures share. */
final class Series {
  private Series() {}

  /** Refuses NaN, infinities and losses of more than everything. */
  static void requireReturns(double[] returns, String what) {
    Rules.finite(returns, what);
    for (int i = 0; i < returns.length; i++) {
      Rules.require(
          returns[i] >= -1,
          "%s[%d] is %s: a return is a ratio and cannot lose more than -1",
          what,
          i,
          returns[i]);
    }
  }

  /** Mean, {@code NaN} without values; exact for constants. */
  static double mean(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    // Deviations from the first value are summed, so a constant has no spread by rounding.
    double sum = 0;
    for (double value : values) {
      sum += value - values[0];
    }
    return values[0] + sum / values.length;
  }

  /** Standard deviation with n - 1; {@code NaN} for fewer than two values. */
  static double deviation(double[] values) {
    return values.length < 2 ? Double.NaN : Math.sqrt(centralSum(values, 2) / (values.length - 1));
  }

  /** Sum of powers of the deviation from the mean. */
  static double centralSum(double[] values, int power) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += Math.pow(value - mean, power);
    }
    return sum;
  }

  static double[] less(double[] values, double amount) {
    return Arrays.stream(values).map(value -> value - amount).toArray();
  }

  /** What one unit of money becomes. */
  static double growth(double[] returns) {
    double wealth = 1;
    for (double one : returns) {
      wealth *= 1 + one;
    }
    return wealth;
  }

  /** Compound growth of a year; {@code NaN} without returns. */
  static double annualReturn(double[] returns, double periodsPerYear) {
    return returns.length == 0
        ? Double.NaN
        : Math.pow(growth(returns), periodsPerYear / returns.length) - 1;
  }

  /** Quantile by linear interpolation between order statistics (type 7). */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = (sorted.length - 1) * share;
    int rank = (int) position;
    double high = sorted[Math.min(rank + 1, sorted.length - 1)];
    return sorted[rank] + (position - rank) * (high - sorted[rank]);
  }

  /** The ratio, {@code NaN} where the denominator is 0. */
  static double ratio(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
