package org.plumbline.deployment.safeguard;

import static org.plumbline.kernel.Require.require;

import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.data.RowParser;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The rows of a model that one of its features tells apart. */
public sealed interface Segment {
  String feature();

  /**
   * The same segment, once the contract is known to have it.
   *
   * @throws PlumblineException INVALID_FIELD for a column that is no feature, a value it cannot
   *     have, or a range of a column without order
   */
  default Segment checked(Contract contract) {
    ColumnContract column =
        contract.features().stream()
            .filter(one -> one.name().equals(feature()))
            .findFirst()
            .orElseThrow(
                () ->
                    invalid(
                        "feature",
                        "The model reads no feature '%s': choose one of its contract"
                            .formatted(feature())));
    if (this instanceof Range && !column.type().isNumeric()) {
      throw invalid("from", "'%s' has no order, so name a value".formatted(feature()));
    }
    if (this instanceof Value(String _, String text)
        && RowFilter.of(this, new RowParser(contract)).isEmpty()) {
      throw invalid(
          "value", "'%s' cannot have the value '%s': see the contract".formatted(feature(), text));
    }
    return this;
  }

  /**
   * The segment of one value, or else of a range.
   *
   * @param from the smallest value of the range, null when it is open
   * @param to the largest value of the range, null when it is open
   * @throws PlumblineException INVALID_FIELD or MISSING_FIELD
   */
  static Segment of(
      String feature, @Nullable String value, @Nullable Double from, @Nullable Double to) {
    if (value == null && from == null && to == null) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "A segment needs a value, or a range with 'from' or 'to'")
          .with("field", "value");
    }
    try {
      return value != null
          ? new Value(feature, value)
          : new Range(
              feature,
              from == null ? Double.NEGATIVE_INFINITY : from,
              to == null ? Double.POSITIVE_INFINITY : to);
    } catch (IllegalArgumentException rule) {
      throw invalid(value == null ? "from" : "value", String.valueOf(rule.getMessage()));
    }
  }

  private static PlumblineException invalid(String field, String text) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, text).with("field", field);
  }

  /** Rows whose feature has this value, spelled as a request spells it. */
  record Value(String feature, String value) implements Segment {
    public Value {
      require(!feature.isBlank(), "A segment names its feature");
      require(!value.isBlank(), "A segment of one value names the value");
    }

    @Override
    public String toString() {
      return feature + " is " + value;
    }
  }

  /**
   * Rows whose feature lies in a range; a missing value lies in none.
   *
   * @param from the smallest value that belongs to it; may be negative infinity
   * @param to the largest value that belongs to it; may be infinity
   */
  record Range(String feature, double from, double to) implements Segment {
    public Range {
      require(!feature.isBlank(), "A segment names its feature");
      require(from <= to, "A range from %s to %s holds nothing", from, to);
      require(
          from > Double.NEGATIVE_INFINITY || to < Double.POSITIVE_INFINITY,
          "A range needs at least one end");
    }

    @Override
    public String toString() {
      if (from == Double.NEGATIVE_INFINITY) {
        return feature + " is at most " + to;
      }
      return to == Double.POSITIVE_INFINITY
          ? feature + " is at least " + from
          : feature + " is from " + from + " to " + to;
    }
  }
}
