package org.plumbline.monitoring.notice;

import java.util.Locale;

/** How far a notice has come. */
public enum NoticeState {
  /** It is tried, again and again. */
  WAITING,
  /** The receiver took it. */
  DELIVERED,
  /** It was tried for days; it is kept until somebody sends it again. */
  DEAD;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
