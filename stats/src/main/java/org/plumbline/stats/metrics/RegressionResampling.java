package org.plumbline.stats.metrics;

import java.util.List;
import org.plumbline.stats.math.Sorting;

/** The metrics of a numeric task under resampling; errors are sorted once for their median. */
final class RegressionResampling implements ResampledMetrics {
  private static final List<String> NAMES =
      List.of("rmse", "mae", "r2", "mape", "smape", "medianAe");

  private final double[] labels;
  private final double[] absolute;
  private final double[] relative;
  private final double[] symmetric;
  private final int[] byError;
  private final double center;

  RegressionResampling(double[] labels, double[] predictions) {
    // Refuses what cannot be measured, by the same rules.
    RegressionMetrics.of(labels, predictions);
    int n = labels.length;
    this.labels = labels.clone();
    this.absolute = new double[n];
    this.relative = new double[n];
    this.symmetric = new double[n];
    for (int i = 0; i < n; i++) {
      double error = Math.abs(predictions[i] - labels[i]);
      absolute[i] = error;
      relative[i] = labels[i] == 0 ? Double.NaN : error / Math.abs(labels[i]);
      symmetric[i] = error == 0 ? 0 : 2 * error / (Math.abs(labels[i]) + Math.abs(predictions[i]));
    }
    this.byError = Sorting.ascending(absolute);
    this.center = RegressionMetrics.mean(labels);
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int stratum(int row) {
    return 0;
  }

  @Override
  public void measure(int[] times, double[] out) {
    long rows = 0;
    long nonZero = 0;
    double sum = 0;
    double squares = 0;
    double squaredError = 0;
    double absoluteError = 0;
    double relativeError = 0;
    double symmetricError = 0;
    for (int i = 0; i < labels.length; i++) {
      int count = times[i];
      if (count == 0) {
        continue;
      }
      // Centred on the mean of all rows, so that the spread does not cancel.
      double deviation = labels[i] - center;
      rows += count;
      sum += count * deviation;
      squares += count * deviation * deviation;
      squaredError += count * absolute[i] * absolute[i];
      absoluteError += count * absolute[i];
      symmetricError += count * symmetric[i];
      if (labels[i] != 0) {
        nonZero += count;
        relativeError += count * relative[i];
      }
    }
    double spread = squares - sum * sum / rows;
    // What is left of a resample of equal labels is rounding, not spread.
    spread = spread > 1e-13 * squares ? spread : 0;
    out[0] = Math.sqrt(squaredError / rows);
    out[1] = absoluteError / rows;
    out[2] = spread > 0 ? 1 - squaredError / spread : squaredError == 0 ? 1 : 0;
    out[3] = nonZero == 0 ? Double.NaN : relativeError / nonZero;
    out[4] = symmetricError / rows;
    out[5] = median(times, rows);
  }

  private double median(int[] times, long rows) {
    long lower = (rows - 1) / 2;
    long upper = rows / 2;
    long seen = 0;
    double low = Double.NaN;
    for (int row : byError) {
      seen += times[row];
      if (Double.isNaN(low) && seen > lower) {
        low = absolute[row];
      }
      if (seen > upper) {
        return 0.5 * low + 0.5 * absolute[row];
      }
    }
    return Double.NaN;
  }
}
