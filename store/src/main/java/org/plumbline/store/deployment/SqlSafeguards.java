package org.plumbline.store.deployment;

import static org.plumbline.store.Times.instant;
import static org.plumbline.store.Times.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.plumbline.deployment.safeguard.SafeguardRevision;
import org.plumbline.deployment.safeguard.SafeguardStore;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.monitoring.SafeguardCodes;

/** Safeguards as JSON, a row a revision, appended only. */
public final class SqlSafeguards implements SafeguardStore {
  private static final String COLUMNS = "model, revision, settings, set_by, set_at, reason";

  private final Database database;

  public SqlSafeguards(Database database) {
    this.database = database;
  }

  @Override
  public Optional<SafeguardRevision> find(ModelName model) {
    return list(model, 1).stream().findFirst();
  }

  @Override
  public List<SafeguardRevision> history(ModelName model) {
    return list(model, 1_000);
  }

  private List<SafeguardRevision> list(ModelName model, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from safeguards where model = :model order by revision desc"
                        + " limit :limit")
                .bind("model", model.value())
                .bind("limit", limit)
                .map((row, context) -> revision(row))
                .list());
  }

  /**
   * What holds for each model that has any, by its name.
   *
   * @param models empty for all
   */
  static Map<String, Safeguards> current(Handle handle, Optional<Set<String>> models) {
    Query query =
        handle.createQuery(
            "select distinct on (model) "
                + COLUMNS
                + " from safeguards "
                + (models.isPresent() ? "where model = any(:models) " : "")
                + "order by model, revision desc");
    models.ifPresent(some -> query.bindArray("models", String.class, some.toArray()));
    return query.map((row, context) -> revision(row)).stream()
        .collect(Collectors.toMap(one -> one.model().value(), SafeguardRevision::safeguards));
  }

  @Override
  public void append(Tx tx, SafeguardRevision revision) {
    Handle handle = Database.handle(tx);
    int added =
        handle
            .createUpdate(
                """
                insert into safeguards (model, revision, settings, set_by, set_at, reason)
                values (:model, :revision, :settings, :by, :at, :reason)
                on conflict do nothing
                """)
            .bind("model", revision.model().value())
            .bind("revision", revision.number())
            .bind("settings", Json.write(revision.safeguards()))
            .bind("by", revision.by())
            .bind("at", utc(revision.at()))
            .bind("reason", revision.reason())
            .execute();
    if (added == 0) {
      throw PlumblineException.of(
          ErrorCode.CONFLICT,
          "Somebody set the safeguards of %s at the same moment: look at them again"
              .formatted(revision.model()));
    }
    SqlRoutes.moved(handle, revision.model().value());
  }

  @Override
  public List<Count> counts(ModelName model, Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select safeguard, count(*) as answers from prediction
                    where safeguard is not null and predicted_at >= :since
                      and version_key in (select key from watched_version where model = :model)
                    group by safeguard order by answers desc, safeguard
                    """)
                .bind("model", model.value())
                .bind("since", utc(since))
                .map(
                    (row, context) ->
                        new Count(
                            SafeguardCodes.action(row.getInt("safeguard")),
                            SafeguardCodes.cause(row.getInt("safeguard")),
                            row.getLong("answers")))
                .list());
  }

  private static SafeguardRevision revision(ResultSet row) throws SQLException {
    return new SafeguardRevision(
        new ModelName(row.getString("model")),
        row.getInt("revision"),
        Json.read(row.getString("settings"), Safeguards.class),
        row.getString("set_by"),
        instant(row, "set_at"),
        row.getString("reason"));
  }
}
