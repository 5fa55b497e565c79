package org.plumbline.deployment.trial;

import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.deployment.TrialPlan;
import org.plumbline.stats.descriptive.Power;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.sequential.DifferenceSequence;

/**
 * How many entities a trial needs, and how long they take to come.
 *
 * @param baseline mean of the metric without the treatment
 * @param deviation of the metric among entities
 * @param share of the treatment, 0 to 1
 * @param fixed entities of both arms for a test that is looked at once, at the end
 * @param sequential entities of both arms for the test that may be looked at daily
 * @param entitiesPerMonth seen in the last 28 days
 * @param labelledShare of the entities whose metric becomes known
 * @param days until the sequential size is there, null when the traffic never brings it
 */
public record TrialSize(
    String metric,
    double baseline,
    double deviation,
    double effect,
    double alpha,
    double power,
    double share,
    long fixed,
    long sequential,
    long entitiesPerMonth,
    double labelledShare,
    @Nullable Integer days) {

  /**
   * The size of a plan.
   *
   * @param isShare whether the metric is a share, of which the test at the end knows more
   * @throws IllegalArgumentException when nobody could find such an effect
   */
  static TrialSize of(
      TrialPlan plan,
      double share,
      double baseline,
      double deviation,
      boolean isShare,
      Traffic traffic) {
    Rules.require(
        deviation > 0 && Double.isFinite(deviation),
        "the metric does not vary (standard deviation %s), so nothing can be found; give its"
            + " baseline",
        deviation);
    long fixed =
        entities(
            isShare && baseline + plan.effect() <= 1
                ? Power.rowsForShares(
                    baseline, baseline + plan.effect(), plan.power(), plan.alpha())
                : Power.rowsForMeans(plan.effect() / deviation, plan.power(), plan.alpha()),
            share);
    double variance =
        new DifferenceSequence(plan.alpha(), plan.effect())
            .varianceFor(plan.effect(), plan.power());
    long sequential = (long) Math.ceil(deviation * deviation / (variance * share * (1 - share)));
    return new TrialSize(
        plan.metric().name(),
        baseline,
        deviation,
        plan.effect(),
        plan.alpha(),
        plan.power(),
        share,
        fixed,
        sequential,
        traffic.entities(),
        traffic.labelled(),
        traffic.days(sequential));
  }

  /** Of both arms when they differ in size: the variance of the difference must stay the same. */
  private static long entities(double rowsOfEach, double share) {
    return (long) Math.ceil(rowsOfEach / (2 * share * (1 - share)));
  }

  static boolean isShare(TrialMetric metric, boolean twoClasses) {
    return twoClasses && metric.equals(TrialMetric.OUTCOME);
  }
}
