package org.plumbline.stats.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict reader of JSON (RFC 8259) into small immutable values; depth-limited. */
final class Json {
  private static final int DEEPEST = 16;

  /** A JSON value. */
  sealed interface Value {}

  record Text(String value) implements Value {}

  /** A number as written, since counts need all 64 bits. */
  record Numeral(String digits) implements Value {}

  record Truth(boolean value) implements Value {}

  record Nothing() implements Value {}

  record Items(List<Value> values) implements Value {}

  record Members(Map<String, Value> values) implements Value {}

  private final String text;
  private int position;

  private Json(String text) {
    this.text = text;
  }

  static Value parse(String text) {
    Json json = new Json(text);
    Value value = json.value(0);
    json.skipSpace();
    if (json.position != text.length()) {
      throw json.broken("text follows its end");
    }
    return value;
  }

  private Value value(int depth) {
    if (depth > DEEPEST) {
      throw broken("it nests too deeply");
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new Text(string());
      case 't' -> word("true", new Truth(true));
      case 'f' -> word("false", new Truth(false));
      case 'n' -> word("null", new Nothing());
      default -> number();
    };
  }

  private Value members(int depth) {
    position++;
    Map<String, Value> values = new LinkedHashMap<>();
    skipSpace();
    if (peek() == '}') {
      position++;
      return new Members(values);
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw broken("a member has no name");
      }
      String name = string();
      skipSpace();
      expect(':');
      if (values.put(name, value(depth + 1)) != null) {
        throw broken("member %s is given twice".formatted(name));
      }
      skipSpace();
      if (peek() == '}') {
        position++;
        return new Members(values);
      }
      expect(',');
    }
  }

  private Value items(int depth) {
    position++;
    List<Value> values = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      position++;
      return new Items(values);
    }
    while (true) {
      values.add(value(depth + 1));
      skipSpace();
      if (peek() == ']') {
        position++;
        return new Items(values);
      }
      expect(',');
    }
  }

  private String string() {
    position++;
    StringBuilder out = new StringBuilder();
    while (true) {
      char next = peek();
      position++;
      if (next == '"') {
        return out.toString();
      }
      if (next < ' ') {
        throw broken("a text holds a control character");
      }
      out.append(next == '\\' ? escaped() : next);
    }
  }

  private char escaped() {
    char next = peek();
    position++;
    return switch (next) {
      case '"', '\\', '/' -> next;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw broken("it holds an unknown escape");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw broken("it holds a broken escape");
      }
      value = (value << 4) | digit;
      position++;
    }
    return (char) value;
  }

  private Value number() {
    int start = position;
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits();
    }
    if (position < text.length() && text.charAt(position) == '.') {
      position++;
      digits();
    }
    if (position < text.length() && (text.charAt(position) | 0x20) == 'e') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      digits();
    }
    return new Numeral(text.substring(start, position));
  }

  private void digits() {
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    if (position == start) {
      throw broken("a value is none of JSON's");
    }
  }

  private Value word(String word, Value value) {
    if (!text.startsWith(word, position)) {
      throw broken("a value is none of JSON's");
    }
    position += word.length();
    return value;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private char peek() {
    if (position >= text.length()) {
      throw broken("it ends too early");
    }
    return text.charAt(position);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw broken("'%s' is missing".formatted(wanted));
    }
    position++;
  }

  private ProfileFormatException broken(String reason) {
    return new ProfileFormatException("%s, at character %d".formatted(reason, position));
  }

  /** Appends a quoted text; everything outside printable ASCII and plain letters stays as it is. */
  static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Appends a finite number in the fewest digits that read back the same. */
  static void number(double value, StringBuilder out) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else {
      out.append(value);
    }
  }
}
