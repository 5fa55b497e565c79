package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Parquet through DuckDB, each value as the text that reads back to the same value. */
final class ParquetSource implements RowSource {
  private final Path file;
  private final Connection connection;
  private final List<String> header;
  private final long total;
  private final ResultSet rows;
  private long read;

  ParquetSource(Path file) {
    this.file = file;
    this.connection = DuckDb.open();
    try {
      String relation = "read_parquet(" + DuckDb.text(file) + ")";
      this.header = names(relation);
      this.total = count(relation);
      String columns =
          header.stream()
              .map(c -> "CAST(" + DuckDb.name(c) + " AS VARCHAR)")
              .collect(Collectors.joining(", "));
      Statement statement = connection.createStatement();
      this.rows = statement.executeQuery("SELECT " + columns + " FROM " + relation);
    } catch (SQLException failed) {
      close();
      throw DuckDb.failure("Cannot read " + file, failed);
    }
  }

  private List<String> names(String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + relation)) {
      List<String> names = new ArrayList<>();
      while (described.next()) {
        names.add(described.getString(1));
      }
      return List.copyOf(names);
    }
  }

  private long count(String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + relation)) {
      counted.next();
      return counted.getLong(1);
    }
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public List<RawRow> next(int limit) {
    List<RawRow> batch = new ArrayList<>(Math.min(limit, 4096));
    try {
      while (batch.size() < limit && rows.next()) {
        List<String> fields = new ArrayList<>(header.size());
        for (int i = 1; i <= header.size(); i++) {
          String text = rows.getString(i);
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
