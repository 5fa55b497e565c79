package org.plumbline.stats.descriptive;

import java.util.Arrays;
import org.plumbline.stats.math.Sorting;

/** Sums that the measures of this room share. */
final class Moments {
  private Moments() {}

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

  /** Sum of powers of the deviations from the mean. */
  static double central(double[] values, int power) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      double deviation = value - mean;
      double term = deviation;
      for (int i = 1; i < power; i++) {
        term *= deviation;
      }
      sum += term;
    }
    return sum;
  }

  /** Median; {@code NaN} without values. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Quantile.LINEAR.ofSorted(sorted, 0.5);
  }

  /** Ranks from 1 in row order, ties their mean rank. */
  static double[] ranks(double[] values) {
    int[] order = Sorting.ascending(values);
    double[] ranks = new double[order.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Sum of t³ - t over groups of t equal values. */
  static double ties(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int from = 0;
    while (from < sorted.length) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double t = to - from;
      sum += t * t * t - t;
      from = to;
    }
    return sum;
  }
}
