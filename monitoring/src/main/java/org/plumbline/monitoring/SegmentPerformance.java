package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.metrics.Bootstrap;
import org.plumbline.training.Scorecard;

/**
 * Whether labels show a version to be worse within a segment than at its birth: pure.
 *
 * <p>Each segment's interval is so wide that all of them together hold with 95 % (Bonferroni); a
 * drop is found where it lies wholly on the bad side of that of the same segment at the version's
 * birth, or of the whole where the scorecard does not tell the segment apart.
 */
final class SegmentPerformance {
  private static final double TOGETHER = 0.05;
  private static final int RESAMPLES = 1_000;
  private static final long SEED = 20_261_121L;

  private SegmentPerformance() {}

  /**
   * Measures the answers of a week.
   *
   * @param rows with their slots
   */
  static WindowWatch.Seen of(
      WatchedVersion version, MonitorPlan plan, List<LabelStore.Labelled> rows) {
    Map<Segment, List<LabelStore.Labelled>> parts = new LinkedHashMap<>();
    for (Segment segment : Segment.of(plan.segments(), version.contract())) {
      List<LabelStore.Labelled> part =
          rows.stream()
              .filter(row -> row.slots() != null)
              .filter(row -> segment.holds(Objects.requireNonNull(row.slots())))
              .toList();
      if (part.size() >= PerformanceKeeper.LEAST_LABELS) {
        parts.put(segment, part);
      }
    }
    List<Reading> readings = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    String metric = version.scorecard().primaryMetric();
    parts.forEach(
        (segment, part) -> {
          Interval now = measured(version, part, parts.size()).get(metric);
          Interval then = birth(version.scorecard(), segment, metric);
          if (now != null && then != null && Double.isFinite(now.value())) {
            boolean lower = PerformanceFindings.lowerIsBetter(metric);
            double bound = PerformanceFindings.bound(then, lower);
            readings.add(reading(segment, metric, now, bound, part.size()));
            if (lower ? now.low() > bound : now.high() < bound) {
              findings.add(finding(segment, metric, now, then, part.size()));
            }
          }
        });
    return new WindowWatch.Seen(readings, findings);
  }

  private static Map<String, Interval> measured(
      WatchedVersion version, List<LabelStore.Labelled> rows, int segments) {
    var bootstrap =
        new Bootstrap(RESAMPLES, SEED, true, 1 - TOGETHER / segments, IntervalMethod.PERCENTILE);
    double[] values = rows.stream().mapToDouble(LabelStore.Labelled::value).toArray();
    double[] scores = rows.stream().mapToDouble(LabelStore.Labelled::score).toArray();
    return switch (version.model().task()) {
      case BINARY ->
          bootstrap.binary(
              values, scores, Objects.requireNonNullElse(version.scorecard().threshold(), 0.5));
      case REGRESSION -> bootstrap.regression(values, scores);
      case MULTICLASS -> Map.of();
    };
  }

  private static @Nullable Interval birth(Scorecard scorecard, Segment segment, String metric) {
    return scorecard.segments().stream()
        .filter(one -> one.column().equals(segment.column()))
        .filter(one -> one.value().equals(segment.value()))
        .map(one -> one.metrics().get(metric))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(scorecard.metrics().get(metric));
  }

  private static Reading reading(
      Segment segment, String metric, Interval now, double bound, int labels) {
    return new Reading(
        Measure.SEGMENT_METRIC,
        segment.name(),
        now.value(),
        bound,
        labels,
        String.format(Locale.ROOT, "%s [%.3f, %.3f]", metric, now.low(), now.high()));
  }

  private static Finding finding(
      Segment segment, String metric, Interval now, Interval then, int labels) {
    return new Finding(
        AlertKind.SEGMENT_DROP,
        segment.name(),
        Severity.HIGH,
        "The version got worse where " + segment.name(),
        String.format(
            Locale.ROOT,
            "On %d labels of the segment, %s is %.3f [%.3f, %.3f]; at the version's birth it was"
                + " %.3f [%.3f, %.3f]. %s",
            labels,
            metric,
            now.value(),
            now.low(),
            now.high(),
            then.value(),
            then.low(),
            then.high(),
            AlertKind.SEGMENT_DROP.action()),
        Math.abs(now.value() - then.value()),
        1);
  }
}
