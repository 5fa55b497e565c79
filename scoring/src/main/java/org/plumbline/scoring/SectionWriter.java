package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the primitives of a model file, big-endian; a section's length is filled in at its end.
 */
final class SectionWriter {
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

  void section(String tag, Runnable payload) {
    raw(tag.getBytes(StandardCharsets.US_ASCII));
    int at = buffer.position();
    u32(0);
    payload.run();
    patchU32(at, buffer.position() - at - 4);
  }

  void raw(byte[] bytes) {
    room(bytes.length).put(bytes);
  }

  void bytes(byte[] bytes) {
    u32(bytes.length);
    raw(bytes);
  }

  void u8(int value) {
    room(1).put((byte) value);
  }

  void u16(int value) {
    room(2).putShort((short) value);
  }

  void u32(int value) {
    room(4).putInt(value);
  }

  void f32(float value) {
    room(4).putInt(Float.floatToIntBits(value));
  }

  void f64(double value) {
    room(8).putLong(Double.doubleToLongBits(value));
  }

  void f64s(double[] values) {
    u32(values.length);
    for (double value : values) {
      f64(value);
    }
  }

  void f32s(float[] values) {
    u32(values.length);
    for (float value : values) {
      f32(value);
    }
  }

  void u32s(int[] values) {
    u32(values.length);
    for (int value : values) {
      u32(value);
    }
  }

  void u64s(long[] values) {
    u32(values.length);
    for (long value : values) {
      room(8).putLong(value);
    }
  }

  void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u32(bytes.length);
    raw(bytes);
  }

  void texts(List<String> texts) {
    u32(texts.size());
    texts.forEach(this::text);
  }

  void patchU32(int at, int value) {
    buffer.putInt(at, value);
  }

  int size() {
    return buffer.position();
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      long wanted = Math.max((long) buffer.capacity() * 2, (long) buffer.position() + bytes);
      require(
          buffer.position() + (long) bytes <= ModelFile.MAX_BYTES - 64,
          "the model is larger than %s bytes",
          ModelFile.MAX_BYTES);
      var larger = ByteBuffer.allocate((int) Math.min(wanted, ModelFile.MAX_BYTES));
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }
}
