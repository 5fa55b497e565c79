package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Rules;

/**
 * Whether forecast intervals hold what they promise; {@code NaN} without periods.
 *
 * @param periods forecasts
 * @param coverage share of actual values inside, borders included; to be held against confidence
 * @param below share under the lower end
 * @param above share over the upper end
 * @param meanWidth mean distance of the ends: of two that cover alike the narrower is the better
 * @param score mean interval score [Gneiting & Raftery 2007]: width, and 2 / (1 - confidence) for
 *     each unit outside; the smaller the better
 */
public record IntervalForecast(
    int periods, double coverage, double below, double above, double meanWidth, double score) {

  /**
   * Measures the intervals; linear.
   *
   * @param confidence that the intervals promise, in (0, 1)
   * @throws IllegalArgumentException for other lengths, values that are not finite and intervals
   *     that run backwards
   */
  public static IntervalForecast of(
      double[] actual, double[] low, double[] high, double confidence) {
    ForecastErrors.check(actual, low);
    ForecastErrors.check(actual, high);
    Rules.require(confidence > 0 && confidence < 1, "confidence %s must lie in (0, 1)", confidence);
    int n = actual.length;
    double under = 0;
    double over = 0;
    double width = 0;
    double outside = 0;
    for (int i = 0; i < n; i++) {
      Rules.require(
          low[i] <= high[i], "interval %d from %s to %s runs backwards", i, low[i], high[i]);
      under += actual[i] < low[i] ? 1 : 0;
      over += actual[i] > high[i] ? 1 : 0;
      width += high[i] - low[i];
      outside += Math.max(0, low[i] - actual[i]) + Math.max(0, actual[i] - high[i]);
    }
    return new IntervalForecast(
        n,
        (n - under - over) / n,
        under / n,
        over / n,
        width / n,
        (width + 2 / (1 - confidence) * outside) / n);
  }
}
