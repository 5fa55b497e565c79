package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

/**
 * What a trial is to find out, laid down before it begins.
 *
 * @param metric what is compared
 * @param effect the least difference of the metric that matters, in its own units
 * @param alpha chance that it ever shows a difference where none is
 * @param power chance that it shows the effect by its planned end
 * @param days how long it is planned to last
 */
public record TrialPlan(TrialMetric metric, double effect, double alpha, double power, int days) {
  /** Usual chances. */
  public static final double ALPHA = 0.05;

  public static final double POWER = 0.8;
  private static final int LONGEST = 365;

  public TrialPlan {
    require(
        effect > 0 && Double.isFinite(effect),
        "The least effect that matters is a positive number, not %s",
        effect);
    require(alpha > 0 && alpha <= 0.5, "alpha %s must lie in (0, 0.5]", alpha);
    require(power > alpha && power < 1, "power %s must lie between alpha %s and 1", power, alpha);
    require(days >= 1 && days <= LONGEST, "A trial lasts 1 to 365 days, not %s", days);
  }
}
