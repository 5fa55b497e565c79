package org.plumbline.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma, UTF-8, header; no value is an empty field. */
final class CsvRowWriter implements RowWriter {
  private final AtomicFile file;
  private final CsvWriter csv;
  private boolean finished;

  CsvRowWriter(Path target, List<Out> columns) {
    this.file = AtomicFile.at(target);
    try {
      this.csv = CsvWriter.builder().build(file.draft());
    } catch (IOException failed) {
      file.close();
      throw new UncheckedIOException("Cannot write " + target, failed);
    }
    csv.writeRecord(columns.stream().map(Out::name).toList());
  }

  @Override
  public void write(List<? extends @Nullable Object> values) {
    List<String> fields = new ArrayList<>(values.size());
    for (Object value : values) {
      boolean none = value == null || (value instanceof Double d && !Double.isFinite(d));
      fields.add(none ? "" : String.valueOf(value));
    }
    csv.writeRecord(fields);
  }

  @Override
  public void commit() {
    closeCsv();
    file.commit();
  }

  private void closeCsv() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      csv.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot finish " + file.draft(), failed);
    }
  }

  @Override
  public void close() {
    closeCsv();
    file.close();
  }
}
