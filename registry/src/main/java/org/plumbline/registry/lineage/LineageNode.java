package org.plumbline.registry.lineage;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * One node with what is known of it.
 *
 * @param at when it came to be
 * @param version the version that it is, or is part of
 * @param facts by name, such as {@code rows} of a source or {@code stage} of a deployment
 */
public record LineageNode(
    NodeRef ref,
    String name,
    Instant at,
    @Nullable VersionId version,
    SortedMap<String, String> facts) {
  public LineageNode {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  static LineageNode of(
      NodeRef ref,
      String name,
      Instant at,
      @Nullable VersionId version,
      Map<String, String> facts) {
    return new LineageNode(ref, name, at, version, new TreeMap<>(facts));
  }
}
