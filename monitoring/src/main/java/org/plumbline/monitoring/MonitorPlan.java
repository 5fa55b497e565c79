package org.plumbline.monitoring;

import static org.plumbline.monitoring.PlanField.check;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.stats.drift.DriftSettings;

/**
 * What is watched of a model, and when a change is worth a finding.
 *
 * @param off kinds that nobody looks for
 * @param ignored inputs that are not watched
 * @param windowDays length of the window that is looked at each day, 1 to 30
 * @param leastRows a window reaches further back, up to 30 days, until it has so many answers
 * @param falseAlarmRate largest share of windows of an unchanged model in which any input or the
 *     score is found to drift
 * @param learned whether the least effect of a drift is learned from the reference by resampling;
 *     else it is {@code slight}
 * @param slight least effect of a drift that is worth telling, where it is not learned
 * @param moderate least effect of a moderate drift
 * @param severe least effect of a severe drift
 * @param missingRise rise of the share of missing values that is a finding
 * @param unseenShare share of values beyond the reference's range, or of unknown categories, that
 *     is a finding
 * @param hysteresis how steady drift must be before its alert opens and resolves
 * @param segments categorical inputs whose values are looked at apart, at most five
 * @param pace how quickly it must answer, on how fresh rows
 * @param schedule how often it is looked at
 */
public record MonitorPlan(
    Set<AlertKind> off,
    Set<String> ignored,
    int windowDays,
    long leastRows,
    double falseAlarmRate,
    boolean learned,
    double slight,
    double moderate,
    double severe,
    double missingRise,
    double unseenShare,
    Hysteresis hysteresis,
    Set<String> segments,
    PaceLimits pace,
    LookSchedule schedule) {
  static final int LONGEST_DAYS = 30;
  private static final int MOST_SEGMENTED = 5;

  /** What holds for a model for which nobody has set anything. */
  public static final MonitorPlan STANDARD =
      new MonitorPlan(
          Set.of(),
          Set.of(),
          7,
          50,
          DriftSettings.DEFAULT.significance(),
          false,
          DriftSettings.DEFAULT.slight(),
          DriftSettings.DEFAULT.moderate(),
          DriftSettings.DEFAULT.severe(),
          0.10,
          0.01,
          Hysteresis.STANDARD,
          Set.of(),
          PaceLimits.STANDARD,
          LookSchedule.STANDARD);

  /**
   * A checked plan.
   *
   * @throws PlumblineException INVALID_FIELD
   */
  public MonitorPlan {
    off = off.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(off));
    ignored = Set.copyOf(ignored);
    check("windowDays", windowDays >= 1 && windowDays <= LONGEST_DAYS, windowDays, "1 to 30");
    check("leastRows", leastRows >= 50 && leastRows <= 10_000_000, leastRows, "50 to 10,000,000");
    check(
        "falseAlarmRate",
        falseAlarmRate >= 0.0001 && falseAlarmRate <= 0.2,
        falseAlarmRate,
        "0.0001 to 0.2");
    check(
        "slight",
        slight > 0 && slight <= moderate && moderate <= severe && severe <= 1,
        slight + ", " + moderate + ", " + severe,
        "above 0, and rise with moderate and severe up to 1");
    check("missingRise", missingRise > 0 && missingRise <= 1, missingRise, "above 0, at most 1");
    /* Absent in plans that were stored or sent before they were known. */
    segments = Set.copyOf(Objects.requireNonNullElse(segments, Set.of()));
    pace = Objects.requireNonNullElse(pace, PaceLimits.STANDARD);
    schedule = Objects.requireNonNullElse(schedule, LookSchedule.STANDARD);
    check("segments", segments.size() <= MOST_SEGMENTED, segments.size(), "at most 5 inputs");
    check("unseenShare", unseenShare > 0 && unseenShare <= 1, unseenShare, "above 0, at most 1");
  }

  /** This plan with other limits of the pace. */
  public MonitorPlan with(PaceLimits limits) {
    return with(segments, limits, schedule);
  }

  /** This plan with other segments and another schedule. */
  public MonitorPlan with(Set<String> columns, LookSchedule when) {
    return with(columns, pace, when);
  }

  private MonitorPlan with(Set<String> columns, PaceLimits limits, LookSchedule when) {
    return new MonitorPlan(
        off,
        ignored,
        windowDays,
        leastRows,
        falseAlarmRate,
        learned,
        slight,
        moderate,
        severe,
        missingRise,
        unseenShare,
        hysteresis,
        columns,
        limits,
        when);
  }

  /** Whether anybody looks for it. */
  public boolean watches(AlertKind kind) {
    return !off.contains(kind);
  }

  /** The limits of drift that are set, also where those of inputs are learned. */
  public DriftSettings fixed() {
    return fixed(falseAlarmRate);
  }

  /** The same at another rate of false alarms. */
  public DriftSettings fixed(double rate) {
    return new DriftSettings(rate, slight, moderate, severe, DriftSettings.DEFAULT.minimumRows());
  }

  /** The limits of drift, with what chance reaches as the least effect where that is learned. */
  DriftSettings drift(double chance) {
    double least = learned ? Math.clamp(chance, 1e-6, 1) : slight;
    double more = Math.max(moderate, least);
    return new DriftSettings(
        falseAlarmRate, least, more, Math.max(severe, more), DriftSettings.DEFAULT.minimumRows());
  }
}
