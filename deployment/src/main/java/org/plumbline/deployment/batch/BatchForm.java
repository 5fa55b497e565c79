package org.plumbline.deployment.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms of files that are scored and given back. */
public enum BatchForm {
  CSV("text/csv"),
  JSONL("application/x-ndjson"),
  PARQUET("application/vnd.apache.parquet"),
  ARROWS("application/vnd.apache.arrow.stream");

  private final String mediaType;

  BatchForm(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Suffix of its files, and its name on the wire. */
  public String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form of a media type, whatever its parameters. */
  public static Optional<BatchForm> ofMediaType(String header) {
    String bare = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(form -> form.mediaType.equals(bare)).findFirst();
  }

  /** The form that a file's name tells. */
  public static Optional<BatchForm> ofName(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".ndjson")) {
      return Optional.of(JSONL);
    }
    // An Arrow file is read as the stream that it holds.
    if (name.endsWith(".arrow")) {
      return Optional.of(ARROWS);
    }
    return Arrays.stream(values()).filter(form -> name.endsWith("." + form.suffix())).findFirst();
  }
}
