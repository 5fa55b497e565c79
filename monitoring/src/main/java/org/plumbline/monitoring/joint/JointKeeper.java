package org.plumbline.monitoring.joint;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Monitors;
import org.plumbline.monitoring.ReadingStore;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WatchedVersions;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.monitoring.WindowWatch.Seen;
import org.plumbline.registry.Registry;
import org.plumbline.training.ReferenceSample;

/**
 * Looks at the rows of versions as wholes and within segments, each version once in so many days as
 * its plan says.
 *
 * <p>A look takes a second or so and holds no lock meanwhile, so it goes by a thread of its own and
 * not with the other looks. What two instances find of one window is the same, and is kept once.
 */
public final class JointKeeper {
  private static final int DAYS_BACK = 30;
  private static final Set<Measure> MEASURES = Set.of(Measure.JOINT_AUC, Measure.SEGMENT_EFFECT);

  /** Segments share the rows, so there must be more of them. */
  private static final int MOST_FOR_SEGMENTS = 5 * JointDrift.MOST;

  private final Transactions transactions;
  private final JointWindows rows;
  private final WindowStore windows;
  private final Registry registry;
  private final WatchedVersions versions;
  private final Alerts alerts;
  private final ReadingStore readings;
  private final Monitors monitors;
  private final InstantSource clock;

  public JointKeeper(
      Transactions transactions,
      JointWindows rows,
      WindowStore windows,
      Registry registry,
      WatchedVersions versions,
      Alerts alerts,
      ReadingStore readings,
      Monitors monitors,
      InstantSource clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.windows = windows;
    this.registry = registry;
    this.versions = versions;
    this.alerts = alerts;
    this.readings = readings;
    this.monitors = monitors;
    this.clock = clock;
  }

  /** Looks at every version that is due. */
  public void look() {
    LocalDate today = WindowKind.dayOf(clock.instant());
    for (JointWindows.Standing standing : rows.standings(today.minusDays(DAYS_BACK), today)) {
      MonitorPlan plan = monitors.of(standing.version().model()).plan();
      if (isWatched(plan) && isDue(standing, plan)) {
        look(standing.version(), standing.day().plusDays(1), plan);
      }
    }
  }

  private static boolean isWatched(MonitorPlan plan) {
    return plan.watches(AlertKind.JOINT_DRIFT)
        || (plan.watches(AlertKind.SEGMENT_DRIFT) && !plan.segments().isEmpty());
  }

  private static boolean isDue(JointWindows.Standing standing, MonitorPlan plan) {
    Instant looked = standing.looked();
    return looked == null
        || !WindowKind.dayOf(looked)
            .plusDays(plan.schedule().jointDays())
            .isAfter(standing.day().plusDays(1));
  }

  private void look(VersionId version, LocalDate until, MonitorPlan plan) {
    Instant end = WindowKind.startInstant(until);
    LocalDate from = until.minusDays(plan.windowDays());
    Seen seen = readable(version, from, until, plan);
    transactions.run(
        tx -> {
          if (windows.claim(tx)) {
            readings.put(tx, version, MEASURES, seen.readings(), end);
            alerts.take(
                tx,
                version,
                seen.findings().stream().filter(one -> plan.watches(one.kind())).toList(),
                Map.of(
                    AlertKind.JOINT_DRIFT, plan.hysteresis(),
                    AlertKind.SEGMENT_DRIFT, plan.hysteresis()),
                windows.idle(version, from),
                end);
          }
        });
  }

  /** A version that cannot be read is told as such, and keeps no other from being looked at. */
  private Seen readable(VersionId version, LocalDate from, LocalDate until, MonitorPlan plan) {
    try {
      return seen(versions.load(version), from, until, plan);
    } catch (PlumblineException failure) {
      if (failure.code() == ErrorCode.NOT_FOUND || failure.code() == ErrorCode.TAMPERED) {
        return JointDrift.unknown(0, "The version cannot be read: " + failure.text());
      }
      throw failure;
    }
  }

  private Seen seen(WatchedVersion version, LocalDate from, LocalDate until, MonitorPlan plan) {
    ReferenceSample reference = registry.loadSample(version.id());
    long answers =
        windows.days(version.id()).entrySet().stream()
            .filter(day -> !day.getKey().isBefore(from) && day.getKey().isBefore(until))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (reference.isEmpty() || answers == 0) {
      return JointDrift.unknown(
          answers,
          reference.isEmpty()
              ? "No reference sample: the version was registered without one"
              : "No answers");
    }
    int wanted = plan.segments().isEmpty() ? JointDrift.MOST : MOST_FOR_SEGMENTS;
    /* A little more than is wanted, since each is drawn by itself. */
    double share = Math.min(1, 1.2 * wanted / answers);
    List<double[]> current =
        rows.sample(
            version.id(), WindowKind.startInstant(from), WindowKind.startInstant(until), share);
    Seen whole =
        plan.watches(AlertKind.JOINT_DRIFT)
            ? JointDrift.of(reference.rows(), current, version.contract().features(), plan)
            : JointDrift.unknown(current.size(), "Not looked for");
    Seen parts =
        SegmentDrift.of(version.contract(), version.importance(), reference.rows(), current, plan);
    return new Seen(
        Stream.concat(whole.readings().stream(), parts.readings().stream()).toList(),
        Stream.concat(whole.findings().stream(), parts.findings().stream()).toList());
  }
}
