package org.plumbline.monitoring.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.Severity;

/** Who has to be told of an alert now: pure. */
final class NoticePlan {
  private NoticePlan() {}

  /** One line of the plan. */
  record Due(NoticeRoute route, NoticeEvent event) {}

  static List<Due> of(
      NoticeStore.Standing standing,
      Collection<NoticeRoute> routes,
      Collection<Silence> silences,
      Instant now) {
    Alert alert = standing.alert();
    List<Due> due = new ArrayList<>();
    for (NoticeRoute route : routes) {
      List<NoticeStore.Told> told =
          standing.told().stream().filter(one -> one.route().equals(route.name())).toList();
      if (told.isEmpty()) {
        if (isFirstTold(standing, route, now)
            && silences.stream().noneMatch(silence -> silence.holds(alert, now))) {
          due.add(new Due(route, NoticeEvent.OPENED));
        }
      } else {
        next(alert, told).ifPresent(event -> due.add(new Due(route, event)));
      }
    }
    return due;
  }

  private static boolean isFirstTold(
      NoticeStore.Standing standing, NoticeRoute route, Instant now) {
    Alert alert = standing.alert();
    if (!route.enabled() || !route.match().matches(alert)) {
      return false;
    }
    return switch (alert.state()) {
      case AlertState.Open _ -> {
        Instant since = standing.firstToldAt() == null ? alert.openedAt() : standing.firstToldAt();
        yield !now.isBefore(since.plus(route.after()));
      }
      // Somebody looks after it: nobody else needs to be called.
      case AlertState.Acknowledged _, AlertState.Resolved _ -> false;
    };
  }

  /** What a receiver that knows of the alert does not know yet. */
  private static Optional<NoticeEvent> next(Alert alert, List<NoticeStore.Told> told) {
    Severity loudest =
        told.stream()
            .map(NoticeStore.Told::severity)
            .max(Comparator.naturalOrder())
            .orElse(Severity.INFO);
    NoticeEvent event =
        switch (alert.state()) {
          case AlertState.Open _ -> NoticeEvent.RAISED;
          case AlertState.Acknowledged _ -> NoticeEvent.ACKNOWLEDGED;
          case AlertState.Resolved _ -> NoticeEvent.RESOLVED;
        };
    boolean news =
        event == NoticeEvent.RAISED
            ? alert.severity().compareTo(loudest) > 0
            : told.stream().noneMatch(one -> one.event() == event);
    return news ? Optional.of(event) : Optional.empty();
  }
}
