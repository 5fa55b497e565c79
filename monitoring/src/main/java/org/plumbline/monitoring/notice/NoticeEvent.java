package org.plumbline.monitoring.notice;

import java.util.Locale;

/** What has become of an alert that somebody is told of. */
public enum NoticeEvent {
  OPENED,
  RAISED,
  ACKNOWLEDGED,
  RESOLVED,
  TEST;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
