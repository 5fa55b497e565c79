package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Measure;
import org.plumbline.monitoring.Reading;
import org.plumbline.monitoring.ReadingLine;
import org.plumbline.monitoring.ReadingStore;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** What looks have measured, a row a window and measure. */
public final class SqlReadings implements ReadingStore {
  private static final int SHOWN_DAYS = 91;
  private static final Duration A_DAY = Duration.ofDays(1);

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
    List<Alerted> alerts =
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
              return alerts(handle, version, points.values());
            });
    return points.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                ReadingLine.of(
                    entry.getKey().measure(),
                    entry.getKey().name().isEmpty() ? null : entry.getKey().name(),
                    entry.getValue(),
                    marks(alerts, entry.getKey(), entry.getValue())))
        .toList();
  }

  private record Alerted(String kind, @Nullable String column, ReadingLine.Mark mark) {}

  /** The version's alerts that were open since the day of the first point, oldest first. */
  private static List<Alerted> alerts(
      Handle handle, VersionId version, Collection<List<ReadingLine.Point>> lines) {
    Optional<Instant> first =
        lines.stream().map(points -> points.getFirst().windowEnd()).min(Comparator.naturalOrder());
    if (first.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            """
            select id, kind, column_name, severity, title, opened_at, resolved_at from alert
            where model = :model and version = :version
              and (resolved_at is null or resolved_at >= :from)
            order by opened_at, id
            """)
        .bind("model", version.model().value())
        .bind("version", version.number().value())
        .bind("from", Times.utc(first.get().minus(A_DAY)))
        .map(
            (row, context) ->
                new Alerted(
                    row.getString("kind"),
                    row.getString("column_name"),
                    new ReadingLine.Mark(
                        row.getObject("id", UUID.class),
                        Severity.valueOf(row.getString("severity")).wireName(),
                        row.getString("title"),
                        Times.instant(row, "opened_at"),
                        Times.instantOrNull(row, "resolved_at"))))
        .list();
  }

  private static List<ReadingLine.Mark> marks(
      List<Alerted> alerts, Subject subject, List<ReadingLine.Point> points) {
    Instant first = points.getFirst().windowEnd().minus(A_DAY);
    return alerts.stream()
        .filter(one -> one.kind().equals(subject.measure().kind().name()))
        .filter(one -> subject.name().isEmpty() || subject.name().equals(one.column()))
        .map(Alerted::mark)
        .filter(mark -> mark.resolvedAt() == null || !mark.resolvedAt().isBefore(first))
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
