package org.plumbline.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a source as text, before any contract.
 *
 * @param line where it began in the source, from 1; for Parquet the row number
 * @param fields in header order; empty text where there is no value
 * @param fault why the row is broken, null when it is whole
 * @param raw the text of a broken row as found; empty for a whole one
 */
public record RawRow(long line, List<String> fields, @Nullable String fault, String raw) {
  static RawRow whole(long line, List<String> fields) {
    return new RawRow(line, fields, null, "");
  }

  static RawRow broken(long line, List<String> fields, String fault, String raw) {
    return new RawRow(line, fields, fault, raw);
  }

  public boolean isWhole() {
    return fault == null;
  }
}
