package org.plumbline.data;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was found in one column.
 *
 * @param distinct how many different values, exact up to {@link #DISTINCT_LIMIT} and that limit
 *     beyond it
 * @param min smallest value as slot, for numeric types
 * @param top most frequent values, most first; ties by value
 * @param note why it has its role, such as why it is ignored; empty when plain
 */
public record ColumnQuality(
    String name,
    ColumnType type,
    Role role,
    long missing,
    double missingRate,
    long distinct,
    OptionalDouble min,
    OptionalDouble max,
    OptionalDouble mean,
    List<ValueCount> top,
    String note) {
  /** Beyond this many different values a column only counts as "many". */
  public static final int DISTINCT_LIMIT = 10_000;

  public ColumnQuality {
    top = List.copyOf(top);
  }

  /** A value as people read it and how many rows hold it. */
  public record ValueCount(String value, long count) {}
}
