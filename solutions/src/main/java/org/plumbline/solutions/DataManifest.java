package org.plumbline.solutions;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a folder of generated data holds: generator, parameters, rows and hashes. It lies in the
 * folder as {@code manifest.json}; a folder without one is not whole.
 *
 * @param dataEnd until when the data is complete
 */
public record DataManifest(
    String generator,
    Map<String, String> parameters,
    Instant dataEnd,
    Map<String, Long> rows,
    Map<String, String> sha256) {
  private static final String FILE = "manifest.json";

  public DataManifest {
    parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    rows = java.util.Collections.unmodifiableMap(new TreeMap<>(rows));
    sha256 = java.util.Collections.unmodifiableMap(new TreeMap<>(sha256));
  }

  /** The manifest in the folder, if there is a readable one. */
  public static Optional<DataManifest> find(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      return Optional.of(read(parser));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty(); // half a manifest is none: the data is made anew
    }
  }

  /** Whether this is what that generator makes of those parameters. */
  public boolean isOf(String name, Map<String, String> settings) {
    return generator.equals(name) && parameters.equals(new TreeMap<>(settings));
  }

  /** Whether every file is there with its hash. */
  public boolean isWhole(Path folder) {
    return sha256.entrySet().stream()
        .allMatch(
            entry -> {
              Path file = folder.resolve(entry.getKey() + ".parquet");
              try {
                return Files.isRegularFile(file) && hash(file).equals(entry.getValue());
              } catch (IOException unreadable) {
                return false;
              }
            });
  }

  /** Hashes the files of the folder and writes its manifest. */
  public static DataManifest write(
      Path folder,
      String generator,
      Map<String, String> parameters,
      Map<String, Long> rows,
      LocalDate end)
      throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String table : rows.keySet()) {
      hashes.put(table, hash(folder.resolve(table + ".parquet")));
    }
    Instant dataEnd = end.atStartOfDay(ZoneOffset.UTC).toInstant();
    var manifest = new DataManifest(generator, parameters, dataEnd, rows, hashes);
    manifest.writeTo(folder.resolve(FILE));
    return manifest;
  }

  private void writeTo(Path file) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("generator", generator);
      json.writeStringField("dataEnd", dataEnd.toString());
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> entry : parameters.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("rows");
      for (Map.Entry<String, Long> entry : rows.entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("sha256");
      for (Map.Entry<String, String> entry : sha256.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static DataManifest read(JsonParser parser) throws IOException {
    Map<String, Map<String, String>> maps = new LinkedHashMap<>();
    Map<String, String> top = new LinkedHashMap<>();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, parser.getText());
        }
        maps.put(name, map);
      } else {
        top.put(name, parser.getText());
      }
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    maps.getOrDefault("rows", Map.of()).forEach((k, v) -> rows.put(k, Long.valueOf(v)));
    return new DataManifest(
        top.getOrDefault("generator", ""),
        maps.getOrDefault("parameters", Map.of()),
        Instant.parse(top.getOrDefault("dataEnd", "")),
        rows,
        maps.getOrDefault("sha256", Map.of()));
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        OutputStream none =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(none);
      return HexFormat.of().formatHex(((DigestOutputStream) none).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
