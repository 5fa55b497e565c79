package org.plumbline.http.prediction;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RowIntake;
import org.plumbline.data.RowParser;

/**
 * Reads the body that nearly every request has: well formed, its texts without escapes, its names
 * mostly in the order of the contract.
 *
 * <p>At anything else it gives up, right or wrong, and {@link RequestReader} reads the body from
 * its start: that one is the rule, can say what is wrong and where, and takes several times as
 * long. Whatever is read here is read there with the same bits; a test holds the one to the other.
 */
final class PlainReader {
  /*
   * Works on the bytes as they came. A name is compared with the one that the contract has next, so
   * that it is neither decoded nor hashed. A number of up to 15 or so digits is its digits as a
   * whole number times or by a power of ten that a double holds exactly, which rounds once and so
   * rightly (Clinger, How to read floating point numbers accurately, 1990); longer ones are left to
   * the parser's routine.
   */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;
  private static final int MOST_DIGITS = 18;
  private static final int LONGEST_NUMBER = 64;

  /** Gave up; says nothing, and so costs no stack trace. */
  private static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    private NotPlain() {
      super(null, null, false, false);
    }
  }

  private final byte[] body;
  private final RowIntake intake;
  private final char[] number = new char[LONGEST_NUMBER];
  private int at;

  private PlainReader(byte[] body, RowIntake intake) {
    this.body = body;
    this.intake = intake;
  }

  /** The request, null when the body is not plain. */
  static @Nullable PredictionRequest read(byte[] body, RowParser contract) {
    try {
      return new PlainReader(body, contract.intake()).request();
    } catch (NotPlain _) {
      return null;
    }
  }

  private PredictionRequest request() throws NotPlain {
    List<ParsedRow> rows = null;
    OptionalInt explain = OptionalInt.empty();
    OptionalInt version = OptionalInt.empty();
    take('{');
    do {
      String name = text();
      take(':');
      if (name.equals("rows") && rows == null) {
        rows = rows();
      } else if (name.equals("explain") && explain.isEmpty()) {
        explain = OptionalInt.of(count(0));
      } else if (name.equals("version") && version.isEmpty()) {
        version = OptionalInt.of(count(1));
      } else {
        throw new NotPlain();
      }
    } while (continues('}'));
    skipSpace();
    if (at != body.length || rows == null) {
      throw new NotPlain();
    }
    return new PredictionRequest(rows, explain.orElse(0), version);
  }

  private List<ParsedRow> rows() throws NotPlain {
    var rows = new ArrayList<ParsedRow>();
    take('[');
    do {
      if (rows.size() == PredictionRequest.MOST_ROWS) {
        throw new NotPlain();
      }
      rows.add(row());
    } while (continues(']'));
    return rows;
  }

  private ParsedRow row() throws NotPlain {
    take('{');
    skipSpace();
    if (peek() == '}') {
      at++;
      return intake.finish();
    }
    do {
      int column = column();
      take(':');
      value(column);
    } while (continues('}'));
    return intake.finish();
  }

  private int column() throws NotPlain {
    skipSpace();
    byte[] expected = intake.expectedName();
    int end = at + 1 + expected.length;
    if (expected.length > 0
        && end < body.length
        && body[at] == '"'
        && body[end] == '"'
        && Arrays.equals(body, at + 1, end, expected, 0, expected.length)) {
      at = end + 1;
      return intake.expectedColumn();
    }
    return intake.column(text());
  }

  private void value(int column) throws NotPlain {
    skipSpace();
    int sign = peek();
    if (sign == '"') {
      put(column, text());
    } else if (sign == '-' || (sign >= '0' && sign <= '9')) {
      number(column);
    } else if (sign == 't') {
      literal("true");
      put(column, true);
    } else if (sign == 'f') {
      literal("false");
      put(column, false);
    } else {
      literal("null");
      put(column, null);
    }
  }

  private void put(int column, @Nullable Object value) {
    if (column != RowIntake.REFUSED) {
      intake.value(column, value);
    }
  }

  private void number(int column) throws NotPlain {
    int start = at;
    boolean negative = body[at] == '-';
    at += negative ? 1 : 0;
    int first = at;
    long digits = digits(0);
    int whole = at - first;
    if (whole == 0 || (whole > 1 && body[first] == '0')) {
      throw new NotPlain();
    }
    int fraction = 0;
    if (at < body.length && body[at] == '.') {
      at++;
      int point = at;
      digits = digits(digits);
      fraction = at - point;
      if (fraction == 0) {
        throw new NotPlain();
      }
    }
    boolean plain = at == body.length || (body[at] | 0x20) != 'e';
    if (!plain) {
      skipExponent();
    }
    if (whole + fraction > MOST_DIGITS && plain && fraction == 0) {
      throw new NotPlain();
    }
    if (column == RowIntake.REFUSED) {
      return;
    }
    if (plain && fraction == 0) {
      intake.whole(column, negative ? -digits : digits);
    } else if (plain && whole + fraction <= MOST_DIGITS && digits <= EXACT) {
      double value = digits / POWERS_OF_TEN[fraction];
      intake.number(column, negative ? -value : value);
    } else {
      intake.number(column, longNumber(start));
    }
  }

  /** Digits appended to a number; meaningless beyond {@link #MOST_DIGITS} of them. */
  private long digits(long before) {
    long value = before;
    while (at < body.length && body[at] >= '0' && body[at] <= '9') {
      value = value * 10 + (body[at] - '0');
      at++;
    }
    return value;
  }

  private void skipExponent() throws NotPlain {
    at++;
    if (at < body.length && (body[at] == '+' || body[at] == '-')) {
      at++;
    }
    int first = at;
    digits(0);
    if (at == first) {
      throw new NotPlain();
    }
  }

  private double longNumber(int start) throws NotPlain {
    int length = at - start;
    if (length > LONGEST_NUMBER) {
      throw new NotPlain();
    }
    for (int i = 0; i < length; i++) {
      number[i] = (char) body[start + i];
    }
    return NumberInput.parseDouble(number, 0, length, true);
  }

  private int count(int least) throws NotPlain {
    skipSpace();
    int first = at;
    long value = digits(0);
    boolean plain = at > first && at - first < 10 && (body[first] != '0' || at - first == 1);
    if (!plain || value < least || value > Integer.MAX_VALUE) {
      throw new NotPlain();
    }
    return (int) value;
  }

  private String text() throws NotPlain {
    take('"');
    int first = at;
    boolean ascii = true;
    while (peek() != '"') {
      int sign = body[at];
      if (sign == '\\' || (sign >= 0 && sign < ' ')) {
        throw new NotPlain();
      }
      ascii &= sign >= 0;
      at++;
    }
    String text =
        new String(
            body, first, at - first, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    at++;
    if (!ascii && text.indexOf('\uFFFD') >= 0) {
      throw new NotPlain();
    }
    return text;
  }

  private void literal(String word) throws NotPlain {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw new NotPlain();
      }
      at++;
    }
  }

  /** Past a comma true, past the end of the list or object false. */
  private boolean continues(char end) throws NotPlain {
    skipSpace();
    int sign = peek();
    if (sign != ',' && sign != end) {
      throw new NotPlain();
    }
    at++;
    return sign == ',';
  }

  private void take(char sign) throws NotPlain {
    skipSpace();
    if (peek() != sign) {
      throw new NotPlain();
    }
    at++;
  }

  private void skipSpace() {
    while (at < body.length && body[at] <= ' ' && isSpace(body[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte sign) {
    return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
  }

  private int peek() throws NotPlain {
    if (at >= body.length) {
      throw new NotPlain();
    }
    return body[at];
  }
}
