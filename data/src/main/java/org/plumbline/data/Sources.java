package org.plumbline.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Chooses the reader of a file. */
final class Sources {
  private Sources() {}

  static RowSource open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw unusable(file, "there is no such file; check the path");
    }
    String name = plainName(file);
    try {
      if (Files.size(file) == 0) {
        throw unusable(file, "it is empty; it needs a header and rows");
      }
      if (name.endsWith(".parquet") || startsWith(file, 'P', 'A', 'R', '1')) {
        return new ParquetSource(file);
      }
      if (name.endsWith(".arrows")
          || name.endsWith(".arrow")
          || startsWith(file, 'A', 'R', 'R', 'O', 'W', '1')
          || startsWith(file, 0xFF, 0xFF, 0xFF, 0xFF)) {
        return new ArrowSource(file);
      }
      if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || startsWith(file, '{')) {
        return new JsonLinesSource(file);
      }
      return new CsvSource(file);
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  /** The file name in lower case without a trailing .gz. */
  static String plainName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /** The bytes of a file, unpacked when they are gzip, whatever its name. */
  static InputStream bytes(Path file) throws IOException {
    return startsWith(file, 0x1F, 0x8B)
        ? unpacked(Files.newInputStream(file))
        : Files.newInputStream(file);
  }

  static InputStream unpacked(InputStream packed) throws IOException {
    return new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16);
  }

  static boolean startsWith(Path file, int... magic) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (int b : magic) {
        if (in.read() != b) {
          return false;
        }
      }
      return true;
    }
  }

  static PlumblineException unusable(Path file, String why, Throwable cause) {
    return PlumblineException.of(ErrorCode.INVALID_DATA, "Cannot read " + file + ": " + why, cause)
        .with("file", String.valueOf(file.getFileName()));
  }

  static PlumblineException unusable(Path file, String why) {
    return PlumblineException.of(ErrorCode.INVALID_DATA, "Cannot read " + file + ": " + why)
        .with("file", String.valueOf(file.getFileName()));
  }

  static PlumblineException unreadable(Path file, IOException cause) {
    return PlumblineException.of(
            ErrorCode.INVALID_DATA, "Cannot read " + file + ": " + cause.getMessage(), cause)
        .with("file", String.valueOf(file.getFileName()));
  }
}
