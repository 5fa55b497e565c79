package org.plumbline.verifier;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says, as it is stored: personal values are absent, or a pseudonym, and stand in the
 * sealed blocks.
 *
 * @param problem the code of the refusal, absent when the thing was done; form 2 only
 * @param sealed values about persons; form 2 only
 */
public record Content(
    Who who,
    String action,
    String objectKind,
    String objectId,
    SortedMap<String, String> before,
    SortedMap<String, String> after,
    @Nullable String reason,
    @Nullable String problem,
    List<SealedBlock> sealed) {
  public Content {
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
    sealed = List.copyOf(sealed);
  }

  /** Who acted, and from where. */
  public record Who(
      String actor,
      @Nullable String onBehalfOf,
      @Nullable String requestId,
      @Nullable String address) {}
}
