package org.plumbline.monitoring.notice;

import java.time.Instant;
import java.util.UUID;
import org.plumbline.monitoring.Alert;

/**
 * A time in which matching alerts open and resolve as ever, but nobody is told. What is still open
 * at its end is told then.
 */
public record Silence(
    UUID id, AlertMatch match, Instant from, Instant until, String reason, String by) {
  public boolean isOn(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  boolean holds(Alert alert, Instant now) {
    return isOn(now) && match.matches(alert);
  }
}
