package org.plumbline.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Values;

/** Reads a row that was parsed by one contract as another contract would have parsed it. */
public final class SlotMapping {
  private final int[] from;
  private final double[][] categories;

  private SlotMapping(int[] from, double[][] categories) {
    this.from = from;
    this.categories = categories;
  }

  /** Empty when the other contract reads a column that this one does not hold in the same type. */
  public static Optional<SlotMapping> between(Contract source, Contract target) {
    List<ColumnContract> columns = source.features();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i).name(), i);
    }
    List<ColumnContract> wanted = target.features();
    int[] from = new int[wanted.size()];
    double[][] categories = new double[wanted.size()][];
    for (int i = 0; i < from.length; i++) {
      ColumnContract column = wanted.get(i);
      Integer place = places.get(column.name());
      if (place == null || columns.get(place).type() != column.type()) {
        return Optional.empty();
      }
      from[i] = place;
      categories[i] =
          column.type() == ColumnType.CATEGORY
              ? columns.get(place).categories().stream()
                  .mapToDouble(category -> slot(category, column))
                  .toArray()
              : new double[0];
    }
    return Optional.of(new SlotMapping(from, categories));
  }

  /** What is no value elsewhere, such as "None", is one for whoever has it in the dictionary. */
  private static double slot(String category, ColumnContract column) {
    int code = column.categories().indexOf(category);
    return code < 0 && Values.isMissing(category) ? Double.NaN : code;
  }

  /** The slots of the other contract; an unknown category is -1 there too. */
  public double[] map(double[] slots) {
    double[] mapped = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      double slot = slots[from[i]];
      mapped[i] = categories[i].length > 0 && slot >= 0 ? categories[i][(int) slot] : slot;
    }
    return mapped;
  }
}
