package org.plumbline.stats.forecast;

import java.util.Arrays;

/** One run of STL over one series; used once. */
final class SeasonalTrend {
  /*
   * Cleveland, Cleveland, McRae & Terpenning, Journal of Official Statistics 6, 1990, with the
   * settings of their Fortran: lines everywhere, no jumps, five inner passes, or two inner passes
   * in each of fifteen robust rounds.
   */
  private static final int PLAIN_PASSES = 5;
  private static final int ROBUST_PASSES = 2;
  private static final int ROBUST_ROUNDS = 15;

  /** A rest below this share of the largest value is rounding. */
  private static final double ROUNDING = 1e-12;

  private final double[] series;
  private final int period;
  private final Loess ofSeason;
  private final Loess ofTrend;
  private final Loess ofLevel;
  private final double[] weights;
  private final double[] even;
  private double[] trend;
  private final double[] seasonal;

  SeasonalTrend(double[] series, int period, int seasonalSpan) {
    this.series = series;
    this.period = period;
    int n = series.length;
    ofSeason = new Loess(seasonalSpan);
    ofTrend = new Loess(odd((int) Math.ceil(1.5 * period / (1 - 1.5 / seasonalSpan))));
    ofLevel = new Loess(odd(period + 1));
    weights = new double[n];
    even = new double[n];
    Arrays.fill(weights, 1);
    Arrays.fill(even, 1);
    trend = new double[n];
    seasonal = new double[n];
  }

  private static int odd(int span) {
    return span | 1;
  }

  SeasonalDecomposition decompose(boolean robust) {
    pass(robust ? ROBUST_PASSES : PLAIN_PASSES);
    for (int round = 0; robust && round < ROBUST_ROUNDS; round++) {
      weigh();
      pass(ROBUST_PASSES);
    }
    return new SeasonalDecomposition(series, trend, seasonal);
  }

  private void pass(int times) {
    int n = series.length;
    for (int time = 0; time < times; time++) {
      double[] cycles = cycles();
      double[] level = mean(mean(mean(cycles, period), period), 3);
      level = ofLevel.smooth(level, even);
      double[] withoutSeason = new double[n];
      for (int i = 0; i < n; i++) {
        seasonal[i] = cycles[period + i] - level[i];
        withoutSeason[i] = series[i] - seasonal[i];
      }
      trend = ofTrend.smooth(withoutSeason, weights);
    }
  }

  /** Each place of the season smoothed over the seasons, and carried one season beyond each end. */
  private double[] cycles() {
    int n = series.length;
    double[] cycles = new double[n + 2 * period];
    for (int place = 0; place < period; place++) {
      int count = (n - place - 1) / period + 1;
      double[] values = new double[count];
      double[] weight = new double[count];
      for (int i = 0; i < count; i++) {
        int at = place + i * period;
        values[i] = series[at] - trend[at];
        weight[i] = weights[at];
      }
      double[] smooth = ofSeason.smooth(values, weight);
      int span = Math.min(ofSeason.span(), count);
      double before = ofSeason.at(-1, values, weight, 0, span);
      double after = ofSeason.at(count, values, weight, count - span, count);
      cycles[place] = Double.isNaN(before) ? smooth[0] : before;
      for (int i = 0; i < count; i++) {
        cycles[place + (i + 1) * period] = smooth[i];
      }
      cycles[place + (count + 1) * period] = Double.isNaN(after) ? smooth[count - 1] : after;
    }
    return cycles;
  }

  /** Running means of so many neighbours. */
  private static double[] mean(double[] values, int length) {
    double[] means = new double[values.length - length + 1];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int j = 0; j < length; j++) {
        sum += values[i + j];
      }
      means[i] = sum / length;
    }
    return means;
  }

  /** Bisquare weights of the rest, of which six medians count as far. */
  private void weigh() {
    int n = series.length;
    double[] rest = new double[n];
    Arrays.setAll(rest, i -> Math.abs(series[i] - trend[i] - seasonal[i]));
    double[] sorted = rest.clone();
    Arrays.sort(sorted);
    double far = 3 * (sorted[n / 2] + sorted[n - n / 2 - 1]);
    double size = Arrays.stream(series).map(Math::abs).max().orElse(0);
    if (far <= ROUNDING * size) {
      // Nothing but rounding is left for most: it must not pick the points that count.
      Arrays.setAll(weights, i -> rest[i] <= ROUNDING * size ? 1 : 0);
      return;
    }
    for (int i = 0; i < n; i++) {
      double ratio = rest[i] / far;
      double keep = 1 - ratio * ratio;
      weights[i] = rest[i] <= 0.001 * far ? 1 : rest[i] > 0.999 * far ? 0 : keep * keep;
    }
  }
}
