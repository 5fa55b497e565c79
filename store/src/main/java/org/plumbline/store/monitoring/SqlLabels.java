package org.plumbline.store.monitoring;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.stats.Interval;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Labels beside the log; a corrected value moves to label_before. */
public final class SqlLabels implements LabelStore {
  private final Database database;
  private final VersionKeys keys;

  public SqlLabels(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public Optional<Answer> answer(ModelName model, Label label) {
    List<Integer> versions = keys.ofModel(model);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    return database.read(
        handle ->
            query(handle, versions, label).map((row, context) -> answer(handle, row)).findFirst());
  }

  private static Query query(Handle handle, List<Integer> versions, Label label) {
    String columns = "select id, version_key, predicted_at, score from ";
    String ofModel = " where version_key in (<keys>)";
    if (label.predictionId() != null) {
      String byId = ofModel + " and id = :id";
      return handle
          .createQuery(
              columns
                  + "prediction"
                  + byId
                  + " union all "
                  + columns
                  + "block_prediction"
                  + byId
                  + " and first_id between block_floor(:id) and :id limit 1")
          .bindList("keys", versions)
          .bind("id", label.predictionId());
    }
    Instant until = label.time() == null ? Instant.MAX : label.time();
    String byEntity = ofModel + " and entity = :entity and predicted_at <= :until";
    String newest = " order by predicted_at desc limit 1";
    return handle
        .createQuery(
            "("
                + columns
                + "prediction"
                + byEntity
                + newest
                + ") union all ("
                + columns
                + "block_prediction"
                + byEntity
                + " and entities @> array[:entity::text]"
                + newest
                + ")"
                + newest)
        .bindList("keys", versions)
        .bind("entity", label.entity())
        .bind("until", Times.utc(until));
  }

  private Answer answer(Handle handle, ResultSet row) throws SQLException {
    return new Answer(
        row.getObject("id", UUID.class),
        keys.version(handle, row.getInt("version_key")),
        Times.instant(row, "predicted_at"),
        row.getDouble("score"));
  }

  @Override
  public Optional<Boolean> save(
      Tx tx, Answer answer, double value, Instant observedAt, Instant now) {
    Handle handle = Database.handle(tx);
    Optional<Double> before =
        handle
            .createQuery("select value from label where prediction_id = :id for update")
            .bind("id", answer.id())
            .mapTo(Double.class)
            .findOne();
    if (before.isPresent() && before.get() == value) {
      return Optional.empty();
    }
    if (before.isPresent()) {
      handle
          .createUpdate(
              """
              insert into label_before (prediction_id, replaced_at, value, observed_at, received_at)
              select prediction_id, :now, value, observed_at, received_at from label
              where prediction_id = :id on conflict do nothing
              """)
          .bind("id", answer.id())
          .bind("now", Times.utc(now))
          .execute();
    }
    handle
        .createUpdate(
            """
            insert into label (prediction_id, version_key, predicted_at, score, value,
              observed_at, received_at)
            values (:id, :key, :predicted, :score, :value, :observed, :now)
            on conflict (prediction_id) do update set value = excluded.value,
              observed_at = excluded.observed_at, received_at = excluded.received_at
            """)
        .bind("id", answer.id())
        .bind("key", keys.of(answer.version()))
        .bind("predicted", Times.utc(answer.predictedAt()))
        .bind("score", answer.score())
        .bind("value", value)
        .bind("observed", Times.utc(observedAt))
        .bind("now", Times.utc(now))
        .execute();
    return Optional.of(before.isPresent());
  }

  @Override
  public void saveValues(
      Tx tx, Answer answer, Map<String, Double> values, Instant observedAt, Instant now) {
    values.forEach(
        (name, value) ->
            Database.handle(tx)
                .createUpdate(
                    """
                    insert into label_value (prediction_id, name, version_key, predicted_at, value,
                      observed_at, received_at)
                    values (:id, :name, :key, :predicted, :value, :observed, :now)
                    on conflict (prediction_id, name) do update set value = excluded.value,
                      observed_at = excluded.observed_at, received_at = excluded.received_at
                    where label_value.value <> excluded.value
                    """)
                .bind("id", answer.id())
                .bind("name", name)
                .bind("key", keys.of(answer.version()))
                .bind("predicted", Times.utc(answer.predictedAt()))
                .bind("value", value)
                .bind("observed", Times.utc(observedAt))
                .bind("now", Times.utc(now))
                .execute());
  }

  @Override
  public void stale(Tx tx, VersionId version, LocalDate week) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into performance_window (version_key, start, stale) values (:key, :week, true)
            on conflict (version_key, start) do update set stale = true
            """)
        .bind("key", keys.of(version))
        .bind("week", week)
        .execute();
  }

  @Override
  public List<WindowStore.VersionDay> stale(Tx tx, LocalDate today, int limit) {
    Handle handle = Database.handle(tx);
    handle
        .createUpdate(
            """
            update performance_window p set stale = true
            from watched_version w
            cross join lateral (select days from label_horizon h
              where h.model = w.model order by h.position desc limit 1) as horizon
            where w.key = p.version_key and p.mature_until is not null and not p.stale
              and p.mature_until < least(p.start + 7, cast(:today as date) - horizon.days)
            """)
        .bind("today", today)
        .execute();
    return handle
        .createQuery(
            "select version_key, start from performance_window where stale order by start,"
                + " version_key limit :limit for update")
        .bind("limit", limit)
        .map(
            (row, context) ->
                new WindowStore.VersionDay(
                    keys.version(handle, row.getInt("version_key")),
                    row.getObject("start", LocalDate.class)))
        .list();
  }

  @Override
  public List<Labelled> labelled(
      Tx tx, VersionId version, LocalDate from, LocalDate until, boolean withSlots) {
    String sql =
        withSlots
            ? """
              select l.value, l.score, coalesce(p.slots, b.slots) as slots from label l
              left join prediction p
                on p.id = l.prediction_id and p.predicted_at = l.predicted_at
              left join lateral (
                select slots from block_prediction
                where p.id is null and predicted_at = l.predicted_at and id = l.prediction_id
                  and first_id between block_floor(l.prediction_id) and l.prediction_id) b on true
              where coalesce(p.slots, b.slots) is not null and l.version_key = :key and l.predicted_at >= :from and l.predicted_at < :until
              order by l.predicted_at, l.prediction_id
              """
            : """
              select value, score, null::bytea as slots from label
              where version_key = :key and predicted_at >= :from and predicted_at < :until
              order by predicted_at, prediction_id
              """;
    return Database.handle(tx)
        .createQuery(sql)
        .bind("key", keys.of(version))
        .bind("from", Times.utc(WindowKind.startInstant(from)))
        .bind("until", Times.utc(WindowKind.startInstant(until)))
        .map(
            (row, context) ->
                new Labelled(
                    row.getDouble("value"), row.getDouble("score"), slots(row.getBytes("slots"))))
        .list();
  }

  private static double @Nullable [] slots(byte @Nullable [] packed) {
    return packed == null ? null : Packed.slots(packed);
  }

  @Override
  public void putPerformance(Tx tx, VersionId version, Performance performance) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into performance_window (version_key, start, stale, mature_until, labelled,
              mean_score, observed_rate, metrics)
            values (:key, :start, false, :mature, :labelled, :mean, :rate, :metrics)
            on conflict (version_key, start) do update set stale = false,
              mature_until = excluded.mature_until, labelled = excluded.labelled, mean_score = excluded.mean_score,
              observed_rate = excluded.observed_rate, metrics = excluded.metrics
            """)
        .bind("key", keys.of(version))
        .bind("start", performance.start())
        .bindByType("mature", performance.matureUntil(), LocalDate.class)
        .bind("labelled", performance.labelled())
        .bindByType("mean", performance.meanScore(), Double.class)
        .bindByType("rate", performance.observedRate(), Double.class)
        .bind("metrics", Json.write(numbers(performance.metrics())))
        .execute();
  }

  @Override
  public List<Performance> performance(VersionId version) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select start, mature_until, labelled, mean_score, observed_rate, metrics
                    from performance_window where version_key = :key and labelled > 0 order by start
                    """)
                .bind("key", key.getAsInt())
                .map((row, context) -> performance(row))
                .list());
  }

  private static Performance performance(ResultSet row) throws SQLException {
    Map<String, List<Double>> numbers =
        Json.read(row.getString("metrics"), new TypeReference<Map<String, List<Double>>>() {});
    Map<String, Interval> metrics = new LinkedHashMap<>();
    numbers.forEach(
        (name, values) ->
            metrics.put(
                name,
                values.size() == 3
                    ? new Interval(values.get(0), values.get(1), values.get(2))
                    : Interval.of(values.getFirst())));
    return new Performance(
        row.getObject("start", LocalDate.class),
        row.getObject("mature_until", LocalDate.class),
        row.getLong("labelled"),
        row.getObject("mean_score", Double.class),
        row.getObject("observed_rate", Double.class),
        metrics);
  }

  /** Value alone, or value with both ends: JSON knows no NaN. */
  private static Map<String, List<Double>> numbers(Map<String, Interval> metrics) {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    metrics.forEach(
        (name, interval) ->
            numbers.put(
                name,
                Double.isFinite(interval.low()) && Double.isFinite(interval.high())
                    ? List.of(interval.value(), interval.low(), interval.high())
                    : List.of(interval.value())));
    return numbers;
  }
}
