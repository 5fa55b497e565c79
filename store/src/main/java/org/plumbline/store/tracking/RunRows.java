package org.plumbline.store.tracking;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunInfo;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunKind;
import org.plumbline.store.Json;
import org.plumbline.store.Times;

/** Whole runs by their numbers, with one statement for each table that hangs on them. */
final class RunRows {
  private final Map<Long, RunInfo> infos = new HashMap<>();
  private final Map<Long, SortedMap<String, String>> params = new HashMap<>();
  private final Map<Long, SortedMap<String, String>> tags = new HashMap<>();
  private final Map<Long, SortedMap<String, MetricPoint>> metrics = new HashMap<>();
  private final Map<Long, List<MetricPoint>> measured = new HashMap<>();
  private final Map<Long, List<RunInput>> inputs = new HashMap<>();

  private RunRows() {}

  /** The runs in the order of the numbers. */
  static List<Run> read(Handle handle, List<Long> numbers) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    var rows = new RunRows();
    Jdbc.run(
        handle,
        connection -> rows.collect(handle, connection.createArrayOf("bigint", numbers.toArray())));
    return numbers.stream().map(rows::run).toList();
  }

  private void collect(Handle handle, Array wanted) throws SQLException {
    each(
        handle,
        "select * from run where number = any(?)",
        wanted,
        row -> infos.put(row.getLong("number"), SqlRunStore.info(row)));
    each(
        handle,
        "select run, key, head, rest from run_param where run = any(?)",
        wanted,
        row -> texts(params, row));
    each(
        handle,
        "select run, key, head, rest from run_tag where run = any(?)",
        wanted,
        row -> texts(tags, row));
    each(
        handle,
        "select run, key, value, low, high, step, at from run_metric where run = any(?)",
        wanted,
        row ->
            metrics
                .computeIfAbsent(row.getLong("run"), _ -> new TreeMap<>())
                .put(row.getString("key"), point(row.getString("key"), row)));
    if (infos.values().stream().anyMatch(info -> info.kind() == RunKind.LOGGED_MODEL)) {
      each(
          handle,
          "select * from run_metric_on where run = any(?) order by key, dataset, digest",
          wanted,
          row -> measured.computeIfAbsent(row.getLong("run"), _ -> new ArrayList<>()).add(on(row)));
    }
    each(
        handle,
        "select * from run_input where run = any(?) order by name, digest",
        wanted,
        row -> inputs.computeIfAbsent(row.getLong("run"), _ -> new ArrayList<>()).add(input(row)));
  }

  /** What is done with a row. */
  @FunctionalInterface
  private interface RowWork {
    void accept(ResultSet row) throws SQLException;
  }

  private static void each(Handle handle, String sql, Array wanted, RowWork work)
      throws SQLException {
    try (var statement = handle.getConnection().prepareStatement(sql)) {
      statement.setArray(1, wanted);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          work.accept(rows);
        }
      }
    }
  }

  private static void texts(Map<Long, SortedMap<String, String>> into, ResultSet row)
      throws SQLException {
    String rest = row.getString("rest");
    into.computeIfAbsent(row.getLong("run"), _ -> new TreeMap<>())
        .put(row.getString("key"), row.getString("head") + (rest == null ? "" : rest));
  }

  static MetricPoint point(String key, ResultSet row) throws SQLException {
    return new MetricPoint(
        key, row.getDouble("value"), row.getLong("step"), Times.instant(row, "at"), bounds(row));
  }

  private static MetricPoint on(ResultSet row) throws SQLException {
    return point(row.getString("key"), row)
        .measuredOn(new DatasetKey(row.getString("dataset"), row.getString("digest")));
  }

  private static MetricPoint.@Nullable Bounds bounds(ResultSet row) throws SQLException {
    double low = row.getDouble("low");
    if (row.wasNull()) {
      return null;
    }
    return new MetricPoint.Bounds(low, row.getDouble("high"));
  }

  private static RunInput input(ResultSet row) throws SQLException {
    return new RunInput(
        row.getString("name"),
        row.getString("digest"),
        row.getString("source_type"),
        row.getString("source"),
        row.getString("schema"),
        row.getString("profile"),
        Json.read(row.getString("tags"), new TypeReference<TreeMap<String, String>>() {}));
  }

  private Run run(long number) {
    RunInfo info = infos.get(number);
    if (info == null) {
      throw new IllegalStateException("Run number " + number + " vanished within a snapshot");
    }
    return new Run(
        info,
        params.getOrDefault(number, Collections.emptySortedMap()),
        tags.getOrDefault(number, Collections.emptySortedMap()),
        metrics.getOrDefault(number, Collections.emptySortedMap()),
        measured.getOrDefault(number, List.of()),
        inputs.getOrDefault(number, List.of()));
  }
}
