package org.plumbline.stats.sequential;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Bytes of a detector: magic, version, kind, signal, words of eight bytes, check sum. */
final class StateWriter {
  static final int MAGIC = 0x504C4454;
  static final int VERSION = 1;
  static final int HEADER = 7;

  private ByteBuffer out = ByteBuffer.allocate(256);

  StateWriter(DetectorKind kind, Signal signal) {
    int kindNumber = List.of(DetectorKind.values()).indexOf(kind);
    int signalNumber = List.of(Signal.values()).indexOf(signal);
    out.putInt(MAGIC).put((byte) VERSION).put((byte) kindNumber).put((byte) signalNumber);
  }

  void add(double... values) {
    for (double value : values) {
      addLong(Double.doubleToRawLongBits(value));
    }
  }

  void addLong(long value) {
    if (out.remaining() < Long.BYTES + Integer.BYTES) {
      out = ByteBuffer.allocate(2 * out.capacity()).put(out.flip());
    }
    out.putLong(value);
  }

  byte[] bytes() {
    CRC32 crc = new CRC32();
    crc.update(out.array(), 0, out.position());
    out.putInt((int) crc.getValue());
    return Arrays.copyOf(out.array(), out.position());
  }
}
