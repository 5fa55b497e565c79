package org.plumbline.oip;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.oip.wire.InferTensorContents;

/** Elements from the list of a message that fits their type. */
final class ContentElements implements Elements {
  private final List<?> values;
  private final Function<Object, @Nullable Object> reading;

  private <T> ContentElements(List<T> values, Function<Object, @Nullable Object> reading) {
    this.values = values;
    this.reading = reading;
  }

  static Elements of(String tensor, DataType type, InferTensorContents contents) {
    Elements elements =
        switch (type) {
          case BOOL -> new ContentElements(contents.getBoolContentsList(), value -> value);
          case INT8 -> signed(tensor, type, contents, Byte.MIN_VALUE, Byte.MAX_VALUE);
          case INT16 -> signed(tensor, type, contents, Short.MIN_VALUE, Short.MAX_VALUE);
          case INT32 -> signed(tensor, type, contents, Integer.MIN_VALUE, Integer.MAX_VALUE);
          case INT64 -> new ContentElements(contents.getInt64ContentsList(), value -> value);
          case UINT8 -> unsigned(tensor, type, contents, 0xFFL);
          case UINT16 -> unsigned(tensor, type, contents, 0xFFFFL);
          case UINT32 -> unsigned(tensor, type, contents, 0xFFFFFFFFL);
          case UINT64 ->
              new ContentElements(
                  contents.getUint64ContentsList(), value -> RawElements.unsigned((Long) value));
          case FP32 ->
              new ContentElements(
                  contents.getFp32ContentsList(), value -> RawElements.number((Float) value));
          case FP64 ->
              new ContentElements(
                  contents.getFp64ContentsList(), value -> RawElements.number((Double) value));
          case BYTES ->
              new ContentElements(
                  contents.getBytesContentsList(),
                  value -> Utf8.read(((ByteString) value).asReadOnlyByteBuffer(), tensor));
          case FP16, BF16 ->
              throw Refusals.tensor(
                  tensor, "is %s, which is sent as raw contents only".formatted(type));
        };
    if (elements.count() != all(contents)) {
      throw Refusals.tensor(
          tensor, "is %s and has contents of another type beside".formatted(type));
    }
    return elements;
  }

  private static int all(InferTensorContents contents) {
    return contents.getBoolContentsCount()
        + contents.getIntContentsCount()
        + contents.getInt64ContentsCount()
        + contents.getUintContentsCount()
        + contents.getUint64ContentsCount()
        + contents.getFp32ContentsCount()
        + contents.getFp64ContentsCount()
        + contents.getBytesContentsCount();
  }

  private static Elements signed(
      String tensor, DataType type, InferTensorContents contents, long least, long most) {
    return new ContentElements(
        contents.getIntContentsList(), value -> within(tensor, type, (Integer) value, least, most));
  }

  private static Elements unsigned(
      String tensor, DataType type, InferTensorContents contents, long most) {
    return new ContentElements(
        contents.getUintContentsList(),
        value -> within(tensor, type, Integer.toUnsignedLong((Integer) value), 0, most));
  }

  static Long within(String tensor, DataType type, long value, long least, long most) {
    if (value < least || value > most) {
      throw Refusals.tensor(
          tensor, "is %s and holds %s; it holds %s to %s".formatted(type, value, least, most));
    }
    return value;
  }

  @Override
  public int count() {
    return values.size();
  }

  @Override
  public @Nullable Object value(int index) {
    return reading.apply(values.get(index));
  }
}
