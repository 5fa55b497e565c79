package org.plumbline.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An incident as the API lists it. */
public record IncidentLine(
    String id,
    String model,
    String title,
    String severity,
    String state,
    Instant openedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant resolvedAt) {

  public static IncidentLine of(Incident incident) {
    return new IncidentLine(
        incident.id().toString(),
        incident.model().value(),
        incident.title(),
        incident.severity().wireName(),
        incident.state().wireName(),
        incident.openedAt(),
        incident.state().caredForBy(),
        incident.state() instanceof AlertState.Resolved done ? done.at() : null);
  }
}
