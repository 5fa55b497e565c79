package org.plumbline.store.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertLine;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.notice.Notice;
import org.plumbline.monitoring.notice.NoticeEvent;
import org.plumbline.monitoring.notice.NoticeLine;
import org.plumbline.monitoring.notice.NoticeState;
import org.plumbline.monitoring.notice.NoticeStore;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;
import org.plumbline.store.monitoring.SqlAlerts;

/** The outbox of notices: a unique key keeps one of each kind, a lease one courier at a time. */
final class SqlNotices implements NoticeStore {
  private static final int LONGEST_FAILURE = 500;

  private final Database database;

  SqlNotices(Database database) {
    this.database = database;
  }

  private record Written(UUID alert, Told told, Instant at) {}

  @Override
  public List<Standing> standing(Tx tx) {
    Handle handle = Database.handle(tx);
    Map<UUID, List<Written>> written = new HashMap<>();
    handle
        .createQuery(
            """
            select alert, route, event, severity, written_at from notice
            where alert in (select id from alert where state <> 'resolved')
              or alert in (select alert from notice where event = 'opened' and not ended)
            order by position
            """)
        .map(
            (row, context) ->
                new Written(
                    row.getObject("alert", UUID.class),
                    new Told(
                        row.getString("route"),
                        event(row),
                        Severity.valueOf(row.getString("severity"))),
                    Times.instant(row, "written_at")))
        .forEach(one -> written.computeIfAbsent(one.alert(), _ -> new ArrayList<>()).add(one));
    return handle
        .createQuery(
            """
            select * from alert where state <> 'resolved'
              or id in (select alert from notice where event = 'opened' and not ended)
            order by opened_at, id
            """)
        .map((row, context) -> standing(row, written))
        .list();
  }

  private static Standing standing(ResultSet row, Map<UUID, List<Written>> written)
      throws SQLException {
    Alert alert = SqlAlerts.alert(row);
    List<Written> told = written.getOrDefault(alert.id(), List.of());
    return new Standing(
        alert,
        row.getObject("incident", UUID.class),
        told.stream().map(Written::told).toList(),
        told.isEmpty() ? null : told.getFirst().at());
  }

  private static NoticeEvent event(ResultSet row) throws SQLException {
    return NoticeEvent.valueOf(row.getString("event").toUpperCase(Locale.ROOT));
  }

  @Override
  public void append(Tx tx, Notice notice, UUID alert) {
    String event = notice.event().wireName();
    Handle handle = Database.handle(tx);
    handle
        .createUpdate(
            """
            insert into notice (id, route, alert, event, severity, body, incident, state,
              written_at, next_at, key)
            values (:id, :route, :alert, :event, :severity, :body, :incident, 'waiting', :at, :at,
              :key)
            on conflict (alert, route, key) do nothing
            """)
        .bind("id", notice.id())
        .bind("route", notice.route())
        .bind("alert", alert)
        .bind("event", event)
        .bind("severity", notice.alert().severity().toUpperCase(Locale.ROOT))
        .bind("body", Json.write(notice.alert()))
        .bind("incident", notice.incident())
        .bind("at", Times.utc(notice.at()))
        .bind(
            "key",
            notice.event() == NoticeEvent.RAISED ? event + " " + notice.alert().severity() : event)
        .execute();
    if (notice.event() == NoticeEvent.RESOLVED) {
      handle
          .createUpdate(
              """
              update notice set ended = true
              where alert = :alert and route = :route and event = 'opened'
              """)
          .bind("alert", alert)
          .bind("route", notice.route())
          .execute();
    }
  }

  @Override
  public Optional<Claimed> claim(String route, Instant now, Duration lease) {
    return database.in(
        tx ->
            Database.handle(tx)
                .createQuery(
                    """
                    update notice set attempts = attempts + 1, next_at = :until
                    where position = (select position from notice due
                      where due.route = :route and due.state = 'waiting' and due.next_at <= :now
                        and not exists (select from notice earlier
                          where earlier.alert = due.alert and earlier.route = due.route
                            and earlier.position < due.position and earlier.state = 'waiting')
                      order by due.position limit 1 for update skip locked)
                    returning *
                    """)
                .bind("route", route)
                .bind("now", Times.utc(now))
                .bind("until", Times.utc(now.plus(lease)))
                .map(
                    (row, context) ->
                        new Claimed(
                            new Notice(
                                row.getObject("id", UUID.class),
                                row.getString("route"),
                                event(row),
                                Json.read(row.getString("body"), AlertLine.class),
                                row.getObject("incident", UUID.class),
                                Times.instant(row, "written_at")),
                            row.getInt("attempts")))
                .findOne());
  }

  @Override
  public void delivered(Tx tx, UUID notice, Instant at) {
    Database.handle(tx)
        .createUpdate(
            """
            update notice set state = 'delivered', delivered_at = :at, next_at = null,
              failure = null
            where id = :id
            """)
        .bind("id", notice)
        .bind("at", Times.utc(at))
        .execute();
  }

  @Override
  public void failed(Tx tx, UUID notice, @Nullable Instant next, String failure) {
    Database.handle(tx)
        .createUpdate(
            """
            update notice set state = :state, next_at = :next, failure = :failure where id = :id
            """)
        .bind("id", notice)
        .bind("state", (next == null ? NoticeState.DEAD : NoticeState.WAITING).wireName())
        .bind("next", Times.utcOrNull(next))
        .bind("failure", failure.substring(0, Math.min(LONGEST_FAILURE, failure.length())))
        .execute();
  }

  @Override
  public boolean again(Tx tx, UUID notice, Instant now) {
    return Database.handle(tx)
            .createUpdate(
                """
                update notice set state = 'waiting', next_at = :now, attempts = 0
                where id = :id and state <> 'delivered'
                  and exists (select from alert_route where name = notice.route)
                """)
            .bind("id", notice)
            .bind("now", Times.utc(now))
            .execute()
        == 1;
  }

  @Override
  public List<NoticeLine> list(
      @Nullable NoticeState state, @Nullable String route, @Nullable UUID after, int limit) {
    Map<String, Object> filters = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder("where true");
    if (state != null) {
      filters.put("state", state.wireName());
      where.append(" and state = :state");
    }
    if (route != null) {
      filters.put("route", route);
      where.append(" and route = :route");
    }
    if (after != null) {
      filters.put("after", after);
      where.append(" and position < (select position from notice where id = :after)");
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from notice " + where + " order by position desc limit :limit")
                .bindMap(filters)
                .bind("limit", limit)
                .map((row, context) -> line(row))
                .list());
  }

  private static NoticeLine line(ResultSet row) throws SQLException {
    AlertLine alert = Json.read(row.getString("body"), AlertLine.class);
    return new NoticeLine(
        row.getString("id"),
        row.getString("route"),
        row.getString("event"),
        alert.id(),
        alert.model(),
        alert.title(),
        row.getString("state"),
        row.getInt("attempts"),
        Times.instant(row, "written_at"),
        Times.instantOrNull(row, "next_at"),
        Times.instantOrNull(row, "delivered_at"),
        row.getString("failure"));
  }
}
