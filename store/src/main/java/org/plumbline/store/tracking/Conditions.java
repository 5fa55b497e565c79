package org.plumbline.store.tracking;

import java.time.Instant;
import java.util.List;
import org.plumbline.registry.tracking.Condition;
import org.plumbline.registry.tracking.Condition.Comparison;
import org.plumbline.store.Times;

/** Conditions as SQL over given columns; every value is bound. */
public final class Conditions {
  /** What the index over heads of long patterns is asked for. */
  private static final int PREFIX = 100;

  private static final double FIRST_MILLI = -62_000_000_000_000.0;
  private static final double LAST_MILLI = 250_000_000_000_000.0;

  private Conditions() {}

  /** PostgreSQL holds NaN for the greatest number; here it is beyond comparison. */
  public static String number(Condition.Numeric condition, String column, SqlText sql) {
    String compared =
        column + " " + sign(condition.comparison()) + " " + sql.bind(condition.value());
    return switch (condition.comparison()) {
      case GREATER, AT_LEAST -> "(" + compared + " and " + column + " < 'NaN')";
      case EQUAL, NOT_EQUAL, LESS, AT_MOST -> compared;
    };
  }

  private static String sign(Comparison comparison) {
    return comparison == Comparison.NOT_EQUAL ? "<>" : comparison.sign();
  }

  /** Compares whole milliseconds, as clients know times, by ranges that an index can answer. */
  public static String time(Condition.Numeric condition, String column, SqlText sql) {
    double floor = Math.clamp(Math.floor(condition.value()), FIRST_MILLI, LAST_MILLI);
    double ceiling = Math.clamp(Math.ceil(condition.value()), FIRST_MILLI, LAST_MILLI);
    boolean whole = condition.value() == floor;
    return switch (condition.comparison()) {
      case GREATER -> column + " >= " + millis(floor + 1, sql);
      case AT_LEAST -> column + " >= " + millis(ceiling, sql);
      case LESS -> column + " < " + millis(ceiling, sql);
      case AT_MOST -> column + " < " + millis(floor + 1, sql);
      case EQUAL ->
          whole
              ? "("
                  + column
                  + " >= "
                  + millis(floor, sql)
                  + " and "
                  + column
                  + " < "
                  + millis(floor + 1, sql)
                  + ")"
              : "false";
      case NOT_EQUAL ->
          whole
              ? "("
                  + column
                  + " < "
                  + millis(floor, sql)
                  + " or "
                  + column
                  + " >= "
                  + millis(floor + 1, sql)
                  + ")"
              : column + " is not null";
    };
  }

  private static String millis(double value, SqlText sql) {
    return sql.bind(Times.utc(Instant.ofEpochMilli((long) value)));
  }

  /** A condition on a text in one column. */
  public static String text(Condition condition, String column, SqlText sql) {
    return switch (condition) {
      case Condition.Textual equal ->
          column + (equal.equal() ? " = " : " <> ") + sql.bind(equal.value());
      case Condition.Like like ->
          column + (like.ignoreCase() ? " ilike " : " like ") + sql.bind(like.pattern());
      case Condition.OneOf oneOf ->
          column + (oneOf.in() ? " in (" : " not in (") + list(oneOf.values(), sql) + ")";
      case Condition.Presence presence ->
          column + (presence.present() ? " is not null" : " is null");
      case Condition.Numeric numeric -> throw new IllegalArgumentException("No text: " + numeric);
    };
  }

  private static String list(List<String> values, SqlText sql) {
    return String.join(", ", values.stream().map(sql::bind).toList());
  }

  /** A condition on a text cut in two, whose row is joined under the alias. */
  static String cutText(Condition condition, String alias, SqlText sql) {
    String head = alias + ".head";
    String rest = alias + ".rest";
    return switch (condition) {
      case Condition.Textual equal -> {
        CutText value = CutText.of(equal.value());
        String same = head + " = " + sql.bind(value.head());
        if (value.rest() != null) {
          same = "(" + same + " and " + rest + " = " + sql.bind(value.rest()) + ")";
        }
        yield equal.equal() ? same : "not " + (value.isWhole() ? "(" + same + ")" : same);
      }
      case Condition.Like like -> {
        // Few texts have a rest; parted so that the planner knows the frequency of heads.
        String same = (like.ignoreCase() ? " ilike " : " like ") + sql.bind(like.pattern());
        String full =
            "(%2$s is null and %1$s%3$s or %2$s is not null and (%1$s || %2$s)%3$s)"
                .formatted(head, rest, same);
        String prefix = like.ignoreCase() ? "" : prefix(like.pattern());
        yield prefix.isEmpty()
            ? full
            : "("
                + head
                + " >= "
                + sql.bind(prefix)
                + " and "
                + head
                + " < "
                + sql.bind(successor(prefix))
                + " and "
                + full
                + ")";
      }
      case Condition.OneOf oneOf -> {
        boolean whole = oneOf.values().stream().allMatch(value -> CutText.of(value).isWhole());
        String text = whole ? head : "(" + head + " || coalesce(" + rest + ", ''))";
        yield text + (oneOf.in() ? " in (" : " not in (") + list(oneOf.values(), sql) + ")";
      }
      case Condition.Presence _ -> "true";
      case Condition.Numeric numeric -> throw new IllegalArgumentException("No text: " + numeric);
    };
  }

  /**
   * The signs before the first wildcard, empty when there are none or they cannot bound a range.
   */
  static String prefix(String pattern) {
    var prefix = new StringBuilder();
    for (int i = 0; i < pattern.length() && prefix.length() < PREFIX; i++) {
      char sign = pattern.charAt(i);
      if (sign == '%' || sign == '_') {
        break;
      }
      prefix.append(sign == '\\' ? pattern.charAt(++i) : sign);
    }
    // A range must end at a sign with a successor: leave surrogates and the last sign out.
    for (int i = 0; i < prefix.length(); i++) {
      if (prefix.charAt(i) >= '\uD7FF') {
        return prefix.substring(0, i);
      }
    }
    return prefix.toString();
  }

  private static String successor(String prefix) {
    int last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }
}
