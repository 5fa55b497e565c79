package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Rules;

/** Errors of forecasts beside those of the naive forecast, which repeats what was. Stateless. */
public final class ForecastErrors {
  private ForecastErrors() {}

  /**
   * Theil's U2: root of the summed squared relative errors over those of "as it was a period ago".
   * Below 1 the forecast beats that. The first period has no past and is not used.
   *
   * @return {@code NaN} below two periods, where a level that divides is 0, and when both are 0
   * @throws IllegalArgumentException for other lengths and values that are not finite
   */
  public static double theilU2(double[] actual, double[] forecast) {
    check(actual, forecast);
    double ours = 0;
    double naive = 0;
    for (int i = 1; i < actual.length; i++) {
      double last = actual[i - 1];
      if (last == 0) {
        return Double.NaN;
      }
      double error = (forecast[i] - actual[i]) / last;
      double move = (actual[i] - last) / last;
      ours += error * error;
      naive += move * move;
    }
    return Math.sqrt(ours / naive);
  }

  /**
   * Mean absolute scaled error [Hyndman and Koehler 2006]: mean absolute error over that of the
   * naive forecast of the given season within the training levels.
   *
   * @param season periods back that the naive forecast looks, 1 for the last level
   * @return {@code NaN} without forecasts, or when the training levels hold no season or repeat
   *     exactly
   * @throws IllegalArgumentException for a season below 1, other lengths, values that are not
   *     finite
   */
  public static double mase(double[] actual, double[] forecast, double[] training, int season) {
    check(actual, forecast);
    Rules.finite(training, "training");
    Rules.require(season >= 1, "season %d must be at least 1", season);
    double naive = 0;
    for (int i = season; i < training.length; i++) {
      naive += Math.abs(training[i] - training[i - season]);
    }
    double ours = 0;
    for (int i = 0; i < actual.length; i++) {
      ours += Math.abs(forecast[i] - actual[i]);
    }
    double scale = naive / (training.length - season);
    return naive == 0 ? Double.NaN : ours / actual.length / scale;
  }

  static void check(double[] actual, double[] forecast) {
    Rules.require(
        actual.length == forecast.length,
        "%d actual levels but %d forecasts: give one forecast for each level",
        actual.length,
        forecast.length);
    Rules.finite(actual, "actual");
    Rules.finite(forecast, "forecast");
  }
}
