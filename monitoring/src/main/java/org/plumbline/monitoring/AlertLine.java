package org.plumbline.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert as the API shows it. */
public record AlertLine(
    String id,
    String model,
    int version,
    String kind,
    String severity,
    String state,
    String title,
    String detail,
    String recommendation,
    String fingerprint,
    @Nullable String column,
    Instant openedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant resolvedAt) {

  public static AlertLine of(Alert alert) {
    return new AlertLine(
        alert.id().toString(),
        alert.version().model().value(),
        alert.version().number().value(),
        alert.kind().wireName(),
        alert.severity().wireName(),
        alert.state().wireName(),
        alert.title(),
        alert.detail(),
        alert.recommendation(),
        alert.fingerprint(),
        alert.column(),
        alert.openedAt(),
        alert.state().caredForBy(),
        alert.state() instanceof AlertState.Resolved done ? done.at() : null);
  }
}
