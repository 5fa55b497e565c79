package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the numeric features of a row must lie, both ends included.
 *
 * @param source where the ranges of features come from that are not listed
 * @param limits ranges given by hand, which go before the source
 */
public record InputRanges(Source source, List<Limit> limits, Reaction reaction) {
  public InputRanges {
    // Absent in JSON means none.
    limits = limits == null ? List.of() : List.copyOf(limits);
  }

  /** Where a range comes from. */
  public enum Source {
    /** Only listed features are guarded. */
    GIVEN,
    /** What the contract says of the data the version learned from. */
    CONTRACT,
    /** The smallest and largest value in the version's reference profile. */
    REFERENCE
  }

  /** The range of one feature; null for an open end. */
  public record Limit(String feature, @Nullable Double min, @Nullable Double max) {}
}
