package org.plumbline.verifier;

import java.util.Optional;

/**
 * What the reading of a chain found.
 *
 * @param entries how many entries hold, counted from the first
 * @param checkpoints how many checkpoints hold
 * @param sealedTo the size of the last of them, 0 without one
 * @param head the hash of the last entry that holds
 * @param fault the first thing that does not hold
 */
public record Report(
    long entries, long checkpoints, long sealedTo, Digest head, Optional<Fault> fault) {
  public boolean holds() {
    return fault.isEmpty();
  }

  /** One sentence. */
  public String detail() {
    return fault
        .map(Fault::detail)
        .orElseGet(
            () ->
                "All %d entries and %d checkpoints hold, up to %s"
                    .formatted(entries, checkpoints, head));
  }
}
