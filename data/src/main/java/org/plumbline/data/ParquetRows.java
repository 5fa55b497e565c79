package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file as slots, in their order, read column by column: what {@link
 * RowParser} makes of the same file read as text, to the bit. Bounded memory. For one thread.
 *
 * <p>Numbers are taken as they lie; every other column goes through its text and the very parser of
 * the text path.
 */
public final class ParquetRows implements AutoCloseable {
  private static final int ROWS = 8_192;

  /** DuckDB's chunks are of this size at most. */
  private static final int CHUNK = 2_048;

  private final Path file;
  private final RowParser parser;
  private final Connection connection;
  private final List<SlotColumn> columns;
  private final int width;
  private final int idColumn;
  private final int timeColumn;

  /** Names of the columns that tell groups, which follow each other from the first one on. */
  private final List<String> toldColumns;

  private final int firstTold;
  private final long total;
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;
  private long read;

  private ParquetRows(Path file, RowParser parser, Connection connection, long skip, boolean timed)
      throws SQLException {
    this.file = file;
    this.parser = parser;
    this.connection = connection;
    this.width = parser.featureCount();
    String relation = "read_parquet(" + DuckDb.text(file) + ", file_row_number=true)";
    Map<String, String> schema = DuckDb.schema(connection, relation);
    schema.remove("file_row_number");
    parser.forHeader(List.copyOf(schema.keySet()));
    this.total = DuckDb.count(connection, relation);
    this.columns = parser.slotColumns(schema);
    List<String> selected = new ArrayList<>(columns.stream().map(SlotColumn::sql).toList());
    String id =
        parser.contract().id().map(ColumnContract::name).filter(schema::containsKey).orElse(null);
    this.idColumn = id == null ? -1 : selected.size();
    if (id != null) {
      selected.add("CAST(" + DuckDb.name(id) + " AS VARCHAR)");
    }
    String time =
        parser
            .contract()
            .time()
            .map(ColumnContract::name)
            .filter(name -> timed && schema.containsKey(name))
            .orElse(null);
    this.timeColumn = time == null ? -1 : selected.size();
    if (time != null) {
      selected.add("CAST(" + DuckDb.name(time) + " AS VARCHAR)");
    }
    this.toldColumns = parser.told().stream().filter(schema::containsKey).sorted().toList();
    this.firstTold = selected.size();
    toldColumns.forEach(name -> selected.add("CAST(" + DuckDb.name(name) + " AS VARCHAR)"));
    if (selected.isEmpty()) {
      // Rows without any column of the contract are rows all the same.
      selected.add("file_row_number");
    }
    this.read = skip;
    this.statement =
        (DuckDBPreparedStatement)
            connection.prepareStatement(
                "SELECT "
                    + String.join(", ", selected)
                    + " FROM "
                    + relation
                    + (skip == 0 ? "" : " WHERE file_row_number >= " + skip));
    this.result = statement.query();
  }

  /**
   * Some thousand rows.
   *
   * @param lines their numbers in the file, from 1
   * @param slots one row each, handed over
   * @param ids null where a row has none
   * @param times as {@link ParsedRow#time}
   * @param groups as {@link ParsedRow#groups} of each row; empty when the parser tells none
   * @param refused numbers of the rows between them that break the contract
   */
  public record Block(
      long[] lines,
      double[][] slots,
      @Nullable String[] ids,
      double[] times,
      List<Map<String, String>> groups,
      long[] refused) {
    /** Rows of the file that the block covers. */
    public int rows() {
      return lines.length + refused.length;
    }
  }

  /**
   * Opens a file behind its first rows.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_DATA when it cannot be read;
   *     MISSING_FIELD when a required feature has no column
   */
  public static ParquetRows open(Path file, RowParser parser, long skip, int threads) {
    return open(file, parser, skip, threads, false);
  }

  /**
   * As above.
   *
   * @param timed whether the times of the rows are read too, which costs a text each
   */
  public static ParquetRows open(
      Path file, RowParser parser, long skip, int threads, boolean timed) {
    Connection connection = DuckDb.open();
    boolean opened = false;
    try {
      DuckDb.execute(connection, "SET threads = " + threads);
      DuckDb.execute(connection, "SET memory_limit = '384MB'");
      var rows = new ParquetRows(file, parser, connection, skip, timed);
      opened = true;
      return rows;
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot read " + file, failed);
    } finally {
      if (!opened) {
        DuckDb.close(connection, file);
      }
    }
  }

  /** The next rows, null at the end. */
  public @Nullable Block next() {
    double[][] slots = new double[ROWS][];
    @Nullable String[] ids = new @Nullable String[ROWS];
    double[] times = new double[ROWS];
    Arrays.fill(times, Double.NaN);
    boolean[] bad = new boolean[ROWS];
    List<Map<String, String>> groups = new ArrayList<>();
    int filled = 0;
    // Chunks are not cut: the block ends where the largest might not fit.
    while (filled + CHUNK <= ROWS && result.nextChunk()) {
      DuckDBDataChunkReader chunk = result.chunk();
      int rows = Math.toIntExact(chunk.rowCount());
      for (int r = 0; r < rows; r++) {
        double[] row = new double[width];
        Arrays.fill(row, Double.NaN);
        slots[filled + r] = row;
      }
      for (int c = 0; c < columns.size(); c++) {
        columns.get(c).read(chunk.vector(c), rows, slots, bad, filled);
      }
      if (idColumn >= 0) {
        readIds(chunk.vector(idColumn), rows, ids, filled);
      }
      if (timeColumn >= 0) {
        DuckDBReadableVector vector = chunk.vector(timeColumn);
        for (int r = 0; r < rows; r++) {
          times[filled + r] = parser.seconds(vector.isNull(r) ? null : vector.getString(r));
        }
      }
      if (!toldColumns.isEmpty()) {
        readGroups(chunk, rows, groups);
      }
      filled += rows;
    }
    return filled == 0 ? null : block(slots, ids, times, groups, bad, filled);
  }

  private static void readIds(
      DuckDBReadableVector vector, int rows, @Nullable String[] ids, int from) {
    for (int r = 0; r < rows; r++) {
      String text = vector.isNull(r) ? "" : vector.getString(r);
      ids[from + r] = Values.isMissing(text) ? null : text.strip();
    }
  }

  private void readGroups(DuckDBDataChunkReader chunk, int rows, List<Map<String, String>> groups) {
    for (int r = 0; r < rows; r++) {
      Map<String, String> told = new HashMap<>();
      for (int c = 0; c < toldColumns.size(); c++) {
        DuckDBReadableVector vector = chunk.vector(firstTold + c);
        String group =
            parser.group(toldColumns.get(c), vector.isNull(r) ? null : vector.getString(r));
        if (group != null) {
          told.put(toldColumns.get(c), group);
        }
      }
      groups.add(Map.copyOf(told));
    }
  }

  private Block block(
      double[][] slots,
      @Nullable String[] ids,
      double[] times,
      List<Map<String, String>> groups,
      boolean[] bad,
      int filled) {
    int refusals = 0;
    for (int r = 0; r < filled; r++) {
      refusals += bad[r] ? 1 : 0;
    }
    List<Map<String, String>> kept = new ArrayList<>();
    int good = 0;
    long[] lines = new long[filled - refusals];
    long[] refused = new long[refusals];
    for (int r = 0; r < filled; r++) {
      long line = ++read;
      if (bad[r]) {
        refused[r - good] = line;
      } else {
        lines[good] = line;
        slots[good] = slots[r];
        times[good] = times[r];
        if (!groups.isEmpty()) {
          kept.add(groups.get(r));
        }
        ids[good++] = ids[r];
      }
    }
    return new Block(
        lines,
        Arrays.copyOf(slots, good),
        Arrays.copyOf(ids, good),
        Arrays.copyOf(times, good),
        kept,
        refused);
  }

  /** Rows of the file. */
  public long total() {
    return total;
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
