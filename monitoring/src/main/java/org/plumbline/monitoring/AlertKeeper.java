package org.plumbline.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.profile.TableProfile;

/**
 * Looks at the last seven days up to each day that is new, in order, so that a replay of the past
 * opens and resolves alerts at the times at which they would have been seen.
 */
final class AlertKeeper {
  private static final Set<AlertKind> WINDOW_KINDS =
      Set.of(
          AlertKind.FEATURE_DRIFT,
          AlertKind.PREDICTION_DRIFT,
          AlertKind.MISSING_VALUES,
          AlertKind.UNSEEN_VALUES,
          AlertKind.STALE_VALUES,
          AlertKind.ESTIMATED_DROP);

  /** So few answers say nothing about seven days. */
  private static final long LEAST_ROWS = 50;

  /** This many answers stay away by chance once in e^20 times. */
  private static final double EXPECTED_BEFORE_STOP = 20;

  private final Transactions transactions;
  private final WindowStore windows;
  private final WatchedVersions versions;
  private final AlertStore store;
  private final Alerts alerts;
  private final ModelSummaries summaries;
  private final Monitors monitors;
  private final WindowWatches watches;
  private final InstantSource clock;
  private final DriftLimits limits = new DriftLimits();

  AlertKeeper(
      Transactions transactions,
      WindowStore windows,
      WatchedVersions versions,
      AlertStore store,
      Alerts alerts,
      ModelSummaries summaries,
      Monitors monitors,
      WindowWatches watches,
      InstantSource clock) {
    this.transactions = transactions;
    this.windows = windows;
    this.versions = versions;
    this.store = store;
    this.alerts = alerts;
    this.summaries = summaries;
    this.monitors = monitors;
    this.watches = watches;
    this.clock = clock;
  }

  /** Looks at the days of a version that are new since the last look, and once more at the last. */
  void look(VersionId version) {
    Optional<WatchedVersion> watched = versions.find(version);
    if (watched.isEmpty()) {
      return;
    }
    transactions.run(
        tx -> {
          if (!windows.claim(tx)) {
            return;
          }
          Optional<AlertStore.Looked> last = store.looked(tx, version);
          LookSchedule schedule = monitors.of(version.model()).plan().schedule();
          Instant now = clock.instant();
          if (last.isPresent() && !schedule.isDue(last.get().at(), now)) {
            store.postpone(tx, version);
            return;
          }
          SequencedMap<LocalDate, Long> days = windows.days(version);
          for (LocalDate day : days.keySet()) {
            if (last.isEmpty() || !day.isBefore(last.get().day())) {
              look(tx, watched.get(), day);
            }
          }
          if (!days.isEmpty()) {
            store.looked(tx, version, new AlertStore.Looked(days.lastEntry().getKey(), now));
          }
        });
  }

  /** Looks at the versions that had to wait for their time. */
  void lookAtWaiting() {
    store.postponed().forEach(this::look);
  }

  private void look(Tx tx, WatchedVersion watched, LocalDate day) {
    MonitorPlan plan = monitors.of(watched.id().model()).plan();
    LocalDate start = WindowKind.RECENT.startOf(day);
    SequencedMap<LocalDate, TableProfile> days = window(watched.id(), day, plan);
    Optional<TableProfile> recent = DriftKeeper.merged(days.values());
    if (recent.isEmpty() || recent.get().rowCount() < LEAST_ROWS) {
      return;
    }
    List<ColumnDriftLine> columns =
        DriftKeeper.lines(
            DriftReport.compare(
                watched.reference(), recent.get(), limits.of(watched, recent.get(), plan)));
    windows.putDrift(tx, watched.id(), WindowKind.RECENT, start, recent.get().rowCount(), columns);
    List<Finding> findings = new ArrayList<>(findings(watched, recent.get(), columns, plan));
    findings.addAll(
        watches.look(
            tx, watched, new WindowWatch.Window(days.lastEntry().getKey(), day.plusDays(1)), plan));
    alerts.take(
        tx,
        watched.id(),
        findings,
        steadily(plan),
        windows.idle(watched.id(), start),
        WindowKind.startInstant(day.plusDays(1)));
  }

  /**
   * The plan's days up to this one, and as many before them as it takes to have enough answers;
   * newest first.
   */
  private SequencedMap<LocalDate, TableProfile> window(
      VersionId version, LocalDate day, MonitorPlan plan) {
    LocalDate earliest = day.minusDays(MonitorPlan.LONGEST_DAYS - 1L);
    SequencedMap<LocalDate, TableProfile> days =
        windows.profiles(version, earliest, day.plusDays(1)).reversed();
    SequencedMap<LocalDate, TableProfile> taken = new LinkedHashMap<>();
    long rows = 0;
    for (Map.Entry<LocalDate, TableProfile> one : days.entrySet()) {
      boolean due = one.getKey().isAfter(day.minusDays(plan.windowDays()));
      if (!due && rows >= plan.leastRows()) {
        break;
      }
      taken.put(one.getKey(), one.getValue());
      rows += one.getValue().rowCount();
    }
    return taken;
  }

  /** An input has one cause, not two: what goes before explains what would follow from it. */
  private static List<Finding> findings(
      WatchedVersion watched,
      TableProfile recent,
      List<ColumnDriftLine> columns,
      MonitorPlan plan) {
    List<Finding> found = new ArrayList<>();
    List<Finding> quality =
        QualityFindings.of(watched.reference(), recent, plan, watched.importance());
    quality.stream().filter(one -> one.kind() == AlertKind.STALE_VALUES).forEach(found::add);
    found.addAll(DriftFindings.of(columns, watched.importance(), plan));
    quality.stream().filter(one -> one.kind() == AlertKind.UNSEEN_VALUES).forEach(found::add);
    ScoreFindings.estimated(watched, recent).ifPresent(found::add);
    Set<String> told = new HashSet<>();
    return found.stream()
        .filter(one -> plan.watches(one.kind()))
        .filter(one -> one.column() == null || told.add(one.column()))
        .toList();
  }

  private Map<AlertKind, Hysteresis> steadily(MonitorPlan plan) {
    Map<AlertKind, Hysteresis> looked = new EnumMap<>(AlertKind.class);
    WINDOW_KINDS.forEach(kind -> looked.put(kind, plan.hysteresis()));
    watches.kinds().forEach(kind -> looked.put(kind, plan.hysteresis()));
    return looked;
  }

  /** Looks for models that nobody asks any more, and refreshes the traffic in their summaries. */
  void lookAtTraffic() {
    Instant now = clock.instant();
    LocalDate today = WindowKind.dayOf(now);
    Map<ModelName, SequencedMap<LocalDate, Long>> traffic = windows.traffic(today.minusDays(15));
    traffic.forEach(
        (model, days) ->
            transactions.run(
                tx -> {
                  if (!windows.claim(tx)) {
                    return;
                  }
                  NavigableMap<LocalDate, Long> byDay = new TreeMap<>(days);
                  long lastWeek =
                      byDay.tailMap(today.minusDays(6)).values().stream()
                          .mapToLong(Long::longValue)
                          .sum();
                  summaries.predictions7d(tx, model, lastWeek);
                  List<VersionId> answered = windows.versions(model);
                  if (!answered.isEmpty()) {
                    alerts.take(
                        tx,
                        answered.getLast(),
                        stopped(model, byDay, today),
                        Map.of(AlertKind.VOLUME_STOP, Hysteresis.AT_ONCE),
                        Set.copyOf(answered),
                        now);
                  }
                }));
  }

  /** Full days of silence, where the week before makes silence unlikely. */
  static List<Finding> stopped(
      ModelName model, NavigableMap<LocalDate, Long> days, LocalDate today) {
    LocalDate last = days.lastKey();
    long silent = last.until(today, java.time.temporal.ChronoUnit.DAYS) - 1;
    long before =
        days.tailMap(last.minusDays(6)).values().stream().mapToLong(Long::longValue).sum();
    double expected = before / 7.0 * silent;
    if (silent < 1 || expected < EXPECTED_BEFORE_STOP) {
      return List.of();
    }
    return List.of(
        new Finding(
            AlertKind.VOLUME_STOP,
            null,
            Severity.HIGH,
            model + " is not asked any more",
            String.format(
                Locale.ROOT,
                "No answer since %s, where about %.0f a day were usual; look at the callers",
                last,
                before / 7.0)));
  }
}
