package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.ReadingLine;
import org.plumbline.monitoring.ReadingStore;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** What looks have measured, a row a window and measure. */
public final class SqlReadings implements ReadingStore {
  private static final int SHOWN_DAYS = 91;

  private final Database database;
  private final VersionKeys keys;

  public SqlReadings(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
  }

  @Override
  public void put(
      Tx tx, VersionId version, Set<Measure> looked, List<Reading> readings, Instant windowEnd) {
    Handle handle = Database.handle(tx);
    int key = keys.of(version);
    handle
        .createUpdate(
            """
            delete from monitor_reading
            where version_key = :key and window_end = :end and measure = any(:measures)
            """)
        .bind("key", key)
        .bind("end", Times.utc(windowEnd))
        .bindArray("measures", String.class, looked.stream().map(Measure::name).toArray())
        .execute();
    if (readings.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into monitor_reading (version_key, measure, subject, window_end, value, allowed,
              answers, note)
            values (:key, :measure, :subject, :end, :value, :allowed, :answers, :note)
            """);
    for (Reading one : readings) {
      batch
          .bind("key", key)
          .bind("measure", one.measure().name())
          .bind("subject", one.subject() == null ? "" : one.subject())
          .bind("end", Times.utc(windowEnd))
          .bindByType("value", known(one.value()), Double.class)
          .bindByType("allowed", known(one.limit()), Double.class)
          .bind("answers", one.answers())
          .bind("note", one.note())
          .add();
    }
    batch.execute();
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  @Override
  public List<ReadingLine> of(VersionId version) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return List.of();
    }
    Map<Subject, List<ReadingLine.Point>> points = new LinkedHashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select * from monitor_reading
                  where version_key = :key and window_end > (
                    select max(window_end) from monitor_reading where version_key = :key
                  ) - make_interval(days => :days)
                  order by subject, window_end
                  """)
              .bind("key", key.getAsInt())
              .bind("days", SHOWN_DAYS)
              .map(
                  (row, context) ->
                      points
                          .computeIfAbsent(
                              new Subject(
                                  Measure.valueOf(row.getString("measure")),
                                  row.getString("subject")),
                              _ -> new ArrayList<>())
                          .add(point(row)))
              .list();
          return points;
        });
    return points.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                ReadingLine.of(
                    entry.getKey().measure(),
                    entry.getKey().name().isEmpty() ? null : entry.getKey().name(),
                    entry.getValue()))
        .toList();
  }

  private record Subject(Measure measure, String name) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      int byMeasure = measure.compareTo(other.measure);
      return byMeasure != 0 ? byMeasure : name.compareTo(other.name);
    }
  }

  private static ReadingLine.Point point(ResultSet row) throws SQLException {
    return new ReadingLine.Point(
        Times.instant(row, "window_end"),
        row.getObject("value", Double.class),
        row.getObject("allowed", Double.class),
        row.getLong("answers"),
        row.getString("note"));
  }
}
