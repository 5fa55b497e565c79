package org.plumbline.store.deployment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.plumbline.deployment.Overview;
import org.plumbline.deployment.Overviews;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** The overview from indexed rows: what is open, never the history. */
public final class SqlOverviews implements Overviews {
  private static final int MOST_PER_KIND = 20;
  private static final int TRAFFIC_DAYS = 30;

  private final Database database;

  public SqlOverviews(Database database) {
    this.database = database;
  }

  @Override
  public Overview at(Instant now) {
    return database.read(
        handle -> {
          List<Overview.Attention> attention = new ArrayList<>();
          attention.addAll(killed(handle));
          attention.addAll(alerts(handle));
          attention.addAll(approvals(handle));
          attention.sort(
              Comparator.comparing(SqlOverviews::severity)
                  .reversed()
                  .thenComparing(Overview.Attention::at, Comparator.reverseOrder()));
          return new Overview(
              now,
              attention,
              traffic(handle, LocalDate.ofInstant(now, ZoneOffset.UTC)),
              handle
                  .createQuery("select coalesce(sum(predictions), 0) from traffic_day")
                  .mapTo(Long.class)
                  .one(),
              alertCounts(handle));
        });
  }

  private static Severity severity(Overview.Attention item) {
    return Severity.valueOf(item.severity().toUpperCase(Locale.ROOT));
  }

  private static List<Overview.Attention> killed(Handle handle) {
    return handle
        .createQuery(
            """
            select k.model, k.reason, k.turned_by, k.at from model_summary s
            cross join lateral (
              select * from kill_switch where kill_switch.model = s.model
              order by position desc limit 1) k
            where s.killed order by k.at desc limit :limit
            """)
        .bind("limit", MOST_PER_KIND)
        .map(
            (row, context) ->
                new Overview.Attention(
                    "killed",
                    "critical",
                    row.getString("model") + " is stopped",
                    row.getString("turned_by") + ": " + row.getString("reason"),
                    row.getString("model"),
                    null,
                    Times.instant(row, "at"),
                    null,
                    null))
        .list();
  }

  private static List<Overview.Attention> alerts(Handle handle) {
    return handle
        .createQuery(
            """
            select id, model, version, severity, title, detail, opened_at from alert
            where state = 'open'
            order by array_position(array['CRITICAL', 'HIGH', 'WARNING', 'INFO'], severity),
              opened_at desc limit :limit
            """)
        .bind("limit", MOST_PER_KIND)
        .map(
            (row, context) ->
                new Overview.Attention(
                    "alert",
                    row.getString("severity").toLowerCase(Locale.ROOT),
                    row.getString("title"),
                    row.getString("detail"),
                    row.getString("model"),
                    row.getInt("version"),
                    Times.instant(row, "opened_at"),
                    null,
                    row.getString("id")))
        .list();
  }

  private static List<Overview.Attention> approvals(Handle handle) {
    return handle
        .createQuery(
            """
            select id, model, version, stage, author, reason, required_approvals, created_at,
              (select count(*) from change_request_vote where request = id) as votes
            from change_request where state = 'open' order by position desc limit :limit
            """)
        .bind("limit", MOST_PER_KIND)
        .map(
            (row, context) ->
                new Overview.Attention(
                    "approval",
                    "warning",
                    row.getString("model")
                        + " v"
                        + row.getInt("version")
                        + " waits for approval to "
                        + row.getString("stage").toLowerCase(Locale.ROOT),
                    row.getLong("votes")
                        + " of "
                        + row.getInt("required_approvals")
                        + " approvals; "
                        + row.getString("author")
                        + ": "
                        + row.getString("reason"),
                    row.getString("model"),
                    row.getInt("version"),
                    Times.instant(row, "created_at"),
                    row.getString("id"),
                    null))
        .list();
  }

  private static List<Overview.Traffic> traffic(Handle handle, LocalDate today) {
    Map<LocalDate, Long> found = new HashMap<>();
    LocalDate first = today.minusDays(TRAFFIC_DAYS - 1L);
    handle
        .createQuery("select day, predictions from traffic_day where day between :first and :today")
        .bind("first", first)
        .bind("today", today)
        .map(
            (row, context) ->
                Map.entry(row.getObject("day", LocalDate.class), row.getLong("predictions")))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return first
        .datesUntil(today.plusDays(1))
        .map(day -> new Overview.Traffic(day, found.getOrDefault(day, 0L)))
        .toList();
  }

  private static Overview.AlertCounts alertCounts(Handle handle) {
    Map<String, Long> bySeverity = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      bySeverity.put(severity.wireName(), 0L);
    }
    handle
        .createQuery(
            "select severity, count(*) as alerts from alert where state <> 'resolved' group by 1")
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("severity").toLowerCase(Locale.ROOT), row.getLong("alerts")))
        .forEach(entry -> bySeverity.put(entry.getKey(), entry.getValue()));
    return new Overview.AlertCounts(
        bySeverity.values().stream().mapToLong(Long::longValue).sum(), bySeverity);
  }
}
