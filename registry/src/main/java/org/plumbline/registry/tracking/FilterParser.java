package org.plumbline.registry.tracking;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.Condition.Comparison;
import org.plumbline.registry.tracking.FilterTokens.Kind;
import org.plumbline.registry.tracking.FilterTokens.Token;

/**
 * Reads the query text of trackers into a {@link Filter}, or says where it cannot.
 *
 * <pre>
 * filter    = [ condition { AND condition } ]
 * condition = field ( comparison value
 *                   | ( LIKE | ILIKE ) text | [ NOT ] IN "(" text { "," text } ")"
 *                   | IS [ NOT ] NULL )
 * field     = [ prefix "." ] key          a field without prefix is an attribute
 * key       = word { "." word } | `…` | "…"
 * value     = number | '…' | "…"          a quote within its quotes is doubled
 * </pre>
 *
 * <p>The result holds values apart from names, and nothing of the text ever becomes SQL. Safe to
 * share.
 */
public final class FilterParser {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_CONDITIONS = 100;

  private final Vocabulary vocabulary;

  public FilterParser(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The filters over runs. */
  public static FilterParser runs() {
    return new FilterParser(Vocabulary.RUNS);
  }

  /** The filters over experiments. */
  public static FilterParser experiments() {
    return new FilterParser(Vocabulary.EXPERIMENTS);
  }

  /**
   * Reads a filter; blank text gives {@link Filter#NONE}.
   *
   * @throws PlumblineException INVALID_FIELD with {@code field} = {@code filter} and {@code
   *     position}, which counts signs from 0
   */
  public Filter parse(String text) {
    FilterTokens tokens = tokens("filter", text);
    if (tokens.peek().kind() == Kind.END) {
      return Filter.NONE;
    }
    var conditions = new ArrayList<Condition>();
    do {
      if (conditions.size() == MAX_CONDITIONS) {
        throw tokens.refuse(
            tokens.peek().at(), "more than " + MAX_CONDITIONS + " conditions; use fewer");
      }
      conditions.add(condition(tokens));
    } while (tokens.takeIf("and"));
    Token rest = tokens.peek();
    if (rest.is("or")) {
      throw tokens.refuse(rest.at(), "OR is not supported; join conditions by AND, or use IN");
    }
    if (rest.kind() != Kind.END) {
      throw tokens.refuse(rest.at(), "expected AND or the end, found " + rest.shown());
    }
    return new Filter(conditions);
  }

  /**
   * Reads one order such as {@code metrics.auc DESC}; ascending when it says nothing.
   *
   * @throws PlumblineException INVALID_FIELD with {@code field} = {@code order} and {@code
   *     position}
   */
  public Order parseOrder(String text) {
    FilterTokens tokens = tokens("order", text);
    Order order = order(tokens);
    demandEnd(tokens);
    return order;
  }

  /**
   * Reads orders parted by commas, such as {@code params.depth, metrics.auc DESC}; none from blank
   * text.
   *
   * @throws PlumblineException INVALID_FIELD with {@code field} = {@code order} and {@code
   *     position}
   */
  public List<Order> parseOrders(String text) {
    FilterTokens tokens = tokens("order", text);
    var orders = new ArrayList<Order>();
    if (tokens.peek().kind() != Kind.END) {
      do {
        orders.add(order(tokens));
      } while (tokens.takeIf(","));
      demandEnd(tokens);
    }
    return List.copyOf(orders);
  }

  private Order order(FilterTokens tokens) {
    int at = tokens.peek().at();
    Field field = field(tokens);
    if (field.kind() == Field.Kind.DATASET) {
      throw tokens.refuse(at, "a run may have many data sets; order by another field");
    }
    boolean descending = tokens.takeIf("desc");
    if (!descending) {
      tokens.takeIf("asc");
    }
    return new Order(field, descending);
  }

  private static void demandEnd(FilterTokens tokens) {
    Token rest = tokens.peek();
    if (rest.kind() != Kind.END) {
      throw tokens.refuse(rest.at(), "expected ASC, DESC or the end, found " + rest.shown());
    }
  }

  private static FilterTokens tokens(String field, String text) {
    if (text.length() > MAX_LENGTH) {
      throw Limits.invalid(
          field, "The " + field + " has " + text.length() + " signs: use at most " + MAX_LENGTH);
    }
    return new FilterTokens(field, text);
  }

  private Condition condition(FilterTokens tokens) {
    Field field = field(tokens);
    boolean numeric = isNumeric(field);
    Token operator = tokens.take();
    return switch (operator.word()) {
      case "=", "!=", "<>" -> {
        boolean equal = operator.is("=");
        yield numeric
            ? new Condition.Numeric(
                field, equal ? Comparison.EQUAL : Comparison.NOT_EQUAL, number(tokens, field))
            : new Condition.Textual(field, equal, text(tokens, field));
      }
      case "<", "<=", ">", ">=" -> {
        if (!numeric) {
          throw tokens.refuse(
              operator.at(), field + " is a text; compare it with =, !=, LIKE, ILIKE or IN");
        }
        yield new Condition.Numeric(field, comparison(operator), number(tokens, field));
      }
      case "LIKE", "ILIKE" -> {
        demandText(tokens, operator, field, numeric);
        yield new Condition.Like(field, pattern(tokens, field), operator.is("ilike"));
      }
      case "IN" -> {
        demandText(tokens, operator, field, numeric);
        yield new Condition.OneOf(field, true, list(tokens, field));
      }
      case "NOT" -> {
        demandText(tokens, operator, field, numeric);
        if (!tokens.peek().is("in")) {
          throw tokens.refuse(
              tokens.peek().at(), "NOT goes with IN only, found " + tokens.peek().shown());
        }
        tokens.demand("in");
        yield new Condition.OneOf(field, false, list(tokens, field));
      }
      case "IS" -> {
        boolean present = tokens.takeIf("not");
        tokens.demand("null");
        yield new Condition.Presence(field, present);
      }
      default ->
          throw tokens.refuse(
              operator.at(),
              "expected a comparison after "
                  + field
                  + (numeric ? " (= != > >= < <=)" : " (= != LIKE ILIKE IN)")
                  + ", found "
                  + operator.shown());
    };
  }

  private static void demandText(
      FilterTokens tokens, Token operator, Field field, boolean numeric) {
    if (numeric) {
      throw tokens.refuse(
          operator.at(), field + " is a number; compare it with =, !=, >, >=, < or <=");
    }
  }

  private static Comparison comparison(Token operator) {
    return switch (operator.text()) {
      case "<" -> Comparison.LESS;
      case "<=" -> Comparison.AT_MOST;
      case ">" -> Comparison.GREATER;
      default -> Comparison.AT_LEAST;
    };
  }

  private boolean isNumeric(Field field) {
    return field.kind() == Field.Kind.METRIC || vocabulary.type(field) == Vocabulary.Type.TIME;
  }

  private Field field(FilterTokens tokens) {
    Token first = tokens.take();
    boolean prefixed = tokens.peek().is(".");
    if (prefixed && first.kind() == Kind.WORD) {
      Field.Kind kind =
          vocabulary
              .kind(first.text())
              .orElseThrow(
                  () ->
                      tokens.refuse(
                          first.at(),
                          first.shown()
                              + " is not a kind of field; use one of "
                              + vocabulary.kinds()));
      tokens.take();
      int at = tokens.peek().at();
      String key = key(tokens);
      return named(tokens, kind, key, at);
    }
    boolean isName =
        first.kind() == Kind.WORD || first.kind() == Kind.KEY || first.kind() == Kind.NAME_OR_TEXT;
    if (!isName) {
      throw tokens.refuse(
          first.at(),
          "expected a field such as "
              + (vocabulary.kind("metrics").isPresent() ? "metrics.auc" : "tags.team")
              + ", found "
              + first.shown());
    }
    return named(tokens, Field.Kind.ATTRIBUTE, first.text(), first.at());
  }

  private Field named(FilterTokens tokens, Field.Kind kind, String key, int at) {
    return switch (kind) {
      case METRIC, PARAM, TAG -> new Field(kind, key);
      case ATTRIBUTE, DATASET ->
          new Field(
              kind,
              vocabulary
                  .name(kind, key)
                  .orElseThrow(
                      () ->
                          tokens.refuse(
                              at,
                              "there is no field '"
                                  + key
                                  + "' among "
                                  + kind.wireName()
                                  + "; use one of "
                                  + vocabulary.fields(kind))));
    };
  }

  private static String key(FilterTokens tokens) {
    Token token = tokens.take();
    if (token.kind() == Kind.KEY || token.kind() == Kind.NAME_OR_TEXT) {
      return token.text();
    }
    var key = new StringBuilder(part(tokens, token));
    while (tokens.peek().is(".")) {
      tokens.take();
      key.append('.').append(part(tokens, tokens.take()));
    }
    return key.toString();
  }

  private static String part(FilterTokens tokens, Token token) {
    if (token.kind() != Kind.WORD && token.kind() != Kind.NUMBER) {
      throw tokens.refuse(
          token.at(),
          "expected a key, found "
              + token.shown()
              + "; put keys with other signs than letters, digits, _ - / . in backticks");
    }
    return token.text();
  }

  private double number(FilterTokens tokens, Field field) {
    Token token = tokens.take();
    boolean time = field.kind() == Field.Kind.ATTRIBUTE;
    if (time && (token.kind() == Kind.TEXT || token.kind() == Kind.NAME_OR_TEXT)) {
      return millis(tokens, token);
    }
    if (token.kind() == Kind.NUMBER) {
      try {
        double value = Double.parseDouble(token.text());
        if (Double.isFinite(value) && !isHexOrSuffixed(token.text())) {
          return value;
        }
      } catch (NumberFormatException noNumber) {
        // The refusal below says what it is not.
      }
    }
    throw tokens.refuse(
        token.at(),
        field
            + (time ? " is compared with milliseconds or a date in quotes" : " is a number")
            + "; "
            + token.shown()
            + " is not one"
            + (isQuotedNumber(token) ? "; leave the quotes away" : ""));
  }

  private static boolean isQuotedNumber(Token token) {
    try {
      return token.kind() != Kind.NUMBER && Double.isFinite(Double.parseDouble(token.text()));
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  /** Java reads more numbers than people write: 1d, 1f and 0x1p3. */
  private static boolean isHexOrSuffixed(String text) {
    return text.chars().anyMatch(sign -> Character.isLetter(sign) && sign != 'e' && sign != 'E');
  }

  private static double millis(FilterTokens tokens, Token token) {
    String text = token.text();
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException noTime) {
      throw tokens.refuse(
          token.at(), token.shown() + " is not a time; write 2026-03-01 or 2026-03-01T08:00:00Z");
    }
  }

  private static String text(FilterTokens tokens, Field field) {
    Token token = tokens.take();
    if (token.kind() != Kind.TEXT && token.kind() != Kind.NAME_OR_TEXT) {
      boolean value = token.kind() == Kind.NUMBER || token.kind() == Kind.WORD;
      throw tokens.refuse(
          token.at(),
          field
              + " is a text; put the value in quotes"
              + (value ? ": '" + token.text() + "'" : ", found " + token.shown()));
    }
    if (token.text().indexOf('\0') >= 0) {
      throw tokens.refuse(token.at(), "a value has a NUL sign; remove it");
    }
    return token.text();
  }

  private static String pattern(FilterTokens tokens, Field field) {
    int at = tokens.peek().at();
    String pattern = text(tokens, field);
    if (Condition.Like.endsInQuote(pattern)) {
      throw tokens.refuse(
          at, "a pattern ends with the backslash that quotes the next sign; double it");
    }
    return pattern;
  }

  private static List<String> list(FilterTokens tokens, Field field) {
    tokens.demand("(");
    var values = new ArrayList<String>();
    do {
      values.add(text(tokens, field));
    } while (tokens.takeIf(","));
    tokens.demand(")");
    return values;
  }
}
