package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parquet through DuckDB, each value as the text that reads back to the same value. */
final class ParquetSource implements RowSource {
  private final Path file;
  private final Connection connection;
  private final List<String> header;
  private final long total;
  private final String relation;
  private @Nullable ResultSet rows;
  private long read;

  ParquetSource(Path file) {
    this.file = file;
    this.connection = DuckDb.open();
    try {
      this.relation = "read_parquet(" + DuckDb.text(file) + ")";
      this.header = List.copyOf(DuckDb.schema(connection, relation).keySet());
      this.total = DuckDb.count(connection, relation);
    } catch (SQLException failed) {
      close();
      throw DuckDb.failure("Cannot read " + file, failed);
    }
  }

  private ResultSet texts(List<String> columns) throws SQLException {
    String selected =
        columns.stream()
            .map(c -> "CAST(" + DuckDb.name(c) + " AS VARCHAR)")
            .collect(Collectors.joining(", "));
    return connection.createStatement().executeQuery("SELECT " + selected + " FROM " + relation);
  }

  /**
   * What inference needs of each column, from the file's own types where they say it.
   *
   * @param withRoles columns of which every value must be known
   */
  List<ColumnStats> survey(Set<String> withRoles) {
    try {
      Map<String, ColumnStats> stats =
          new HashMap<>(new ParquetSurvey(connection, relation).stats(withRoles));
      List<String> others = header.stream().filter(name -> !stats.containsKey(name)).toList();
      if (!others.isEmpty()) {
        stats.putAll(surveyTexts(others));
      }
      return header.stream().map(name -> Objects.requireNonNull(stats.get(name), name)).toList();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot read " + file, failed);
    }
  }

  private Map<String, ColumnStats> surveyTexts(List<String> columns) throws SQLException {
    Map<String, ColumnStats> stats = new HashMap<>();
    columns.forEach(name -> stats.put(name, new ColumnStats()));
    List<ColumnStats> ordered = columns.stream().map(stats::get).toList();
    try (ResultSet found = texts(columns)) {
      while (found.next()) {
        for (int i = 0; i < ordered.size(); i++) {
          String text = found.getString(i + 1);
          ordered.get(i).add(text == null ? "" : text);
        }
      }
    }
    ordered.forEach(ColumnStats::close);
    return stats;
  }

  /** How many rows the file holds. */
  long total() {
    return total;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public List<RawRow> next(int limit) {
    List<RawRow> batch = new ArrayList<>(Math.min(limit, 4096));
    try {
      ResultSet open = rows == null ? texts(header) : rows;
      rows = open;
      while (batch.size() < limit && open.next()) {
        List<String> fields = new ArrayList<>(header.size());
        for (int i = 1; i <= header.size(); i++) {
          String text = open.getString(i);
          fields.add(text == null ? "" : text);
        }
        batch.add(RawRow.whole(++read, fields));
      }
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot read " + file, failed);
    }
    return batch;
  }

  @Override
  public double progress() {
    return total == 0 ? 1 : (double) read / total;
  }

  @Override
  public String format() {
    return "Parquet";
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot close " + file, failed);
    }
  }
}
