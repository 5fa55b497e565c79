package org.plumbline.stats.metrics;

import java.util.List;
import org.plumbline.stats.math.Rules;

/** A mean of one number per row, or the root of it, under resampling. */
final class MeanResampling implements ResampledMetrics {
  private static final List<String> NAMES = List.of("mean");

  private final double[] values;
  private final boolean root;

  MeanResampling(double[] values, boolean root) {
    this.values = values.clone();
    this.root = root;
    for (double value : values) {
      Rules.require(Double.isFinite(value), "value %s must be finite", value);
      Rules.require(!root || value >= 0, "value %s must not be negative under a root", value);
    }
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public int stratum(int row) {
    return 0;
  }

  @Override
  public void measure(int[] times, double[] out) {
    long rows = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      rows += times[i];
      sum += times[i] * values[i];
    }
    double mean = sum / rows;
    out[0] = root ? Math.sqrt(mean) : mean;
  }
}
