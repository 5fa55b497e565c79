package org.plumbline.monitoring.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Hysteresis;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Monitors;
import org.plumbline.monitoring.PaceLimits;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.ReadingStore;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;

/**
 * Opens one alert for each model whose newest snapshot of online features is older than its plan
 * allows, and resolves it when a newer one is published. By the clock, since a snapshot that does
 * not come changes nothing else. Safe to run on several instances.
 */
public final class SnapshotKeeper {
  /** So many say how often a snapshot comes. */
  private static final int LEAST_SNAPSHOTS = 3;

  private static final Duration LEAST_AGE = Duration.ofHours(1);
  private static final double SECONDS_PER_HOUR = 3_600;

  private final Transactions transactions;
  private final Snapshots snapshots;
  private final WindowStore windows;
  private final Alerts alerts;
  private final ReadingStore readings;
  private final Monitors monitors;
  private final InstantSource clock;

  public SnapshotKeeper(
      Transactions transactions,
      Snapshots snapshots,
      WindowStore windows,
      Alerts alerts,
      ReadingStore readings,
      Monitors monitors,
      InstantSource clock) {
    this.transactions = transactions;
    this.snapshots = snapshots;
    this.windows = windows;
    this.alerts = alerts;
    this.readings = readings;
    this.monitors = monitors;
    this.clock = clock;
  }

  /** Looks once at all models. */
  public void look() {
    Instant now = clock.instant();
    Instant day = WindowKind.startInstant(WindowKind.dayOf(now).plusDays(1));
    for (Snapshots.Course course : snapshots.all()) {
      MonitorPlan plan = monitors.of(course.version().model()).plan();
      Reading reading = reading(course.asOf(), now, plan.pace());
      List<Finding> findings =
          plan.watches(AlertKind.LATE_SNAPSHOT) && reading.value() > reading.limit()
              ? List.of(finding(course, reading))
              : List.of();
      transactions.run(
          tx -> {
            if (windows.claim(tx)) {
              readings.put(tx, course.version(), Set.of(reading.measure()), List.of(reading), day);
              alerts.take(
                  tx,
                  course.version(),
                  findings,
                  Map.of(AlertKind.LATE_SNAPSHOT, Hysteresis.AT_ONCE),
                  Set.copyOf(windows.versions(course.version().model())),
                  now);
            }
          });
    }
  }

  /** The age of the newest, and how old it may be. */
  static Reading reading(List<Instant> asOf, Instant now, PaceLimits limits) {
    double age = hours(Duration.between(asOf.getFirst(), now));
    Double allowed = limits.snapshotHours();
    if (allowed != null) {
      return new Reading(Measure.SNAPSHOT_AGE, age, allowed, asOf.size(), "Set by the plan");
    }
    if (asOf.size() < LEAST_SNAPSHOTS) {
      return new Reading(
          Measure.SNAPSHOT_AGE,
          age,
          Double.NaN,
          asOf.size(),
          "Only %d snapshots: %d say how often one comes".formatted(asOf.size(), LEAST_SNAPSHOTS));
    }
    Duration longest = LEAST_AGE;
    for (int i = 1; i < asOf.size(); i++) {
      Duration gap = Duration.between(asOf.get(i), asOf.get(i - 1));
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    return new Reading(
        Measure.SNAPSHOT_AGE,
        age,
        limits.rise() * hours(longest),
        asOf.size(),
        String.format(
            Locale.ROOT,
            "%.1f times the longest gap between the last %d snapshots",
            limits.rise(),
            asOf.size()));
  }

  private static double hours(Duration duration) {
    return duration.toSeconds() / SECONDS_PER_HOUR;
  }

  private static Finding finding(Snapshots.Course course, Reading reading) {
    return new Finding(
        AlertKind.LATE_SNAPSHOT,
        null,
        reading.value() > 3 * reading.limit() ? Severity.HIGH : Severity.WARNING,
        "The features of entities of %s are late".formatted(course.version().model()),
        String.format(
            Locale.ROOT,
            "The newest snapshot is as of %s, more than the %.1f hours ago that are allowed (%s). %s",
            course.asOf().getFirst(),
            reading.limit(),
            reading.note().toLowerCase(Locale.ROOT),
            AlertKind.LATE_SNAPSHOT.action()));
  }
}
