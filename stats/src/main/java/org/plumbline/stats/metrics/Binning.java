package org.plumbline.stats.metrics;

import java.util.Arrays;

/**
 * How predictions are put into bins. A calibration figure means nothing without it: the same
 * predictions give different errors under each.
 */
public enum Binning {
  /** Bins of equal row counts, the first ones hold one more, ties in row order. */
  EQUAL_MASS,
  /** Bins {@code (i/k, (i+1)/k]} of the unit interval, the first closed. */
  EQUAL_WIDTH,
  /**
   * Right-closed bins between quantiles (linear); equal predictions share one, so some are empty.
   */
  QUANTILE,
  /** A bin for each different prediction, however many were asked for. */
  EACH_VALUE;

  /** Place after the last row of each bin. */
  int[] ends(Ranking ranking, int bins) {
    int n = ranking.size();
    return switch (this) {
      case EQUAL_MASS -> {
        int[] ends = new int[bins];
        for (int b = 0; b < bins; b++) {
          ends[b] = (b == 0 ? 0 : ends[b - 1]) + n / bins + (b < n % bins ? 1 : 0);
        }
        yield ends;
      }
      case EQUAL_WIDTH -> {
        double[] inner = new double[bins - 1];
        Arrays.setAll(inner, b -> (b + 1.0) / bins);
        yield ends(ranking.scores, inner);
      }
      case QUANTILE -> {
        double[] inner = new double[n == 0 ? 0 : bins - 1];
        for (int b = 0; b < inner.length; b++) {
          double place = (n - 1) * ((b + 1.0) / bins);
          int below = (int) place;
          double low = ranking.scores[below];
          double high = ranking.scores[Math.min(below + 1, n - 1)];
          inner[b] = low + (place - below) * (high - low);
        }
        yield ends(ranking.scores, inner);
      }
      case EACH_VALUE -> {
        int[] ends = new int[n];
        int used = 0;
        for (int i = 0; i < n; i++) {
          if (i == n - 1 || ranking.scores[i + 1] != ranking.scores[i]) {
            ends[used++] = i + 1;
          }
        }
        yield Arrays.copyOf(ends, used);
      }
    };
  }

  /** Right-closed bins with the given inner borders, open to both sides. */
  private static int[] ends(double[] scores, double[] inner) {
    int[] ends = new int[inner.length + 1];
    int place = 0;
    for (int b = 0; b < inner.length; b++) {
      while (place < scores.length && scores[place] <= inner[b]) {
        place++;
      }
      ends[b] = place;
    }
    ends[inner.length] = scores.length;
    return ends;
  }
}
