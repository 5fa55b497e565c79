package org.plumbline.registry.tracking;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One condition of a filter. A run without the field fulfils none but {@link Presence} absent: a
 * parameter that was never logged is not unequal to anything.
 */
public sealed interface Condition {
  Field field();

  /** Compares a number; NaN fulfils {@code !=} only. */
  record Numeric(Field field, Comparison comparison, double value) implements Condition {
    public Numeric {
      require(Double.isFinite(value), "The number %s of a condition must be finite", value);
      value = value == 0 ? 0.0 : value;
    }

    @Override
    public String toString() {
      return field + " " + comparison.sign() + " " + number(value);
    }
  }

  /** Whether a text is, or is not, the given one; by code points. */
  record Textual(Field field, boolean equal, String value) implements Condition {
    @Override
    public String toString() {
      return field + (equal ? " = " : " != ") + quoted(value);
    }
  }

  /** Whether a text has the form of a pattern: % is any signs, _ is one, a backslash quotes. */
  record Like(Field field, String pattern, boolean ignoreCase) implements Condition {
    public Like {
      require(!endsInQuote(pattern), "The pattern %s ends with the backslash that quotes", pattern);
    }

    /** Whether the last sign is a backslash with nothing to quote. */
    static boolean endsInQuote(String pattern) {
      int end = pattern.length();
      while (end > 0 && pattern.charAt(end - 1) == '\\') {
        end--;
      }
      return (pattern.length() - end) % 2 == 1;
    }

    @Override
    public String toString() {
      return field + (ignoreCase ? " ILIKE " : " LIKE ") + quoted(pattern);
    }
  }

  /** Whether a text is, or is not, one of those given. */
  record OneOf(Field field, boolean in, List<String> values) implements Condition {
    public OneOf {
      values = List.copyOf(values);
      require(!values.isEmpty(), "A list of values has at least %s", 1);
    }

    @Override
    public String toString() {
      return values.stream()
          .map(Condition::quoted)
          .collect(Collectors.joining(", ", field + (in ? " IN (" : " NOT IN ("), ")"));
    }
  }

  /** Whether a run has the field at all. */
  record Presence(Field field, boolean present) implements Condition {
    @Override
    public String toString() {
      return field + (present ? " IS NOT NULL" : " IS NULL");
    }
  }

  /** How numbers are compared. */
  enum Comparison {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /** Whether {@code left sign right} holds; with NaN only {@code !=} does. */
    public boolean holds(double left, double right) {
      return switch (this) {
        case EQUAL -> left == right;
        case NOT_EQUAL -> left != right;
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case GREATER -> left > right;
        case AT_LEAST -> left >= right;
      };
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
