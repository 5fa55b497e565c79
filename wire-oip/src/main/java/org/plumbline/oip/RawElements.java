package org.plumbline.oip;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowIntake;

/**
 * Elements as bytes: little-endian, without gaps. A NaN is a value that is missing.
 *
 * <p>Numbers are read where they lie; of texts the places are found once, so that a length beyond
 * the end is refused before anything is read.
 */
final class RawElements implements Elements {
  private final String tensor;
  private final DataType type;
  private final ByteBuffer bytes;
  private final int[] starts;
  private final int count;

  private RawElements(String tensor, DataType type, ByteBuffer bytes, int[] starts, int count) {
    this.tensor = tensor;
    this.type = type;
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
  }

  /**
   * The elements of a tensor.
   *
   * @param source its bytes and no others; borrowed
   */
  static RawElements of(String tensor, DataType type, Shape shape, ByteBuffer source) {
    ByteBuffer bytes = source.slice().order(ByteOrder.LITTLE_ENDIAN);
    int count = shape.count();
    if (type == DataType.BYTES) {
      return new RawElements(tensor, type, bytes, starts(tensor, bytes, count), count);
    }
    long expected = (long) count * type.size();
    if (bytes.limit() != expected) {
      throw Refusals.tensor(
          tensor,
          "has %s raw bytes, but %s elements of %s take %s"
              .formatted(bytes.limit(), count, type, expected));
    }
    return new RawElements(tensor, type, bytes, new int[0], count);
  }

  private static int[] starts(String tensor, ByteBuffer bytes, int count) {
    if (count > bytes.limit() / Integer.BYTES) {
      throw Refusals.tensor(
          tensor, "has %s raw bytes, too few for %s texts".formatted(bytes.limit(), count));
    }
    int[] starts = new int[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int left = bytes.limit() - at - Integer.BYTES;
      if (left < 0 || Integer.compareUnsigned(bytes.getInt(at), left) > 0) {
        throw Refusals.tensor(tensor, "ends within its text %s".formatted(i));
      }
      starts[i] = at;
      at += Integer.BYTES + bytes.getInt(at);
    }
    if (at != bytes.limit()) {
      throw Refusals.tensor(
          tensor, "has %s raw bytes behind its %s texts".formatted(bytes.limit() - at, count));
    }
    return starts;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public @Nullable Object value(int index) {
    int at = index * type.size();
    return switch (type) {
      case BOOL -> truth(bytes.get(at));
      case UINT8 -> (long) Byte.toUnsignedInt(bytes.get(at));
      case UINT16 -> (long) Short.toUnsignedInt(bytes.getShort(at));
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
      case UINT64 -> unsigned(bytes.getLong(at));
      case INT8 -> (long) bytes.get(at);
      case INT16 -> (long) bytes.getShort(at);
      case INT32 -> (long) bytes.getInt(at);
      case INT64 -> bytes.getLong(at);
      case FP16 -> number(Float.float16ToFloat(bytes.getShort(at)));
      case BF16 -> number(Float.intBitsToFloat(bytes.getShort(at) << 16));
      case FP32 -> number(bytes.getFloat(at));
      case FP64 -> number(bytes.getDouble(at));
      case BYTES -> {
        int start = starts[index];
        yield Utf8.read(bytes.slice(start + Integer.BYTES, bytes.getInt(start)), tensor);
      }
    };
  }

  /** Numbers go straight to their slot. */
  @Override
  public void give(int index, RowIntake row, int column) {
    int at = index * type.size();
    switch (type) {
      case INT8 -> row.whole(column, bytes.get(at));
      case INT16 -> row.whole(column, bytes.getShort(at));
      case INT32 -> row.whole(column, bytes.getInt(at));
      case INT64 -> row.whole(column, bytes.getLong(at));
      case UINT8 -> row.whole(column, Byte.toUnsignedInt(bytes.get(at)));
      case UINT16 -> row.whole(column, Short.toUnsignedInt(bytes.getShort(at)));
      case UINT32 -> row.whole(column, Integer.toUnsignedLong(bytes.getInt(at)));
      case FP32 -> give(bytes.getFloat(at), row, column);
      case FP64 -> give(bytes.getDouble(at), row, column);
      case BOOL, UINT64, FP16, BF16, BYTES -> row.value(column, value(index));
    }
  }

  private static void give(double value, RowIntake row, int column) {
    if (!Double.isNaN(value)) {
      row.number(column, value);
    }
  }

  private Boolean truth(byte value) {
    if (value != 0 && value != 1) {
      throw Refusals.tensor(tensor, "is BOOL and holds %s; it holds 0 or 1".formatted(value));
    }
    return value == 1;
  }

  static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** An unsigned number of 64 bits. */
  static Number unsigned(long value) {
    return value >= 0 ? (Number) value : new BigInteger(Long.toUnsignedString(value));
  }
}
