package org.plumbline.store.monitoring;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary form of COPY (PostgreSQL manual, "COPY, Binary Format"), in a buffer that
 * grows and is used again. For one thread.
 */
final class CopyBytes {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final long EPOCH_2000_SECONDS = 946_684_800L;

  private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);

  void start() {
    bytes.clear();
    bytes.put(SIGNATURE);
  }

  void row(int fields) {
    room(Short.BYTES);
    bytes.putShort((short) fields);
  }

  void uuid(UUID value) {
    room(Integer.BYTES + 2 * Long.BYTES);
    bytes
        .putInt(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
  }

  /** Microseconds since 2000, rounded down. */
  void instant(Instant value) {
    room(Integer.BYTES + Long.BYTES);
    long micros =
        Math.addExact(
            Math.multiplyExact(value.getEpochSecond() - EPOCH_2000_SECONDS, 1_000_000L),
            value.getNano() / 1_000);
    bytes.putInt(Long.BYTES).putLong(micros);
  }

  void number(double value) {
    room(Integer.BYTES + Double.BYTES);
    bytes.putInt(Double.BYTES).putDouble(value);
  }

  void integer(int value) {
    room(Integer.BYTES + Integer.BYTES);
    bytes.putInt(Integer.BYTES).putInt(value);
  }

  void small(int value) {
    room(Integer.BYTES + Short.BYTES);
    bytes.putInt(Short.BYTES).putShort((short) value);
  }

  void binary(byte @Nullable [] value) {
    if (value == null) {
      absent();
      return;
    }
    room(Integer.BYTES + value.length);
    bytes.putInt(value.length).put(value);
  }

  void numbers(double[] values) {
    room(Integer.BYTES);
    bytes.putInt(values.length * Double.BYTES);
    raw(values);
  }

  /** Begins a field whose length is known at its {@linkplain #endField end}. */
  int beginField() {
    room(Integer.BYTES);
    bytes.putInt(0);
    return bytes.position();
  }

  void endField(int begin) {
    bytes.putInt(begin - Integer.BYTES, bytes.position() - begin);
  }

  /** The head of an array's field; its elements follow, each as a field. */
  void array(int elementType, boolean hasNulls, int length) {
    room(5 * Integer.BYTES);
    bytes.putInt(1).putInt(hasNulls ? 1 : 0).putInt(elementType).putInt(length).putInt(1);
  }

  /** Doubles within a field. */
  void raw(double[] values) {
    room(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
  }

  void absent() {
    room(Integer.BYTES);
    bytes.putInt(-1);
  }

  void end() {
    room(Short.BYTES);
    bytes.putShort((short) -1);
  }

  byte[] array() {
    return bytes.array();
  }

  int length() {
    return bytes.position();
  }

  private void room(int more) {
    if (bytes.remaining() < more) {
      int position = bytes.position();
      int size = Math.max(bytes.capacity() * 2, position + more);
      bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), size));
      bytes.position(position);
    }
  }
}
