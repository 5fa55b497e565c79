package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link TrialPlan} as the API shows and takes it. */
public record TrialPlanLine(
    @Nullable String metric,
    @Nullable Double effect,
    @Nullable Double alpha,
    @Nullable Double power,
    @Nullable Integer days) {
  private static final int DAYS = 28;

  public static TrialPlanLine of(TrialPlan plan) {
    return new TrialPlanLine(
        plan.metric().name(), plan.effect(), plan.alpha(), plan.power(), plan.days());
  }

  /**
   * The plan that is meant.
   *
   * @throws IllegalArgumentException saying which part is not possible
   */
  public TrialPlan plan() {
    require(effect != null, "A trial says which effect matters: 'effect' is missing");
    return new TrialPlan(
        metric == null ? TrialMetric.OUTCOME : new TrialMetric(metric),
        Objects.requireNonNull(effect),
        Objects.requireNonNullElse(alpha, TrialPlan.ALPHA),
        Objects.requireNonNullElse(power, TrialPlan.POWER),
        Objects.requireNonNullElse(days, DAYS));
  }
}
