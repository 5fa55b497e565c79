package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * How a series of equal periods resembles itself some periods ago; {@code NaN} for a constant and
 * without values. All refuse values that are not finite. Stateless.
 */
public final class Autocorrelation {
  private Autocorrelation() {}

  /**
   * Whether a series has any autocorrelation up to a lag.
   *
   * @param statistic of Ljung and Box
   * @param pValue from the chi-square of as many degrees as lags
   */
  public record LjungBox(double statistic, double pValue) {}

  /** Correlation with itself at lags 0 to the given one, covariances over n. */
  public static double[] plain(double[] series, int lags) {
    Rules.finite(series, "series");
    Rules.require(
        lags >= 0 && lags < Math.max(1, series.length),
        "lag %d must lie in [0, number of periods %d)",
        lags,
        series.length);
    double mean = Series.mean(series);
    double[] correlation = new double[lags + 1];
    for (int lag = 0; lag <= lags; lag++) {
      for (int i = lag; i < series.length; i++) {
        correlation[lag] += (series[i] - mean) * (series[i - lag] - mean);
      }
    }
    double spread = correlation[0];
    for (int lag = 0; lag <= lags; lag++) {
      correlation[lag] /= spread;
    }
    return correlation;
  }

  /**
   * What each lag adds to the lags before it: Yule and Walker's equations solved by Durbin and
   * Levinson's recursion; 1 at lag 0.
   */
  public static double[] partial(double[] series, int lags) {
    double[] r = plain(series, lags);
    double[] partial = new double[lags + 1];
    double[] before = new double[lags + 1];
    partial[0] = 1;
    double rest = 1;
    for (int k = 1; k <= lags; k++) {
      double gap = r[k];
      for (int j = 1; j < k; j++) {
        gap -= before[j] * r[k - j];
      }
      double added = gap / rest;
      double[] now = before.clone();
      for (int j = 1; j < k; j++) {
        now[j] = before[j] - added * before[k - j];
      }
      now[k] = added;
      before = now;
      rest *= 1 - added * added;
      partial[k] = added;
    }
    return partial;
  }

  /** Ljung and Box's test of no autocorrelation up to the lag [Biometrika 65, 1978]. */
  public static LjungBox ljungBox(double[] series, int lags) {
    Rules.require(lags >= 1, "lag %d must be at least 1", lags);
    double[] r = plain(series, lags);
    double n = series.length;
    double sum = 0;
    for (int lag = 1; lag <= lags; lag++) {
      sum += r[lag] * r[lag] / (n - lag);
    }
    double statistic = n * (n + 2) * sum;
    return new LjungBox(statistic, Distributions.chiSquareTail(statistic, lags));
  }
}
