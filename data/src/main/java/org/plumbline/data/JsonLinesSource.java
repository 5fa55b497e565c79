package org.plumbline.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One flat JSON object a line, UTF-8. The header is the union of all keys in order of appearance,
 * found by a pass of its own.
 */
final class JsonLinesSource implements RowSource {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final long size;
  private final CountingInputStream counted;
  private final BufferedReader reader;
  private final List<String> header;
  private long line;

  JsonLinesSource(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    Set<String> names = new LinkedHashSet<>();
    try (BufferedReader lines = text(Sources.bytes(file))) {
      lines.lines().forEach(text -> names.addAll(namesOf(text)));
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    if (names.isEmpty()) {
      throw Sources.unusable(file, "no line of it is a JSON object");
    }
    this.header = List.copyOf(names);
    boolean packed = Sources.startsWith(file, 0x1F, 0x8B);
    this.counted = new CountingInputStream(Files.newInputStream(file));
    this.reader = text(packed ? Sources.unpacked(counted) : new BufferedInputStream(counted));
  }

  private static BufferedReader text(InputStream bytes) {
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
  }

  private static Set<String> namesOf(String text) {
    try {
      return fields(text).keySet();
    } catch (IOException broken) {
      return Set.of(); // the reading pass quarantines this line with its reason
    }
  }

  private static Map<String, String> fields(String text) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    if (text.isBlank()) {
      return fields;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("is no JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
          throw new IOException("holds a nested value in '" + name + "'");
        }
        fields.put(name, value == JsonToken.VALUE_NULL ? "" : parser.getText());
      }
      if (parser.nextToken() != null) {
        throw new IOException("holds more than one JSON object");
      }
    }
    return fields;
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
        String text = reader.readLine();
        if (text == null) {
          break;
        }
        line++;
        if (!text.isBlank()) {
          rows.add(row(text));
        }
      }
    } catch (IOException failed) {
      throw Sources.unreadable(file, failed);
    }
    return rows;
  }

  private RawRow row(String text) {
    try {
      Map<String, String> fields = fields(text);
      return RawRow.whole(line, header.stream().map(n -> fields.getOrDefault(n, "")).toList());
    } catch (IOException broken) {
      String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("is no JSON");
      return RawRow.broken(line, List.of(), why, text);
    }
  }

  @Override
  public double progress() {
    return size == 0 ? 1 : Math.min(1, (double) counted.count() / size);
  }

  @Override
  public String format() {
    return "JSON lines, UTF-8";
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
