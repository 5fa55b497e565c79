package org.plumbline.registry.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The words of a filter or an order, one after another. For one thread. */
final class FilterTokens {
  /** What a token is. */
  enum Kind {
    WORD,
    /** In backticks: a key. */
    KEY,
    /** In double quotes: a key or a text, by its place. */
    NAME_OR_TEXT,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  /**
   * A token.
   *
   * @param text without quotes
   * @param at where it starts, from 0
   */
  record Token(Kind kind, String text, int at) {
    boolean is(String word) {
      return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    /** The word or sign in capitals; empty for what stands in quotes. */
    String word() {
      return kind == Kind.WORD || kind == Kind.SIGN ? text.toUpperCase(Locale.ROOT) : "";
    }

    String shown() {
      return kind == Kind.END ? "the end" : "'" + text + "'";
    }
  }

  private final String field;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  FilterTokens(String field, String text) {
    this.field = field;
    this.text = text;
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", at));
        return;
      }
      at = scan(at);
    }
  }

  private int scan(int at) {
    char first = text.charAt(at);
    return switch (first) {
      case '`' -> quoted(at, Kind.KEY);
      case '"' -> quoted(at, Kind.NAME_OR_TEXT);
      case '\'' -> quoted(at, Kind.TEXT);
      case '=', '(', ')', ',', '.' -> sign(at, 1);
      case '<', '>' -> sign(at, follows(at, '=') || (first == '<' && follows(at, '>')) ? 2 : 1);
      case '!' -> {
        if (!follows(at, '=')) {
          throw refuse(at, "'!' is not a comparison; use !=");
        }
        yield sign(at, 2);
      }
      default -> {
        if (isNumberStart(at)) {
          yield number(at);
        }
        if (Character.isLetter(first) || first == '_') {
          yield word(at);
        }
        throw refuse(
            at, "'" + Character.toString(text.codePointAt(at)) + "' is not part of the grammar");
      }
    };
  }

  private boolean follows(int at, char sign) {
    return at + 1 < text.length() && text.charAt(at + 1) == sign;
  }

  private boolean isNumberStart(int at) {
    char first = text.charAt(at);
    if (isDigit(first)) {
      return true;
    }
    return (first == '-' || first == '+')
        && at + 1 < text.length()
        && (isDigit(text.charAt(at + 1)) || text.charAt(at + 1) == '.');
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }

  private int sign(int at, int length) {
    tokens.add(new Token(Kind.SIGN, text.substring(at, at + length), at));
    return at + length;
  }

  /** Letters, digits and what unquoted keys may have; a point parts the prefix from the key. */
  private int word(int at) {
    int end = at;
    while (end < text.length() && isKeySign(text.charAt(end))) {
      end++;
    }
    tokens.add(new Token(Kind.WORD, text.substring(at, end), at));
    return end;
  }

  private static boolean isKeySign(char sign) {
    return Character.isLetterOrDigit(sign) || sign == '_' || sign == '/' || sign == '-';
  }

  private int number(int at) {
    int end = at + 1;
    while (end < text.length() && isNumberSign(end)) {
      end++;
    }
    tokens.add(new Token(Kind.NUMBER, text.substring(at, end), at));
    return end;
  }

  private boolean isNumberSign(int at) {
    char sign = text.charAt(at);
    char before = text.charAt(at - 1);
    return Character.isLetterOrDigit(sign)
        || sign == '.'
        || ((sign == '-' || sign == '+') && (before == 'e' || before == 'E'));
  }

  private int quoted(int at, Kind kind) {
    char quote = text.charAt(at);
    var content = new StringBuilder();
    int i = at + 1;
    while (i < text.length()) {
      char sign = text.charAt(i);
      if (sign == quote && !follows(i, quote)) {
        tokens.add(new Token(kind, content.toString(), at));
        return i + 1;
      }
      content.append(sign);
      i += sign == quote ? 2 : 1;
    }
    throw refuse(at, "the quote " + quote + " is not closed");
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The token after the next one. */
  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean takeIf(String word) {
    if (peek().is(word)) {
      next++;
      return true;
    }
    return false;
  }

  void demand(String word) {
    if (!takeIf(word)) {
      throw refuse(
          peek().at(), "expected " + word.toUpperCase(Locale.ROOT) + ", found " + peek().shown());
    }
  }

  /** A failure that points at the place; {@code position} counts from 0. */
  PlumblineException refuse(int at, String why) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD,
            "Cannot read the " + field + " at position " + (at + 1) + ": " + why)
        .with("field", field)
        .with("position", at);
  }
}
