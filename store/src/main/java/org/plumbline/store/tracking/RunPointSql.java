package org.plumbline.store.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.MetricPage;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.store.Times;

/**
 * The points of a run's metrics: all that were logged, the latest of each metric, and the latest of
 * each metric on each data set.
 */
final class RunPointSql {
  private static final Comparator<MetricPoint> BY_KEY = Comparator.comparing(MetricPoint::key);
  private static final Comparator<MetricPoint> BY_KEY_AND_DATASET =
      BY_KEY.thenComparing(RunPointSql::dataset);

  private RunPointSql() {}

  /** Adds to the history and keeps the latest, each by arrays in one statement. */
  static void add(Handle handle, RunId run, List<MetricPoint> points) {
    Jdbc.run(handle, connection -> addPoints(connection, run, points));
    List<MetricPoint> measuredOn = points.stream().filter(point -> point.on() != null).toList();
    if (!measuredOn.isEmpty()) {
      Jdbc.run(handle, connection -> addOn(connection, run, measuredOn));
    }
  }

  private static void addPoints(Connection connection, RunId run, List<MetricPoint> points)
      throws SQLException {
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
      bind(
          connection,
          statement,
          2,
          points.stream().sorted(BY_KEY.thenComparing(MetricPoint.BY_RECENCY)).toList());
      bind(connection, statement, 8, latest(points, BY_KEY));
      statement.executeUpdate();
    }
  }

  private static void addOn(Connection connection, RunId run, List<MetricPoint> points)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into run_metric_on as m
              (run, key, value, low, high, step, at, dataset, digest)
            select run.number, latest.* from run,
              unnest(?::text[], ?::float8[], ?::float8[], ?::float8[], ?::bigint[],
                ?::timestamptz[], ?::text[], ?::text[]) latest
            where run.id = ?
            on conflict (run, key, dataset, digest) do update
            set value = excluded.value, low = excluded.low, high = excluded.high,
              step = excluded.step, at = excluded.at
            where (excluded.step, excluded.at, excluded.value <> 'NaN', excluded.value)
              >= (m.step, m.at, m.value <> 'NaN', m.value)
            """)) {
      Collection<MetricPoint> latest = latest(points, BY_KEY_AND_DATASET);
      List<DatasetKey> datasets = latest.stream().map(RunPointSql::dataset).toList();
      bind(connection, statement, 1, latest);
      statement.setArray(
          7, connection.createArrayOf("text", datasets.stream().map(DatasetKey::name).toArray()));
      statement.setArray(
          8, connection.createArrayOf("text", datasets.stream().map(DatasetKey::digest).toArray()));
      statement.setObject(9, run.uuid());
      statement.executeUpdate();
    }
  }

  private static DatasetKey dataset(MetricPoint point) {
    return Objects.requireNonNull(point.on());
  }

  /** The latest of those that are equal in this order, in this order. */
  private static Collection<MetricPoint> latest(
      List<MetricPoint> points, Comparator<MetricPoint> order) {
    Map<MetricPoint, MetricPoint> latest = new TreeMap<>(order);
    for (MetricPoint point : points) {
      latest.merge(point, point, (a, b) -> MetricPoint.BY_RECENCY.compare(a, b) >= 0 ? a : b);
    }
    return latest.values();
  }

  private static void bind(
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

  /** A page of what was logged of a metric, oldest step first. */
  static MetricPage history(
      Handle handle, RunId run, String key, int limit, @Nullable MetricPoint after) {
    String behind = after == null ? "" : " and (p.step, p.at, p.value) > (:step, :at, :value)";
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
    List<MetricPoint> found = query.map((row, context) -> RunRows.point(key, row)).list();
    boolean more = found.size() > limit;
    List<MetricPoint> page = more ? found.subList(0, limit) : found;
    return new MetricPage(page, more ? Optional.of(page.getLast()) : Optional.empty());
  }
}
