package org.plumbline.data.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.data.AtomicFile;
import org.plumbline.data.DuckDb;
import org.plumbline.data.Table;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Computes feature views and labels at as-of times, blind to what came later.
 *
 * <p>Two walls stand between a view's SQL and the future. The connection holds no relation but the
 * sources cut at the as-of time, made anew for each; and {@link SqlGuard} refuses SQL that names
 * another relation, reads files or asks for the clock. The connection can open no file but the
 * sources and the lake.
 *
 * <p>Thread-safe: one computation at a time. Times are UTC.
 */
public final class SnapshotEngine implements AutoCloseable {
  /** The relation of ids and {@code as_of} that every view and label may read. */
  static final String ENTITIES = "entities";

  /** The relation of one row, {@code as_of}, that the population may read too. */
  static final String MOMENT = "moment";

  private static final String FEATURES = "view_features";
  private static final String LABELS = "view_labels";
  private static final String TRAINING = "view_training";

  private static final DateTimeFormatter SQL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final List<Source> sources;
  private final Instant dataEnd;
  private final Path lake;
  private final Connection connection;
  private final SqlGuard guard;
  private final Set<String> dated = new HashSet<>();

  /**
   * @param dataEnd until when the sources are complete: no label may need later events
   * @param lake the folder for snapshots; made when absent
   */
  public SnapshotEngine(List<Source> sources, Instant dataEnd, Path lake) {
    this.sources = List.copyOf(sources);
    this.dataEnd = dataEnd;
    this.lake = lake.toAbsolutePath();
    for (Source source : sources) {
      if (!Files.isRegularFile(source.file())) {
        throw PlumblineException.of(
                ErrorCode.INVALID_DATA,
                "Source '%s' has no file %s".formatted(source.name(), source.file()))
            .with("source", source.name());
      }
    }
    try {
      Path spill = this.lake.resolve(".spill");
      Files.createDirectories(spill);
      this.connection = DuckDb.open(spill);
    } catch (IOException failed) {
      throw PlumblineException.of(
          ErrorCode.HOME_NOT_WRITABLE, "Cannot write to the lake " + lake, failed);
    }
    try {
      this.guard = new SqlGuard(connection);
      lockIn();
      for (Source source : sources) {
        if (hasDates(source)) {
          dated.add(source.name());
        }
      }
    } catch (SQLException failed) {
      close();
      throw DuckDb.failure("Cannot open the sources", failed);
    }
  }

  private void lockIn() throws SQLException {
    String files =
        sources.stream().map(s -> DuckDb.text(s.file())).collect(Collectors.joining(", "));
    DuckDb.execute(connection, "SET allowed_paths = [" + files + "]");
    DuckDb.execute(connection, "SET allowed_directories = [" + DuckDb.text(lake) + "]");
    DuckDb.execute(connection, "SET enable_external_access = false");
    DuckDb.execute(connection, "SET lock_configuration = true");
  }

  /** Whether a source's time is a DATE, which says the day only. */
  private boolean hasDates(Source source) throws SQLException {
    String sql =
        "SELECT typeof(%s) FROM %s LIMIT 1"
            .formatted(DuckDb.name(source.timeColumn()), rawRelation(source));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      String type = rows.next() ? rows.getString(1) : "TIMESTAMP";
      if (!type.startsWith("TIMESTAMP") && !type.equals("DATE")) {
        throw PlumblineException.of(
                ErrorCode.INVALID_DATA,
                "Time column '%s' of source '%s' is a %s; it must be a timestamp or a date"
                    .formatted(source.timeColumn(), source.name(), type))
            .with("source", source.name());
      }
      return type.equals("DATE");
    }
  }

  /** Until when labels may look. */
  public Instant dataEnd() {
    return dataEnd;
  }

  /** The id, {@code as_of} and the features of the population at that time, ordered by id. */
  public synchronized Table features(FeatureView view, Instant asOf) {
    return collect(view.entity(), result -> result.append(computeFeatures(view, asOf)));
  }

  /** As {@link #features}, kept in the lake as Parquet under the hash of its content. */
  public synchronized Snapshot snapshot(FeatureView view, Instant asOf) {
    Table table = features(view, asOf);
    String hash = ContentHash.of(table);
    Path file =
        lake.resolve(view.name())
            .resolve("v" + view.version())
            .resolve(FILE_TIME.format(utc(asOf)) + "-" + hash.substring(0, 16) + ".parquet");
    if (!Files.exists(file)) {
      try (AtomicFile place = AtomicFile.at(file)) {
        DuckDb.execute(
            connection,
            "COPY (SELECT * FROM %s ORDER BY %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                .formatted(FEATURES, DuckDb.name(view.entity()), DuckDb.text(place.draft())));
        place.commit();
      } catch (SQLException failed) {
        throw DuckDb.failure("Cannot keep the snapshot " + file, failed);
      }
    }
    return new Snapshot(view, asOf, table, hash, file);
  }

  /**
   * The label of each entity of the population at each time: id, {@code as_of}, label.
   *
   * @throws PlumblineException INVALID_DATA when a label is not mature: its horizon ends after the
   *     data
   */
  public synchronized Table labels(FeatureView view, LabelView label, List<Instant> asOfs) {
    return collect(
        view.entity(),
        result -> {
          for (Instant asOf : checkedTimes(label, asOfs)) {
            cutBefore(asOf);
            computeEntities(view, asOf);
            result.append(computeLabels(view, label, asOf));
          }
        });
  }

  /**
   * Features and label of the population at each time: id, {@code as_of}, features, label.
   *
   * @throws PlumblineException INVALID_DATA when a label is not mature: its horizon ends after the
   *     data
   */
  public synchronized Table trainingSet(FeatureView view, LabelView label, List<Instant> asOfs) {
    return collect(
        view.entity(),
        result -> {
          for (Instant asOf : checkedTimes(label, asOfs)) {
            String features = computeFeatures(view, asOf);
            String labels = computeLabels(view, label, asOf);
            create(
                TRAINING,
                "training set",
                "SELECT f.*, l.%s FROM %s f JOIN %s l USING (%s)"
                    .formatted(
                        DuckDb.name(label.column()), features, labels, DuckDb.name(view.entity())));
            result.append(TRAINING);
          }
        });
  }

  /** A computation that adds rows to a result. */
  private interface Work {
    void into(ResultTable result) throws SQLException;
  }

  private Table collect(String entity, Work work) {
    ResultTable result = new ResultTable(connection, entity);
    try {
      work.into(result);
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot compute the view", failed);
    }
    return result.build();
  }

  private List<Instant> checkedTimes(LabelView label, List<Instant> asOfs) {
    Duration delay =
        sources.stream().map(Source::delay).max(Duration::compareTo).orElse(Duration.ZERO);
    for (Instant asOf : asOfs) {
      if (asOf.plus(label.horizon()).plus(delay).isAfter(dataEnd)) {
        throw PlumblineException.of(
                ErrorCode.INVALID_DATA,
                "Label '%s' at %s is not mature: its horizon of %d days ends after the data (%s)"
                    .formatted(label.name(), asOf, label.horizon().toDays(), dataEnd))
            .with("asOf", asOf.toString());
      }
    }
    return asOfs.stream().sorted().distinct().toList();
  }

  private String computeFeatures(FeatureView view, Instant asOf) throws SQLException {
    cutBefore(asOf);
    computeEntities(view, asOf);
    String what = "view " + view.name();
    guard.check(what, view.sql(), visible(true));
    create(
        FEATURES,
        what,
        joined(view.entity(), "v.* EXCLUDE (" + DuckDb.name(view.entity()) + ")", view.sql()));
    checkOneRowEach(what);
    return FEATURES;
  }

  private void computeEntities(FeatureView view, Instant asOf) throws SQLException {
    String what = "the population of view " + view.name();
    DuckDb.execute(
        connection,
        "CREATE OR REPLACE TEMP VIEW %s AS SELECT %s AS as_of".formatted(MOMENT, timestamp(asOf)));
    guard.check(what, view.population(), visible(false));
    create(
        ENTITIES,
        what,
        "SELECT DISTINCT %s, %s AS as_of FROM (\n%s\n) WHERE %s IS NOT NULL"
            .formatted(
                DuckDb.name(view.entity()),
                timestamp(asOf),
                view.population(),
                DuckDb.name(view.entity())));
  }

  private String computeLabels(FeatureView view, LabelView label, Instant asOf)
      throws SQLException {
    cutAfter(asOf, asOf.plus(label.horizon()));
    String what = "label " + label.name();
    guard.check(what, label.sql(), visible(true));
    create(LABELS, what, joined(view.entity(), "v." + DuckDb.name(label.column()), label.sql()));
    checkOneRowEach(what, LABELS);
    long without =
        number(
            "SELECT count(*) FROM %s WHERE %s IS NULL"
                .formatted(LABELS, DuckDb.name(label.column())));
    if (without > 0) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA,
          "The SQL of %s leaves %d entities without a label; give each of entities one"
              .formatted(what, without));
    }
    return LABELS;
  }

  private static String joined(String entity, String columns, String sql) {
    String id = DuckDb.name(entity);
    return "SELECT e.%s, e.as_of, %s FROM %s e LEFT JOIN (\n%s\n) v ON v.%s = e.%s"
        .formatted(id, columns, ENTITIES, sql, id, id);
  }

  private void checkOneRowEach(String what) throws SQLException {
    checkOneRowEach(what, FEATURES);
  }

  private void checkOneRowEach(String what, String relation) throws SQLException {
    long rows = number("SELECT count(*) FROM " + relation);
    long entities = number("SELECT count(*) FROM " + ENTITIES);
    if (rows != entities) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA,
          "The SQL of %s gives %d rows for %d entities; group it to one row each"
              .formatted(what, rows, entities));
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void create(String table, String what, String sql) throws SQLException {
    try {
      DuckDb.execute(connection, "CREATE OR REPLACE TEMP TABLE " + table + " AS " + sql);
    } catch (SQLException failed) {
      throw DuckDb.failure("The SQL of " + what + " fails", failed);
    }
  }

  private Set<String> visible(boolean withEntities) {
    Set<String> names =
        sources.stream().map(Source::name).collect(Collectors.toCollection(HashSet::new));
    names.add(MOMENT);
    if (withEntities) {
      names.add(ENTITIES);
    }
    return names;
  }

  /** Every source as it was known at this time. */
  private void cutBefore(Instant asOf) throws SQLException {
    for (Source source : sources) {
      cut(source, notAfter(source, asOf.minus(source.delay())));
    }
  }

  /** EVENT sources that happened within (from, to]; STATE sources as known at the beginning. */
  private void cutAfter(Instant from, Instant to) throws SQLException {
    for (Source source : sources) {
      cut(
          source,
          switch (source.kind()) {
            case STATE -> notAfter(source, from.minus(source.delay()));
            case EVENT -> "NOT (" + notAfter(source, from) + ") AND " + notAfter(source, to);
          });
    }
  }

  /** A date says the day, so the row counts from the end of that day. */
  private String notAfter(Source source, Instant time) {
    Instant bound = dated.contains(source.name()) ? time.minus(Duration.ofDays(1)) : time;
    return DuckDb.name(source.timeColumn()) + " <= " + timestamp(bound);
  }

  private void cut(Source source, String condition) throws SQLException {
    String columns = source.columns().stream().map(DuckDb::name).collect(Collectors.joining(", "));
    DuckDb.execute(
        connection,
        "CREATE OR REPLACE TEMP VIEW %s AS SELECT %s FROM %s WHERE %s"
            .formatted(source.name(), columns, rawRelation(source), condition));
  }

  private static String rawRelation(Source source) {
    return "read_parquet(" + DuckDb.text(source.file()) + ")";
  }

  private static String timestamp(Instant time) {
    return "TIMESTAMP '" + SQL_TIME.format(utc(time)) + "'";
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot close the snapshot engine", failed);
    }
  }
}
