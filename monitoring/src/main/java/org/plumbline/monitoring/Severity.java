package org.plumbline.monitoring;

import java.util.Locale;

/** How loud an alert is, quietest first. */
public enum Severity {
  /** Nobody needs to act. */
  INFO("Nothing is urgent: look at it at the next review"),
  /** Somebody should look within days. */
  WARNING("Look at it within two working days"),
  /** Somebody should look today. */
  HIGH("Look at it today, and decide whether the version goes on serving"),
  /** Somebody should act now. */
  CRITICAL("Act now: roll back or stop the version, then look for the cause");

  private final String urgency;

  Severity(String urgency) {
    this.urgency = urgency;
  }

  /** What the tier asks of people. */
  public String urgency() {
    return urgency;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
