package org.plumbline.store.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.ColumnDriftLine;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Database;
import org.plumbline.store.Times;

/** Windows in PostgreSQL, fed by the transaction numbers of the log. */
public final class SqlWindows implements WindowStore {
  private static final long LOCK = 0x706c_756d_0003L;

  private final Database database;
  private final VersionKeys keys;
  private final FedRows fed;

  public SqlWindows(Database database) {
    this.database = database;
    this.keys = new VersionKeys(database);
    this.fed = new FedRows(database);
  }

  @Override
  public boolean claim(Tx tx) {
    return Database.handle(tx)
        .createQuery("select pg_try_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public Feed next(Tx tx, int rows) {
    return fed.next(Database.handle(tx), rows);
  }

  private Row row(Handle handle, ResultSet row) throws SQLException {
    return new Row(
        keys.version(handle, row.getInt("version_key")),
        Times.instant(row, "predicted_at"),
        row.getDouble("score"),
        Packed.slots(row.getBytes("slots")),
        null);
  }

  /** The newest answers of a version since a time. */
  public List<Row> since(VersionId version, Instant since, int limit) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    (select version_key, predicted_at, score, slots from prediction
                    where version_key = :key and predicted_at >= :since
                    order by predicted_at desc limit :limit)
                    union all
                    (select version_key, predicted_at, score, slots from block_prediction
                    where version_key = :key and predicted_at >= :since
                    order by predicted_at desc limit :limit)
                    order by predicted_at desc limit :limit
                    """)
                .bind("key", key.getAsInt())
                .bind("since", Times.utc(since))
                .bind("limit", limit)
                .map((row, context) -> row(handle, row))
                .list());
  }

  @Override
  public void advance(Tx tx, Feed feed, Map<LocalDate, Long> traffic) {
    Handle handle = Database.handle(tx);
    handle
        .createUpdate(
            "update window_watermark set tx = :upTo::text::xid8,"
                + " block_tx = :blocksUpTo::text::xid8")
        .bind("upTo", feed.upTo())
        .bind("blocksUpTo", feed.blocksUpTo())
        .execute();
    traffic.forEach(
        (day, rows) ->
            handle
                .createUpdate(
                    """
                    insert into traffic_day (day, predictions) values (:day, :rows)
                    on conflict (day) do update
                    set predictions = traffic_day.predictions + excluded.predictions
                    """)
                .bind("day", day)
                .bind("rows", rows)
                .execute());
  }

  @Override
  public Optional<TableProfile> profile(Tx tx, VersionId version, LocalDate day) {
    return Database.handle(tx)
        .createQuery("select profile from window_profile where version_key = :key and day = :day")
        .bind("key", keys.of(version))
        .bind("day", day)
        .mapTo(byte[].class)
        .findOne()
        .map(TableProfile::fromBytes);
  }

  @Override
  public void put(Tx tx, VersionId version, LocalDate day, TableProfile profile) {
    Database.handle(tx)
        .createUpdate(
            """
            insert into window_profile (version_key, day, rows, profile, stale)
            values (:key, :day, :rows, :profile, true)
            on conflict (version_key, day) do update set rows = excluded.rows,
              profile = excluded.profile, stale = true
            """)
        .bind("key", keys.of(version))
        .bind("day", day)
        .bind("rows", profile.rowCount())
        .bind("profile", profile.toBytes())
        .execute();
  }

  @Override
  public List<VersionDay> stale(Tx tx, int limit) {
    Handle handle = Database.handle(tx);
    return handle
        .createQuery(
            "select version_key, day from window_profile where stale order by day, version_key"
                + " limit :limit")
        .bind("limit", limit)
        .map(
            (row, context) ->
                new VersionDay(
                    keys.version(handle, row.getInt("version_key")),
                    row.getObject("day", LocalDate.class)))
        .list();
  }

  @Override
  public SequencedMap<LocalDate, TableProfile> profiles(
      VersionId version, LocalDate from, LocalDate until) {
    SequencedMap<LocalDate, TableProfile> profiles = new LinkedHashMap<>();
    OptionalInt key = keys.find(version);
    if (key.isPresent()) {
      database
          .read(
              handle ->
                  handle
                      .createQuery(
                          """
                          select day, profile from window_profile
                          where version_key = :key and day >= :from and day < :until order by day
                          """)
                      .bind("key", key.getAsInt())
                      .bind("from", from)
                      .bind("until", until)
                      .map(
                          (row, context) ->
                              Map.entry(
                                  row.getObject("day", LocalDate.class),
                                  TableProfile.fromBytes(row.getBytes("profile"))))
                      .list())
          .forEach(entry -> profiles.put(entry.getKey(), entry.getValue()));
    }
    return profiles;
  }

  @Override
  public void putDrift(
      Tx tx,
      VersionId version,
      WindowKind kind,
      LocalDate start,
      long rows,
      List<ColumnDriftLine> columns) {
    Handle handle = Database.handle(tx);
    int key = keys.of(version);
    handle
        .createUpdate(
            "delete from drift_window where version_key = :key and kind = :kind and start = :start")
        .bind("key", key)
        .bind("kind", kind.wireName())
        .bind("start", start)
        .execute();
    handle
        .createUpdate(
            """
            insert into drift_window (version_key, kind, start, rows)
            values (:key, :kind, :start, :rows)
            """)
        .bind("key", key)
        .bind("kind", kind.wireName())
        .bind("start", start)
        .bind("rows", rows)
        .execute();
    if (columns.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(DriftRows.INSERT);
    for (int position = 0; position < columns.size(); position++) {
      DriftRows.bind(batch, columns.get(position))
          .bind("key", key)
          .bind("window", kind.wireName())
          .bind("start", start)
          .bind("position", position)
          .add();
    }
    batch.execute();
  }

  @Override
  public void fresh(Tx tx, VersionDay window) {
    Database.handle(tx)
        .createUpdate(
            "update window_profile set stale = false where version_key = :key and day = :day")
        .bind("key", keys.of(window.version()))
        .bind("day", window.day())
        .execute();
  }

  @Override
  public List<DriftWindow> drift(
      VersionId version, WindowKind kind, LocalDate from, LocalDate until) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle -> {
          Map<LocalDate, Long> rows = new TreeMap<>();
          handle
              .createQuery(
                  """
                  select start, rows from drift_window
                  where version_key = :key and kind = :kind and start >= :from and start < :until
                  """)
              .bind("key", key.getAsInt())
              .bind("kind", kind.wireName())
              .bind("from", from)
              .bind("until", until)
              .map(
                  (row, context) ->
                      Map.entry(row.getObject("start", LocalDate.class), row.getLong("rows")))
              .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
          Map<LocalDate, List<ColumnDriftLine>> columns = new HashMap<>();
          handle
              .createQuery(
                  """
                  select * from drift_column
                  where version_key = :key and kind = :kind and start >= :from and start < :until
                  order by start, position
                  """)
              .bind("key", key.getAsInt())
              .bind("kind", kind.wireName())
              .bind("from", from)
              .bind("until", until)
              .map(
                  (row, context) ->
                      Map.entry(row.getObject("start", LocalDate.class), DriftRows.line(row)))
              .forEach(
                  entry ->
                      columns
                          .computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                          .add(entry.getValue()));
          return rows.entrySet().stream()
              .map(
                  entry ->
                      new DriftWindow(
                          entry.getKey(),
                          entry.getValue(),
                          columns.getOrDefault(entry.getKey(), List.of())))
              .toList();
        });
  }

  @Override
  public Optional<DriftWindow> latestDrift(VersionId version, WindowKind kind) {
    OptionalInt key = keys.find(version);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "select max(start) from drift_window where version_key = :key and kind ="
                            + " :kind having count(*) > 0")
                    .bind("key", key.getAsInt())
                    .bind("kind", kind.wireName())
                    .mapTo(LocalDate.class)
                    .findOne())
        .flatMap(start -> drift(version, kind, start, start.plusDays(1)).stream().findFirst());
  }

  @Override
  public SequencedMap<LocalDate, Long> days(VersionId version) {
    SequencedMap<LocalDate, Long> days = new LinkedHashMap<>();
    OptionalInt key = keys.find(version);
    if (key.isPresent()) {
      database
          .read(
              handle ->
                  handle
                      .createQuery(
                          "select day, rows from window_profile where version_key = :key order by"
                              + " day")
                      .bind("key", key.getAsInt())
                      .map(
                          (row, context) ->
                              Map.entry(row.getObject("day", LocalDate.class), row.getLong("rows")))
                      .list())
          .forEach(entry -> days.put(entry.getKey(), entry.getValue()));
    }
    return days;
  }

  @Override
  public Map<ModelName, SequencedMap<LocalDate, Long>> traffic(LocalDate since) {
    Map<ModelName, SequencedMap<LocalDate, Long>> traffic = new TreeMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  select model, day, sum(rows) as rows from window_profile
                  join watched_version on key = version_key
                  where day >= :since group by model, day order by model, day
                  """)
              .bind("since", since)
              .map(
                  (row, context) ->
                      traffic
                          .computeIfAbsent(
                              new ModelName(row.getString("model")), _ -> new LinkedHashMap<>())
                          .put(row.getObject("day", LocalDate.class), row.getLong("rows")))
              .list();
          return traffic;
        });
    return traffic;
  }

  @Override
  public List<VersionId> versions(ModelName model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select version from watched_version where model = :model order by version")
                .bind("model", model.value())
                .map(
                    (row, context) ->
                        new VersionId(model, new VersionNumber(row.getInt("version"))))
                .list());
  }
}
