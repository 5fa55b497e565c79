package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.fairness.GroupThresholds;

/**
 * From which score a row counts as positive, by the group of people that it is about. Whether a
 * version may decide by it is a matter of its deployment. Immutable.
 *
 * @param attributes the protected columns whose values, crossed, name a group
 * @param thresholds by the attributes' values, joined by a comma and a blank
 */
public record GroupRule(List<String> attributes, GroupThresholds thresholds) {
  public GroupRule {
    attributes = List.copyOf(attributes);
    require(!attributes.isEmpty(), "Groups are told apart by one attribute or more");
  }

  /**
   * The group whose own threshold holds for a row.
   *
   * @param told value by attribute, as far as the row tells them
   * @return null where the common one holds
   */
  public @Nullable String group(Map<String, String> told) {
    if (!told.keySet().containsAll(attributes)) {
      return null;
    }
    String group = String.join(", ", attributes.stream().map(told::get).toList());
    return thresholds.byGroup().containsKey(group) ? group : null;
  }

  /** The threshold of a row. */
  public double threshold(Map<String, String> told) {
    String group = group(told);
    return group == null ? thresholds.common() : thresholds.of(group);
  }
}
