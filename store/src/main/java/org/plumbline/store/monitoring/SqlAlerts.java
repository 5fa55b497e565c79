package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Database;

/** Alerts; a partial unique index keeps one unresolved alert per cause. */
public final class SqlAlerts implements AlertStore {
  private final Database database;
  private final VersionKeys keys;

  public SqlAlerts(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public List<Alert> unresolved(Tx tx, ModelName model) {
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
    String by = null;
    String comment = null;
    Instant acknowledged = null;
    Instant resolved = null;
    switch (alert.state()) {
      case AlertState.Open _ -> {}
      case AlertState.Acknowledged state -> {
        by = state.by();
        comment = state.comment();
        acknowledged = state.at();
      }
      case AlertState.Resolved state -> {
        by = state.acknowledgedBy();
        resolved = state.at();
      }
    }
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
        .bind("opened", alert.openedAt().atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .bind("acknowledged", utc(acknowledged))
        .bind("comment", comment)
        .bind("resolved", utc(resolved))
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
    Map<String, Object> filters = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder("where true");
    if (state != null) {
      filters.put("state", state);
      where.append(" and state = :state");
    }
    if (model != null) {
      filters.put("model", model.value());
      where.append(" and model = :model");
    }
    if (after != null) {
      filters.put("after", after);
      where.append(" and (opened_at, id) < (select opened_at, id from alert where id = :after)");
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from alert "
                        + where
                        + " order by opened_at desc, id desc limit :limit")
                .bindMap(filters)
                .bind("limit", limit)
                .map((row, context) -> alert(row))
                .list());
  }

  @Override
  public Optional<LocalDate> lookedAt(Tx tx, VersionId version) {
    return Database.handle(tx)
        .createQuery("select looked_at from alert_watch where version_key = :key")
        .bind("key", keys.of(version))
        .mapTo(LocalDate.class)
        .findOne();
  }

  @Override
  public void looked(Tx tx, VersionId version, LocalDate day) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into alert_watch (version_key, looked_at) values (:key, :day)
            on conflict (version_key) do update set looked_at = excluded.looked_at
            """)
        .bind("key", keys.of(version))
        .bind("day", day)
        .execute();
  }

  static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getObject("id", UUID.class),
        new VersionId(
            new ModelName(row.getString("model")), new VersionNumber(row.getInt("version"))),
        AlertKind.valueOf(row.getString("kind")),
        row.getString("column_name"),
        Severity.valueOf(row.getString("severity")),
        state(row),
        row.getString("title"),
        row.getString("detail"),
        row.getObject("opened_at", OffsetDateTime.class).toInstant());
  }

  private static AlertState state(ResultSet row) throws SQLException {
    String by = row.getString("acknowledged_by");
    String state = row.getString("state");
    return switch (state) {
      case "open" -> new AlertState.Open();
      case "acknowledged" ->
          new AlertState.Acknowledged(
              by,
              row.getString("comment"),
              row.getObject("acknowledged_at", OffsetDateTime.class).toInstant());
      case "resolved" ->
          new AlertState.Resolved(
              by, row.getObject("resolved_at", OffsetDateTime.class).toInstant());
      default -> throw new IllegalStateException("An alert has the unknown state " + state);
    };
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
