package org.plumbline.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The file of refused rows: line, reason, column, row. Made when the first row comes. */
final class Quarantine implements AutoCloseable {
  private final @Nullable Path file;
  private @Nullable CsvWriter writer;

  Quarantine(@Nullable Path file) {
    this.file = file;
    try {
      if (file != null) {
        Files.deleteIfExists(file); // an earlier reading's rows are not this one's
      }
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  void append(RawRow row, String reason, String column) {
    if (file == null) {
      return;
    }
    try {
      CsvWriter out = writer;
      if (out == null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        out = CsvWriter.builder().build(file);
        writer = out;
        out.writeRecord("line", "reason", "column", "row");
      }
      String raw = row.raw().isEmpty() ? String.join(",", row.fields()) : row.raw();
      out.writeRecord(Long.toString(row.line()), reason, column, raw);
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  private PlumblineException unwritable(IOException cause) {
    return PlumblineException.of(
        ErrorCode.HOME_NOT_WRITABLE, "Cannot write the quarantine file " + file, cause);
  }
}
