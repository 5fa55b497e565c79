package org.plumbline.registry.tracking;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A value of a metric at a step.
 *
 * @param value any double; NaN and infinities are kept
 * @param bounds the interval around the value, absent where none is known
 * @param on the data set that it was measured on, absent where none was told
 */
public record MetricPoint(
    String key,
    double value,
    long step,
    Instant at,
    @Nullable Bounds bounds,
    @Nullable DatasetKey on) {
  /** Which of two points is later: the higher step, then time, then value; a number beats NaN. */
  public static final Comparator<MetricPoint> BY_RECENCY =
      Comparator.comparingLong(MetricPoint::step)
          .thenComparing(MetricPoint::at)
          .thenComparing(point -> !Double.isNaN(point.value()))
          .thenComparingDouble(MetricPoint::value);

  /** The ends of an interval. */
  public record Bounds(double low, double high) {
    public Bounds {
      require(low <= high, "The interval from %s to %s runs backwards", low, high);
    }
  }

  public MetricPoint {
    // -0.0 and 0.0 are one value to a database; keep one of them.
    value = value == 0 ? 0.0 : value;
    at = at.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    Limits.metricKey(key);
  }

  public MetricPoint(String key, double value, long step, Instant at) {
    this(key, value, step, at, null);
  }

  public MetricPoint(String key, double value, long step, Instant at, @Nullable Bounds bounds) {
    this(key, value, step, at, bounds, null);
  }

  /** The same, measured on a data set. */
  public MetricPoint measuredOn(DatasetKey dataset) {
    return new MetricPoint(key, value, step, at, bounds, dataset);
  }
}
