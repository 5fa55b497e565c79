package org.plumbline.data;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits text into delimited records (RFC 4180, quoted newlines) and recovers from broken ones.
 *
 * <p>Own code and not a library's because of the recovery: a quote that is never closed must cost
 * its one line, not the rest of the file, so the scan has to be able to go back to the next line.
 */
final class CsvRecords {
  /** A quoted record longer than this is taken for one with an unclosed quote. */
  private static final int LONGEST_RECORD = 1 << 20;

  private static final char QUOTE = '"';

  private final Reader reader;
  private final char delimiter;

  /** Text not yet consumed lies in [start, end). */
  private char[] buffer = new char[1 << 16];

  private int start;
  private int end;
  private boolean finished;
  private long line = 1;

  CsvRecords(Reader reader, char delimiter) {
    this.reader = reader;
    this.delimiter = delimiter;
  }

  /** The next record, null at the end; blank lines are passed over. */
  @Nullable RawRow next() throws IOException {
    while (true) {
      compact();
      RawRow record = record();
      if (record == null || !isBlank(record)) {
        return record;
      }
    }
  }

  private static boolean isBlank(RawRow record) {
    return record.isWhole() && record.fields().size() == 1 && record.fields().getFirst().isEmpty();
  }

  private @Nullable RawRow record() throws IOException {
    if (!has(start)) {
      return null;
    }
    long firstLine = line;
    long newlines = 0;
    List<String> fields = new ArrayList<>();
    StringBuilder quoted = null;
    int fieldStart = 0; // relative to start
    int offset = 0;
    while (true) {
      boolean some = has(start + offset);
      char c = some ? buffer[start + offset] : '\n';
      if (some && c == QUOTE && offset == fieldStart && quoted == null) {
        StringBuilder text = new StringBuilder();
        int close = quotedField(offset + 1, text);
        if (close < 0) {
          return brokenLine(firstLine);
        }
        newlines += newlinesIn(offset, close);
        quoted = text;
        offset = close;
        fieldStart = close;
        continue;
      }
      boolean lineEnd = c == '\n' || c == '\r';
      if (!some || lineEnd || c == delimiter) {
        String tail = new String(buffer, start + fieldStart, offset - fieldStart);
        if (quoted != null && newlines > 0 && !tail.isBlank()) {
          return brokenLine(firstLine);
        }
        fields.add(quoted == null ? tail : quoted + tail.strip());
        quoted = null;
        offset++;
        fieldStart = offset;
        if (lineEnd || !some) {
          if (some && c == '\r' && has(start + offset) && buffer[start + offset] == '\n') {
            offset++;
          }
          start = Math.min(end, start + offset);
          line = firstLine + newlines + 1;
          return RawRow.whole(firstLine, fields);
        }
      } else {
        offset++;
      }
    }
  }

  /** Reads up to and including the closing quote; the offset behind it, or -1 if there is none. */
  private int quotedField(int offset, StringBuilder into) throws IOException {
    int at = offset;
    while (has(start + at) && at < LONGEST_RECORD) {
      char c = buffer[start + at];
      if (c != QUOTE) {
        into.append(c);
        at++;
      } else if (has(start + at + 1) && buffer[start + at + 1] == QUOTE) {
        into.append(QUOTE);
        at += 2;
      } else {
        return at + 1;
      }
    }
    return -1;
  }

  private long newlinesIn(int from, int to) {
    long count = 0;
    for (int i = start + from; i < start + to; i++) {
      if (buffer[i] == '\n' || (buffer[i] == '\r' && buffer[i + 1] != '\n')) {
        count++;
      }
    }
    return count;
  }

  /** Gives up the first physical line and goes on behind it. */
  private RawRow brokenLine(long firstLine) {
    int at = start;
    while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
      at++;
    }
    String raw = new String(buffer, start, at - start);
    if (at < end && buffer[at] == '\r' && at + 1 < end && buffer[at + 1] == '\n') {
      at++;
    }
    start = Math.min(end, at + 1);
    line = firstLine + 1;
    return RawRow.broken(firstLine, List.of(), "a quote is opened and never closed", raw);
  }

  /** Whether there is a character at this position of the buffer, reading on when needed. */
  private boolean has(int position) throws IOException {
    if (position < end) {
      return true;
    }
    if (finished) {
      return false;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = reader.read(buffer, end, buffer.length - end);
    if (read < 0) {
      finished = true;
      return false;
    }
    end += read;
    return position < end || has(position);
  }

  /** Moves unread text to the front so that the buffer grows only with long records. */
  private void compact() {
    if (start > buffer.length / 2) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
  }
}
