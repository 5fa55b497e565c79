package org.plumbline.stats.profile;

import java.util.List;
import org.plumbline.stats.math.Rules;

/**
 * A column to be profiled.
 *
 * @param name unique within the table
 * @param kind numeric or categorical
 * @param categories the dictionary that slots of a categorical column index; may be empty when
 *     categories arrive as strings
 */
public record ProfileColumn(String name, ColumnKind kind, List<String> categories) {
  public ProfileColumn {
    Rules.require(!name.isEmpty(), "a profiled column needs a name");
    Rules.require(
        kind == ColumnKind.CATEGORICAL || categories.isEmpty(),
        "numeric column %s cannot have categories",
        name);
    categories = List.copyOf(categories);
  }

  /** A numeric column. */
  public static ProfileColumn numeric(String name) {
    return new ProfileColumn(name, ColumnKind.NUMERIC, List.of());
  }

  /** A categorical column whose slots index the given dictionary. */
  public static ProfileColumn categorical(String name, List<String> categories) {
    return new ProfileColumn(name, ColumnKind.CATEGORICAL, categories);
  }
}
