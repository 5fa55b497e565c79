package org.plumbline.scoring.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.plumbline.scoring.ModelFormatException;

/**
 * Universal Binary JSON, draft 12, big-endian, as XGBoost writes it: typed and counted arrays,
 * plain objects. Every length is held against the bytes that are left before anything is allocated.
 * Not thread-safe.
 */
final class UbjReader {
  private static final String SECTION = "UBJ";

  private final ByteBuffer in;

  private UbjReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  static Node read(byte[] bytes) {
    var reader = new UbjReader(bytes);
    if (bytes.length > Node.MAX_BYTES) {
      throw reader.refused("the file has " + bytes.length + " bytes, at most " + Node.MAX_BYTES);
    }
    Node value = reader.value(reader.marker(), 0);
    if (reader.in.hasRemaining()) {
      throw reader.refused("something stands behind the end");
    }
    return value;
  }

  private char marker() {
    need(1);
    return (char) (in.get() & 0xff);
  }

  private Node value(char marker, int depth) {
    if (depth > Node.MAX_DEPTH) {
      throw refused("nested deeper than " + Node.MAX_DEPTH);
    }
    return switch (marker) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case 'S' -> new Node.Text(text());
      case 'T' -> new Node.Flag(true);
      case 'F' -> new Node.Flag(false);
      case 'Z' -> new Node.Nothing();
      default -> new Node.Scalar(number(marker));
    };
  }

  private Node object(int depth) {
    var fields = new LinkedHashMap<String, Node>();
    while (peek() != '}') {
      String key = text();
      if (fields.put(key, value(marker(), depth + 1)) != null) {
        throw refused("field '" + key + "' stands twice");
      }
    }
    in.get();
    return new Node.Fields(fields);
  }

  private Node array(int depth) {
    char type = 0;
    if (peek() == '$') {
      in.get();
      type = marker();
    }
    if (peek() != '#') {
      if (type != 0) {
        throw refused("a typed array without count");
      }
      return open(depth);
    }
    in.get();
    int count = length();
    if (type != 0) {
      need((long) count * size(type));
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = number(type);
      }
      return new Node.Numbers(values);
    }
    var items = new ArrayList<Node>();
    for (int i = 0; i < count; i++) {
      items.add(value(marker(), depth + 1));
    }
    return flat(items);
  }

  private Node open(int depth) {
    var items = new ArrayList<Node>();
    while (peek() != ']') {
      items.add(value(marker(), depth + 1));
    }
    in.get();
    return flat(items);
  }

  private static Node flat(List<Node> items) {
    double[] values = new double[items.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(items.get(i) instanceof Node.Scalar scalar)) {
        return new Node.Items(items);
      }
      values[i] = scalar.value();
    }
    return new Node.Numbers(values);
  }

  private int size(char type) {
    return switch (type) {
      case 'i', 'U' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> throw refused("type '" + type + "' is not a number");
    };
  }

  private double number(char type) {
    need(size(type));
    return switch (type) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      case 'd' -> in.getFloat();
      default -> in.getDouble();
    };
  }

  private int length() {
    char type = marker();
    double length = type == 'd' || type == 'D' ? -1 : number(type);
    if (length < 0 || length > in.remaining()) {
      throw refused("length " + length + " with " + in.remaining() + " bytes left");
    }
    return (int) length;
  }

  private String text() {
    int length = length();
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(in.slice(in.position(), length)).toString();
      in.position(in.position() + length);
      return text;
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(SECTION, in.position(), "a text is not UTF-8", e);
    }
  }

  private char peek() {
    need(1);
    return (char) (in.get(in.position()) & 0xff);
  }

  private void need(long count) {
    if (in.remaining() < count) {
      throw refused(count + " bytes expected, " + in.remaining() + " left");
    }
  }

  private ModelFormatException refused(String reason) {
    return new ModelFormatException(SECTION, in.position(), reason);
  }
}
