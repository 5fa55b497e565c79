package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Cause;
import org.plumbline.monitoring.Evidence;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/**
 * Alerts; a partial unique index keeps one unresolved alert per cause, and a lock per model lets
 * finders of one cause go one after another.
 */
public final class SqlAlerts implements AlertStore {
  private final Database database;
  private final VersionKeys keys;

  public SqlAlerts(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public List<Alert> unresolved(Tx tx, ModelName model) {
    Database.handle(tx)
        .execute(
            "select pg_advisory_xact_lock(hashtextextended('alerts of ' || ?, 0))", model.value());
    return Database.handle(tx)
        .createQuery(
            "select * from alert where model = :model and state <> 'resolved' order by opened_at,"
                + " id for update")
        .bind("model", model.value())
        .map((row, context) -> alert(row))
        .list();
  }

  @Override
  public void save(Tx tx, Alert alert) {
    AlertColumns state = AlertColumns.of(alert.state());
    Database.handle(tx)
        .createUpdate(
            """
            insert into alert (id, model, version, kind, column_name, severity, state, title,
              detail, opened_at, acknowledged_by, acknowledged_at, comment, resolved_at)
            values (:id, :model, :version, :kind, :column, :severity, :state, :title,
              :detail, :opened, :by, :acknowledged, :comment, :resolved)
            on conflict (id) do update set version = excluded.version,
              severity = excluded.severity, state = excluded.state, title = excluded.title,
              detail = excluded.detail, acknowledged_by = excluded.acknowledged_by,
              acknowledged_at = coalesce(excluded.acknowledged_at, alert.acknowledged_at),
              comment = coalesce(excluded.comment, alert.comment),
              resolved_at = excluded.resolved_at, tx = pg_current_xact_id()
            """)
        .bind("id", alert.id())
        .bind("model", alert.version().model().value())
        .bind("version", alert.version().number().value())
        .bind("kind", alert.kind().name())
        .bind("column", alert.column())
        .bind("severity", alert.severity().name())
        .bind("state", alert.state().wireName())
        .bind("title", alert.title())
        .bind("detail", alert.detail())
        .bind("opened", Times.utc(alert.openedAt()))
        .bind("by", state.by())
        .bind("acknowledged", Times.utcOrNull(state.acknowledged()))
        .bind("comment", state.comment())
        .bind("resolved", Times.utcOrNull(state.resolved()))
        .execute();
  }

  @Override
  public Optional<Alert> find(UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from alert where id = :id")
                .bind("id", id)
                .map((row, context) -> alert(row))
                .findOne());
  }

  @Override
  public List<Alert> list(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after, int limit) {
    return new NewestFirst("alert", state, model, after)
        .list(database, limit, (row, context) -> alert(row));
  }

  @Override
  public Map<Cause, Evidence> evidence(Tx tx, VersionId version) {
    return Database.handle(tx)
        .createQuery(
            "select kind, column_name, ends, bad from alert_evidence where version_key = :key")
        .bind("key", keys.of(version))
        .reduceRows(
            new HashMap<>(),
            (found, row) -> {
              String column = row.getColumn("column_name", String.class);
              var cause =
                  new Cause(
                      AlertKind.valueOf(row.getColumn("kind", String.class)),
                      column.isEmpty() ? null : column);
              found.put(
                  cause,
                  evidence(
                      row.getColumn("ends", OffsetDateTime[].class),
                      row.getColumn("bad", Boolean[].class)));
              return found;
            });
  }

  private static Evidence evidence(OffsetDateTime[] ends, Boolean[] bad) {
    List<Evidence.Look> looks = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      looks.add(new Evidence.Look(ends[i].toInstant(), bad[i]));
    }
    return new Evidence(looks);
  }

  @Override
  public void keep(Tx tx, VersionId version, Cause cause, Evidence evidence) {
    Handle handle = Database.handle(tx);
    String column = cause.column() == null ? "" : cause.column();
    if (evidence.isClean()) {
      handle
          .createUpdate(
              """
              delete from alert_evidence
              where version_key = :key and kind = :kind and column_name = :column
              """)
          .bind("key", keys.of(version))
          .bind("kind", cause.kind().name())
          .bind("column", column)
          .execute();
      return;
    }
    handle
        .createUpdate(
            """
            insert into alert_evidence (version_key, kind, column_name, ends, bad)
            values (:key, :kind, :column, :ends, :bad)
            on conflict (version_key, kind, column_name)
              do update set ends = excluded.ends, bad = excluded.bad
            """)
        .bind("key", keys.of(version))
        .bind("kind", cause.kind().name())
        .bind("column", column)
        .bindArray(
            "ends",
            OffsetDateTime.class,
            evidence.looks().stream().map(look -> Times.utc(look.window())).toArray())
        .bindArray(
            "bad", Boolean.class, evidence.looks().stream().map(Evidence.Look::bad).toArray())
        .execute();
  }

  @Override
  public void found(
      Tx tx, VersionId version, Set<AlertKind> kinds, List<Finding> findings, Instant windowEnd) {
    if (!kinds.isEmpty()) {
      SqlFindings.replace(Database.handle(tx), keys.of(version), kinds, findings, windowEnd);
    }
  }

  @Override
  public List<FindingLine> findings(VersionId version) {
    OptionalInt key = keys.find(version);
    return key.isEmpty()
        ? List.of()
        : database.read(handle -> SqlFindings.list(handle, key.getAsInt()));
  }

  @Override
  public Optional<Looked> looked(Tx tx, VersionId version) {
    return Database.handle(tx)
        .createQuery("select looked_at, looked_time from alert_watch where version_key = :key")
        .bind("key", keys.of(version))
        .map(
            (row, context) ->
                new Looked(
                    row.getObject("looked_at", LocalDate.class),
                    Times.instantOrNull(row, "looked_time")))
        .findOne();
  }

  @Override
  public void looked(Tx tx, VersionId version, Looked last) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into alert_watch (version_key, looked_at, looked_time) values (:key, :day, :time)
            on conflict (version_key) do update set looked_at = excluded.looked_at,
              looked_time = excluded.looked_time, postponed = false
            """)
        .bind("key", keys.of(version))
        .bind("day", last.day())
        .bind("time", Times.utcOrNull(last.at()))
        .execute();
  }

  @Override
  public void postpone(Tx tx, VersionId version) {
    Database.handle(tx)
        .createUpdate("update alert_watch set postponed = true where version_key = :key")
        .bind("key", keys.of(version))
        .execute();
  }

  @Override
  public List<VersionId> postponed() {
    return database.read(
        handle ->
            handle
                .createQuery("select version_key from alert_watch where postponed")
                .mapTo(Integer.class)
                .map(key -> keys.version(handle, key))
                .list());
  }

  /** An alert from its row. */
  public static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getObject("id", UUID.class),
        new VersionId(
            new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
        AlertKind.valueOf(row.getString("kind")),
        row.getString("column_name"),
        Severity.valueOf(row.getString("severity")),
        AlertColumns.state(row),
        row.getString("title"),
        row.getString("detail"),
        Times.instant(row, "opened_at"));
  }
}
