package org.plumbline.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Writes rows to a CSV, JSON lines or Parquet file, chosen by the name's suffix.
 *
 * <p>All or nothing: rows go to a hidden file beside the target, which {@link #commit} renames into
 * place; closing without it leaves the target as it was. Not thread-safe.
 */
public interface RowWriter extends AutoCloseable {
  /**
   * Adds one row: String, Long, Integer, Double, Boolean or null, one value per column.
   *
   * <p>Doubles are written so that they read back to the same bits; a non-finite one is written as
   * no value.
   */
  void write(List<? extends @Nullable Object> values);

  /** Makes the file appear under its name, complete and on the disk. */
  void commit();

  @Override
  void close();

  /** A column of the output. */
  record Out(String name, Kind kind) {}

  /** What a column of the output holds; CSV and JSON need it not, Parquet does. */
  enum Kind {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN
  }

  /**
   * Opens a writer for a new file; an existing one is replaced at {@link #commit}.
   *
   * @throws PlumblineException INVALID_FIELD for another suffix than .csv, .jsonl, .ndjson,
   *     .parquet
   */
  static RowWriter create(Path file, List<Out> columns) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return new CsvRowWriter(file, columns);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return new JsonLinesRowWriter(file, columns);
    }
    if (name.endsWith(".parquet")) {
      return new ParquetRowWriter(file, columns);
    }
    throw PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "Cannot write " + file + ": name it .csv, .jsonl, .ndjson or .parquet")
        .with("field", "out");
  }
}
