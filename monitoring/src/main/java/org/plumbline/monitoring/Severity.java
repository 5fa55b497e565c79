package org.plumbline.monitoring;

import java.util.Locale;

/** How loud an alert is, quietest first. */
public enum Severity {
  INFO,
  WARNING,
  HIGH,
  CRITICAL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
