package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Parquet, zstd, through a DuckDB table that spills to disk when it outgrows memory. */
final class ParquetRowWriter implements RowWriter {
  private final AtomicFile file;
  private final Connection connection;
  private final DuckDBAppender appender;

  ParquetRowWriter(Path target, List<Out> columns) {
    this.file = AtomicFile.at(target);
    this.connection = DuckDb.open();
    try {
      String list =
          columns.stream()
              .map(c -> DuckDb.name(c.name()) + " " + type(c.kind()))
              .collect(Collectors.joining(", "));
      DuckDb.execute(connection, "CREATE TABLE rows (" + list + ")");
      this.appender = connection.unwrap(DuckDBConnection.class).createAppender("rows");
    } catch (SQLException failed) {
      close();
      throw DuckDb.failure("Cannot write " + target, failed);
    }
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case TEXT -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
    };
  }

  @Override
  public void write(List<? extends @Nullable Object> values) {
    try {
      appender.beginRow();
      for (Object value : values) {
        append(value);
      }
      appender.endRow();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot write " + file.draft(), failed);
    }
  }

  private void append(@Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Double d when !Double.isFinite(d) -> appender.appendNull();
      case Double d -> appender.append(d.doubleValue());
      case Number n -> appender.append(n.longValue());
      case Boolean b -> appender.append(b.booleanValue());
      default -> appender.append(value.toString());
    }
  }

  @Override
  public void commit() {
    try {
      appender.close();
      DuckDb.execute(
          connection,
          "COPY rows TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(DuckDb.text(file.draft())));
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot write " + file.draft(), failed);
    }
    file.commit();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot close " + file.draft(), failed);
    } finally {
      file.close();
    }
  }
}
