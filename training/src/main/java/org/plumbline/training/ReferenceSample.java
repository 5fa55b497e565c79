package org.plumbline.training;

import static org.plumbline.kernel.Require.require;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.multivariate.Reservoir;

/**
 * Rows of the reference, so few that they can be kept with a version, and so many that later rows
 * can be held against them as wholes: what profiles of columns cannot tell is whether columns still
 * go together.
 *
 * <p>Doubles to the last bit and not rounded to floats: a classifier would tell rounded rows from
 * others by the rounding.
 *
 * @param rows slots in contract order, all of one width; owned by this record and never changed;
 *     empty where none were kept
 */
public record ReferenceSample(List<double[]> rows) {
  /** Of versions from before samples were kept, and of models that came without rows. */
  public static final ReferenceSample NONE = new ReferenceSample(List.of());

  private static final int MOST_ROWS = 2_000;
  private static final int LEAST_ROWS = 200;

  /** Four megabytes. */
  private static final int MOST_VALUES = 500_000;

  private static final int FORM = 1;
  private static final int HEAD = 3 * Integer.BYTES;

  public ReferenceSample {
    rows = List.copyOf(rows);
    for (double[] row : rows) {
      require(
          row.length == rows.getFirst().length,
          "a row has %s values, the first one %s",
          row.length,
          rows.getFirst().length);
    }
  }

  /** How many rows are kept of a table of so many columns. */
  static int rows(int columns) {
    return Math.clamp(MOST_VALUES / Math.max(1, columns), LEAST_ROWS, MOST_ROWS);
  }

  static ReferenceSample of(Dataset data, long seed) {
    double[][] columns = data.columns();
    var places = new Reservoir<Integer>(rows(columns.length), seed);
    for (int row = 0; row < data.rowCount(); row++) {
      places.offer(row);
    }
    List<double[]> rows = new ArrayList<>();
    for (int place : places.kept()) {
      double[] row = new double[columns.length];
      for (int column = 0; column < row.length; column++) {
        row[column] = columns[column][place];
      }
      rows.add(row);
    }
    return new ReferenceSample(rows);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Form, rows, columns, then the values row by row, big-endian. */
  public byte[] toBytes() {
    int columns = isEmpty() ? 0 : rows.getFirst().length;
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + rows.size() * columns * Double.BYTES);
    bytes.putInt(FORM).putInt(rows.size()).putInt(columns);
    for (double[] row : rows) {
      for (double value : row) {
        bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when the bytes are not such a sample
   */
  public static ReferenceSample fromBytes(byte[] written) {
    require(written.length >= HEAD, "a sample has %s bytes, at least %s", written.length, HEAD);
    ByteBuffer bytes = ByteBuffer.wrap(written);
    int form = bytes.getInt();
    require(form == FORM, "a sample has the unknown form %s", form);
    int count = bytes.getInt();
    int columns = bytes.getInt();
    require(
        count >= 0
            && columns >= 0
            && bytes.remaining() == (long) count * columns * Double.BYTES
            && (columns > 0 || count == 0),
        "a sample of %s rows and %s columns does not have %s bytes",
        count,
        columns,
        written.length);
    List<double[]> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double[] row = new double[columns];
      for (int column = 0; column < columns; column++) {
        row[column] = bytes.getDouble();
      }
      rows.add(row);
    }
    return new ReferenceSample(rows);
  }
}
