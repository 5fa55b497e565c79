package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to list, newest first; an absent filter lets everything pass.
 *
 * @param object an object's kind or id
 * @param from inclusive
 * @param to exclusive
 * @param before only entries older than this sequence, absent for the first page
 */
public record AuditQuery(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String object,
    @Nullable Instant from,
    @Nullable Instant to,
    int limit,
    @Nullable Long before) {
  public AuditQuery {
    require(limit >= 1 && limit <= 1000, "Limit %s must lie in 1 to 1000", limit);
  }

  /** The newest entries. */
  public static AuditQuery newest(int limit) {
    return new AuditQuery(null, null, null, null, null, limit, null);
  }
}
