package org.plumbline.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delimited text: delimiter and encoding are recognised, broken lines are told apart. */
final class CsvSource implements RowSource {
  private static final int SAMPLE_CHARS = 1 << 16;
  private static final int SAMPLE_RECORDS = 100;
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private final Path file;
  private final long size;
  private final CountingInputStream counted;
  private final Reader reader;
  private final CsvRecords records;
  private final List<String> header;
  private final String format;

  CsvSource(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    TextEncoding encoding;
    try (InputStream bytes = Sources.bytes(file)) {
      encoding = TextEncoding.of(bytes);
    }
    char delimiter = sniff(sample(encoding));
    boolean packed = Sources.startsWith(file, 0x1F, 0x8B);
    this.counted = new CountingInputStream(Files.newInputStream(file));
    try {
      InputStream bytes = packed ? Sources.unpacked(counted) : new BufferedInputStream(counted);
      bytes.skipNBytes(encoding.markLength());
      this.reader = decode(bytes, encoding);
      this.records = new CsvRecords(reader, delimiter);
      this.header = header(records.next());
    } catch (IOException | RuntimeException failed) {
      counted.close();
      throw failed;
    }
    this.format =
        "CSV%s, delimiter %s, %s"
            .formatted(
                packed ? ".gz" : "",
                delimiter == '\t' ? "tab" : "'" + delimiter + "'",
                encoding.charset().name());
  }

  private static Reader decode(InputStream bytes, TextEncoding encoding) {
    return new InputStreamReader(
        bytes,
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
  }

  private String sample(TextEncoding encoding) throws IOException {
    try (InputStream bytes = Sources.bytes(file)) {
      bytes.skipNBytes(encoding.markLength());
      Reader text = decode(bytes, encoding);
      char[] chars = new char[SAMPLE_CHARS];
      int length = 0;
      for (int n = 0;
          n >= 0 && length < chars.length;
          n = text.read(chars, length, chars.length - length)) {
        length += n;
      }
      return new String(chars, 0, length);
    }
  }

  /** The delimiter under which most sampled records have as many fields as the first, over one. */
  private static char sniff(String sample) throws IOException {
    char best = ',';
    double bestScore = 0;
    for (char delimiter : DELIMITERS) {
      var records = new CsvRecords(new StringReader(sample), delimiter);
      RawRow first = records.next();
      if (first == null || first.fields().size() < 2) {
        continue;
      }
      int seen = 1;
      int fitting = 1;
      RawRow row = records.next();
      while (row != null && seen < SAMPLE_RECORDS) {
        seen++;
        fitting += row.fields().size() == first.fields().size() ? 1 : 0;
        row = records.next();
      }
      double score = (double) fitting / seen + first.fields().size() / 1e6;
      if (score > bestScore) {
        best = delimiter;
        bestScore = score;
      }
    }
    return best;
  }

  private List<String> header(@Nullable RawRow row) {
    if (row == null || !row.isWhole()) {
      throw Sources.unusable(file, "it has no header line");
    }
    List<String> names = new ArrayList<>();
    var seen = new HashSet<String>();
    int numbers = 0;
    for (String field : row.fields()) {
      String name = field.strip();
      numbers += Double.isNaN(Values.numberOrNaN(name)) ? 0 : 1;
      name = name.isEmpty() ? "column_" + (names.size() + 1) : name;
      if (!seen.add(name)) {
        throw Sources.unusable(file, "its header names column '" + name + "' twice; rename one");
      }
      names.add(name);
    }
    if (numbers * 3 >= names.size() && numbers > 0) {
      throw Sources.unusable(
          file,
          "its first line holds numbers and so is no header; put a line with column names on top");
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public List<RawRow> next(int limit) {
    List<RawRow> rows = new ArrayList<>(Math.min(limit, 4096));
    try {
      while (rows.size() < limit) {
        RawRow row = records.next();
        if (row == null) {
          break;
        }
        rows.add(checked(row));
      }
    } catch (IOException failed) {
      throw Sources.unreadable(file, failed);
    }
    return rows;
  }

  private RawRow checked(RawRow row) {
    if (!row.isWhole()) {
      return row;
    }
    List<String> fields = row.fields();
    if (fields.size() != header.size()) {
      String fault = "has %d fields, the header %d".formatted(fields.size(), header.size());
      return RawRow.broken(row.line(), fields, fault, String.join(",", fields));
    }
    for (String field : fields) {
      if (field.indexOf('\uFFFD') >= 0) {
        String fault = "holds bytes that are no text in the file's encoding";
        return RawRow.broken(row.line(), fields, fault, String.join(",", fields));
      }
    }
    return row;
  }

  @Override
  public double progress() {
    return size == 0 ? 1 : Math.min(1, (double) counted.count() / size);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failed) {
      throw Sources.unreadable(file, failed);
    }
  }
}
