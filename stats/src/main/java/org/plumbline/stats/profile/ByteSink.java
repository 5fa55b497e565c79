package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Collects the bytes of a stored profile. */
final class ByteSink {
  private byte[] bytes = new byte[1_024];
  private int size;

  void single(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  void fixedInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      single(value >> shift);
    }
  }

  void fixedLong(long value) {
    fixedInt((int) (value >> 32));
    fixedInt((int) value);
  }

  /** Seven bits a byte, lowest first; negative numbers as unsigned. */
  void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      single(((int) rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    single((int) rest);
  }

  void text(String text) {
    varint(text.length());
    for (int i = 0; i < text.length(); i++) {
      varint(text.charAt(i));
    }
  }

  void big(BigInteger value) {
    int zeros = Math.max(0, value.getLowestSetBit());
    byte[] magnitude = value.shiftRight(zeros).toByteArray();
    varint(zeros);
    varint(magnitude.length);
    bytes(magnitude);
  }

  void bytes(byte[] added) {
    for (byte value : added) {
      single(value);
    }
  }

  /** All bytes and their check sum. */
  byte[] checked() {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, size);
    fixedInt((int) crc.getValue());
    return Arrays.copyOf(bytes, size);
  }
}
