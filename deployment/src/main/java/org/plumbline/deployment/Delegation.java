package org.plumbline.deployment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody lets somebody else vote in their name for a while.
 *
 * @param endedAt when it was taken back, null while it was not
 */
public record Delegation(
    UUID id,
    String from,
    String to,
    Instant since,
    Instant until,
    String reason,
    @Nullable Instant endedAt) {

  /** Whether it holds at that time. */
  public boolean holds(Instant at) {
    return !at.isBefore(since) && at.isBefore(until) && (endedAt == null || at.isBefore(endedAt));
  }
}
