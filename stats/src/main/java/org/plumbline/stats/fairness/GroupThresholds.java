package org.plumbline.stats.fairness;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.stats.math.Rules;

/**
 * The score from which a row is selected, by its group. Immutable.
 *
 * @param common for groups without a threshold of their own
 * @param byGroup sorted by name
 */
public record GroupThresholds(double common, Map<String, Double> byGroup) {
  public GroupThresholds {
    Rules.require(!Double.isNaN(common), "the common threshold must be a number");
    byGroup = Collections.unmodifiableMap(new TreeMap<>(byGroup));
  }

  /** The threshold of a group. */
  public double of(String group) {
    return byGroup.getOrDefault(group, common);
  }

  /** Which rows are selected. */
  public boolean[] select(List<String> groups, double[] scores) {
    Rules.require(
        groups.size() == scores.length,
        "%d groups, %d scores: give one of each for every row",
        groups.size(),
        scores.length);
    boolean[] selected = new boolean[scores.length];
    for (int row = 0; row < selected.length; row++) {
      selected[row] = scores[row] >= of(groups.get(row));
    }
    return selected;
  }
}
