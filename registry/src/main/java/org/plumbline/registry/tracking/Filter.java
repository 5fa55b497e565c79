package org.plumbline.registry.tracking;

import java.util.List;
import java.util.stream.Collectors;

/** Conditions that must all hold; none lets everything pass. */
public record Filter(List<Condition> conditions) {
  public static final Filter NONE = new Filter(List.of());

  public Filter {
    conditions = List.copyOf(conditions);
  }

  /** As {@link FilterParser} reads it back. */
  @Override
  public String toString() {
    return conditions.stream().map(Condition::toString).collect(Collectors.joining(" AND "));
  }
}
