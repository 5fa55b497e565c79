package org.plumbline.store.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.notice.NoticeForm;
import org.plumbline.monitoring.notice.NoticeRoute;
import org.plumbline.monitoring.notice.RouteStore;
import org.plumbline.monitoring.notice.Silence;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Alert routes and silences; secrets are sealed before they are written. */
final class SqlRoutes implements RouteStore {
  private final Database database;
  private final SecretBox box;

  SqlRoutes(Database database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  @Override
  public List<NoticeRoute> routes() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from alert_route order by name")
                .map((row, context) -> route(row))
                .list());
  }

  private static NoticeRoute route(ResultSet row) throws SQLException {
    return new NoticeRoute(
        row.getString("name"),
        NoticeForm.valueOf(row.getString("form")),
        row.getString("address"),
        MatchColumns.match(row),
        Duration.ofSeconds(row.getLong("after")),
        row.getBoolean("enabled"));
  }

  @Override
  public void put(Tx tx, NoticeRoute route, @Nullable String secret) {
    MatchColumns.bind(
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into alert_route (name, form, address, model, kinds, column_name,
                      severity, after, enabled, secret)
                    values (:name, :form, :address, :model, :kinds, :column, :severity, :after,
                      :enabled, :secret)
                    on conflict (name) do update set form = excluded.form,
                      address = excluded.address, model = excluded.model, kinds = excluded.kinds,
                      column_name = excluded.column_name, severity = excluded.severity,
                      after = excluded.after, enabled = excluded.enabled,
                      secret = coalesce(excluded.secret, alert_route.secret)
                    """),
            route.match())
        .bind("name", route.name())
        .bind("form", route.form().name())
        .bind("address", route.address())
        .bind("after", route.after().toSeconds())
        .bind("enabled", route.enabled())
        .bind("secret", secret == null ? null : box.seal(route.name(), secret))
        .execute();
  }

  @Override
  public boolean remove(Tx tx, String name) {
    Handle handle = Database.handle(tx);
    handle
        .createUpdate(
            """
            update notice set state = 'dead', next_at = null, failure = 'The route was removed'
            where route = :name and state = 'waiting'
            """)
        .bind("name", name)
        .execute();
    return handle
            .createUpdate("delete from alert_route where name = :name")
            .bind("name", name)
            .execute()
        == 1;
  }

  @Override
  public Optional<String> secret(String route) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "select secret from alert_route where name = :name and secret is not null")
                    .bind("name", route)
                    .mapTo(byte[].class)
                    .findOne())
        .map(hidden -> box.open(route, hidden));
  }

  @Override
  public List<Silence> silences(Instant after) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from silence where ends_at > :after order by ends_at, id")
                .bind("after", Times.utc(after))
                .map((row, context) -> silence(row))
                .list());
  }

  @Override
  public void save(Tx tx, Silence silence) {
    MatchColumns.bind(
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into silence (id, model, kinds, column_name, severity, begins_at,
                      ends_at, reason, made_by)
                    values (:id, :model, :kinds, :column, :severity, :from, :until, :reason, :by)
                    on conflict (id) do update set begins_at = excluded.begins_at,
                      ends_at = excluded.ends_at
                    """),
            silence.match())
        .bind("id", silence.id())
        .bind("from", Times.utc(silence.from()))
        .bind("until", Times.utc(silence.until()))
        .bind("reason", silence.reason())
        .bind("by", silence.by())
        .execute();
  }

  @Override
  public Optional<Silence> silence(UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from silence where id = :id")
                .bind("id", id)
                .map((row, context) -> silence(row))
                .findOne());
  }

  private static Silence silence(ResultSet row) throws SQLException {
    return new Silence(
        row.getObject("id", UUID.class),
        MatchColumns.match(row),
        Times.instant(row, "begins_at"),
        Times.instant(row, "ends_at"),
        row.getString("reason"),
        row.getString("made_by"));
  }
}
