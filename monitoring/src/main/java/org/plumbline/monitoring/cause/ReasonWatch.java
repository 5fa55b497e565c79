package org.plumbline.monitoring.cause;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.FirstReasons;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.WindowWatch;
import org.plumbline.stats.drift.ColumnDrift;
import org.plumbline.stats.drift.Contingency;
import org.plumbline.stats.drift.Divergence;
import org.plumbline.stats.drift.DriftReport;
import org.plumbline.stats.drift.DriftSettings;
import org.plumbline.stats.drift.DriftVerdict;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.TableProfile;

/**
 * Whether answers are given for other reasons than in the first seven days in which the version
 * explained any: the feature that is named first, as a distribution. Those days and not the
 * training rows, since callers ask for the reasons of some answers only.
 *
 * <p>The rule is that of the drift of a column: a chi-square test at the plan's rate of false
 * alarms, and an effect that reaches the plan's limits.
 */
public final class ReasonWatch implements WindowWatch {
  /** So many reasons on either side say something. */
  static final int LEAST = 200;

  private static final int BIRTH_DAYS = 7;
  private static final String REASON = "reason";
  private static final int TOLD = 3;

  private final FirstReasons reasons;

  public ReasonWatch(FirstReasons reasons) {
    this.reasons = reasons;
  }

  @Override
  public Set<AlertKind> kinds() {
    return Set.of(AlertKind.REASON_DRIFT);
  }

  @Override
  public Seen look(Tx tx, WatchedVersion version, Window window, MonitorPlan plan) {
    Optional<LocalDate> birth = reasons.birth(version.id());
    if (birth.isEmpty()) {
      return unknown(0, "No answer told its reasons");
    }
    LocalDate grown = birth.get().plusDays(BIRTH_DAYS);
    if (window.from().isBefore(grown)) {
      return unknown(
          0, "The window reaches into the first days of reasons, until " + grown.minusDays(1));
    }
    return seen(
        reasons.of(version.id(), birth.get(), grown),
        reasons.of(version.id(), window.from(), window.until()),
        plan);
  }

  static Seen seen(Map<String, Long> before, Map<String, Long> now, MonitorPlan plan) {
    long rows = total(now);
    if (rows < LEAST || total(before) < LEAST) {
      return unknown(
          rows,
          "%d answers bear a reason, %d did at the beginning: %d tell"
              .formatted(rows, total(before), LEAST));
    }
    List<String> features = List.copyOf(union(before, now));
    double[] then = counts(features, before);
    double[] current = counts(features, now);
    DriftSettings limits = plan.fixed();
    ColumnDrift drift =
        DriftReport.compare(profile(before), profile(now), limits).columns().getFirst();
    Contingency test = Contingency.pooled(then, current);
    double varied = Divergence.totalVariation(then, current);
    List<Reading> readings =
        List.of(
            new Reading(
                Measure.REASON_EFFECT,
                drift.effect(),
                limits.moderate(),
                rows,
                String.format(
                    Locale.ROOT,
                    "Jensen-Shannon distance, p %.2g, Cramér's V %.3f",
                    drift.adjustedPValue(),
                    test.cramersV())),
            new Reading(
                Measure.REASON_VARIATION,
                varied,
                Double.NaN,
                rows,
                "Answers that would need another first reason to look as at the beginning"));
    return new Seen(
        readings,
        switch (drift.verdict()) {
          case SEVERE, MODERATE ->
              List.of(finding(drift, test, varied, moved(features, then, current)));
          case SLIGHT, NONE, TOO_FEW_ROWS -> List.of();
        });
  }

  private static Seen unknown(long rows, String why) {
    return new Seen(
        List.of(
            Reading.unknown(Measure.REASON_EFFECT, rows, why),
            Reading.unknown(Measure.REASON_VARIATION, rows, why)),
        List.of());
  }

  private static Set<String> union(Map<String, Long> before, Map<String, Long> now) {
    Set<String> features = new TreeSet<>(before.keySet());
    features.addAll(now.keySet());
    return features;
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static double[] counts(List<String> features, Map<String, Long> counts) {
    return features.stream().mapToDouble(name -> counts.getOrDefault(name, 0L)).toArray();
  }

  private static TableProfile profile(Map<String, Long> counts) {
    List<String> features = List.copyOf(new TreeSet<>(counts.keySet()));
    var builder = new ProfileBuilder(List.of(ProfileColumn.categorical(REASON, features)));
    features.forEach(name -> builder.addCategory(0, name, counts.getOrDefault(name, 0L)));
    return builder.build();
  }

  /** The features whose share as first reason has changed most. */
  private static String moved(List<String> features, double[] then, double[] now) {
    double before = Math.max(1, sum(then));
    double after = Math.max(1, sum(now));
    record Move(String feature, double before, double after) {
      double size() {
        return Math.abs(after - before);
      }
    }
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < then.length; i++) {
      moves.add(new Move(features.get(i), then[i] / before, now[i] / after));
    }
    moves.sort(Comparator.comparingDouble(Move::size).reversed());
    return String.join(
        ", ",
        moves.stream()
            .limit(TOLD)
            .map(
                move ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f %% (%.1f %% before)",
                        move.feature(),
                        100 * move.after(),
                        100 * move.before()))
            .toList());
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static Finding finding(ColumnDrift drift, Contingency test, double varied, String moved) {
    return new Finding(
        AlertKind.REASON_DRIFT,
        null,
        drift.verdict() == DriftVerdict.SEVERE ? Severity.HIGH : Severity.WARNING,
        "Answers are given for other reasons than at the beginning",
        String.format(
            Locale.ROOT,
            "%.1f %% of the first reasons are others (Cramér's V %.2f): %s. %s",
            100 * varied,
            test.cramersV(),
            moved,
            AlertKind.REASON_DRIFT.action()),
        drift.effect(),
        1);
  }
}
