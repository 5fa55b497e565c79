package org.plumbline.monitoring;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * A cause that somebody should look after: at most one unresolved alert per model, kind and column.
 *
 * @param version the version that showed it last
 * @param column null when it is about the whole version
 * @param openedAt the time of the data that first showed it
 */
public record Alert(
    UUID id,
    VersionId version,
    AlertKind kind,
    @Nullable String column,
    Severity severity,
    AlertState state,
    String title,
    String detail,
    Instant openedAt) {

  public Cause cause() {
    return new Cause(kind, column);
  }

  /** What receivers tell it by: the same whenever the same cause comes back. */
  public String fingerprint() {
    return cause().fingerprint(version.model());
  }

  /** What to do about it, and how soon. */
  public String recommendation() {
    return kind.action() + ". " + severity.urgency();
  }

  Alert seenAgain(VersionId by, Finding finding) {
    return new Alert(
        id,
        by,
        kind,
        column,
        finding.severity(),
        state,
        finding.title(),
        finding.detail(),
        openedAt);
  }

  Alert in(AlertState next) {
    return new Alert(id, version, kind, column, severity, next, title, detail, openedAt);
  }
}
