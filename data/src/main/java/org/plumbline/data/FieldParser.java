package org.plumbline.data;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one value of one column into a slot; NaN means the value is refused. Immutable. */
final class FieldParser {
  private static final double SECONDS_A_DAY = 86_400;

  private final ColumnContract column;
  private final int slot;
  private final boolean isTold;
  private final Map<String, Integer> codes;
  private final byte[] plainName;

  /** A column of which no group is told. */
  FieldParser(ColumnContract column, int slot) {
    this(column, slot, false);
  }

  FieldParser(ColumnContract column, int slot, boolean isTold) {
    this.column = column;
    this.slot = slot;
    this.isTold = isTold;
    this.plainName = plain(column.name());
    this.codes = new HashMap<>();
    for (String category : column.categories()) {
      codes.put(category, codes.size());
    }
  }

  private static byte[] plain(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    boolean escaped = name.chars().anyMatch(sign -> sign < ' ' || sign == '"' || sign == '\\');
    return escaped || !new String(bytes, StandardCharsets.UTF_8).equals(name) ? new byte[0] : bytes;
  }

  String name() {
    return column.name();
  }

  /** Borrowed; empty where JSON writes the name with escapes. */
  byte[] plainName() {
    return plainName;
  }

  ColumnType type() {
    return column.type();
  }

  Role role() {
    return column.role();
  }

  boolean required() {
    return column.required();
  }

  boolean isFeature() {
    return slot >= 0;
  }

  int slot() {
    return slot;
  }

  /** Whether its value says to which group of people a row belongs, and somebody asks. */
  boolean isTold() {
    return isTold;
  }

  /** The group that a value means, as training spells it; null for none that is known. */
  @Nullable String groupOf(Object value) {
    return value instanceof String text ? groupOfText(text) : group(slotOf(value));
  }

  /** As {@link #groupOf} of what a text file spells. */
  @Nullable String groupOfText(String text) {
    return isMissing(text) ? null : group(slotOfText(text));
  }

  private @Nullable String group(double told) {
    return Double.isNaN(told) || told < 0
        ? null
        : Column.text(column.type(), column.categories(), told);
  }

  /** The groups that were told so far, and this one. */
  Map<String, String> tell(Map<String, String> before, @Nullable String group) {
    if (group == null) {
      return before;
    }
    Map<String, String> all = new HashMap<>(before);
    all.put(column.name(), group);
    return all;
  }

  /** A token such as "None" is a value where the dictionary holds it. */
  boolean isMissing(String text) {
    return Values.isMissing(text)
        && !(column.type() == ColumnType.CATEGORY && codes.containsKey(text.strip()));
  }

  /** JSON has null, so in a number column "NaN" or "NA" is a wrong type and not a missing value. */
  boolean isMissingJson(String text) {
    return switch (column.type()) {
      case NUMBER, INTEGER -> text.isBlank();
      case BOOLEAN, DATE, TIMESTAMP, CATEGORY, TEXT, IDENTIFIER -> isMissing(text);
    };
  }

  double slotOfText(String text) {
    return switch (column.type()) {
      case NUMBER -> Values.numberOrNaN(text);
      case INTEGER -> whole(Values.numberOrNaN(text));
      case BOOLEAN -> booleanSlot(text);
      case DATE -> Times.dateOrNaN(text);
      case TIMESTAMP -> Times.timestampOrNaN(text);
      case CATEGORY -> code(text.strip());
      case TEXT, IDENTIFIER -> Double.NaN;
    };
  }

  double slotOf(Object value) {
    return switch (value) {
      case Number number -> slotOfNumber(number);
      case Boolean truth -> slotOfBoolean(truth);
      case String text -> slotOfString(text);
      default -> Double.NaN;
    };
  }

  /** The instant of a DATE or TIMESTAMP in seconds since the epoch; NaN for anything else. */
  double secondsOf(Object value) {
    return switch (column.type()) {
      case DATE -> slotOf(value) * SECONDS_A_DAY;
      case TIMESTAMP -> slotOf(value);
      case NUMBER, INTEGER, BOOLEAN, CATEGORY, TEXT, IDENTIFIER -> Double.NaN;
    };
  }

  /** As {@link #secondsOf} of what a text file spells. */
  double secondsOfText(String text) {
    return switch (column.type()) {
      case DATE -> slotOfText(text) * SECONDS_A_DAY;
      case TIMESTAMP -> slotOfText(text);
      case NUMBER, INTEGER, BOOLEAN, CATEGORY, TEXT, IDENTIFIER -> Double.NaN;
    };
  }

  private double slotOfNumber(Number number) {
    // A number is a category only where the dictionary spells it, such as a plan "3".
    if (column.type() == ColumnType.CATEGORY && Double.isFinite(number.doubleValue())) {
      return codes.containsKey(text(number)) ? code(text(number)) : Double.NaN;
    }
    return slotOfPlain(number.doubleValue());
  }

  /** The slot of a number where its spelling does not matter, NaN elsewhere. */
  double slotOfPlain(double value) {
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    return switch (column.type()) {
      case NUMBER -> value;
      case INTEGER -> whole(value);
      case BOOLEAN -> value == 0 || value == 1 ? value : Double.NaN;
      case CATEGORY, DATE, TIMESTAMP, TEXT, IDENTIFIER -> Double.NaN;
    };
  }

  private double slotOfBoolean(Boolean truth) {
    return switch (column.type()) {
      case BOOLEAN -> truth ? 1 : 0;
      case CATEGORY -> codes.containsKey(truth.toString()) ? code(truth.toString()) : Double.NaN;
      case NUMBER, INTEGER, DATE, TIMESTAMP, TEXT, IDENTIFIER -> Double.NaN;
    };
  }

  private double slotOfString(String text) {
    return switch (column.type()) {
      case BOOLEAN, DATE, TIMESTAMP, CATEGORY -> slotOfText(text);
      case NUMBER, INTEGER, TEXT, IDENTIFIER -> Double.NaN;
    };
  }

  private double booleanSlot(String text) {
    String trimmed = text.strip();
    Integer code = codes.get(trimmed);
    return code == null ? Values.booleanOrNaN(trimmed) : code;
  }

  private double code(String category) {
    return codes.getOrDefault(category, -1);
  }

  private static double whole(double value) {
    return value == Math.rint(value) ? value : Double.NaN;
  }

  String refusal(Object value) {
    String shown = String.valueOf(value);
    if (shown.length() > 60) {
      shown = shown.substring(0, 60) + "…";
    }
    String quoted = value instanceof String ? '"' + shown + '"' : shown;
    String rule =
        switch (column.type()) {
          case NUMBER -> "a finite number";
          case INTEGER -> "a whole number";
          case BOOLEAN -> "true or false";
          case DATE -> "a date such as 2026-01-31";
          case TIMESTAMP -> "a timestamp such as 2026-01-31T12:00:00Z";
          case CATEGORY -> "text";
          case TEXT, IDENTIFIER -> "absent";
        };
    String hint = value instanceof String && column.type().isNumeric() ? quoteHint() : "";
    return "'%s' is %s but must be %s%s".formatted(column.name(), quoted, rule, hint);
  }

  private String quoteHint() {
    return column.type() == ColumnType.NUMBER || column.type() == ColumnType.INTEGER
        ? ", without quotes"
        : "";
  }

  /** The plain text of a JSON value, as a CSV would spell it. */
  static String text(Object value) {
    return switch (value) {
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 ->
          String.format(Locale.ROOT, "%d", d.longValue());
      case BigDecimal d -> d.toPlainString();
      default -> value.toString();
    };
  }
}
