package org.plumbline.monitoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;

/**
 * The answers of which one input has one value.
 *
 * @param slot of the input among the features
 * @param code of the value in its dictionary
 */
public record Segment(String column, String value, int slot, int code) {
  /**
   * The segments that these columns make of the answers of a version: one for each category. A
   * column that its contract has not, or that holds no categories, makes none.
   */
  public static List<Segment> of(Collection<String> columns, Contract contract) {
    List<Segment> segments = new ArrayList<>();
    List<ColumnContract> features = contract.features();
    for (int slot = 0; slot < features.size(); slot++) {
      ColumnContract feature = features.get(slot);
      if (columns.contains(feature.name()) && feature.type() == ColumnType.CATEGORY) {
        for (int code = 0; code < feature.categories().size(); code++) {
          segments.add(new Segment(feature.name(), feature.categories().get(code), slot, code));
        }
      }
    }
    return segments;
  }

  /** Whether an answer on these slots belongs to it. */
  public boolean holds(double[] slots) {
    return slots.length > slot && slots[slot] == code;
  }

  /** As people read it. */
  public String name() {
    return column + " = " + value;
  }
}
