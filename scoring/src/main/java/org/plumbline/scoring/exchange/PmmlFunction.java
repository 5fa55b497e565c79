package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;

/** Functions applied to what is made of one input. */
final class PmmlFunction {
  private static final List<String> COMPARISONS =
      List.of("equal", "notEqual", "lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual");

  private final PmmlElement apply;
  private final String function;
  private final List<PmmlValue> parts = new ArrayList<>();
  private int input = -1;
  private final boolean category;

  private PmmlFunction(PmmlElement apply, PmmlElement field, PmmlScope scope) {
    this.apply = apply;
    this.function = apply.attribute("function");
    for (PmmlElement child : apply.children()) {
      PmmlValue part = PmmlExpression.value(child, field, scope);
      parts.add(part);
      if (part.input() >= 0 && input >= 0 && part.input() != input) {
        throw apply.refused(
            "it joins two inputs, '"
                + scope.inputs().list().get(input).name()
                + "' and '"
                + scope.inputs().list().get(part.input()).name()
                + "', where only what is made of one is taken; make the joined field an input");
      }
      input = Math.max(input, part.input());
    }
    this.category = input >= 0 && scope.inputs().list().get(input).kind() == Input.Kind.CATEGORICAL;
  }

  static PmmlValue value(PmmlElement apply, PmmlElement field, PmmlScope scope) {
    var function = new PmmlFunction(apply, field, scope);
    PmmlValue whole = function.mapped(function.made());
    return apply.has("defaultValue")
        ? PmmlExpression.missingTo(whole, defaults(apply), field)
        : whole;
  }

  /** What the result becomes where an argument is missing. */
  private PmmlValue mapped(PmmlValue made) {
    if (!apply.has("mapMissingTo")) {
      return made;
    }
    if (function.equals("if")) {
      throw apply.refused("'if' with mapMissingTo is not taken; ask isMissing");
    }
    double missing = apply.number("mapMissingTo");
    return new PmmlValue(
        made.input(),
        slot -> parts.stream().anyMatch(p -> p.at(slot) == null) ? missing : made.at(slot),
        made.breaks());
  }

  /** The default of a function is what its missing result becomes. */
  private static PmmlElement defaults(PmmlElement apply) {
    return new PmmlElement(
        apply.name(),
        java.util.Map.of("mapMissingTo", apply.attribute("defaultValue")),
        List.of(),
        "",
        apply.line());
  }

  private PmmlValue made() {
    if (COMPARISONS.contains(function)) {
      return comparison();
    }
    return switch (function) {
      case "if" -> choice();
      case "isMissing" -> {
        count(1);
        yield new PmmlValue(input, s -> parts.getFirst().at(s) == null, breaks());
      }
      case "isNotMissing" -> {
        count(1);
        yield new PmmlValue(input, s -> parts.getFirst().at(s) != null, breaks());
      }
      case "and", "or", "not" -> new PmmlValue(input, this::logic, breaks());
      case "isIn", "isNotIn" -> membership();
      case "+", "-", "*", "/" -> {
        count(2);
        requireOneVariable();
        yield strict(x -> arithmetic(x[0], x[1]));
      }
      case "sum", "min", "max" -> {
        requireOneVariable();
        yield new PmmlValue(input, this::aggregate, breaks());
      }
      case "ln1p", "x-ln1p" -> unary(StrictMath::log1p, -1);
      case "ln" -> unary(StrictMath::log, 0);
      case "sqrt" -> unary(Math::sqrt, 0);
      case "exp" -> unary(StrictMath::exp);
      case "floor" -> unary(Math::floor);
      case "ceil" -> unary(Math::ceil);
      case "abs" -> unary(Math::abs, 0);
      default ->
          throw apply.refused(
              "function '"
                  + function
                  + "' is not taken; taken are + - * / sum min max ln ln1p exp sqrt abs floor ceil,"
                  + " comparisons, and or not, isIn, isMissing and if; make the field an input");
    };
  }

  private void count(int wanted) {
    if (parts.size() != wanted) {
      throw apply.refused("'" + function + "' has " + parts.size() + " arguments, needs " + wanted);
    }
  }

  /** Two rising and falling parts do not rise or fall together. */
  private void requireOneVariable() {
    if (!category && parts.stream().filter(p -> p.input() >= 0).count() > 1) {
      throw apply.refused(
          "'" + function + "' names the same number twice; make the joined field an input");
    }
  }

  private double[] breaks() {
    double[] all = new double[0];
    for (PmmlValue part : parts) {
      all = PmmlValue.union(all, part.breaks());
    }
    return all;
  }

  private interface Numbers {
    double of(double[] x);
  }

  /** A number of numbers; missing if one is. */
  private PmmlValue strict(Numbers numbers) {
    return new PmmlValue(
        input,
        slot -> {
          double[] x = new double[parts.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = parts.get(i).number(slot);
            if (Double.isNaN(x[i])) {
              return null;
            }
          }
          double made = numbers.of(x);
          return Double.isNaN(made) ? null : Double.valueOf(made);
        },
        breaks());
  }

  private double arithmetic(double a, double b) {
    return switch (function) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      default -> divided(a, b);
    };
  }

  private double divided(double a, double b) {
    if (parts.get(1).input() >= 0 && !category) {
      throw apply.refused("a number divides; only numbers divided by a constant are taken");
    }
    return b == 0 ? Double.NaN : a / b;
  }

  private PmmlValue unary(DoubleUnaryOperator operator, double... turns) {
    count(1);
    PmmlValue made = strict(x -> operator.applyAsDouble(x[0]));
    double[] cuts =
        turns.length == 0 || category || input < 0 ? made.breaks() : parts.getFirst().cuts(turns);
    return new PmmlValue(input, made.reading(), cuts);
  }

  /** Missing parts do not count. */
  private @Nullable Object aggregate(double slot) {
    double[] x =
        parts.stream().mapToDouble(p -> p.number(slot)).filter(v -> !Double.isNaN(v)).toArray();
    if (x.length == 0) {
      return null;
    }
    return switch (function) {
      case "min" -> Arrays.stream(x).min().orElseThrow();
      case "max" -> Arrays.stream(x).max().orElseThrow();
      default -> {
        double sum = 0;
        for (double value : x) {
          sum += value;
        }
        yield sum;
      }
    };
  }

  private PmmlValue comparison() {
    count(2);
    PmmlValue a = parts.getFirst();
    PmmlValue b = parts.getLast();
    double[] cuts = breaks();
    if (!category && input >= 0) {
      if (a.input() >= 0 && b.input() >= 0) {
        throw apply.refused("it compares a number with itself");
      }
      PmmlValue variable = a.input() >= 0 ? a : b;
      double limit = (a.input() >= 0 ? b : a).number(0);
      cuts = PmmlValue.union(cuts, variable.cuts(limit));
    }
    return new PmmlValue(
        input,
        slot -> {
          Object x = a.at(slot);
          Object y = b.at(slot);
          return x == null || y == null ? null : (Object) compared(x, y);
        },
        cuts);
  }

  private boolean compared(Object x, Object y) {
    if (function.equals("equal") || function.equals("notEqual")) {
      boolean same =
          (x instanceof Double d && y instanceof Double e)
              ? d.doubleValue() == e.doubleValue()
              : x.toString().equals(y.toString());
      return same == function.equals("equal");
    }
    if (!(x instanceof Double a) || !(y instanceof Double b)) {
      throw apply.refused("texts have no order");
    }
    return switch (function) {
      case "lessThan" -> a < b;
      case "lessOrEqual" -> a <= b;
      case "greaterThan" -> a > b;
      default -> a >= b;
    };
  }

  private PmmlValue membership() {
    double[] cuts = breaks();
    PmmlValue tested = parts.getFirst();
    for (PmmlValue member : parts.subList(1, parts.size())) {
      if (member.input() >= 0) {
        throw apply.refused("its members are no constants");
      }
      if (!category && input >= 0) {
        cuts = PmmlValue.union(cuts, tested.cuts(member.number(0)));
      }
    }
    return new PmmlValue(
        input,
        slot -> {
          Object x = tested.at(slot);
          if (x == null) {
            return null;
          }
          boolean found =
              parts.subList(1, parts.size()).stream().anyMatch(p -> x.equals(p.at(slot)));
          return found == function.equals("isIn");
        },
        cuts);
  }

  /** Truth of three values. */
  private @Nullable Object logic(double slot) {
    boolean unknown = false;
    for (PmmlValue part : parts) {
      Object truth = part.at(slot);
      if (truth == null) {
        unknown = true;
      } else if (!(truth instanceof Boolean holds)) {
        throw apply.refused("'" + function + "' of what is neither true nor false");
      } else if (function.equals("not")) {
        count(1);
        return !holds;
      } else if (holds == function.equals("or")) {
        return truth;
      }
    }
    return unknown ? null : (Object) function.equals("and");
  }

  private PmmlValue choice() {
    if (parts.size() != 2) {
      count(3);
    }
    PmmlValue condition = parts.getFirst();
    return new PmmlValue(
        input,
        slot -> {
          Object truth = condition.at(slot);
          if (truth == null) {
            return null;
          }
          int place = Objects.equals(truth, true) ? 1 : 2;
          return place < parts.size() ? parts.get(place).at(slot) : null;
        },
        breaks());
  }
}
