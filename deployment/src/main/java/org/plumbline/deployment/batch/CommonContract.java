package org.plumbline.deployment.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;

/**
 * How a file is read once for two versions that were trained from other rows of the same columns:
 * it keeps whatever one of them can tell apart, and refuses what both would refuse.
 */
final class CommonContract {
  private CommonContract() {}

  /**
   * The columns of the first, as wide as both need them.
   *
   * @return empty when the two do not read columns of the same names and types
   */
  static Optional<Contract> of(Contract first, Contract second) {
    Map<String, ColumnContract> others = new HashMap<>();
    second.features().forEach(column -> others.put(column.name(), column));
    if (others.size() != first.features().size()) {
      return Optional.empty();
    }
    Map<String, ColumnContract> groups = new LinkedHashMap<>();
    second.protectedColumns().forEach(column -> groups.put(column.name(), column));
    List<ColumnContract> common = new ArrayList<>();
    for (ColumnContract column : first.columns()) {
      ColumnContract group = groups.remove(column.name());
      if (column.role() == Role.PROTECTED && group != null && readsAlike(column, group)) {
        common.add(common(column, group));
        continue;
      }
      if (column.role() != Role.FEATURE) {
        common.add(column);
        continue;
      }
      ColumnContract other = others.get(column.name());
      if (other == null || !readsAlike(column, other)) {
        return Optional.empty();
      }
      common.add(common(column, other));
    }
    common.addAll(groups.values());
    return Optional.of(new Contract(common));
  }

  /** What false and true are called decides what a boolean is; a dictionary can be widened. */
  private static boolean readsAlike(ColumnContract one, ColumnContract other) {
    return one.type() == other.type()
        && (one.type() != ColumnType.BOOLEAN || one.categories().equals(other.categories()));
  }

  private static ColumnContract common(ColumnContract one, ColumnContract other) {
    Set<String> categories = new LinkedHashSet<>(one.categories());
    categories.addAll(other.categories());
    return new ColumnContract(
        one.name(),
        one.type(),
        one.role(),
        one.required() && other.required(),
        one.min(),
        one.max(),
        List.copyOf(categories),
        one.description());
  }
}
