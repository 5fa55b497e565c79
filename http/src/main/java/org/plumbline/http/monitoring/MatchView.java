package org.plumbline.http.monitoring;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.http.json.Query;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.notice.AlertMatch;

/** Which alerts are meant, as the API says it: what is absent matches all. */
record MatchView(
    @Nullable String model,
    @Nullable List<String> kinds,
    @Nullable String column,
    @Nullable String severity) {

  static MatchView of(AlertMatch match) {
    return new MatchView(
        match.model(),
        match.kinds().stream().map(AlertKind::wireName).sorted().toList(),
        match.column(),
        match.least().wireName());
  }

  static AlertMatch match(@Nullable MatchView view) {
    if (view == null) {
      return AlertMatch.ALL;
    }
    Set<AlertKind> kinds = new HashSet<>();
    for (String kind : view.kinds() == null ? List.<String>of() : view.kinds()) {
      kinds.add(
          Arrays.stream(AlertKind.values())
              .filter(one -> one.wireName().equals(kind))
              .findFirst()
              .orElseThrow(() -> Query.invalid("kinds", kind, "a kind of alert; see /docs")));
    }
    Severity least = Query.choice("severity", view.severity(), Severity.class);
    return new AlertMatch(
        Query.text(view.model()),
        kinds,
        Query.text(view.column()),
        least == null ? Severity.INFO : least);
  }
}
