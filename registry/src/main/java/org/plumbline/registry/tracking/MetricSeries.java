package org.plumbline.registry.tracking;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A metric's points for a chart.
 *
 * @param thinned whether points were left out
 * @param total how many points there are in all
 */
public record MetricSeries(String key, List<MetricPoint> points, boolean thinned, long total) {
  /** How points are left out. */
  public static final String METHOD = "m4";

  private static final int PER_BUCKET = 4;

  public MetricSeries {
    points = List.copyOf(points);
  }

  /**
   * At most {@code most} points of a history of any length, in constant memory.
   *
   * <p>M4 [Jugel et al., VLDB 2014]: the range of steps is cut into equal parts, and of each part
   * the first, last, least and greatest point stay. A line drawn over them covers the same pixels
   * as one over all points, so that neither a spike nor the ends are lost, as they are with means.
   * NaN is neither least nor greatest.
   *
   * @param history in the order of steps
   * @param lastStep the highest step
   */
  static MetricSeries of(String key, Stream<MetricPoint> history, long lastStep, int most) {
    require(most >= PER_BUCKET, "A series of %s points is too short: ask for 4 or more", most);
    var thinning = new Thinning(lastStep, most);
    history.forEachOrdered(thinning::accept);
    return thinning.series(key);
  }

  private static final class Thinning {
    private final long lastStep;
    private final int most;
    private final List<MetricPoint> all = new ArrayList<>();
    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private long firstStep;
    private long total;

    Thinning(long lastStep, int most) {
      this.lastStep = lastStep;
      this.most = most;
    }

    void accept(MetricPoint point) {
      if (total == 0) {
        firstStep = point.step();
      }
      total++;
      if (total <= most) {
        all.add(point);
      }
      buckets.computeIfAbsent(bucket(point.step()), _ -> new Bucket(point)).accept(point);
    }

    private long bucket(long step) {
      int count = Math.max(1, most / PER_BUCKET);
      double range = (double) lastStep - firstStep + 1;
      double place = ((double) step - firstStep) / range * count;
      return (long) Math.clamp(place, 0, count - 1);
    }

    MetricSeries series(String key) {
      if (total <= most) {
        return new MetricSeries(key, all, false, total);
      }
      List<MetricPoint> kept = buckets.values().stream().flatMap(Bucket::points).toList();
      return new MetricSeries(key, kept, true, total);
    }
  }

  private static final class Bucket {
    private static final Comparator<MetricPoint> BY_PLACE =
        Comparator.comparingLong(MetricPoint::step)
            .thenComparing(MetricPoint::at)
            .thenComparingDouble(MetricPoint::value);

    private final MetricPoint first;
    private MetricPoint last;
    private MetricPoint least;
    private MetricPoint greatest;

    Bucket(MetricPoint point) {
      first = point;
      last = point;
      least = point;
      greatest = point;
    }

    void accept(MetricPoint point) {
      last = point;
      if (point.value() < least.value() || Double.isNaN(least.value())) {
        least = point;
      }
      if (point.value() > greatest.value() || Double.isNaN(greatest.value())) {
        greatest = point;
      }
    }

    Stream<MetricPoint> points() {
      return Stream.of(first, least, greatest, last).distinct().sorted(BY_PLACE);
    }
  }
}
