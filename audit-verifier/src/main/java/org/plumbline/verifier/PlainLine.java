package org.plumbline.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the line of an entry from its bytes, without making texts or a tree of it: most lines of
 * an export are as {@link ExportLines} writes them. {@link ParsedLine} is the oracle: a line with
 * escapes, members in another order, spaces, a proof, bytes that are no UTF-8, or values that are
 * not those that were sealed is left to it. For one thread.
 */
final class PlainLine {
  private static final byte[] SEQUENCE = ascii("{\"sequence\":");
  private static final byte[] FORM = ascii(",\"form\":");
  private static final byte[] AT = ascii(",\"at\":");
  private static final byte[] ACTOR = ascii(",\"actor\":");
  private static final byte[] ON_BEHALF_OF = ascii(",\"onBehalfOf\":");
  private static final byte[] REQUEST_ID = ascii(",\"requestId\":");
  private static final byte[] ADDRESS = ascii(",\"address\":");
  private static final byte[] ACTION = ascii(",\"action\":");
  private static final byte[] OBJECT_KIND = ascii(",\"objectKind\":");
  private static final byte[] OBJECT_ID = ascii(",\"objectId\":");
  private static final byte[] BEFORE = ascii(",\"before\":");
  private static final byte[] AFTER = ascii(",\"after\":");
  private static final byte[] REASON = ascii(",\"reason\":");
  private static final byte[] PROBLEM = ascii(",\"problem\":");
  private static final byte[] SEALED = ascii(",\"sealed\":[");
  private static final byte[] PREVIOUS = ascii(",\"previous\":\"");
  private static final byte[] HASH = ascii("\",\"hash\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[] SUBJECT = ascii("{\"subject\":");
  private static final byte[] FIELDS = ascii(",\"fields\":");
  private static final byte[] COMMITMENT = ascii(",\"commitment\":\"");
  private static final byte[] CIPHER = ascii("\",\"sealed\":");
  private static final byte[] OPENED = ascii(",\"opened\":{\"salt\":");
  private static final byte[] VALUES = ascii(",\"values\":");
  private static final byte[] SEALED_TAG = CanonicalForm.sealedTag();

  private static final int HEX = 2 * Digest.BYTES;
  private static final int TAIL = PREVIOUS.length + HEX + HASH.length + HEX + END.length;
  private static final int TIME = 27;

  private final RawForm form = new RawForm();
  private final RawForm opened = new RawForm();
  private final byte[] previous = new byte[Digest.BYTES];
  private final byte[] hash = new byte[Digest.BYTES];
  private final byte[] commitment = new byte[Digest.BYTES];
  private byte[] line = {};
  private int at;
  private int end;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The entry, or null when the line is not as it would be written. */
  ParsedLine.@Nullable Plain read(byte[] bytes) {
    line = bytes;
    at = 0;
    end = bytes.length - TAIL;
    if (end < 0
        || !is(end, PREVIOUS)
        || !is(end + PREVIOUS.length + HEX, HASH)
        || !is(bytes.length - END.length, END)
        || !hex(end + PREVIOUS.length, previous)
        || !hex(bytes.length - END.length - HEX, hash)
        || !isUtf8()) {
      return null;
    }
    try {
      return entry();
    } catch (IllegalArgumentException | java.time.DateTimeException told) {
      return null;
    }
  }

  private ParsedLine.@Nullable Plain entry() {
    long sequence = take(SEQUENCE) ? number() : -1;
    long kind = take(FORM) ? number() : -1;
    if (sequence < 0 || kind < 1 || kind > 2 || !take(AT)) {
      return null;
    }
    int time = at + 1;
    if (quoted() != time + TIME) {
      return null;
    }
    long micros = Micros.parse(new String(line, time, TIME, StandardCharsets.US_ASCII));
    form.start((int) kind, sequence, micros, previous, 0);
    boolean plain =
        text(ACTOR)
            && optional(ON_BEHALF_OF)
            && optional(REQUEST_ID)
            && optional(ADDRESS)
            && text(ACTION)
            && text(OBJECT_KIND)
            && text(OBJECT_ID)
            && map(BEFORE)
            && map(AFTER)
            && optional(REASON)
            && (kind == 1 || (optional(PROBLEM) && blocks()));
    return plain && at == end
        ? new ParsedLine.Plain(
            new ChainCheck.Link(sequence, Digest.of(previous), Digest.of(hash)),
            form.finish(),
            line)
        : null;
  }

  private boolean text(byte[] name) {
    return take(name) && text(form);
  }

  private boolean optional(byte[] name) {
    if (take(name)) {
      return text(form);
    }
    form.absent();
    return true;
  }

  private boolean text(RawForm out) {
    int from = at + 1;
    int to = quoted();
    if (to < 0) {
      return false;
    }
    out.text(line, from, to - from);
    return true;
  }

  private boolean map(byte[] name) {
    if (!take(name)) {
      form.integer(0);
      return true;
    }
    boolean quotes = false;
    for (int i = at; i < end; i++) {
      byte sign = line[i];
      if (sign == '"') {
        quotes = !quotes;
      } else if (sign == '}' && !quotes) {
        int from = at;
        at = i + 1;
        // An empty map is not written.
        return at - from > 2 && form.map(line, from, at - from);
      }
    }
    return false;
  }

  private boolean blocks() {
    int place = form.count();
    if (!take(SEALED)) {
      return true;
    }
    int count = 0;
    do {
      if (!block()) {
        return false;
      }
      count++;
    } while (take(','));
    form.count(place, count);
    return take(']');
  }

  private boolean block() {
    if (!take(SUBJECT) || !text(form) || !take(FIELDS)) {
      return false;
    }
    int fields = texts(form);
    if (fields < 0 || !take(COMMITMENT) || !hex(at, commitment)) {
      return false;
    }
    form.raw(commitment, 0, Digest.BYTES);
    at += HEX;
    byte[] cipher = take(CIPHER) ? base64() : null;
    if (cipher == null) {
      return false;
    }
    form.integer(cipher.length);
    form.raw(cipher, 0, cipher.length);
    return take('}') || (take(OPENED) && opened(fields) && take('}') && take('}'));
  }

  private boolean opened(int fields) {
    byte[] salt = base64();
    if (salt == null || salt.length != CanonicalForm.SALT_BYTES || !take(VALUES)) {
      return false;
    }
    opened.start(SEALED_TAG).raw(salt, 0, salt.length);
    return texts(opened) == fields && opened.finish().equals(Digest.of(commitment));
  }

  /** Writes a list of texts; how many they are, -1 when they are none. */
  private int texts(RawForm out) {
    int place = out.count();
    if (!take('[')) {
      return -1;
    }
    int count = 0;
    if (!take(']')) {
      do {
        if (!text(out)) {
          return -1;
        }
        count++;
      } while (take(','));
      if (!take(']')) {
        return -1;
      }
    }
    out.count(place, count);
    return count;
  }

  private byte @Nullable [] base64() {
    int from = at + 1;
    int to = quoted();
    return to < 0 ? null : Base64.getDecoder().decode(Arrays.copyOfRange(line, from, to));
  }

  /** Steps over a text without escapes and tells where its closing quote stands; -1 when none. */
  private int quoted() {
    if (at >= end || line[at] != '"') {
      return -1;
    }
    for (int i = at + 1; i < end; i++) {
      byte sign = line[i];
      if (sign == '"') {
        at = i + 1;
        return i;
      }
      if (sign == '\\' || (sign >= 0 && sign < ' ')) {
        return -1;
      }
    }
    return -1;
  }

  private long number() {
    int from = at;
    long number = 0;
    while (at < end && at - from < 18 && line[at] >= '0' && line[at] <= '9') {
      number = 10 * number + line[at++] - '0';
    }
    return at == from || (line[from] == '0' && at - from > 1) ? -1 : number;
  }

  private boolean take(byte[] word) {
    if (at + word.length > end || !is(at, word)) {
      return false;
    }
    at += word.length;
    return true;
  }

  private boolean take(char sign) {
    if (at >= end || line[at] != sign) {
      return false;
    }
    at++;
    return true;
  }

  private boolean is(int from, byte[] word) {
    return Arrays.equals(line, from, from + word.length, word, 0, word.length);
  }

  private boolean hex(int from, byte[] digest) {
    if (from + HEX > line.length) {
      return false;
    }
    int wrong = 0;
    for (int i = 0; i < digest.length; i++) {
      int value = Digest.digit(line[from + 2 * i]) << 4 | Digest.digit(line[from + 2 * i + 1]);
      wrong |= value;
      digest[i] = (byte) value;
    }
    return wrong >= 0;
  }

  private boolean isUtf8() {
    int signs = 0;
    for (byte sign : line) {
      signs |= sign;
    }
    return signs >= 0
        || Arrays.equals(
            new String(line, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), line);
  }
}
