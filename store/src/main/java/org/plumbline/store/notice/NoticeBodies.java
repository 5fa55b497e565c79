package org.plumbline.store.notice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.notice.Notice;
import org.plumbline.monitoring.notice.NoticeEvent;
import org.plumbline.store.Json;

/** What each form of notice says. */
final class NoticeBodies {
  /** Where the pages are, for links; null when nobody has said. */
  private final @Nullable String pages;

  NoticeBodies(@Nullable String pages) {
    this.pages = pages;
  }

  /** Our own form: the alert as the API shows it. */
  String webhook(Notice notice) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", notice.id().toString());
    body.put("event", notice.event().wireName());
    body.put("at", notice.at());
    body.put("alert", notice.alert());
    if (notice.incident() != null) {
      body.put("incident", notice.incident().toString());
    }
    link(notice).ifPresent(link -> body.put("link", link));
    return Json.write(body);
  }

  /** A message of an incoming webhook: text for every client, blocks for those that show them. */
  String slack(Notice notice) {
    AlertLine alert = notice.alert();
    String headline = headline(notice);
    String text =
        "*%s*\n%s\n_%s_"
            .formatted(escaped(headline), escaped(alert.detail()), escaped(alert.recommendation()));
    String linked = link(notice).map(link -> text + "\n<" + link + "|Look at it>").orElse(text);
    return Json.write(
        Map.of(
            "text",
            escaped(headline),
            "blocks",
            List.of(Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", linked)))));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The body of {@code POST /api/v2/alerts}: labels tell alerts apart, an end resolves one. */
  String alertmanager(Notice notice) {
    AlertLine alert = notice.alert();
    /* Not the severity, which may change: as a label it would begin another alert there. */
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("alertname", alert.kind());
    labels.put("model", alert.model());
    labels.put("fingerprint", alert.fingerprint());
    if (alert.column() != null) {
      labels.put("column", alert.column());
    }
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", alert.title());
    annotations.put("description", alert.detail());
    annotations.put("recommendation", alert.recommendation());
    annotations.put("severity", alert.severity());
    annotations.put("version", Integer.toString(alert.version()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("labels", labels);
    body.put("annotations", annotations);
    body.put("startsAt", alert.openedAt());
    if (notice.event() == NoticeEvent.RESOLVED || notice.event() == NoticeEvent.TEST) {
      body.put("endsAt", alert.resolvedAt() == null ? notice.at() : alert.resolvedAt());
    }
    link(notice).ifPresent(link -> body.put("generatorURL", link));
    return Json.write(List.of(body));
  }

  /** An event: the fingerprint is its key, so that the end of an alert ends what it began. */
  String pagerDuty(Notice notice, String routingKey) {
    AlertLine alert = notice.alert();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("routing_key", routingKey);
    body.put(
        "event_action",
        switch (notice.event()) {
          case OPENED, RAISED, TEST -> "trigger";
          case ACKNOWLEDGED -> "acknowledge";
          case RESOLVED -> "resolve";
        });
    body.put("dedup_key", alert.fingerprint());
    body.put(
        "payload",
        Map.of(
            "summary",
            cut(headline(notice), 1024),
            "source",
            alert.model(),
            "severity",
            severity(alert.severity()),
            "timestamp",
            alert.openedAt(),
            "component",
            alert.column() == null ? "version " + alert.version() : alert.column(),
            "class",
            alert.kind(),
            "custom_details",
            Map.of("detail", alert.detail(), "recommendation", alert.recommendation())));
    body.put("client", "Plumbline");
    link(notice).ifPresent(link -> body.put("client_url", link));
    return Json.write(body);
  }

  /** PagerDuty knows info, warning, error and critical. */
  private static String severity(String ours) {
    return ours.equals("high") ? "error" : ours;
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  String mail(Notice notice) {
    AlertLine alert = notice.alert();
    return """
    %s

    Model           %s, version %s
    Severity        %s
    Since           %s

    %s

    What to do: %s
    %s
    Alert %s
    """
        .formatted(
            alert.title(),
            alert.model(),
            alert.version(),
            alert.severity(),
            alert.openedAt(),
            alert.detail(),
            alert.recommendation(),
            link(notice).map(link -> "\n" + link + "\n").orElse(""),
            alert.id());
  }

  /** One line that says all: the subject of a mail, the head of a message. */
  static String headline(Notice notice) {
    AlertLine alert = notice.alert();
    String state =
        switch (notice.event()) {
          case OPENED, RAISED -> alert.severity();
          case ACKNOWLEDGED -> "acknowledged by " + alert.acknowledgedBy();
          case RESOLVED -> "resolved";
          case TEST -> "test";
        };
    return "[" + state + "] " + alert.model() + ": " + alert.title();
  }

  private Optional<String> link(Notice notice) {
    if (pages == null || notice.event() == NoticeEvent.TEST) {
      return Optional.empty();
    }
    return Optional.of(
        notice.incident() == null ? pages + "/alerts" : pages + "/incidents/" + notice.incident());
  }
}
