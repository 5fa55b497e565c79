package org.plumbline.monitoring;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Task;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;
import org.plumbline.stats.metrics.Bootstrap;

/** Measures the weeks whose labels have changed, and alerts when a version got worse. */
final class PerformanceKeeper {
  private static final int WEEKS_PER_STEP = 8;

  /** How far back errors are followed. */
  private static final int MOST_WEEKS = 26;

  private static final Map<AlertKind, Hysteresis> LABEL_KINDS =
      Map.of(
          AlertKind.PERFORMANCE_DROP, Hysteresis.AT_ONCE,
          AlertKind.LABEL_DRIFT, Hysteresis.AT_ONCE,
          AlertKind.CONCEPT_DRIFT, Hysteresis.AT_ONCE,
          AlertKind.FAIRNESS_GAP, Hysteresis.AT_ONCE,
          AlertKind.SEGMENT_DROP, Hysteresis.AT_ONCE);

  /** Below this many labels a metric is an anecdote. */
  static final int LEAST_LABELS = 50;

  /** Seeded, so that the same labels give the same intervals. */
  private static final Bootstrap BOOTSTRAP =
      new Bootstrap(200, 20_261_121L, true, 0.95, IntervalMethod.PERCENTILE);

  private final Transactions transactions;
  private final WindowStore windows;
  private final LabelStore labels;
  private final LabelHorizonStore horizons;
  private final FairnessWatch fairness;
  private final WatchedVersions versions;
  private final Alerts alerts;
  private final ReadingStore readings;
  private final Monitors monitors;
  private final InstantSource clock;

  PerformanceKeeper(
      Transactions transactions,
      WindowStore windows,
      LabelStore labels,
      LabelHorizonStore horizons,
      FairnessStore fairness,
      WatchedVersions versions,
      Alerts alerts,
      ReadingStore readings,
      Monitors monitors,
      InstantSource clock) {
    this.transactions = transactions;
    this.windows = windows;
    this.labels = labels;
    this.horizons = horizons;
    this.fairness = new FairnessWatch(fairness);
    this.versions = versions;
    this.alerts = alerts;
    this.readings = readings;
    this.monitors = monitors;
    this.clock = clock;
  }

  /** Takes one step and returns the versions that were measured; empty when nothing was stale. */
  Set<VersionId> step() {
    return transactions.in(
        tx -> {
          Set<VersionId> changed = new LinkedHashSet<>();
          if (!windows.claim(tx)) {
            return changed;
          }
          for (WindowStore.VersionDay week :
              labels.stale(tx, WindowKind.dayOf(clock.instant()), WEEKS_PER_STEP)) {
            LabelStore.Performance performance = measure(tx, week);
            labels.putPerformance(tx, week.version(), performance);
            alert(tx, week.version(), performance, fairness(tx, week, performance));
            changed.add(week.version());
          }
          return changed;
        });
  }

  private LabelStore.Performance measure(Tx tx, WindowStore.VersionDay week) {
    Optional<WatchedVersion> watched = versions.find(week.version());
    boolean multiclass = watched.isPresent() && watched.get().model().task() == Task.MULTICLASS;
    LocalDate end = week.day().plusDays(7);
    LocalDate mature = horizons.find(week.version().model()).matureUntil(clock.instant());
    LocalDate young = mature.isBefore(end) ? mature : null;
    List<LabelStore.Labelled> rows =
        labels.labelled(tx, week.version(), week.day(), young == null ? end : young, multiclass);
    if (rows.isEmpty() || watched.isEmpty()) {
      return new LabelStore.Performance(week.day(), young, rows.size(), null, null, Map.of());
    }
    double[] values = rows.stream().mapToDouble(LabelStore.Labelled::value).toArray();
    double[] scores = rows.stream().mapToDouble(LabelStore.Labelled::score).toArray();
    return new LabelStore.Performance(
        week.day(),
        young,
        rows.size(),
        mean(scores),
        multiclass ? null : mean(values),
        rows.size() < LEAST_LABELS ? Map.of() : metrics(watched.get(), rows, values, scores));
  }

  private Optional<FairnessStore.Week> fairness(
      Tx tx, WindowStore.VersionDay week, LabelStore.Performance performance) {
    LocalDate young = performance.matureUntil();
    LocalDate until = young == null ? week.day().plusDays(7) : young;
    return versions
        .find(week.version())
        .flatMap(
            watched -> fairness.measure(tx, watched, week.day(), until, performance.labelled()));
  }

  private static Map<String, Interval> metrics(
      WatchedVersion watched, List<LabelStore.Labelled> rows, double[] values, double[] scores) {
    Map<String, Interval> all =
        switch (watched.model().task()) {
          case BINARY -> {
            Double threshold = watched.scorecard().threshold();
            yield BOOTSTRAP.binary(values, scores, threshold == null ? 0.5 : threshold);
          }
          case MULTICLASS -> BOOTSTRAP.multiclass(values, probabilities(watched, rows));
          case REGRESSION -> BOOTSTRAP.regression(values, scores);
        };
    Map<String, Interval> defined = new LinkedHashMap<>();
    all.forEach(
        (name, interval) -> {
          if (Double.isFinite(interval.value())) {
            defined.put(name, interval);
          }
        });
    return defined;
  }

  /** The log keeps the top class's probability only; the others follow from the slots. */
  private static double[][] probabilities(WatchedVersion watched, List<LabelStore.Labelled> rows) {
    double[][] probabilities = new double[rows.size()][watched.model().classes().size()];
    for (int i = 0; i < probabilities.length; i++) {
      double @Nullable [] slots = rows.get(i).slots();
      if (slots != null) {
        watched.model().probabilities(slots, probabilities[i]);
      }
    }
    return probabilities;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private List<Finding> segments(
      Tx tx, WatchedVersion version, LabelStore.Performance week, MonitorPlan plan) {
    if (plan.segments().isEmpty()) {
      return List.of();
    }
    LocalDate young = week.matureUntil();
    LocalDate until = young == null ? week.start().plusDays(7) : young;
    WindowWatch.Seen seen =
        SegmentPerformance.of(
            version, plan, labels.labelled(tx, version.id(), week.start(), until, true));
    readings.put(
        tx,
        version.id(),
        Set.of(Measure.SEGMENT_METRIC),
        seen.readings(),
        WindowKind.WEEK.endOf(week.start()));
    return seen.findings();
  }

  /** Only the newest measured week speaks for the present. */
  private void alert(
      Tx tx,
      VersionId version,
      LabelStore.Performance performance,
      Optional<FairnessStore.Week> groups) {
    LocalDate newest =
        labels.performance(version).stream()
            .filter(week -> week.labelled() >= LEAST_LABELS)
            .map(LabelStore.Performance::start)
            .max(LocalDate::compareTo)
            .orElse(LocalDate.MIN);
    Optional<WatchedVersion> watched = versions.find(version);
    if (watched.isEmpty()
        || performance.labelled() < LEAST_LABELS
        || performance.start().isBefore(newest)) {
      return;
    }
    MonitorPlan plan = monitors.of(version.model()).plan();
    LocalDate since = performance.start().minusDays(7L * (MOST_WEEKS - 1));
    List<Finding> findings =
        new ArrayList<>(PerformanceFindings.of(watched.get().scorecard(), performance));
    LabelFindings.labels(watched.get().scorecard(), performance, plan.falseAlarmRate())
        .ifPresent(findings::add);
    LabelFindings.concept(
            watched.get(),
            labels.labelled(tx, version, since, performance.start().plusDays(7), false),
            plan.falseAlarmRate())
        .ifPresent(findings::add);
    findings.addAll(segments(tx, watched.get(), performance, plan));
    groups
        .map(week -> FairnessWatch.findings(watched.get().scorecard(), week))
        .ifPresent(findings::addAll);
    alerts.take(
        tx,
        version,
        findings.stream().filter(one -> plan.watches(one.kind())).toList(),
        LABEL_KINDS,
        Set.of(),
        WindowKind.WEEK.endOf(performance.start()));
  }
}
