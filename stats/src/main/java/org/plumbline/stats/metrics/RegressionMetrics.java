package org.plumbline.stats.metrics;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.stats.math.ExactSum;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.Sorting;

/**
 * How far predictions of a number are from it; {@code NaN} without rows.
 *
 * @param rows rows
 * @param rmse root mean squared error, in the label's unit
 * @param mae mean absolute error, in the label's unit
 * @param r2 share of the label's variance explained; for a constant label 1 when all predictions
 *     hit it, else 0
 * @param mape mean of |error / label| over rows whose label is not 0, as a ratio; {@code NaN} when
 *     there is none
 * @param smape mean of |error| over the mean of |label| and |prediction|, 0 to 2; 0 where both are
 *     0
 * @param medianAe median absolute error, in the label's unit
 */
public record RegressionMetrics(
    long rows, double rmse, double mae, double r2, double mape, double smape, double medianAe) {

  /**
   * Measures everything in one go; O(n log n).
   *
   * @throws IllegalArgumentException for values that are not finite, and other lengths
   */
  public static RegressionMetrics of(double[] labels, double[] predictions) {
    double[] alike = new double[labels.length];
    Arrays.fill(alike, 1);
    return of(labels, predictions, alike, mean(labels));
  }

  /**
   * The same with rows that count as often as their weight says, such as what each is worth. The
   * median is that of the rows repeated: the mean of both middle ones where they meet.
   *
   * @param weights none below 0; all is {@code NaN} when they sum to 0
   */
  public static RegressionMetrics of(double[] labels, double[] predictions, double[] weights) {
    Rules.sameLength(labels, predictions);
    Weights.check(weights, labels.length);
    return of(labels, predictions, weights, mean(labels, weights));
  }

  private static RegressionMetrics of(
      double[] labels, double[] predictions, double[] weights, double mean) {
    Rules.sameLength(labels, predictions);
    Rules.finite(labels, "label");
    Rules.finite(predictions, "prediction");
    int n = labels.length;
    double squared = 0;
    double spread = 0;
    double absolute = 0;
    double relative = 0;
    double symmetric = 0;
    double total = 0;
    double nonZero = 0;
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      double weight = weights[i];
      double error = Math.abs(predictions[i] - labels[i]);
      errors[i] = error;
      total += weight;
      squared += weight * (error * error);
      spread += weight * ((labels[i] - mean) * (labels[i] - mean));
      absolute += weight * error;
      if (labels[i] != 0) {
        relative += weight * (error / Math.abs(labels[i]));
        nonZero += weight;
      }
      symmetric +=
          error == 0 ? 0 : weight * (2 * error / (Math.abs(labels[i]) + Math.abs(predictions[i])));
    }
    return new RegressionMetrics(
        n,
        Math.sqrt(squared / total),
        absolute / total,
        r2(total, squared, spread),
        relative / nonZero,
        symmetric / total,
        median(errors, weights, total));
  }

  /** Every number under its wire name. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("rmse", rmse);
    values.put("mae", mae);
    values.put("r2", r2);
    values.put("mape", mape);
    values.put("smape", smape);
    values.put("medianAe", medianAe);
    return Collections.unmodifiableMap(values);
  }

  private static double r2(double total, double squared, double spread) {
    if (total == 0) {
      return Double.NaN;
    }
    if (spread == 0) {
      return squared == 0 ? 1 : 0;
    }
    return 1 - squared / spread;
  }

  /** Rounded once, so that the mean of a constant is that constant. */
  static double mean(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    ExactSum sum = ExactSum.ofValues();
    for (double value : values) {
      sum.add(value);
    }
    return ExactSum.ratio(sum.total(), BigInteger.valueOf(values.length), ExactSum.UNIT);
  }

  /** Weighted mean; {@code NaN} when the weights sum to 0. */
  static double mean(double[] values, double[] weights) {
    int first = 0;
    while (first < values.length && weights[first] == 0) {
      first++;
    }
    double sum = 0;
    double total = 0;
    for (int i = first; i < values.length; i++) {
      // Deviations from the first value that counts are summed: a constant has no spread by
      // rounding, whatever stands in rows of no weight.
      sum += weights[i] * (values[i] - values[first]);
      total += weights[i];
    }
    return total == 0 ? Double.NaN : values[first] + sum / total;
  }

  private static double median(double[] values, double[] weights, double total) {
    if (total == 0) {
      return Double.NaN;
    }
    int[] order = Sorting.ascending(values);
    double below = 0;
    int i = 0;
    while (below + weights[order[i]] < total / 2 && i < order.length - 1) {
      below += weights[order[i++]];
    }
    double middle = values[order[i]];
    if (below + weights[order[i]] > total / 2) {
      return middle;
    }
    int next = i + 1;
    while (next < order.length && weights[order[next]] == 0) {
      next++;
    }
    return next < order.length ? 0.5 * middle + 0.5 * values[order[next]] : middle;
  }
}
