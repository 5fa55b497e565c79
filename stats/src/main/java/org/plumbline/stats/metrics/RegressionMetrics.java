package org.plumbline.stats.metrics;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.plumbline.stats.math.ExactSum;
import org.plumbline.stats.math.Rules;

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
    Rules.sameLength(labels, predictions);
    Rules.finite(labels, "label");
    Rules.finite(predictions, "prediction");
    int n = labels.length;
    double mean = mean(labels);
    double squared = 0;
    double spread = 0;
    double absolute = 0;
    double relative = 0;
    double symmetric = 0;
    int nonZero = 0;
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      double error = Math.abs(predictions[i] - labels[i]);
      errors[i] = error;
      squared += error * error;
      spread += (labels[i] - mean) * (labels[i] - mean);
      absolute += error;
      if (labels[i] != 0) {
        relative += error / Math.abs(labels[i]);
        nonZero++;
      }
      symmetric += error == 0 ? 0 : 2 * error / (Math.abs(labels[i]) + Math.abs(predictions[i]));
    }
    return new RegressionMetrics(
        n,
        Math.sqrt(squared / n),
        absolute / n,
        r2(n, squared, spread),
        nonZero == 0 ? Double.NaN : relative / nonZero,
        n == 0 ? Double.NaN : symmetric / n,
        median(errors));
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

  private static double r2(int rows, double squared, double spread) {
    if (rows == 0) {
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

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1
        ? values[middle]
        : 0.5 * values[middle - 1] + 0.5 * values[middle];
  }
}
