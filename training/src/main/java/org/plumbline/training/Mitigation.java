package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.fairness.FairnessGoal;

/**
 * What is done so that groups fare alike. Both cost something; the scorecard says what.
 *
 * @param attributes protected columns whose groups are meant, crossed; empty = all of them
 * @param reweigh whether rows are weighed so that group and label are independent while learning
 * @param goal what group thresholds make alike; null = one threshold for all
 * @param tolerance largest difference between groups that group thresholds may leave
 */
public record Mitigation(
    List<String> attributes, boolean reweigh, @Nullable FairnessGoal goal, double tolerance) {
  /** How far groups may stay apart unless somebody says else. */
  public static final double TOLERANCE = 0.02;

  public static final Mitigation NONE = new Mitigation(List.of(), false, null, TOLERANCE);

  public Mitigation {
    attributes = List.copyOf(attributes);
    require(tolerance >= 0 && tolerance <= 1, "tolerance %s must lie in [0, 1]", tolerance);
  }

  boolean isNone() {
    return !reweigh && goal == null;
  }
}
