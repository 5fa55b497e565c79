package org.plumbline.data;

import static org.plumbline.data.ArrowMessages.INT;

import com.google.flatbuffers.Table;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column of an Arrow batch are told as text, which reads back to the same
 * value. Types as in the format's {@code Schema.fbs}; nested ones have no text.
 */
final class ArrowCells {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final long MILLIS_A_DAY = 86_400_000;

  /** What the largest decimals of the format have; written out, more would not fit in memory. */
  private static final int MOST_DIGITS = 76;

  private ArrowCells() {}

  /** A column that cannot be read as text, or what the format does not allow. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }
  }

  /**
   * The texts of a column, null where there is no value; takes its buffers.
   *
   * @param dictionaries by id, as they stand now
   */
  static IntFunction<@Nullable String> of(
      Field field, ArrowBatch batch, Map<Long, List<@Nullable String>> dictionaries) {
    DictionaryEncoding dictionary = field.dictionary();
    if (dictionary == null) {
      return values(field, batch);
    }
    batch.takeNode();
    MemorySegment validity = batch.takeBuffer();
    Int index = dictionary.indexType();
    // Codes are signed and of 32 bits unless the schema says otherwise.
    IntToLongFunction codes =
        integers(
            index == null ? 32 : index.bitWidth(),
            index == null || index.isSigned(),
            batch.takeBuffer());
    List<@Nullable String> texts = dictionaries.get(dictionary.id());
    if (texts == null) {
      throw new Unreadable("it lacks the dictionary of '" + field.name() + "'");
    }
    return valid(validity, row -> texts.get(Math.toIntExact(codes.applyAsLong(row))));
  }

  /** The texts of a column, or of a dictionary, whose values stand in the batch themselves. */
  static IntFunction<@Nullable String> values(Field field, ArrowBatch batch) {
    batch.takeNode();
    if (field.typeType() == Type.Null) {
      return _ -> null;
    }
    MemorySegment validity = batch.takeBuffer();
    return valid(validity, present(field, batch));
  }

  private static IntFunction<@Nullable String> valid(
      MemorySegment validity, IntFunction<@Nullable String> present) {
    return validity.byteSize() == 0
        ? present
        : row -> bit(validity, row) ? present.apply(row) : null;
  }

  private static IntFunction<@Nullable String> present(Field field, ArrowBatch batch) {
    return switch (field.typeType()) {
      case Type.Int -> {
        Int type = type(field, new Int());
        IntToLongFunction values = integers(type.bitWidth(), type.isSigned(), batch.takeBuffer());
        yield type.bitWidth() == 64 && !type.isSigned()
            ? row -> Long.toUnsignedString(values.applyAsLong(row))
            : row -> Long.toString(values.applyAsLong(row));
      }
      case Type.FloatingPoint ->
          number(type(field, new FloatingPoint()).precision(), batch.takeBuffer());
      case Type.Bool -> {
        MemorySegment data = batch.takeBuffer();
        yield row -> Boolean.toString(bit(data, row));
      }
      case Type.Utf8 -> {
        MemorySegment offsets = batch.takeBuffer();
        MemorySegment data = batch.takeBuffer();
        yield row -> text(data, offsets.getAtIndex(INT, row), offsets.getAtIndex(INT, row + 1L));
      }
      case Type.LargeUtf8 -> {
        MemorySegment offsets = batch.takeBuffer();
        MemorySegment data = batch.takeBuffer();
        yield row -> text(data, offsets.getAtIndex(LONG, row), offsets.getAtIndex(LONG, row + 1L));
      }
      case Type.Date -> date(type(field, new Date()).unit(), batch.takeBuffer());
      case Type.Timestamp -> timestamp(type(field, new Timestamp()), batch.takeBuffer());
      case Type.Decimal -> decimal(type(field, new Decimal()), batch.takeBuffer());
      default ->
          throw new Unreadable(
              "column '%s' is of the type %s, which has no text; leave it out or convert it, a text to utf8"
                  .formatted(field.name(), Type.name(field.typeType())));
    };
  }

  private static <T extends Table> T type(Field field, T type) {
    if (field.type(type) == null) {
      throw new Unreadable("column '" + field.name() + "' says nothing of its type");
    }
    return type;
  }

  private static IntToLongFunction integers(int bits, boolean signed, MemorySegment data) {
    return switch (bits) {
      case 8 ->
          signed
              ? row -> data.get(ValueLayout.JAVA_BYTE, row)
              : row -> Byte.toUnsignedLong(data.get(ValueLayout.JAVA_BYTE, row));
      case 16 ->
          signed
              ? row -> data.getAtIndex(SHORT, row)
              : row -> Short.toUnsignedLong(data.getAtIndex(SHORT, row));
      case 32 ->
          signed
              ? row -> data.getAtIndex(INT, row)
              : row -> Integer.toUnsignedLong(data.getAtIndex(INT, row));
      case 64 -> row -> data.getAtIndex(LONG, row);
      default -> throw new Unreadable("it has whole numbers of " + bits + " bits");
    };
  }

  private static IntFunction<@Nullable String> number(short precision, MemorySegment data) {
    return switch (precision) {
      case Precision.HALF ->
          row -> Float.toString(Float.float16ToFloat(data.getAtIndex(SHORT, row)));
      case Precision.SINGLE -> row -> Float.toString(data.getAtIndex(FLOAT, row));
      case Precision.DOUBLE -> row -> Double.toString(data.getAtIndex(DOUBLE, row));
      default -> throw new Unreadable("it has numbers of the precision " + precision);
    };
  }

  private static IntFunction<@Nullable String> date(short unit, MemorySegment data) {
    return unit == DateUnit.DAY
        ? row -> LocalDate.ofEpochDay(data.getAtIndex(INT, row)).toString()
        : row ->
            LocalDate.ofEpochDay(Math.floorDiv(data.getAtIndex(LONG, row), MILLIS_A_DAY))
                .toString();
  }

  /** With a zone the numbers are UTC, whatever the zone; without one they are somebody's clock. */
  private static IntFunction<@Nullable String> timestamp(Timestamp type, MemorySegment data) {
    long second =
        switch (type.unit()) {
          case TimeUnit.SECOND -> 1L;
          case TimeUnit.MILLISECOND -> 1_000L;
          case TimeUnit.MICROSECOND -> 1_000_000L;
          case TimeUnit.NANOSECOND -> 1_000_000_000L;
          default -> throw new Unreadable("it has times of the unit " + type.unit());
        };
    String zone = type.timezone() == null ? "" : "Z";
    return row -> {
      long value = data.getAtIndex(LONG, row);
      int nanos = (int) (Math.floorMod(value, second) * (1_000_000_000L / second));
      return LocalDateTime.ofEpochSecond(Math.floorDiv(value, second), nanos, ZoneOffset.UTC)
              .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          + zone;
    };
  }

  private static IntFunction<@Nullable String> decimal(Decimal type, MemorySegment data) {
    int width = type.bitWidth() / 8;
    int scale = type.scale();
    if (width < 1 || width > 32 || Math.abs(scale) > MOST_DIGITS) {
      throw new Unreadable("it has decimals of " + type.bitWidth() + " bits, scale " + scale);
    }
    return row -> {
      byte[] bytes = data.asSlice((long) row * width, width).toArray(ValueLayout.JAVA_BYTE);
      for (int i = 0; i < width / 2; i++) {
        byte low = bytes[i];
        bytes[i] = bytes[width - 1 - i];
        bytes[width - 1 - i] = low;
      }
      return new BigDecimal(new BigInteger(bytes), scale).toPlainString();
    };
  }

  private static boolean bit(MemorySegment bits, int row) {
    return (bits.get(ValueLayout.JAVA_BYTE, row >> 3) >> (row & 7) & 1) != 0;
  }

  private static String text(MemorySegment data, long from, long to) {
    return new String(
        data.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
