package org.plumbline.verifier;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Hashes an entry from the UTF-8 of its parts, without making texts of them: for who reads millions
 * of rows. The parts must come in the order of {@link CanonicalForm}, which is the oracle of this
 * class. For one thread; may be used again after {@link #finish}.
 */
public final class RawForm {
  private static final byte[][] TAGS = {CanonicalForm.tag(1), CanonicalForm.tag(2)};

  private final MessageDigest sha256 = Sha256.start();
  private byte[] bytes = new byte[1_024];
  private int length;

  /** Begins an entry; the previous hash lies in an array at an offset. */
  public RawForm start(int form, long sequence, long micros, byte[] previous, int previousOffset) {
    if (form != 1 && form != 2) {
      throw new IllegalArgumentException("Form " + form + " of an entry is not known: 1 or 2");
    }
    length = 0;
    byte[] tag = TAGS[form - 1];
    raw(tag, 0, tag.length);
    raw(previous, previousOffset, Digest.BYTES);
    integer((int) (sequence >>> 32));
    integer((int) sequence);
    integer((int) (micros >>> 32));
    integer((int) micros);
    return this;
  }

  /** Begins other bytes than those of an entry. */
  RawForm start(byte[] tag) {
    length = 0;
    raw(tag, 0, tag.length);
    return this;
  }

  /** Leaves room for a count that is known later; gives its place. */
  int count() {
    integer(0);
    return length - Integer.BYTES;
  }

  /** Writes a count where room was left for it. */
  void count(int place, int value) {
    int written = length;
    length = place;
    integer(value);
    length = written;
  }

  /** A text that is there. */
  public void text(byte[] from, int offset, int count) {
    integer(count);
    raw(from, offset, count);
  }

  /** A text that is not there. */
  public void absent() {
    integer(-1);
  }

  /** Bytes as they are. */
  public void raw(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  /** A number of four bytes, such as a count. */
  public void integer(int value) {
    room(Integer.BYTES);
    bytes[length++] = (byte) (value >>> 24);
    bytes[length++] = (byte) (value >>> 16);
    bytes[length++] = (byte) (value >>> 8);
    bytes[length++] = (byte) value;
  }

  /**
   * A map written as a flat JSON object of texts without escapes, keys in ascending ASCII; false,
   * having written nothing, when it is anything else.
   */
  public boolean map(byte[] json, int offset, int count) {
    int start = length;
    int at = offset;
    int end = offset + count;
    int pairs = 0;
    int lastKey = -1;
    int lastKeyLength = 0;
    integer(0);
    if (count < 2 || json[at++] != '{' || json[end - 1] != '}') {
      length = start;
      return false;
    }
    while (at < end - 1) {
      int key = at + 1;
      int keyEnd = quoted(json, at, end, true);
      if (keyEnd < 0
          || json[keyEnd + 1] != ':'
          || (lastKey >= 0
              && Arrays.compare(json, lastKey, lastKey + lastKeyLength, json, key, keyEnd) >= 0)) {
        length = start;
        return false;
      }
      int value = keyEnd + 3;
      int valueEnd = quoted(json, keyEnd + 2, end, false);
      if (valueEnd < 0 || (json[valueEnd + 1] != ',' && valueEnd + 2 != end)) {
        length = start;
        return false;
      }
      text(json, key, keyEnd - key);
      text(json, value, valueEnd - value);
      lastKey = key;
      lastKeyLength = keyEnd - key;
      pairs++;
      at = valueEnd + 2;
    }
    count(start, pairs);
    return true;
  }

  /** Where a plain quoted text ends, -1 when it is none. */
  private static int quoted(byte[] json, int at, int end, boolean ascii) {
    if (at >= end || json[at] != '"') {
      return -1;
    }
    for (int i = at + 1; i < end - 1; i++) {
      byte sign = json[i];
      if (sign == '"') {
        return i;
      }
      if (sign == '\\' || (sign >= 0 && sign < ' ') || (ascii && sign < 0)) {
        return -1;
      }
    }
    return -1;
  }

  /** The hash of what was written. */
  public Digest finish() {
    sha256.update(bytes, 0, length);
    return Digest.finish(sha256);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
