package org.plumbline.store.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.MetricPage;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunLog;
import org.plumbline.store.Database;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/**
 * What is logged to runs, in tables beside the run.
 *
 * <p>A batch goes in as arrays, points and latest points by one statement. Rows are written in the
 * order of their keys, so that two writers of one run wait for each other and never in a circle.
 */
public final class SqlRunLog implements RunLog {
  private final Database database;

  public SqlRunLog(Database database) {
    this.database = database;
  }

  /** The short number of a run, and the experiment that its rows carry. */
  private record Place(long number, long experiment) {}

  @Override
  public void add(Tx tx, RunId run, RunBatch batch) {
    if (batch.isEmpty()) {
      return;
    }
    Handle handle = Database.handle(tx);
    if (!batch.params().isEmpty() || !batch.tags().isEmpty()) {
      Place place = place(handle, run);
      if (!batch.params().isEmpty()) {
        addParams(handle, place, batch.params());
      }
      if (!batch.tags().isEmpty()) {
        addTags(handle, place, batch.tags());
      }
    }
    if (!batch.metrics().isEmpty()) {
      addPoints(handle, run, batch.metrics());
      batch.metrics().stream()
          .filter(point -> point.on() != null)
          .sorted(
              Comparator.comparing(MetricPoint::key)
                  .thenComparing(point -> String.valueOf(point.on())))
          .forEach(point -> addOn(handle, run, point));
    }
  }

  /** Keeps the latest of a metric on its data set. */
  private static void addOn(Handle handle, RunId run, MetricPoint point) {
    DatasetKey dataset = Objects.requireNonNull(point.on());
    MetricPoint.Bounds bounds = point.bounds();
    handle
        .createUpdate(
            """
            insert into run_metric_on as m
              (run, key, dataset, digest, value, low, high, step, at)
            select number, :key, :dataset, :digest, :value, :low, :high, :step, :at
            from run where id = :run
            on conflict (run, key, dataset, digest) do update
            set value = excluded.value, low = excluded.low, high = excluded.high,
              step = excluded.step, at = excluded.at
            where (excluded.step, excluded.at, excluded.value <> 'NaN', excluded.value)
              >= (m.step, m.at, m.value <> 'NaN', m.value)
            """)
        .bind("run", run.uuid())
        .bind("key", point.key())
        .bind("dataset", dataset.name())
        .bind("digest", dataset.digest())
        .bind("value", point.value())
        .bind("low", bounds == null ? null : bounds.low())
        .bind("high", bounds == null ? null : bounds.high())
        .bind("step", point.step())
        .bind("at", Times.utc(point.at()))
        .execute();
  }

  private static Place place(Handle handle, RunId run) {
    return handle
        .createQuery("select number, experiment from run where id = :id")
        .bind("id", run.uuid())
        .map((row, context) -> new Place(row.getLong("number"), row.getLong("experiment")))
        .one();
  }

  private static void addParams(Handle handle, Place place, SortedMap<String, String> params) {
    int added =
        Jdbc.call(
            handle,
            connection ->
                putTexts(
                    connection,
                    """
                    insert into run_param (run, experiment, key, head, rest)
                    select ?, ?, * from unnest(?::text[], ?::text[], ?::text[])
                    on conflict do nothing
                    """,
                    place,
                    params));
    if (added < params.size()) {
      demandSame(handle, place, params);
    }
  }

  /** A parameter says how a run was made; a second value would make the first one a lie. */
  private static void demandSame(Handle handle, Place place, SortedMap<String, String> params) {
    Map<String, String> stored = new TreeMap<>();
    handle
        .createQuery("select key, head || coalesce(rest, '') as value from run_param where run = ?")
        .bind(0, place.number())
        .map((row, context) -> stored.put(row.getString("key"), row.getString("value")))
        .list();
    params.forEach(
        (key, value) -> {
          String old = stored.get(key);
          if (!value.equals(old)) {
            throw PlumblineException.of(
                    ErrorCode.CONFLICT,
                    "Parameter '"
                        + key
                        + "' of the run is '"
                        + shortened(old)
                        + "' and cannot become '"
                        + shortened(value)
                        + "': log it once, or start another run")
                .with("param", key);
          }
        });
  }

  private static String shortened(@Nullable String text) {
    String shown = String.valueOf(text);
    return shown.length() <= 100 ? shown : shown.substring(0, 100) + "…";
  }

  private static void addTags(Handle handle, Place place, SortedMap<String, String> tags) {
    Jdbc.run(
        handle,
        connection ->
            putTexts(
                connection,
                """
                insert into run_tag (run, experiment, key, head, rest)
                select ?, ?, * from unnest(?::text[], ?::text[], ?::text[])
                on conflict (run, key) do update set head = excluded.head, rest = excluded.rest
                """,
                place,
                tags));
  }

  private static int putTexts(
      Connection connection, String sql, Place place, SortedMap<String, String> texts)
      throws SQLException {
    List<CutText> values = texts.values().stream().map(CutText::of).toList();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, place.number());
      statement.setLong(2, place.experiment());
      statement.setArray(3, connection.createArrayOf("text", texts.keySet().toArray()));
      statement.setArray(
          4, connection.createArrayOf("text", values.stream().map(CutText::head).toArray()));
      statement.setArray(
          5, connection.createArrayOf("text", values.stream().map(CutText::rest).toArray()));
      return statement.executeUpdate();
    }
  }

  /** Adds to the history, and keeps the latest of each metric, in one statement. */
  private static void addPoints(Handle handle, RunId run, List<MetricPoint> points) {
    Jdbc.run(
        handle,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  with place as (select number, experiment from run where id = ?),
                  history as (
                    insert into run_metric_point (run, key, value, low, high, step, at)
                    select place.number, point.* from place,
                      unnest(?::text[], ?::float8[], ?::float8[], ?::float8[], ?::bigint[],
                        ?::timestamptz[]) point
                    on conflict do nothing)
                  insert into run_metric as m (run, experiment, key, value, low, high, step, at)
                  select place.number, place.experiment, latest.* from place,
                    unnest(?::text[], ?::float8[], ?::float8[], ?::float8[], ?::bigint[],
                      ?::timestamptz[]) latest
                  on conflict (run, key) do update
                  set value = excluded.value, low = excluded.low, high = excluded.high,
                    step = excluded.step, at = excluded.at
                  where (excluded.step, excluded.at, excluded.value <> 'NaN', excluded.value)
                    >= (m.step, m.at, m.value <> 'NaN', m.value)
                  """)) {
            statement.setObject(1, run.uuid());
            bindPoints(connection, statement, 2, sorted(points));
            bindPoints(connection, statement, 8, latest(points));
            statement.executeUpdate();
          }
        });
  }

  private static List<MetricPoint> sorted(List<MetricPoint> points) {
    var sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparing(MetricPoint::key).thenComparing(MetricPoint.BY_RECENCY));
    return sorted;
  }

  /** The latest point of each metric, by key. */
  private static List<MetricPoint> latest(List<MetricPoint> points) {
    Map<String, MetricPoint> latest = new TreeMap<>();
    for (MetricPoint point : points) {
      latest.merge(point.key(), point, (a, b) -> MetricPoint.BY_RECENCY.compare(a, b) >= 0 ? a : b);
    }
    return List.copyOf(latest.values());
  }

  private static void bindPoints(
      Connection connection, PreparedStatement statement, int first, Collection<MetricPoint> points)
      throws SQLException {
    int count = points.size();
    var keys = new String[count];
    var values = new Double[count];
    var lows = new Double[count];
    var highs = new Double[count];
    var steps = new Long[count];
    var times = new OffsetDateTime[count];
    int i = 0;
    for (MetricPoint point : points) {
      MetricPoint.Bounds bounds = point.bounds();
      keys[i] = point.key();
      values[i] = point.value();
      lows[i] = bounds == null ? null : bounds.low();
      highs[i] = bounds == null ? null : bounds.high();
      steps[i] = point.step();
      times[i] = Times.utc(point.at());
      i++;
    }
    statement.setArray(first, connection.createArrayOf("text", keys));
    statement.setArray(first + 1, connection.createArrayOf("float8", values));
    statement.setArray(first + 2, connection.createArrayOf("float8", lows));
    statement.setArray(first + 3, connection.createArrayOf("float8", highs));
    statement.setArray(first + 4, connection.createArrayOf("int8", steps));
    statement.setArray(first + 5, connection.createArrayOf("timestamptz", times));
  }

  @Override
  public Optional<String> findTag(Tx tx, RunId run, String key) {
    return Database.handle(tx)
        .createQuery(
            """
            select t.head || coalesce(t.rest, '') from run_tag t join run r on r.number = t.run
            where r.id = :id and t.key = :key
            """)
        .bind("id", run.uuid())
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public boolean removeTag(Tx tx, RunId run, String key) {
    Handle handle = Database.handle(tx);
    return handle
            .createUpdate("delete from run_tag where run = :run and key = :key")
            .bind("run", place(handle, run).number())
            .bind("key", key)
            .execute()
        > 0;
  }

  @Override
  public void addInputs(Tx tx, RunId run, List<RunInput> inputs) {
    Handle handle = Database.handle(tx);
    long number = place(handle, run).number();
    for (RunInput input : inputs) {
      handle
          .createUpdate(
              """
              insert into run_input (run, name, digest, source_type, source, schema, profile, tags)
              values (:run, :name, :digest, :sourceType, :source, :schema, :profile, :tags)
              on conflict (run, name, digest) do update
              set source_type = excluded.source_type, source = excluded.source,
                schema = excluded.schema, profile = excluded.profile, tags = excluded.tags
              """)
          .bind("run", number)
          .bind("name", input.name())
          .bind("digest", input.digest())
          .bind("sourceType", input.sourceType())
          .bind("source", input.source())
          .bind("schema", input.schema())
          .bind("profile", input.profile())
          .bind("tags", Json.write(input.tags()))
          .execute();
    }
  }

  @Override
  public void addArtifact(Tx tx, RunId run, RunArtifact artifact) {
    Handle handle = Database.handle(tx);
    long number = place(handle, run).number();
    RunFileSql.demandPlace(handle, number, artifact.path());
    handle
        .createUpdate(
            """
            insert into run_artifact (run, path, hash, bytes, at)
            values (:run, :path, :hash, :bytes, :at)
            on conflict (run, path) do update
            set hash = excluded.hash, bytes = excluded.bytes, at = excluded.at
            """)
        .bind("run", number)
        .bind("path", artifact.path())
        .bind("hash", artifact.hash().hex())
        .bind("bytes", artifact.bytes())
        .bind("at", Times.utc(artifact.at()))
        .execute();
  }

  @Override
  public int removeArtifacts(Tx tx, RunId run, String path) {
    Handle handle = Database.handle(tx);
    return handle
        .createUpdate(
            """
            delete from run_artifact
            where run = :run and (path = :path or starts_with(path, :below))
            """)
        .bind("run", place(handle, run).number())
        .bind("path", path)
        .bind("below", path + "/")
        .execute();
  }

  @Override
  public List<RunArtifact> artifacts(RunId run, String path) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select a.* from run_artifact a join run r on r.number = a.run
                    where r.id = :id and a.path >= :path and a.path < :until
                      and (:path = '' or a.path = :path or starts_with(a.path, :path || '/'))
                    order by a.path
                    """)
                .bind("id", run.uuid())
                .bind("path", path)
                .bind("until", path.isEmpty() ? RunFileSql.END : path + "0")
                .map((row, context) -> artifact(row))
                .list());
  }

  @Override
  public List<RunEntry> entries(RunId run, String below, int limit, @Nullable String after) {
    return database.read(handle -> RunFileSql.entries(handle, run, below, limit, after));
  }

  @Override
  public Optional<RunArtifact> findArtifact(RunId run, String path) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select a.* from run_artifact a join run r on r.number = a.run
                    where r.id = :id and a.path = :path
                    """)
                .bind("id", run.uuid())
                .bind("path", path)
                .map((row, context) -> artifact(row))
                .findOne());
  }

  static RunArtifact artifact(ResultSet row) throws SQLException {
    return new RunArtifact(
        row.getString("path"),
        new ContentHash(row.getString("hash")),
        row.getLong("bytes"),
        Times.instant(row, "at"));
  }

  @Override
  public MetricPage history(RunId run, String key, int limit, @Nullable MetricPoint after) {
    String behind = after == null ? "" : " and (p.step, p.at, p.value) > (:step, :at, :value)";
    List<MetricPoint> found =
        database.read(
            handle -> {
              var query =
                  handle
                      .createQuery(
                          "select p.* from run_metric_point p join run r on r.number = p.run"
                              + " where r.id = :id and p.key = :key"
                              + behind
                              + " order by p.step, p.at, p.value limit :limit")
                      .bind("id", run.uuid())
                      .bind("key", key)
                      .bind("limit", limit + 1);
              if (after != null) {
                query
                    .bind("step", after.step())
                    .bind("at", Times.utc(after.at()))
                    .bind("value", after.value());
              }
              return query.map((row, context) -> RunRows.point(key, row)).list();
            });
    boolean more = found.size() > limit;
    List<MetricPoint> page = more ? found.subList(0, limit) : found;
    return new MetricPage(page, more ? Optional.of(page.getLast()) : Optional.empty());
  }
}
