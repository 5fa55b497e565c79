package org.plumbline.stats.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.stats.math.Rules;

/**
 * What is remembered of a table: one profile a column, in the table's order. A pure function of the
 * rows, so that the profiles of parts merge into the profile of the whole. Immutable.
 *
 * @param columns in the table's order, with different names
 */
public record TableProfile(List<ColumnProfile> columns) {
  public TableProfile {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (ColumnProfile column : columns) {
      Rules.require(names.add(column.name()), "column %s is profiled twice", column.name());
    }
  }

  /** Rows seen: the most that any column saw; 0 without columns. */
  public long rowCount() {
    return columns.stream().mapToLong(ColumnProfile::rows).max().orElse(0);
  }

  /** The profile of the named column. */
  public Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * The profile of both tables' rows together, as if seen by one builder.
   *
   * @throws IllegalArgumentException when the columns differ in number, name, order or kind
   */
  public TableProfile merge(TableProfile other) {
    Rules.require(
        columns.size() == other.columns.size(),
        "cannot merge profiles of %d and %d columns: merge profiles of the same columns",
        columns.size(),
        other.columns.size());
    List<ColumnProfile> merged = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      merged.add(columns.get(i).merge(other.columns.get(i)));
    }
    return new TableProfile(merged);
  }

  /** This profile as JSON, the same text for the same rows. */
  public String toJson() {
    return ProfileJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ProfileFormatException when the text is not such a profile
   */
  public static TableProfile fromJson(String json) {
    return ProfileJson.read(json);
  }

  /** This profile in a compact binary form, the same bytes for the same rows. */
  public byte[] toBytes() {
    return ProfileBinary.write(this);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws ProfileFormatException when the bytes are not such a profile
   */
  public static TableProfile fromBytes(byte[] bytes) {
    return ProfileBinary.read(bytes);
  }
}
