package org.plumbline.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A file read as a stream of rows: bounded memory whatever its size. Not thread-safe.
 *
 * <p>CSV (also .gz; delimiter, encoding and byte order mark recognised), JSON lines, Parquet and
 * Arrow.
 */
public interface RowSource extends AutoCloseable {
  /** Column names in order; never empty. */
  List<String> header();

  /** Up to {@code limit} further rows, broken ones included; empty at the end. */
  List<RawRow> next(int limit);

  /** How much of the source has been read, 0 to 1, for a progress bar. */
  double progress();

  /** What was recognised, such as {@code CSV, delimiter ';', UTF-8}. */
  String format();

  @Override
  void close();

  /**
   * Opens a file by its name and content.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_DATA when it is absent, empty, has no
   *     header or no known form
   */
  static RowSource open(Path file) {
    return Sources.open(file);
  }
}
