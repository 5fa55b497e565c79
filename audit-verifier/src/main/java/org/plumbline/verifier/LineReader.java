package org.plumbline.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length. */
final class LineReader {
  static final int LONGEST = 4 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int from;
  private int to;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line without its line feed; null at the end. */
  byte @Nullable [] next() throws IOException {
    int scanned = from;
    while (true) {
      for (int i = scanned; i < to; i++) {
        if (buffer[i] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, from, i);
          from = i + 1;
          return line;
        }
      }
      int length = to - from;
      if (length > LONGEST) {
        throw new IOException("A line is longer than " + LONGEST + " bytes");
      }
      if (from > 0) {
        System.arraycopy(buffer, from, buffer, 0, length);
      } else if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      from = 0;
      scanned = length;
      to = length;
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        if (length == 0) {
          return null;
        }
        from = to;
        return Arrays.copyOf(buffer, length);
      }
      to += read;
    }
  }
}
