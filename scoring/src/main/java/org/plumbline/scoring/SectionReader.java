package org.plumbline.scoring;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the primitives of a model file within one section at a time. No length is believed before
 * it is held against the bytes left in the section, so memory stays in proportion to the file.
 */
final class SectionReader {
  private final ByteBuffer in;
  private final int end;
  private String section = "prefix";

  /** Reads {@code bytes} from {@code start} to {@code end}; offsets count from the file's start. */
  SectionReader(byte[] bytes, int start, int end) {
    this.in = ByteBuffer.wrap(bytes, 0, end).position(start);
    this.end = end;
  }

  /** Enters the next section, which must be this one. */
  void enter(String tag) {
    String found = enter();
    if (!found.equals(tag)) {
      throw refused("section " + tag + " expected");
    }
  }

  /** Enters the next section and answers its tag. */
  String enter() {
    section = "sections";
    byte[] tag = new byte[4];
    need(8);
    in.get(tag);
    int length = u32();
    need(length);
    section = new String(tag, StandardCharsets.ISO_8859_1).replaceAll("[^A-Z0-9!]", "?");
    in.limit(in.position() + length);
    return section;
  }

  /** Leaves the section, which must have been read to its end. */
  void leave() {
    if (in.hasRemaining()) {
      throw refused(in.remaining() + " bytes too many");
    }
    in.limit(end);
  }

  void requireEnd() {
    if (in.hasRemaining()) {
      throw refused("something stands behind the last section");
    }
  }

  int u8() {
    need(1);
    return in.get() & 0xff;
  }

  int u16() {
    need(2);
    return in.getShort() & 0xffff;
  }

  /** A count or index; those beyond 2^31 are refused. */
  int u32() {
    int value = i32();
    if (value < 0) {
      throw refused("a count is too large");
    }
    return value;
  }

  int i32() {
    need(4);
    return in.getInt();
  }

  float f32() {
    need(4);
    return Float.intBitsToFloat(in.getInt());
  }

  double f64() {
    need(8);
    return Double.longBitsToDouble(in.getLong());
  }

  /** The length of a list whose elements take at least {@code bytes} each. */
  int count(int bytes) {
    int count = u32();
    need((long) count * bytes);
    return count;
  }

  double[] f64s() {
    double[] values = new double[count(8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = f64();
    }
    return values;
  }

  /** 0 or 1. */
  boolean flag() {
    int value = u8();
    if (value > 1) {
      throw refused("a flag is " + value);
    }
    return value == 1;
  }

  long[] i64s() {
    long[] values = new long[count(8)];
    for (int i = 0; i < values.length; i++) {
      need(8);
      values[i] = in.getLong();
    }
    return values;
  }

  float[] f32s() {
    float[] values = new float[count(4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = f32();
    }
    return values;
  }

  int[] i32s() {
    int[] values = new int[count(4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i32();
    }
    return values;
  }

  byte[] bytes() {
    byte[] bytes = new byte[count(1)];
    in.get(bytes);
    return bytes;
  }

  String text() {
    int length = count(1);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(in.slice(in.position(), length)).toString();
      in.position(in.position() + length);
      return text;
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(section, in.position(), "a text is not UTF-8", e);
    }
  }

  List<String> texts() {
    return list(4, this::text);
  }

  /** A counted list whose elements take at least {@code bytes} each. */
  <T> List<T> list(int bytes, Supplier<T> element) {
    int count = count(bytes);
    var values = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      values.add(element.get());
    }
    return values;
  }

  String section() {
    return section;
  }

  long offset() {
    return in.position();
  }

  ModelFormatException refused(String reason) {
    return new ModelFormatException(section, in.position(), reason);
  }

  private void need(long bytes) {
    if (in.remaining() < bytes) {
      throw refused(bytes + " bytes expected, " + in.remaining() + " left");
    }
  }
}
