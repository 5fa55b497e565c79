package org.plumbline.scoring.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.plumbline.scoring.ModelFormatException;

/**
 * Strict JSON [RFC 8259] from bytes: no comments, no NaN, no duplicate keys, nothing behind the
 * value, bounded nesting. Memory stays below about 50 bytes per byte of input. Not thread-safe.
 */
final class JsonReader {
  private static final String SECTION = "JSON";

  private final byte[] bytes;
  private final boolean floats;
  private int at;

  private JsonReader(byte[] bytes, boolean floats) {
    this.bytes = bytes;
    this.floats = floats;
  }

  /**
   * Reads numbers with a fraction or exponent to the nearest float, then widened: going through
   * double first could round twice and miss the float that was written.
   */
  static Node readFloats(byte[] bytes) {
    return new JsonReader(bytes, true).document();
  }

  /** Reads all numbers to the nearest double. */
  static Node readDoubles(byte[] bytes) {
    return new JsonReader(bytes, false).document();
  }

  private Node document() {
    if (bytes.length > Node.MAX_BYTES) {
      throw refused("the file has " + bytes.length + " bytes, at most " + Node.MAX_BYTES);
    }
    Node value = value(0);
    if (next() >= 0) {
      throw refused("something stands behind the end");
    }
    return value;
  }

  private Node value(int depth) {
    if (depth > Node.MAX_DEPTH) {
      throw refused("nested deeper than " + Node.MAX_DEPTH);
    }
    int c = next();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Node.Text(string());
      case 't' -> literal("true", new Node.Flag(true));
      case 'f' -> literal("false", new Node.Flag(false));
      case 'n' -> literal("null", new Node.Nothing());
      default -> new Node.Scalar(number());
    };
  }

  /** Skips white space and answers the next byte without taking it, or -1 at the end. */
  private int next() {
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
    return at < bytes.length ? bytes[at] & 0xff : -1;
  }

  private void take(char expected) {
    if (next() != expected) {
      throw refused("'" + expected + "' expected");
    }
    at++;
  }

  private boolean takeIf(char wanted) {
    if (next() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private Node object(int depth) {
    take('{');
    var fields = new LinkedHashMap<String, Node>();
    if (takeIf('}')) {
      return new Node.Fields(fields);
    }
    do {
      next();
      String key = string();
      take(':');
      if (fields.put(key, value(depth + 1)) != null) {
        throw refused("field '" + key + "' stands twice");
      }
    } while (takeIf(','));
    take('}');
    return new Node.Fields(fields);
  }

  private Node array(int depth) {
    take('[');
    if (takeIf(']')) {
      return new Node.Numbers(new double[0]);
    }
    int first = next();
    if (first == '-' || (first >= '0' && first <= '9')) {
      return numbers(depth);
    }
    return items(new ArrayList<>(), depth);
  }

  private Node numbers(int depth) {
    double[] values = new double[16];
    int count = 0;
    do {
      int c = next();
      if (c != '-' && (c < '0' || c > '9')) {
        return mixed(values, count, depth);
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = number();
    } while (takeIf(','));
    take(']');
    return new Node.Numbers(Arrays.copyOf(values, count));
  }

  private Node mixed(double[] values, int count, int depth) {
    var items = new ArrayList<Node>();
    for (int i = 0; i < count; i++) {
      items.add(new Node.Scalar(values[i]));
    }
    return items(items, depth);
  }

  private Node items(List<Node> items, int depth) {
    do {
      items.add(value(depth + 1));
    } while (takeIf(','));
    take(']');
    return new Node.Items(items);
  }

  private Node literal(String word, Node value) {
    for (int i = 0; i < word.length(); i++) {
      if (at >= bytes.length || bytes[at] != word.charAt(i)) {
        throw refused("'" + word + "' expected");
      }
      at++;
    }
    return value;
  }

  private double number() {
    int start = at;
    boolean whole = true;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      whole = false;
      digits();
    }
    if (skip('e') || skip('E')) {
      whole = false;
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    String text = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    double value = floats && !whole ? Float.parseFloat(text) : Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      at = start;
      throw refused("number " + text + " is too large");
    }
    return value;
  }

  private boolean skip(char wanted) {
    if (at < bytes.length && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void digits() {
    int start = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw refused("a digit expected");
    }
  }

  private String string() {
    take('"');
    int start = at;
    boolean escaped = false;
    while (at < bytes.length && bytes[at] != '"') {
      if (bytes[at] >= 0 && bytes[at] < ' ') {
        throw refused("a control character in a text");
      }
      escaped |= bytes[at] == '\\';
      at += bytes[at] == '\\' ? 2 : 1;
    }
    if (at >= bytes.length) {
      throw refused("a text does not end");
    }
    String raw = utf8(start, at);
    at++;
    return escaped ? unescaped(raw) : raw;
  }

  private String utf8(int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(SECTION, from, "a text is not UTF-8", e);
    }
  }

  private String unescaped(String raw) {
    var text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char kind = raw.charAt(++i);
      switch (kind) {
        case '"', '\\', '/' -> text.append(kind);
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append(unicode(raw, i + 1));
          i += 4;
        }
        default -> throw refused("escape \\" + kind + " is not JSON");
      }
    }
    return text.toString();
  }

  private char unicode(String raw, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
      if (digit < 0) {
        throw refused("four hexadecimal digits expected");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private ModelFormatException refused(String reason) {
    return new ModelFormatException(SECTION, Math.min(at, bytes.length), reason);
  }
}
