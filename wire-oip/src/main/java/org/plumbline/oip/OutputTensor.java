package org.plumbline.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tensor of an answer. */
sealed interface OutputTensor {
  String name();

  DataType type();

  Shape shape();

  /** Its elements little-endian, without gaps. */
  byte[] raw();

  /** Numbers; arrays are handed over. */
  record Numbers(String name, Shape shape, double[] values) implements OutputTensor {
    @Override
    public DataType type() {
      return DataType.FP64;
    }

    @Override
    public byte[] raw() {
      byte[] raw = new byte[values.length * Double.BYTES];
      ByteBuffer bytes = little(raw);
      for (double value : values) {
        bytes.putDouble(value);
      }
      return raw;
    }
  }

  /** Whole numbers; arrays are handed over. */
  record Wholes(String name, Shape shape, long[] values) implements OutputTensor {
    @Override
    public DataType type() {
      return DataType.INT64;
    }

    @Override
    public byte[] raw() {
      byte[] raw = new byte[values.length * Long.BYTES];
      ByteBuffer bytes = little(raw);
      for (long value : values) {
        bytes.putLong(value);
      }
      return raw;
    }
  }

  record Texts(String name, Shape shape, List<String> values) implements OutputTensor {
    @Override
    public DataType type() {
      return DataType.BYTES;
    }

    @Override
    public byte[] raw() {
      List<byte[]> texts =
          values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
      byte[] raw = new byte[texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum()];
      ByteBuffer bytes = little(raw);
      texts.forEach(text -> bytes.putInt(text.length).put(text));
      return raw;
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
