package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Rules;

/**
 * A series followed by a level, or by a level and a trend, that forget the past at a fixed rate.
 * Immutable.
 *
 * <p>Before the first period the level is the first value and the trend the first difference, as in
 * statsmodels when it is given such a start: the first two fitted values therefore look ahead, and
 * what the start is wrong by is forgotten at the rates. Forecasts are {@code NaN} for fewer values
 * than the start needs.
 */
public final class ExponentialSmoothing {
  private final double[] fitted;
  private final double level;
  private final double trend;

  private ExponentialSmoothing(double[] fitted, double level, double trend) {
    this.fitted = fitted;
    this.level = level;
    this.trend = trend;
  }

  /**
   * Simple smoothing [Brown 1959]; linear.
   *
   * @param alpha share of the newest value in the level, in (0, 1]
   * @throws IllegalArgumentException for a share outside and values that are not finite
   */
  public static ExponentialSmoothing simple(double[] series, double alpha) {
    share(alpha, "alpha");
    return follow(series, alpha, 0, 0);
  }

  /**
   * Holt's smoothing with a linear trend [Holt 1957]; linear.
   *
   * @param alpha share of the newest value in the level, in (0, 1]
   * @param beta share of the newest step of the level in the trend, in (0, 1]
   * @throws IllegalArgumentException for a share outside and values that are not finite
   */
  public static ExponentialSmoothing holt(double[] series, double alpha, double beta) {
    share(alpha, "alpha");
    share(beta, "beta");
    double first = series.length < 2 ? Double.NaN : series[1] - series[0];
    return follow(series, alpha, beta, first);
  }

  private static void share(double value, String name) {
    Rules.require(value > 0 && value <= 1, "%s %s must lie in (0, 1]", name, value);
  }

  private static ExponentialSmoothing follow(
      double[] series, double alpha, double beta, double firstTrend) {
    Rules.finite(series, "series");
    double level = series.length == 0 ? Double.NaN : series[0];
    double trend = firstTrend;
    double[] fitted = new double[series.length];
    for (int i = 0; i < series.length; i++) {
      fitted[i] = level + trend;
      // The error form gives back a series that is forecast rightly without any rounding.
      double next = fitted[i] + alpha * (series[i] - fitted[i]);
      trend += beta * (next - level - trend);
      level = next;
    }
    return new ExponentialSmoothing(fitted, level, trend);
  }

  /** What was forecast for each period from the periods before it. */
  public double[] fitted() {
    return fitted.clone();
  }

  /** The level after the last period. */
  public double level() {
    return level;
  }

  /** What the level grows by in a period; 0 without a trend. */
  public double trend() {
    return trend;
  }

  /** The given number of periods after the last. */
  public double[] forecast(int periods) {
    Rules.require(periods >= 0, "%d periods must not be negative", periods);
    double[] ahead = new double[periods];
    for (int i = 0; i < periods; i++) {
      ahead[i] = level + (i + 1) * trend;
    }
    return ahead;
  }
}
