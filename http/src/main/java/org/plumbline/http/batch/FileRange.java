package org.plumbline.http.batch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a {@code Range} header asks for [RFC 9110, 14]. One range only; what
 * cannot be understood is the whole file, as the standard allows.
 *
 * @param from first byte
 * @param bytes how many
 */
record FileRange(long from, long bytes) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** Empty when the header asks for nothing that the file has. */
  static Optional<FileRange> of(@Nullable String header, long size) {
    Matcher asked = ONE.matcher(header == null ? "" : header.strip());
    if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
      return Optional.of(new FileRange(0, size));
    }
    if (asked.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(asked.group(2)));
      return last == 0 ? Optional.empty() : Optional.of(new FileRange(size - last, last));
    }
    long from = Long.parseLong(asked.group(1));
    long to =
        asked.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(asked.group(2)));
    if (!asked.group(2).isEmpty() && Long.parseLong(asked.group(2)) < from) {
      return Optional.of(new FileRange(0, size));
    }
    return from >= size ? Optional.empty() : Optional.of(new FileRange(from, to - from + 1));
  }

  boolean isWhole(long size) {
    return bytes == size;
  }

  String contentRange(long size) {
    return "bytes " + from + "-" + (from + bytes - 1) + "/" + size;
  }
}
