package org.plumbline.stats.forecast;

import org.plumbline.stats.math.Distributions;

/**
 * Whether forecasts of a level saw where it would go: the actual move is from the last actual level
 * to this one, the forecast move from the last actual level to the forecast. {@code NaN} where
 * nothing moved.
 *
 * @param accuracy share of equal signs among periods in which the level moved
 * @param moved number of these periods
 * @param accuracyWithFlat share of equal signs among all periods, flat being a sign of its own
 * @param accuracyOfForecastSteps the same with the forecast move taken from the last forecast
 * @param statistic of Pesaran and Timmermann [1992] against independence, over periods in which
 *     both moved; {@code NaN} when either always moved one way
 * @param pValue one-sided: how often chance alone does as well
 */
public record Direction(
    double accuracy,
    int moved,
    double accuracyWithFlat,
    double accuracyOfForecastSteps,
    double statistic,
    double pValue) {

  /**
   * Measures everything; linear.
   *
   * @param actual levels
   * @param forecast of each of them, made when the level before it was known; the first is not used
   *     but by steps of forecasts
   * @throws IllegalArgumentException for other lengths and values that are not finite
   */
  public static Direction of(double[] actual, double[] forecast) {
    ForecastErrors.check(actual, forecast);
    int periods = Math.max(0, actual.length - 1);
    int moved = 0;
    int hits = 0;
    int hitsWithFlat = 0;
    int hitsOfSteps = 0;
    int[][] counts = new int[2][2];
    for (int i = 1; i < actual.length; i++) {
      int went = sign(actual[i - 1], actual[i]);
      int said = sign(actual[i - 1], forecast[i]);
      int stepped = sign(forecast[i - 1], forecast[i]);
      hitsWithFlat += went == said ? 1 : 0;
      hitsOfSteps += went == stepped ? 1 : 0;
      if (went != 0) {
        moved++;
        hits += went == said ? 1 : 0;
      }
      if (went != 0 && said != 0) {
        counts[went > 0 ? 1 : 0][said > 0 ? 1 : 0]++;
      }
    }
    double statistic = statistic(counts);
    return new Direction(
        (double) hits / moved,
        moved,
        (double) hitsWithFlat / periods,
        (double) hitsOfSteps / periods,
        statistic,
        Double.isNaN(statistic) ? Double.NaN : Distributions.normalTail(statistic));
  }

  private static int sign(double from, double to) {
    return to == from ? 0 : to > from ? 1 : -1;
  }

  private static double statistic(int[][] counts) {
    double n = (double) counts[0][0] + counts[0][1] + counts[1][0] + counts[1][1];
    double hit = (counts[0][0] + counts[1][1]) / n;
    double up = (counts[1][0] + counts[1][1]) / n;
    double saidUp = (counts[0][1] + counts[1][1]) / n;
    double chance = up * saidUp + (1 - up) * (1 - saidUp);
    double ofHit = chance * (1 - chance) / n;
    double ofChance =
        (square(2 * up - 1) * saidUp * (1 - saidUp) + square(2 * saidUp - 1) * up * (1 - up)) / n
            + 4 * up * saidUp * (1 - up) * (1 - saidUp) / (n * n);
    boolean varies = up > 0 && up < 1 && saidUp > 0 && saidUp < 1;
    return varies && ofHit > ofChance ? (hit - chance) / Math.sqrt(ofHit - ofChance) : Double.NaN;
  }

  private static double square(double value) {
    return value * value;
  }
}
