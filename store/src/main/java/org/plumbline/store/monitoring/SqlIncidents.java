package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.Incident;
import org.plumbline.monitoring.IncidentEntry;
import org.plumbline.monitoring.IncidentStore;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Incidents with their steps; a partial unique index keeps one that is not resolved per model. */
public final class SqlIncidents implements IncidentStore {
  private final Database database;

  public SqlIncidents(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Incident> unresolved(Tx tx, ModelName model) {
    return Database.handle(tx)
        .createQuery("select * from incident where model = :model and state <> 'resolved'")
        .bind("model", model.value())
        .map((row, context) -> incident(row))
        .findOne();
  }

  @Override
  public void save(Tx tx, Incident incident) {
    AlertColumns state = AlertColumns.of(incident.state());
    Database.handle(tx)
        .createUpdate(
            """
            insert into incident (id, model, title, severity, state, opened_at, acknowledged_by,
              acknowledged_at, comment, resolved_at)
            values (:id, :model, :title, :severity, :state, :opened, :by, :acknowledged, :comment,
              :resolved)
            on conflict (id) do update set severity = excluded.severity, state = excluded.state,
              acknowledged_by = excluded.acknowledged_by,
              acknowledged_at = coalesce(excluded.acknowledged_at, incident.acknowledged_at),
              comment = coalesce(excluded.comment, incident.comment),
              resolved_at = excluded.resolved_at
            """)
        .bind("id", incident.id())
        .bind("model", incident.model().value())
        .bind("title", incident.title())
        .bind("severity", incident.severity().name())
        .bind("state", incident.state().wireName())
        .bind("opened", Times.utc(incident.openedAt()))
        .bind("by", state.by())
        .bind("acknowledged", Times.utcOrNull(state.acknowledged()))
        .bind("comment", state.comment())
        .bind("resolved", Times.utcOrNull(state.resolved()))
        .execute();
  }

  @Override
  public void join(Tx tx, UUID incident, UUID alert) {
    Database.handle(tx)
        .createUpdate("update alert set incident = :incident where id = :alert")
        .bind("incident", incident)
        .bind("alert", alert)
        .execute();
  }

  @Override
  public void append(Tx tx, UUID incident, IncidentEntry entry) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into incident_entry (incident, at, kind, actor, detail)
            values (:incident, :at, :kind, :actor, :detail)
            """)
        .bind("incident", incident)
        .bind("at", Times.utc(entry.at()))
        .bind("kind", entry.kind())
        .bind("actor", entry.actor())
        .bind("detail", entry.detail())
        .execute();
  }

  @Override
  public Optional<Incident> find(UUID id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from incident where id = :id")
                .bind("id", id)
                .map((row, context) -> incident(row))
                .findOne());
  }

  @Override
  public List<Alert> alerts(UUID incident) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from alert where incident = :incident order by opened_at, id")
                .bind("incident", incident)
                .map((row, context) -> SqlAlerts.alert(row))
                .list());
  }

  @Override
  public List<IncidentEntry> entries(UUID incident) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from incident_entry where incident = :incident order by id")
                .bind("incident", incident)
                .map(
                    (row, context) ->
                        new IncidentEntry(
                            Times.instant(row, "at"),
                            row.getString("kind"),
                            row.getString("actor"),
                            row.getString("detail")))
                .list());
  }

  @Override
  public List<Incident> list(
      @Nullable String state, @Nullable ModelName model, @Nullable UUID after, int limit) {
    return new NewestFirst("incident", state, model, after)
        .list(database, limit, (row, context) -> incident(row));
  }

  private static Incident incident(ResultSet row) throws SQLException {
    return new Incident(
        row.getObject("id", UUID.class),
        new ModelName(row.getString("model")),
        row.getString("title"),
        Severity.valueOf(row.getString("severity")),
        AlertColumns.state(row),
        Times.instant(row, "opened_at"));
  }
}
