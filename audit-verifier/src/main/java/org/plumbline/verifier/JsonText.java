package org.plumbline.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one JSON text (RFC 8259), bounded in depth, strict, for trees of our own exports.
 *
 * <p>Objects become maps in their order, arrays lists, whole numbers {@code Long}; other numbers,
 * which no export holds, and names that stand twice are refused.
 */
final class JsonText {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** Reads an object. */
  static Map<String, @Nullable Object> object(String text) {
    var reader = new JsonText(text);
    reader.space();
    Map<String, @Nullable Object> object = reader.object(1);
    reader.space();
    if (reader.at != text.length()) {
      throw reader.wrong("the end");
    }
    return object;
  }

  private @Nullable Object value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("JSON is nested deeper than " + DEEPEST);
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    take('{');
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    space();
    if (peek() == '}') {
      at++;
      return object;
    }
    while (true) {
      space();
      String name = string();
      space();
      take(':');
      space();
      if (object.containsKey(name)) {
        throw new IllegalArgumentException("The name '" + name + "' stands twice in one object");
      }
      object.put(name, value(depth + 1));
      space();
      if (peek() == '}') {
        at++;
        return object;
      }
      take(',');
    }
  }

  private List<@Nullable Object> array(int depth) {
    take('[');
    List<@Nullable Object> array = new ArrayList<>();
    space();
    if (peek() == ']') {
      at++;
      return array;
    }
    while (true) {
      space();
      array.add(value(depth + 1));
      space();
      if (peek() == ']') {
        at++;
        return array;
      }
      take(',');
    }
  }

  private String string() {
    take('"');
    int from = at;
    while (true) {
      char sign = next();
      if (sign == '"') {
        return text.substring(from, at - 1);
      }
      if (sign == '\\') {
        at--;
        return escaped(from);
      }
      plain(sign);
    }
  }

  private String escaped(int from) {
    var string = new StringBuilder(text.substring(from, at));
    while (true) {
      char sign = next();
      if (sign == '"') {
        return string.toString();
      }
      if (sign != '\\') {
        plain(sign);
        string.append(sign);
        continue;
      }
      char kind = next();
      switch (kind) {
        case '"', '\\', '/' -> string.append(kind);
        case 'b' -> string.append('\b');
        case 'f' -> string.append('\f');
        case 'n' -> string.append('\n');
        case 'r' -> string.append('\r');
        case 't' -> string.append('\t');
        case 'u' -> string.append(unit());
        default -> throw wrong("an escape");
      }
    }
  }

  private char unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw wrong("four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private void plain(char sign) {
    if (sign < ' ') {
      throw wrong("no bare control sign");
    }
  }

  private Long number() {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    try {
      return Long.valueOf(text.substring(from, at));
    } catch (NumberFormatException none) {
      throw wrong("a value");
    }
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char sign) {
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private char next() {
    char sign = peek();
    at++;
    return sign;
  }

  private void take(char sign) {
    if (peek() != sign) {
      throw wrong("'" + sign + "'");
    }
    at++;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "This is no JSON: expected " + expected + " at character " + (at + 1));
  }
}
