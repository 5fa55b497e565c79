package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to list, newest first.
 *
 * @param before only entries older than this sequence, absent for the first page
 */
public record AuditQuery(AuditFilter filter, int limit, @Nullable Long before) {
  public AuditQuery {
    require(limit >= 1 && limit <= 1000, "Limit %s must lie in 1 to 1000", limit);
  }

  /** The newest entries. */
  public static AuditQuery newest(int limit) {
    return of(AuditFilter.ALL, limit);
  }

  /** The newest entries that pass. */
  public static AuditQuery of(AuditFilter filter, int limit) {
    return new AuditQuery(filter, limit, null);
  }
}
