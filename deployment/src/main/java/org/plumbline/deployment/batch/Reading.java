package org.plumbline.deployment.batch;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.SlotMapping;

/**
 * Rows of a file as the contract of one version would have read them. Immutable.
 *
 * @see CommonContract
 */
final class Reading {
  private final @Nullable SlotMapping mapping;
  private final List<ColumnContract> features;
  private final int[] required;

  private Reading(@Nullable SlotMapping mapping, List<ColumnContract> features, int[] required) {
    this.mapping = mapping;
    this.features = features;
    this.required = required;
  }

  /**
   * Of rows that were read by a contract.
   *
   * @param read that of the version, or what it has in common with another
   */
  static Reading of(ServingVersion version, Contract read) {
    List<ColumnContract> features = version.contract().features();
    if (read.features().equals(features)) {
      return new Reading(null, features, new int[0]);
    }
    return new Reading(
        SlotMapping.between(read, version.contract()).orElseThrow(),
        features,
        IntStream.range(0, features.size()).filter(i -> features.get(i).required()).toArray());
  }

  /** Whether rows were read by the very contract of the version. */
  boolean isOwn() {
    return mapping == null;
  }

  /** The slots as the version has them. */
  double[] map(double[] slots) {
    return mapping == null ? slots : mapping.map(slots);
  }

  /** Why the version's contract refuses a row that was let pass; null when it does not. */
  @Nullable String refusal(double[] mapped) {
    for (int place : required) {
      if (Double.isNaN(mapped[place])) {
        return "'%s' is required and has no value".formatted(features.get(place).name());
      }
    }
    return null;
  }
}
