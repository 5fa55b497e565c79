package org.plumbline.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Delimited text that is in memory already, such as the body of a request. */
public final class CsvText {
  private CsvText() {}

  /** All records, the header among them, parted by commas; blank lines are passed over. */
  public static List<RawRow> records(String text) {
    var records = new ArrayList<RawRow>();
    var reader = new CsvRecords(new StringReader(text), ',');
    try {
      for (RawRow row = reader.next(); row != null; row = reader.next()) {
        records.add(row);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return records;
  }
}
