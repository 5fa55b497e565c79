package org.plumbline.audit;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a reading of the chain found.
 *
 * @param entries how many entries hold, counted from the first
 * @param firstBroken the sequence where the chain breaks, empty when it holds
 */
public record ChainVerification(
    long entries, OptionalLong firstBroken, String detail, Instant checkedAt) {
  public boolean valid() {
    return firstBroken.isEmpty();
  }
}
