package org.plumbline.monitoring;

import java.time.Instant;
import java.util.UUID;
import org.plumbline.kernel.ModelName;

/**
 * The alerts of one model that belong together: from its first alert until its last is resolved.
 *
 * @param title of the alert that opened it
 * @param severity of its loudest alert that is not resolved; the last one when all are
 * @param state acknowledged once somebody looks after each of its alerts
 */
public record Incident(
    UUID id, ModelName model, String title, Severity severity, AlertState state, Instant openedAt) {

  Incident in(AlertState next) {
    return new Incident(id, model, title, severity, next, openedAt);
  }

  Incident as(Severity now) {
    return new Incident(id, model, title, now, state, openedAt);
  }
}
