package org.plumbline.scoring.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.ModelFormatException;

/**
 * One message of the Protocol Buffers wire format: the values of each field, in order, not yet
 * interpreted. A message inside is a view of the same bytes, read when asked for, so memory stays
 * proportional to what is looked at; lengths are checked against what is left.
 */
final class ProtoReader {
  private final Map<Integer, List<Value>> fields = new TreeMap<>();

  /** The number of a scalar, or the bytes of a text, message or packed list. */
  private record Value(long bits, @Nullable ByteBuffer bytes, int wire) {}

  private ProtoReader(ByteBuffer in) {
    while (in.hasRemaining()) {
      long key = varint(in);
      int field = (int) (key >>> 3);
      int wire = (int) (key & 7);
      if (field <= 0 || key >>> 32 != 0) {
        throw refused("field number " + (key >>> 3));
      }
      fields.computeIfAbsent(field, _ -> new ArrayList<>(1)).add(value(in, wire));
    }
  }

  static ProtoReader read(byte[] bytes) {
    return new ProtoReader(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static Value value(ByteBuffer in, int wire) {
    return switch (wire) {
      case 0 -> new Value(varint(in), null, wire);
      case 1 -> new Value(need(in, 8).getLong(), null, wire);
      case 5 -> new Value(need(in, 4).getInt(), null, wire);
      case 2 -> {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
          throw refused("length " + length + " with " + in.remaining() + " bytes left");
        }
        ByteBuffer part = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        yield new Value(0, part, wire);
      }
      default -> throw refused("wire type " + wire);
    };
  }

  private static ByteBuffer need(ByteBuffer in, int count) {
    if (in.remaining() < count) {
      throw refused("the file is cut off");
    }
    return in;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = need(in, 1).get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw refused("a number has more than ten bytes");
  }

  private List<Value> all(int field) {
    return fields.getOrDefault(field, List.of());
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  List<ProtoReader> messages(int field) {
    return all(field).stream().map(value -> new ProtoReader(bytes(value))).toList();
  }

  /** The last message of the field, which is the one that counts; an empty one without. */
  ProtoReader message(int field) {
    List<Value> values = all(field);
    return new ProtoReader(values.isEmpty() ? ByteBuffer.allocate(0) : bytes(values.getLast()));
  }

  List<String> texts(int field) {
    return all(field).stream().map(value -> text(bytes(value))).toList();
  }

  String text(int field) {
    List<Value> values = all(field);
    return values.isEmpty() ? "" : text(bytes(values.getLast()));
  }

  long integer(int field) {
    List<Value> values = all(field);
    return values.isEmpty() ? 0 : scalar(values.getLast());
  }

  float number(int field) {
    List<Value> values = all(field);
    return values.isEmpty() ? 0 : Float.intBitsToFloat((int) scalar(values.getLast()));
  }

  /** Packed or one by one. */
  long[] integers(int field) {
    long[] out = new long[16];
    int count = 0;
    for (Value value : all(field)) {
      ByteBuffer in = value.bytes() == null ? null : bytes(value);
      while (in == null || in.hasRemaining()) {
        if (count == out.length) {
          out = Arrays.copyOf(out, count * 2);
        }
        out[count++] = in == null ? value.bits() : varint(in);
        if (in == null) {
          break;
        }
      }
    }
    return Arrays.copyOf(out, count);
  }

  /** Floats, packed or one by one. */
  double[] floats(int field) {
    double[] out = new double[16];
    int count = 0;
    for (Value value : all(field)) {
      ByteBuffer in = value.bytes() == null ? null : bytes(value);
      while (in == null || in.hasRemaining()) {
        if (count == out.length) {
          out = Arrays.copyOf(out, count * 2);
        }
        out[count++] =
            in == null ? Float.intBitsToFloat((int) scalar(value)) : need(in, 4).getFloat();
        if (in == null) {
          break;
        }
      }
    }
    return Arrays.copyOf(out, count);
  }

  /** Doubles, packed or one by one. */
  double[] doubles(int field) {
    var out = new ArrayList<Double>();
    for (Value value : all(field)) {
      if (value.bytes() == null) {
        out.add(Double.longBitsToDouble(value.bits()));
      } else {
        ByteBuffer in = bytes(value);
        while (in.hasRemaining()) {
          out.add(need(in, 8).getDouble());
        }
      }
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The bytes of a field, little-endian; empty without. */
  ByteBuffer raw(int field) {
    List<Value> values = all(field);
    return values.isEmpty() ? ByteBuffer.allocate(0) : bytes(values.getLast());
  }

  private static long scalar(Value value) {
    if (value.bytes() != null) {
      throw refused("a number is expected where bytes are");
    }
    return value.bits();
  }

  private static ByteBuffer bytes(Value value) {
    if (value.bytes() == null) {
      throw refused("bytes are expected where a number is");
    }
    return value.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFormatException("ONNX model", 0, "a text is not UTF-8", e);
    }
  }

  private static ModelFormatException refused(String reason) {
    return new ModelFormatException("ONNX model", 0, reason);
  }
}
