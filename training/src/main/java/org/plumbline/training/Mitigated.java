package org.plumbline.training;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.Interval;
import org.plumbline.stats.fairness.FairnessGoal;

/**
 * What was done so that groups fare alike, and what it cost: the same training without it beside
 * the version, on the same rows, none of which the compared models, nor their thresholds, have
 * learnt from.
 *
 * @param attributes whose groups are meant, crossed
 * @param reweighed rows weighed so that group and label were independent [Kamiran & Calders 2012]
 * @param thresholds null when one threshold holds for all
 * @param costs in the order of display
 * @param before how the groups would fare without it
 * @param after how they fare
 */
public record Mitigated(
    List<String> attributes,
    boolean reweighed,
    @Nullable Thresholds thresholds,
    List<Cost> costs,
    GroupFairness before,
    GroupFairness after) {
  public Mitigated {
    attributes = List.copyOf(attributes);
    costs = List.copyOf(costs);
  }

  /**
   * Scores from which a group counts as positive [Hardt, Price & Srebro 2016].
   *
   * @param goal what they make alike
   * @param tolerance largest difference that they might leave on the rows they were chosen on
   * @param common for other groups, and where the group is not known
   * @param byGroup by the attributes' values, joined by a comma and a blank
   * @param rows how many they were chosen on
   */
  public record Thresholds(
      FairnessGoal goal, double tolerance, double common, Map<String, Double> byGroup, long rows) {
    public Thresholds {
      byGroup = Collections.unmodifiableMap(new TreeMap<>(byGroup));
    }
  }

  /**
   * One measure on both sides.
   *
   * @param measure {@code rocAuc}, {@code accuracy} or {@code selected}
   * @param difference after less before, on the same rows
   */
  public record Cost(String measure, Interval before, Interval after, Interval difference) {}
}
