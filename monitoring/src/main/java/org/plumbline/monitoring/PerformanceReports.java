package org.plumbline.monitoring;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.VersionId;

/** Answers how good a version is in production. Safe to share. */
public final class PerformanceReports {
  private final WindowStore windows;
  private final LabelStore labels;
  private final LabelHorizonStore horizons;
  private final WatchedVersions versions;
  private final InstantSource clock;

  public PerformanceReports(
      WindowStore windows,
      LabelStore labels,
      LabelHorizonStore horizons,
      WatchedVersions versions,
      InstantSource clock) {
    this.windows = windows;
    this.labels = labels;
    this.horizons = horizons;
    this.versions = versions;
    this.clock = clock;
  }

  /**
   * The weeks in which the version answered, oldest first.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND without such a version
   */
  public PerformanceReport of(VersionId version) {
    WatchedVersion watched = versions.load(version);
    LabelHorizon horizon = horizons.find(version.model());
    LocalDate young = horizon.matureUntil(clock.instant());
    Map<LocalDate, Long> predictions = new TreeMap<>();
    Map<LocalDate, Long> mature = new TreeMap<>();
    windows
        .days(version)
        .forEach(
            (day, rows) -> {
              LocalDate week = WindowKind.WEEK.startOf(day);
              predictions.merge(week, rows, Long::sum);
              mature.merge(week, day.isBefore(young) ? rows : 0, Long::sum);
            });
    Map<LocalDate, LabelStore.Performance> measured = new TreeMap<>();
    labels.performance(version).forEach(week -> measured.put(week.start(), week));
    List<PerformanceReport.Window> weeks = new ArrayList<>();
    predictions.forEach(
        (start, rows) ->
            weeks.add(week(start, rows, mature.getOrDefault(start, 0L), measured.get(start))));
    return new PerformanceReport(
        version.model().value(),
        version.number().value(),
        watched.contract().label().map(ColumnContract::name).orElse(""),
        horizon.days(),
        weeks,
        new PerformanceReport.Reference(PerformanceReport.Range.of(watched.metrics())));
  }

  private static PerformanceReport.Window week(
      LocalDate start, long rows, long mature, LabelStore.@Nullable Performance measured) {
    long labelled = measured == null ? 0 : measured.labelled();
    return new PerformanceReport.Window(
        WindowKind.startInstant(start),
        WindowKind.WEEK.endOf(start),
        rows,
        mature,
        labelled,
        rows == 0 ? 0 : Math.min(1, (double) labelled / rows),
        measured == null ? null : measured.meanScore(),
        measured == null ? null : measured.observedRate(),
        measured == null ? Map.of() : PerformanceReport.Range.of(measured.metrics()));
  }
}
