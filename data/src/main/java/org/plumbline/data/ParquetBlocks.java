package org.plumbline.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * Some features of a Parquet file column by column, in the file's order and in blocks of bounded
 * size. For one thread, which does all of the reading.
 */
public final class ParquetBlocks implements AutoCloseable {
  /** The slot of a value that breaks the contract: its whole row is refused. */
  public static final double REFUSED = Double.POSITIVE_INFINITY;

  /** No block has more rows. */
  public static final int MOST_ROWS = 2_048;

  private static final int MOST_KNOWN = 10_000;

  private final Path file;
  private final Connection connection;
  private final List<ParquetFeatures.Feature> features;
  private final List<Map<String, Double>> known = new ArrayList<>();
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;

  private ParquetBlocks(Path file, Connection connection, List<ParquetFeatures.Feature> features)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    this.features = features;
    features.forEach(feature -> known.add(new HashMap<>()));
    DuckDb.execute(connection, "SET threads = 1");
    DuckDb.execute(connection, "SET memory_limit = '384MB'");
    this.statement =
        (DuckDBPreparedStatement)
            connection.prepareStatement(
                "SELECT "
                    + features.stream()
                        .map(ParquetFeatures.Feature::sql)
                        .collect(Collectors.joining(", "))
                    + " FROM "
                    + ParquetFeatures.relation(file));
    this.result = statement.query();
  }

  static ParquetBlocks open(Path file, List<ParquetFeatures.Feature> features) {
    Connection connection = DuckDb.open();
    boolean opened = false;
    try {
      var blocks = new ParquetBlocks(file, connection, features);
      opened = true;
      return blocks;
    } catch (SQLException failed) {
      throw DuckDb.failure("Cannot read " + file, failed);
    } finally {
      if (!opened) {
        DuckDb.close(connection, file);
      }
    }
  }

  /** Moves to the next block; false at the end. */
  public boolean next() {
    return result.nextChunk();
  }

  /** Rows of this block, {@link #MOST_ROWS} at most. */
  public int rows() {
    return Math.toIntExact(result.chunk().rowCount());
  }

  /**
   * Writes the slots of one column of this block: NaN for missing, infinite for what is refused.
   */
  public void slots(int column, double[] slots, int from) {
    DuckDBReadableVector vector = result.chunk().vector(column);
    int rows = rows();
    if (features.get(column).isText()) {
      for (int row = 0; row < rows; row++) {
        slots[from + row] = vector.isNull(row) ? Double.NaN : slot(column, vector.getString(row));
      }
    } else {
      for (int row = 0; row < rows; row++) {
        slots[from + row] = vector.getDouble(row, Double.NaN);
      }
    }
  }

  private double slot(int column, String text) {
    Map<String, Double> met = known.get(column);
    Double before = met.get(text);
    if (before != null) {
      return before;
    }
    FieldParser parser = features.get(column).parser();
    double slot = parser.isMissing(text) ? Double.NaN : refusedIfNone(parser.slotOfText(text));
    if (met.size() < MOST_KNOWN) {
      met.put(text, slot);
    }
    return slot;
  }

  private static double refusedIfNone(double slot) {
    return Double.isNaN(slot) ? REFUSED : slot;
  }

  /** The texts of one column of this block; the empty text stands for null. */
  public String[] texts(int column) {
    DuckDBReadableVector vector = result.chunk().vector(column);
    String[] texts = new String[rows()];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = vector.isNull(row) ? "" : vector.getString(row);
    }
    return texts;
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
