package org.plumbline.stats.forecast;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/**
 * A series as the sum of a trend, a season and a rest. Immutable.
 *
 * <p>Both ways refuse values that are not finite and series of fewer than two whole seasons.
 */
public final class SeasonalDecomposition {
  private final double[] trend;
  private final double[] seasonal;
  private final double[] rest;

  SeasonalDecomposition(double[] series, double[] trend, double[] seasonal) {
    this.trend = trend;
    this.seasonal = seasonal;
    rest = new double[series.length];
    Arrays.setAll(rest, i -> series[i] - trend[i] - seasonal[i]);
  }

  /**
   * The classical way: the trend is the centred mean of one season, the season the mean of what is
   * left at its place, moved to the sum 0; linear times the period.
   *
   * @return trend and rest are {@code NaN} for the half season at either end
   */
  public static SeasonalDecomposition classical(double[] series, int period) {
    check(series, period);
    int n = series.length;
    double[] trend = new double[n];
    Arrays.fill(trend, Double.NaN);
    int half = period / 2;
    // An even season has no middle: its two ends count half.
    double end = period % 2 == 0 ? 0.5 : 1;
    for (int i = half; i < n - half; i++) {
      double sum = end * (series[i - half] + series[i + half]);
      for (int j = i - half + 1; j < i + half; j++) {
        sum += series[j];
      }
      trend[i] = sum / period;
    }
    double[] season = new double[period];
    int[] count = new int[period];
    for (int i = half; i < n - half; i++) {
      season[i % period] += series[i] - trend[i];
      count[i % period]++;
    }
    Arrays.setAll(season, place -> season[place] / count[place]);
    double mean = Arrays.stream(season).sum() / period;
    double[] seasonal = new double[n];
    Arrays.setAll(seasonal, i -> season[i % period] - mean);
    return new SeasonalDecomposition(series, trend, seasonal);
  }

  /**
   * STL: trend and season by local lines, so that the season may change slowly. The span of the
   * trend is the authors' choice, the smallest odd number of at least 1.5 periods / (1 - 1.5 /
   * seasonalSpan).
   *
   * @param seasonalSpan seasons that the local line of one place in the season looks at, odd, at
   *     least 3; 7 is a common choice, larger is steadier
   * @param robust whether outliers are weighed down, fifteen times over
   */
  public static SeasonalDecomposition stl(
      double[] series, int period, int seasonalSpan, boolean robust) {
    check(series, period);
    Rules.require(
        seasonalSpan >= 3 && seasonalSpan % 2 == 1,
        "seasonal span %d must be odd and at least 3",
        seasonalSpan);
    return new SeasonalTrend(series, period, seasonalSpan).decompose(robust);
  }

  private static void check(double[] series, int period) {
    Rules.finite(series, "series");
    Rules.require(period >= 2, "period %d must be at least 2", period);
    Rules.require(
        series.length / 2 >= period,
        "%d values do not hold two seasons of %d: decompose a longer series",
        series.length,
        period);
  }

  public double[] trend() {
    return trend.clone();
  }

  public double[] seasonal() {
    return seasonal.clone();
  }

  /** What trend and season leave. */
  public double[] rest() {
    return rest.clone();
  }
}
