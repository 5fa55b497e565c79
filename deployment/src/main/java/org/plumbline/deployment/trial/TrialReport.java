package org.plumbline.deployment.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.TrialPlanLine;
import org.plumbline.stats.Interval;

/**
 * A trial as the API shows it; numbers that are unknown are null.
 *
 * @param state running, paused, promoted, rolled_back, stopped or replaced
 * @param needed entities of both arms that the plan asks for; null while the spread is unknown
 * @param powerReached chance that the planned effect is found with what is known so far
 * @param verdict what may be said at this moment
 * @param text the verdict in words
 * @param days one look for each day on which something became known
 */
public record TrialReport(
    UUID id,
    String model,
    String state,
    TrialPlanLine plan,
    double share,
    String author,
    String reason,
    Instant begin,
    @Nullable Instant end,
    Instant plannedEnd,
    @Nullable String endedBy,
    @Nullable String endReason,
    Arm control,
    Arm treatment,
    Range difference,
    double pValue,
    @Nullable Long needed,
    @Nullable Double powerReached,
    Split split,
    Adjustment adjustment,
    Verdict verdict,
    String text,
    List<Look> days) {

  /** What may be said. */
  public enum Verdict {
    /** Too little is known. */
    TOO_EARLY,
    /** No difference was found, and none of the planned size is excluded. */
    UNDECIDED,
    /** The treatment's metric is higher. */
    HIGHER,
    /** The treatment's metric is lower. */
    LOWER,
    /** A difference of the planned size is excluded, either way. */
    NO_SUCH_EFFECT,
    /** The entities are not divided as planned: the figures are not to be trusted. */
    UNEVEN_SPLIT
  }

  /**
   * One version in the trial.
   *
   * @param entities it answered about
   * @param known entities whose metric is known
   * @param mean with the 95 % interval of this moment alone
   */
  public record Arm(int version, long entities, long known, Range mean) {}

  /** A number with its ends. */
  public record Range(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
    static Range of(Interval interval) {
      return new Range(orNull(interval.value()), orNull(interval.low()), orNull(interval.high()));
    }
  }

  /**
   * How the entities are divided.
   *
   * @param observed part of the entities that the treatment answered about
   * @param both entities that both versions answered about
   */
  public record Split(
      double planned,
      @Nullable Double observed,
      long both,
      @Nullable Double pValue,
      boolean holds) {}

  /**
   * What the metric before the trial did.
   *
   * @param varianceReduction of the difference, 0 to 1
   * @param refusal why it is not applied, null when it is
   */
  public record Adjustment(
      boolean applied, @Nullable Double varianceReduction, @Nullable String refusal) {}

  /** What was to be seen at the end of a UTC day. */
  public record Look(
      LocalDate day, long control, long treatment, Range difference, double pValue) {}

  static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
