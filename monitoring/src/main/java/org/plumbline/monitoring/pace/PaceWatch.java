package org.plumbline.monitoring.pace;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.PaceLimits;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WindowWatch;
import org.plumbline.stats.descriptive.Proportions;
import org.plumbline.stats.profile.NumericProfile;

/**
 * Whether a version answers more slowly, or on older rows, than its plan allows or than it did
 * before.
 *
 * <p>A limit of a quantile q allows a share of 1 - q beyond it. What is found is that more are
 * beyond it than chance explains, by the exact binomial test at the plan's rate of false alarms,
 * divided by the limits that are tested. Requests of one moment are slow together, so the test of
 * latencies is sharper than their independence warrants; the rise that a learned limit leaves is
 * far above what that adds.
 */
public final class PaceWatch implements WindowWatch {
  /** So many requests, or rows, say what is usual. */
  static final int LEAST_BEFORE = 1_000;

  /** So many say something of the window. */
  static final int LEAST_NOW = 50;

  /** Nobody suffers from less, however much it has risen. */
  private static final double LEAST_MILLIS = 5;

  private static final double LEAST_SECONDS = 60;
  private static final int DAYS_BEFORE = 28;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double AGE_SHARE = 0.95;

  private final PaceStore store;

  public PaceWatch(PaceStore store) {
    this.store = store;
  }

  @Override
  public Set<AlertKind> kinds() {
    return Set.of(AlertKind.SLOW_ANSWERS, AlertKind.STALE_ROWS);
  }

  @Override
  public Seen look(Tx tx, WatchedVersion version, Window window, MonitorPlan plan) {
    LocalDate earlier = window.from().minusDays(DAYS_BEFORE);
    Pace now = store.of(version.id(), window.from(), window.until());
    Pace before = store.of(version.id(), earlier, window.from());
    return seen(now, before, plan);
  }

  static Seen seen(Pace now, Pace before, MonitorPlan plan) {
    List<Reading> readings = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    latency(now.latencyMillis(), before.latencyMillis(), plan, readings).ifPresent(findings::add);
    age(now.ageSeconds(), before.ageSeconds(), plan, readings).ifPresent(findings::add);
    return new Seen(readings, findings);
  }

  /** A quantile of the latency and what bounds it. */
  private record Bound(Measure measure, double share, @Nullable Double millis) {}

  private static Optional<Finding> latency(
      NumericProfile now, NumericProfile before, MonitorPlan plan, List<Reading> readings) {
    PaceLimits limits = plan.pace();
    List<Bound> bounds =
        List.of(
            new Bound(Measure.LATENCY_P50, 0.5, limits.p50Millis()),
            new Bound(Measure.LATENCY_P95, 0.95, limits.p95Millis()),
            new Bound(Measure.LATENCY_P99, 0.99, limits.p99Millis()));
    long tested = bounds.stream().filter(one -> one.millis() != null).count();
    double rate = plan.falseAlarmRate() / (tested == 0 ? bounds.size() : tested);
    List<Finding> findings = new ArrayList<>();
    for (Bound bound : bounds) {
      Limit limit =
          limits.learnsLatency()
              ? learned(before, bound.share(), limits.rise(), LEAST_MILLIS)
              : bound.millis() == null
                  ? new Limit(Double.NaN, "No limit is set")
                  : new Limit(bound.millis(), "Set by the plan");
      if (now.count() < LEAST_NOW) {
        readings.add(Reading.unknown(bound.measure(), now.count(), tooFew("requests")));
        continue;
      }
      double value = now.quantile(bound.share());
      readings.add(new Reading(bound.measure(), value, limit.value(), now.count(), limit.source()));
      double beyond = beyond(now, limit.value());
      if (isBeyond(now, limit.value(), 1 - bound.share(), rate)) {
        findings.add(slow(bound, value, limit, beyond, now.count()));
      }
    }
    return findings.stream().max(Comparator.comparing(Finding::severity));
  }

  /**
   * What may not be passed.
   *
   * @param value NaN when nothing is known of it
   */
  private record Limit(double value, String source) {}

  private static Limit learned(NumericProfile before, double share, double rise, double least) {
    return before.count() < LEAST_BEFORE
        ? new Limit(
            Double.NaN,
            "The four weeks before hold %d of the %d that say what is usual"
                .formatted(before.count(), LEAST_BEFORE))
        : new Limit(
            Math.max(least, rise * before.quantile(share)),
            String.format(Locale.ROOT, "%.1f times what was usual in the four weeks before", rise));
  }

  private static String tooFew(String what) {
    return "Fewer than %d %s in the window tell".formatted(LEAST_NOW, what);
  }

  private static double beyond(NumericProfile now, double limit) {
    return (double) now.outside(Double.NEGATIVE_INFINITY, limit) / now.count();
  }

  private static boolean isBeyond(NumericProfile now, double limit, double allowed, double rate) {
    return !Double.isNaN(limit)
        && Proportions.exceeds(now.outside(Double.NEGATIVE_INFINITY, limit), now.count(), allowed)
            <= rate;
  }

  private static Finding slow(
      Bound bound, double value, Limit limit, double beyond, long requests) {
    return new Finding(
        AlertKind.SLOW_ANSWERS,
        null,
        beyond > 0.5 || value > 3 * limit.value() ? Severity.HIGH : Severity.WARNING,
        "The version answers more slowly than it may",
        String.format(
            Locale.ROOT,
            "%.0f %% of %d requests were answered within %.1f ms, where %.1f ms are allowed (%s); %.1f %% took"
                + " longer than that. %s",
            100 * bound.share(),
            requests,
            value,
            limit.value(),
            limit.source().toLowerCase(Locale.ROOT),
            100 * beyond,
            AlertKind.SLOW_ANSWERS.action()),
        beyond,
        1);
  }

  private static Optional<Finding> age(
      NumericProfile now, NumericProfile before, MonitorPlan plan, List<Reading> readings) {
    if (now.count() < LEAST_NOW) {
      String why = now.count() == 0 ? "No row told its time" : tooFew("rows with a time");
      readings.add(Reading.unknown(Measure.ROW_AGE_P95, now.count(), why));
      readings.add(Reading.unknown(Measure.STALE_SHARE, now.count(), why));
      return Optional.empty();
    }
    PaceLimits limits = plan.pace();
    Double hours = limits.rowHours();
    Limit limit =
        hours == null
            ? learned(before, AGE_SHARE, limits.rise(), LEAST_SECONDS)
            : new Limit(hours * SECONDS_PER_HOUR, "Set by the plan");
    double oldest = limit.value() / SECONDS_PER_HOUR;
    readings.add(
        new Reading(
            Measure.ROW_AGE_P95,
            now.quantile(AGE_SHARE) / SECONDS_PER_HOUR,
            oldest,
            now.count(),
            limit.source()));
    if (Double.isNaN(oldest)) {
      readings.add(Reading.unknown(Measure.STALE_SHARE, now.count(), limit.source()));
      return Optional.empty();
    }
    double share = beyond(now, limit.value());
    readings.add(
        new Reading(
            Measure.STALE_SHARE,
            share,
            limits.staleShare(),
            now.count(),
            String.format(Locale.ROOT, "Stale from %.2f hours on", oldest)));
    return isBeyond(now, limit.value(), limits.staleShare(), plan.falseAlarmRate())
        ? Optional.of(stale(share, oldest, limits.staleShare(), now.count()))
        : Optional.empty();
  }

  private static Finding stale(double share, double oldest, double allowed, long rows) {
    return new Finding(
        AlertKind.STALE_ROWS,
        null,
        share > 0.5 ? Severity.HIGH : Severity.WARNING,
        "Answers are given on stale rows",
        String.format(
            Locale.ROOT,
            "%.1f %% of %d rows were older than %.2f hours, where %.1f %% may be. %s",
            100 * share,
            rows,
            oldest,
            100 * allowed,
            AlertKind.STALE_ROWS.action()),
        share,
        1);
  }
}
