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
    @Nullable Double scoreShift) {

  public static CanaryPlanLine of(CanaryPlan plan) {
    return new CanaryPlanLine(
        plan.shares(),
        plan.least().toSeconds(),
        plan.answers(),
        plan.guards().errorRate(),
        plan.guards().latencyFactor(),
        plan.guards().scoreShift());
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
        shares == null ? standard.shares() : shares,
        leastSeconds == null ? standard.least() : Duration.ofSeconds(leastSeconds),
        answers == null ? standard.answers() : answers,
        new Guards(
            errorRate == null ? guards.errorRate() : errorRate,
            latencyFactor == null ? guards.latencyFactor() : latencyFactor,
            scoreShift == null ? guards.scoreShift() : scoreShift));
  }
}
