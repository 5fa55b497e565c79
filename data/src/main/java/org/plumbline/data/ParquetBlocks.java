package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * The features of a Parquet file column by column, in blocks of bounded size. Gives what {@link
 * RowParser} makes of the same file read as text, or is absent where that is not certain; the text
 * path stays the oracle. For one thread.
 */
public final class ParquetBlocks implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;
  private final long total;
  private final long rejected;

  private ParquetBlocks(Path file, Connection connection, List<String> columns, String refused)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    String relation = " FROM read_parquet(" + DuckDb.text(file) + ")";
    try (Statement counting = connection.createStatement();
        ResultSet counts =
            counting.executeQuery(
                "SELECT count(*), count(*) FILTER (WHERE " + refused + ")" + relation)) {
      counts.next();
      this.total = counts.getLong(1);
      this.rejected = counts.getLong(2);
    }
    this.statement =
        (DuckDBPreparedStatement)
            connection.prepareStatement(
                "SELECT " + String.join(", ", columns) + relation + " WHERE NOT (" + refused + ")");
    this.result = statement.query();
  }

  /** Absent when the file is no Parquet or its schema does not fit the contract's types plainly. */
  public static Optional<ParquetBlocks> open(Path file, Contract contract) {
    if (!String.valueOf(file.getFileName()).endsWith(".parquet") || contract.columns().isEmpty()) {
      return Optional.empty();
    }
    Connection connection = DuckDb.open();
    boolean opened = false;
    try {
      Map<String, String> schema =
          DuckDb.schema(connection, "read_parquet(" + DuckDb.text(file) + ")");
      List<String> columns = new ArrayList<>();
      List<String> numbers = new ArrayList<>();
      for (ColumnContract column : contract.columns()) {
        Optional<String> slot = slot(column, schema.get(column.name()));
        if (slot.isEmpty()) {
          return Optional.empty();
        }
        columns.add(slot.get());
        if (column.type() == ColumnType.NUMBER) {
          numbers.add(slot.get());
        }
      }
      // As text an infinity is no number, and its whole row is refused.
      String refused =
          numbers.isEmpty()
              ? "false"
              : numbers.stream()
                  .map(number -> "coalesce(isinf(" + number + "), false)")
                  .collect(Collectors.joining(" OR "));
      var blocks = new ParquetBlocks(file, connection, columns, refused);
      opened = true;
      return Optional.of(blocks);
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot read " + file, failed);
    } finally {
      if (!opened) {
        DuckDb.close(connection, file);
      }
    }
  }

  /** Only types whose text form parses back to the very same slot. */
  private static Optional<String> slot(ColumnContract column, @Nullable String type) {
    if (type == null || column.role() != Role.FEATURE || column.required()) {
      return Optional.empty();
    }
    String name = DuckDb.name(column.name());
    return Optional.ofNullable(
        switch (column.type()) {
          case NUMBER ->
              switch (type) {
                case "DOUBLE" -> name;
                case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> "CAST(" + name + " AS DOUBLE)";
                // Through text: 0.1f widens to 0.10000000149 otherwise.
                case "FLOAT" -> "CAST(CAST(" + name + " AS VARCHAR) AS DOUBLE)";
                default -> null;
              };
          case BOOLEAN ->
              type.equals("BOOLEAN") ? "CAST(CAST(" + name + " AS INTEGER) AS DOUBLE)" : null;
          case CATEGORY -> type.equals("VARCHAR") ? name : null;
          case INTEGER, DATE, TIMESTAMP, TEXT, IDENTIFIER -> null;
        });
  }

  /** Moves to the next block; false at the end. */
  public boolean next() {
    return result.nextChunk();
  }

  /** Rows of this block, some thousands at most. */
  public int rows() {
    return Math.toIntExact(result.chunk().rowCount());
  }

  /** The slots of one column of this block, NaN for missing. */
  public double[] slots(int column) {
    DuckDBDataChunkReader chunk = result.chunk();
    DuckDBReadableVector vector = chunk.vector(column);
    double[] slots = new double[rows()];
    for (int row = 0; row < slots.length; row++) {
      slots[row] = vector.getDouble(row, Double.NaN);
    }
    return slots;
  }

  /** How often each text occurs in one column of this block; the empty text stands for null. */
  public Map<String, Integer> texts(int column) {
    DuckDBReadableVector vector = result.chunk().vector(column);
    Map<String, Integer> counts = new HashMap<>();
    int rows = rows();
    for (int row = 0; row < rows; row++) {
      counts.merge(vector.isNull(row) ? "" : vector.getString(row), 1, Integer::sum);
    }
    return counts;
  }

  /** Rows of the file, those refused included. */
  public long total() {
    return total;
  }

  /** Rows that hold an infinity and are in no block. */
  public long rejected() {
    return rejected;
  }

  @Override
  public void close() {
    try {
      result.close();
      statement.close();
      connection.close();
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot close " + file, failed);
    }
  }
}
