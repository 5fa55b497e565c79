package org.plumbline.store.monitoring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.log.PredictionHit;
import org.plumbline.monitoring.log.PredictionQuery;
import org.plumbline.monitoring.log.PredictionQuery.Labelled;
import org.plumbline.monitoring.log.PredictionQuery.Place;
import org.plumbline.monitoring.log.PredictionSearch;
import org.plumbline.store.Database;
import org.plumbline.store.PlannedForValues;
import org.plumbline.store.Times;

/**
 * Searches the log by its indexes: by id, by entity, or by time.
 *
 * <p>Stage, reason and label have no index, as each would cost every answer its write: such a
 * search looks at a bounded number of answers in the order of time and says where to go on.
 */
public final class SqlPredictionSearch implements PredictionSearch {
  /** Answers that one filtered page looks at: some tens of milliseconds. */
  static final int LOOKED_AT = 20_000;

  private final Database database;
  private final VersionKeys keys;

  public SqlPredictionSearch(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public List<VersionId> versions(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select key from watched_version where model = :model order by version")
                .bind("model", model.value())
                .map((row, context) -> keys.version(handle, row.getInt("key")))
                .list());
  }

  @Override
  public Found search(PredictionQuery query, Map<VersionId, Double> versions) {
    List<Integer> wantedKeys = new ArrayList<>();
    List<Double> wantedLabels = new ArrayList<>();
    versions.forEach(
        (version, label) -> {
          OptionalInt key = keys.find(version);
          if (key.isPresent()) {
            wantedKeys.add(key.getAsInt());
            wantedLabels.add(label);
          }
        });
    if (wantedKeys.isEmpty()) {
      return new Found(List.of(), Optional.empty());
    }
    var plan = new Plan(query, wantedKeys, wantedLabels);
    return database.read(
        handle -> {
          List<PredictionHit> rows =
              plan.bind(handle.createQuery(plan.hits()))
                  .map((row, context) -> hit(handle, row))
                  .list();
          List<PredictionHit> page = rows.subList(0, Math.min(rows.size(), query.limit()));
          Optional<Place> next =
              rows.size() > page.size()
                  ? Optional.of(place(page.getLast()))
                  : plan.filters() ? lastLookedAt(handle, plan) : Optional.empty();
          return new Found(page.stream().filter(row -> gaveReason(query, row)).toList(), next);
        });
  }

  private static Place place(PredictionHit hit) {
    return new Place(hit.predictedAt(), hit.id());
  }

  private static Optional<Place> lastLookedAt(Handle handle, Plan plan) {
    return plan.bind(handle.createQuery(plan.lastLookedAt()))
        .map(
            (row, context) ->
                new Place(Times.instant(row, "predicted_at"), row.getObject("id", UUID.class)))
        .findOne();
  }

  /** The bytes that were looked for may also have named an unknown category. */
  private static boolean gaveReason(PredictionQuery query, PredictionHit hit) {
    String wanted = query.reason();
    return wanted == null || hit.reasons().stream().anyMatch(r -> r.feature().equals(wanted));
  }

  private PredictionHit hit(Handle handle, ResultSet row) throws SQLException {
    int stage = row.getInt("stage");
    List<LoggedReason> reasons = Packed.detail(row.getBytes("detail")).reasons();
    return new PredictionHit(
        row.getObject("id", UUID.class),
        Times.instant(row, "predicted_at"),
        keys.version(handle, row.getInt("version_key")),
        stage == 0 ? null : SqlPredictionWriter.stage(stage),
        row.getString("entity"),
        row.getDouble("score"),
        reasons,
        row.getObject("label", Double.class));
  }

  @Override
  public List<KnownLabel> labels(UUID prediction) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select value, observed_at, received_at, null::timestamptz as replaced_at
                    from label where prediction_id = :id
                    union all
                    select value, observed_at, received_at, replaced_at
                    from label_before where prediction_id = :id
                    order by replaced_at desc nulls first
                    """)
                .bind("id", prediction)
                .map(
                    (row, context) ->
                        new KnownLabel(
                            row.getDouble("value"),
                            Times.instant(row, "observed_at"),
                            Times.instant(row, "received_at"),
                            Times.instantOrNull(row, "replaced_at")))
                .list());
  }

  /** The statements of one query. */
  private record Plan(PredictionQuery query, List<Integer> keys, List<Double> labels) {
    boolean filters() {
      return query.id() == null
          && (query.stage() != null || query.reason() != null || query.label() != null);
    }

    String hits() {
      return "with seen as materialized ("
          + seen()
          + """
          )
          select seen.*, l.value as label from seen
          join unnest(:keys::integer[], :labels::float8[]) as w(key, label) on w.key = seen.version_key
          left join label l on l.prediction_id = seen.id
          where true
          """
          + filter()
          + " order by seen.predicted_at desc, seen.id desc limit :page";
    }

    /** Absent when the search came to the end. */
    String lastLookedAt() {
      return "select id, predicted_at from (" + seen() + ") seen offset :looked - 1";
    }

    /*
     * Version by version and form by form, as one index scan gives the order of one version's rows
     * or blocks only.
     */
    private String seen() {
      return """
      select p.* from unnest(:keys::integer[]) as k(key) cross join lateral (
      """
          + ofOneVersion("prediction", "")
          + " union all "
          + ofOneVersion("block_prediction", whichBlocks())
          + """
          ) p
          order by predicted_at desc, id desc limit :looked
          """;
    }

    private String ofOneVersion(String table, String which) {
      return "(select id, predicted_at, version_key, stage, entity, score, detail from "
          + table
          + " where version_key = k.key"
          + where()
          + which
          + " order by predicted_at desc, id desc limit :looked)";
    }

    private String whichBlocks() {
      var sql = new StringBuilder();
      clause(sql, query.id(), "first_id between block_floor(:id) and :id");
      clause(sql, query.entity(), "entities @> array[:entity::text]");
      return sql.toString();
    }

    private String where() {
      var sql = new StringBuilder();
      clause(sql, query.id(), "id = :id");
      clause(sql, query.entity(), "entity = :entity");
      clause(sql, query.from(), "predicted_at >= :from");
      clause(sql, query.until(), "predicted_at < :until");
      clause(
          sql,
          query.after(),
          "predicted_at <= :afterTime and (predicted_at, id) < (:afterTime, :afterId)");
      return sql.toString();
    }

    private String filter() {
      var sql = new StringBuilder();
      clause(sql, query.stage(), "seen.stage = :stage");
      clause(sql, query.reason(), "position(:reason in seen.detail) > 0");
      switch (query.label()) {
        case null -> {}
        case Labelled.Present(boolean wanted) ->
            sql.append(" and l.value is ").append(wanted ? "not null" : "null");
        case Labelled.Value _ -> sql.append(" and l.value = w.label");
      }
      return sql.toString();
    }

    private static void clause(StringBuilder sql, @Nullable Object value, String clause) {
      if (value != null) {
        sql.append(" and ").append(clause);
      }
    }

    Query bind(Query sql) {
      sql.addCustomizer(new PlannedForValues());
      sql.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
      sql.bindArray("keys", Integer.class, keys)
          .bindArray("labels", Double.class, labels)
          .bind("looked", filters() ? LOOKED_AT : query.limit() + 1)
          .bind("page", query.limit() + 1)
          .bindByType("id", query.id(), UUID.class)
          .bindByType("entity", query.entity(), String.class);
      bind(sql, "from", query.from());
      bind(sql, "until", query.until());
      Place after = query.after();
      bind(sql, "afterTime", after == null ? null : after.predictedAt());
      sql.bindByType("afterId", after == null ? null : after.id(), UUID.class);
      sql.bindByType(
          "stage",
          query.stage() == null ? null : SqlPredictionWriter.code(query.stage()),
          Integer.class);
      String reason = query.reason();
      sql.bindByType("reason", reason == null ? null : packed(reason), byte[].class);
      return sql;
    }

    private static void bind(Query sql, String name, @Nullable Instant time) {
      sql.bindByType(name, Times.utcOrNull(time), OffsetDateTime.class);
    }

    /** The name as it stands in the packed detail. */
    private static byte[] packed(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(Integer.BYTES + bytes.length)
          .putInt(bytes.length)
          .put(bytes)
          .array();
    }
  }
}
