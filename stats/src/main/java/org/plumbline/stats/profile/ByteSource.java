package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.plumbline.stats.math.Rules;

/** Reads the bytes of a stored profile; never reserves more than the bytes could fill. */
final class ByteSource {
  private static final int CHECK_SUM = 4;
  private static final int MOST_BIG_BYTES = 1_024;

  private final byte[] bytes;
  private final int end;
  private int position;

  private ByteSource(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  static ByteSource checked(byte[] bytes) {
    Rules.require(bytes.length > CHECK_SUM, "%d bytes are too few", bytes.length);
    int end = bytes.length - CHECK_SUM;
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    ByteSource sum = new ByteSource(bytes, bytes.length);
    sum.position = end;
    Rules.require(
        sum.fixedInt() == (int) crc.getValue(), "its check sum is wrong: it was cut or changed");
    return new ByteSource(bytes, end);
  }

  int single() {
    Rules.require(position < end, "it ends too early");
    return bytes[position++] & 0xFF;
  }

  int fixedInt() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | single();
    }
    return value;
  }

  long fixedLong() {
    return ((long) fixedInt() << 32) | (fixedInt() & 0xFFFFFFFFL);
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = single();
      Rules.require(shift < 63 || next <= 1, "a number has more than 64 bits");
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        Rules.require(next != 0 || shift == 0, "a number is written longer than needed");
        return value;
      }
    }
    throw new ProfileFormatException("a number does not end");
  }

  /** A number from 0 to the limit. */
  int size(int limit) {
    long size = varint();
    Rules.require(size >= 0 && size <= limit, "a size of %d exceeds %d", size, limit);
    return (int) size;
  }

  /** A number of items of which each takes two bytes or more. */
  int sizeOfItems() {
    return size((end - position) / 2);
  }

  String text() {
    int length = size(end - position);
    char[] characters = new char[length];
    for (int i = 0; i < length; i++) {
      characters[i] = (char) size(Character.MAX_VALUE);
    }
    return new String(characters);
  }

  BigInteger big() {
    int zeros = size(8 * MOST_BIG_BYTES);
    int length = size(MOST_BIG_BYTES);
    Rules.require(length > 0, "a sum is empty");
    BigInteger value = new BigInteger(bytes(length)).shiftLeft(zeros);
    Rules.require(
        zeros == Math.max(0, value.getLowestSetBit()), "a sum is written longer than needed");
    return value;
  }

  byte[] bytes(int length) {
    Rules.require(length <= end - position, "it ends too early");
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  void requireEnd() {
    Rules.require(position == end, "%d bytes follow its end", end - position);
  }
}
