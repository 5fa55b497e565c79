package org.plumbline.deployment;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link CanaryPlan} as the API shows and takes it; what is left out is as in the standard. */
public record CanaryPlanLine(
    @Nullable List<Integer> shares,
    @Nullable Long leastSeconds,
    @Nullable Long answers,
    @Nullable Double errorRate,
    @Nullable Double latencyFactor,
    @Nullable Double scoreShift,
    @Nullable BusinessGuard business,
    @Nullable TrialPlanLine trial) {

  /** Half of the entities each is the surest way to see a difference. */
  private static final List<Integer> HALF = List.of(50);

  /** Two versions that are tried against each other may well score differently. */
  private static final double ANY_SHIFT = 1;

  public static CanaryPlanLine of(CanaryPlan plan) {
    return new CanaryPlanLine(
        plan.shares(),
        plan.least().toSeconds(),
        plan.answers(),
        plan.guards().errorRate(),
        plan.guards().latencyFactor(),
        plan.guards().scoreShift(),
        plan.guards().business(),
        plan.trial() == null ? null : TrialPlanLine.of(plan.trial()));
  }

  /**
   * The plan of a trial, with all else as is usual for one.
   *
   * @param share percent of the entities that the treatment answers for; null for half of them
   */
  public static CanaryPlanLine of(TrialPlanLine trial, @Nullable Integer share) {
    List<Integer> shares = share == null ? null : List.of(share);
    return new CanaryPlanLine(shares, null, null, null, null, null, null, trial);
  }

  /**
   * The plan that is meant.
   *
   * @throws IllegalArgumentException saying which part is not possible
   */
  public CanaryPlan plan() {
    CanaryPlan standard = CanaryPlan.STANDARD;
    Guards guards = standard.guards();
    return new CanaryPlan(
        shares != null ? shares : trial == null ? standard.shares() : HALF,
        leastSeconds != null
            ? Duration.ofSeconds(leastSeconds)
            : trial == null ? standard.least() : Duration.ZERO,
        answers != null ? answers : trial == null ? standard.answers() : 1,
        new Guards(
            errorRate == null ? guards.errorRate() : errorRate,
            latencyFactor == null ? guards.latencyFactor() : latencyFactor,
            scoreShift != null ? scoreShift : trial == null ? guards.scoreShift() : ANY_SHIFT,
            business),
        trial == null ? null : trial.plan());
  }
}
