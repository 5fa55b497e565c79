package org.plumbline.monitoring.notice;

import java.util.Locale;

/** How a notice is written and where it goes. */
public enum NoticeForm {
  /** Our own JSON, signed, by HTTP. */
  WEBHOOK,
  /** A message of an incoming webhook as Slack defines it; its address is the secret. */
  SLACK,
  /** Alerts as the second API of the Prometheus Alertmanager takes them. */
  ALERTMANAGER,
  /** An event as the second Events API of PagerDuty takes it; the secret is the routing key. */
  PAGERDUTY,
  /** Plain text by SMTP. */
  MAIL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
