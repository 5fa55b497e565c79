package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.scoring.Input;

/** What a node asks: true, false, or unknown where a value is missing. */
sealed interface PmmlPredicate {
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean holds) {
      return holds ? TRUE : FALSE;
    }
  }

  /** The same for all rows. */
  record Constant(Truth truth) implements PmmlPredicate {}

  /** A question about one input. */
  record Simple(PmmlValue value) implements PmmlPredicate {
    Truth at(double slot) {
      Object truth = value.at(slot);
      return truth == null ? Truth.UNKNOWN : Truth.of((Boolean) truth);
    }
  }

  record Compound(String operator, List<PmmlPredicate> parts) implements PmmlPredicate {}

  List<String> ELEMENTS =
      List.of("SimplePredicate", "SimpleSetPredicate", "CompoundPredicate", "True", "False");

  /** The predicate of a node, a segment, or an attribute of a scorecard. */
  static PmmlPredicate of(PmmlElement parent, PmmlScope scope) {
    return read(
        parent.find(ELEMENTS).orElseThrow(() -> parent.refused("it has no predicate")), scope);
  }

  private static PmmlPredicate read(PmmlElement element, PmmlScope scope) {
    return switch (element.name()) {
      case "True" -> new Constant(Truth.TRUE);
      case "False" -> new Constant(Truth.FALSE);
      case "SimplePredicate" -> simple(element, scope);
      case "SimpleSetPredicate" -> set(element, scope);
      case "CompoundPredicate" -> {
        String operator = element.attribute("booleanOperator");
        if (!List.of("and", "or", "xor", "surrogate").contains(operator)) {
          throw element.refused("booleanOperator=" + operator + " is unknown");
        }
        var parts = new ArrayList<PmmlPredicate>();
        for (PmmlElement child : element.children()) {
          parts.add(read(child, scope));
        }
        if (parts.size() < 2) {
          throw element.refused("it joins " + parts.size() + " predicates, needs two");
        }
        yield new Compound(operator, List.copyOf(parts));
      }
      default -> throw element.refused("it is no predicate; taken are " + ELEMENTS);
    };
  }

  private static PmmlPredicate simple(PmmlElement element, PmmlScope scope) {
    PmmlValue value = scope.value(element.attribute("field"), element);
    String operator = element.attribute("operator");
    if (operator.equals("isMissing") || operator.equals("isNotMissing")) {
      boolean missing = operator.equals("isMissing");
      return tested(
          new PmmlValue(value.input(), s -> (value.at(s) == null) == missing, value.breaks()));
    }
    String text = element.attribute("value");
    if (operator.equals("equal") || operator.equals("notEqual")) {
      boolean equal = operator.equals("equal");
      return tested(
          new PmmlValue(
              value.input(),
              slot -> {
                Object x = value.at(slot);
                return x == null
                    ? null
                    : (Object)
                        ((!x.equals(PmmlInputs.UNKNOWN) && PmmlExpression.equal(x, text, element))
                            == equal);
              },
              isNumber(value, scope) ? value.cuts(element.number("value", text)) : value.breaks()));
    }
    double limit = element.number("value", text);
    if (!List.of("lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual").contains(operator)) {
      throw element.refused("operator=" + operator + " is unknown");
    }
    return tested(
        new PmmlValue(
            value.input(),
            slot -> {
              double x = value.number(slot);
              return Double.isNaN(x)
                  ? null
                  : (Object)
                      switch (operator) {
                        case "lessThan" -> x < limit;
                        case "lessOrEqual" -> x <= limit;
                        case "greaterThan" -> x > limit;
                        default -> x >= limit;
                      };
            },
            isNumber(value, scope) ? value.cuts(limit) : value.breaks()));
  }

  private static PmmlPredicate set(PmmlElement element, PmmlScope scope) {
    PmmlValue value = scope.value(element.attribute("field"), element);
    String operator = element.attribute("booleanOperator");
    if (!operator.equals("isIn") && !operator.equals("isNotIn")) {
      throw element.refused("booleanOperator=" + operator + " is unknown");
    }
    List<String> members = element.only("Array").members();
    boolean in = operator.equals("isIn");
    boolean number = isNumber(value, scope);
    Set<String> texts = new HashSet<>(members);
    Set<Double> numbers = new HashSet<>();
    if (value.at(0) instanceof Double) {
      members.forEach(text -> numbers.add(element.number("a member", text) + 0.0));
    }
    double[] limits = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return tested(
        new PmmlValue(
            value.input(),
            slot -> {
              Object x = value.at(slot);
              return x == null
                  ? null
                  : (Object)
                      ((x instanceof Double d
                              ? numbers.contains(d + 0.0)
                              : texts.contains(x.toString()))
                          == in);
            },
            number ? value.cuts(limits) : value.breaks()));
  }

  private static boolean isNumber(PmmlValue value, PmmlScope scope) {
    return value.input() >= 0
        && scope.inputs().list().get(value.input()).kind() == Input.Kind.NUMERIC
        && !(value.at(0) instanceof String);
  }

  private static PmmlPredicate tested(PmmlValue value) {
    return value.input() < 0 ? new Constant(new Simple(value).at(0)) : new Simple(value);
  }
}
