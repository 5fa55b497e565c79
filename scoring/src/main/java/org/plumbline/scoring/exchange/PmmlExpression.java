package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Expressions of derived fields that are made of one input. */
final class PmmlExpression {
  private PmmlExpression() {}

  /**
   * @param field the derived field, whose type constants and tables take
   */
  static PmmlValue value(PmmlElement expression, PmmlElement field, PmmlScope scope) {
    PmmlValue made = untyped(expression, field, scope);
    if (!field.attribute("dataType", "double").equals("float")) {
      return made;
    }
    return new PmmlValue(
        made.input(),
        slot ->
            made.at(slot) instanceof Double x
                ? Double.valueOf((float) Math.clamp(x, -Float.MAX_VALUE, Float.MAX_VALUE))
                : made.at(slot),
        made.breaks());
  }

  private static PmmlValue untyped(PmmlElement element, PmmlElement field, PmmlScope scope) {
    return switch (element.name()) {
      case "Constant" ->
          element.attribute("missing", "false").equals("true")
              ? new PmmlValue(-1, _ -> null, new double[0])
              : PmmlValue.constant(constant(element, element.text()));
      case "FieldRef" -> {
        PmmlValue value = scope.value(element.attribute("field"), element);
        yield missingTo(value, element, element);
      }
      case "NormContinuous" -> normContinuous(element, scope);
      case "NormDiscrete" -> normDiscrete(element, scope);
      case "Discretize" -> discretize(element, field, scope);
      case "MapValues" -> mapValues(element, field, scope);
      case "Apply" -> PmmlFunction.value(element, field, scope);
      default ->
          throw element.refused(
              "this expression is not taken; taken are Constant, FieldRef, NormContinuous,"
                  + " NormDiscrete, Discretize, MapValues and Apply");
    };
  }

  /** The value of a constant; a text that is no number without a type is a text. */
  private static Object constant(PmmlElement element, String text) {
    String type = element.attribute("dataType", "");
    if (type.equals("string") || type.equals("boolean")) {
      return text;
    }
    if (type.isEmpty()) {
      try {
        return Double.valueOf(text.strip());
      } catch (NumberFormatException e) {
        return text;
      }
    }
    return element.number("the constant", text);
  }

  private static Object typed(PmmlElement element, PmmlElement field, String text) {
    String type = element.attribute("dataType", field.attribute("dataType", "double"));
    return type.equals("string") || type.equals("boolean")
        ? text
        : (Object) Double.valueOf(element.number("the value", text));
  }

  static PmmlValue missingTo(PmmlValue value, PmmlElement element, PmmlElement field) {
    if (!element.has("mapMissingTo")) {
      return value;
    }
    String text = element.attribute("mapMissingTo");
    boolean isText = value.at(0) instanceof String;
    Object to = isText ? text : typed(element, field, text);
    return new PmmlValue(
        value.input(),
        slot -> {
          Object x = value.at(slot);
          return x == null ? to : x;
        },
        value.breaks());
  }

  /** The points of a line, in order. */
  static double[][] points(PmmlElement norm) {
    List<PmmlElement> all = norm.all("LinearNorm");
    if (all.size() < 2) {
      throw norm.refused("it has " + all.size() + " points, needs two");
    }
    double[][] points = new double[2][all.size()];
    for (int i = 0; i < all.size(); i++) {
      points[0][i] = all.get(i).number("orig");
      points[1][i] = all.get(i).number("norm");
      if (i > 0 && points[0][i] <= points[0][i - 1]) {
        throw all.get(i).refused("its orig does not lie above the one before");
      }
    }
    return points;
  }

  private static PmmlValue normContinuous(PmmlElement norm, PmmlScope scope) {
    PmmlValue value = scope.value(norm.attribute("field"), norm);
    double[][] points = points(norm);
    String outliers = norm.attribute("outliers", "asIs");
    PmmlValue line =
        new PmmlValue(
            value.input(),
            slot -> {
              double x = value.number(slot);
              return Double.isNaN(x) ? null : along(points, x, outliers, norm);
            },
            PmmlValue.union(value.breaks(), value.cuts(points[0])));
    return missingTo(line, norm, norm);
  }

  private static @Nullable Double along(
      double[][] points, double x, String outliers, PmmlElement norm) {
    double[] origs = points[0];
    double[] norms = points[1];
    int last = origs.length - 1;
    if (x < origs[0] || x > origs[last]) {
      switch (outliers) {
        case "asIs" -> {}
        case "asMissingValues" -> {
          return null;
        }
        case "asExtremeValues" -> {
          return x < origs[0] ? norms[0] : norms[last];
        }
        default -> throw norm.refused("outliers=" + outliers + " is unknown");
      }
    }
    int i = 1;
    while (i < last && x > origs[i]) {
      i++;
    }
    double share = (x - origs[i - 1]) / (origs[i] - origs[i - 1]);
    return norms[i - 1] + share * (norms[i] - norms[i - 1]);
  }

  private static PmmlValue normDiscrete(PmmlElement norm, PmmlScope scope) {
    PmmlValue value = scope.value(norm.attribute("field"), norm);
    String wanted = norm.attribute("value");
    PmmlValue made =
        new PmmlValue(
            value.input(),
            slot -> {
              Object x = value.at(slot);
              return x == null ? null : Double.valueOf(equal(x, wanted, norm) ? 1 : 0);
            },
            equalCuts(value, norm, wanted));
    return missingTo(made, norm, norm);
  }

  /** Where equality with a text begins and ends; nowhere for texts. */
  static double[] equalCuts(PmmlValue value, PmmlElement element, String text) {
    return value.input() >= 0 && value.at(0) instanceof Double
        ? value.cuts(element.number("value", text))
        : value.breaks();
  }

  static boolean equal(Object value, String text, PmmlElement element) {
    return switch (value) {
      case Double x -> x == element.number("value", text);
      case Boolean truth -> truth.toString().equals(text);
      default -> value.equals(text);
    };
  }

  /** The least number of an interval. */
  static double least(PmmlElement interval) {
    if (!interval.has("leftMargin")) {
      return -Double.MAX_VALUE;
    }
    double margin = interval.number("leftMargin");
    return closure(interval).startsWith("open") ? Math.nextUp(margin) : margin;
  }

  /** The greatest number of an interval. */
  static double most(PmmlElement interval) {
    if (!interval.has("rightMargin")) {
      return Double.MAX_VALUE;
    }
    double margin = interval.number("rightMargin");
    return closure(interval).endsWith("Open") ? Math.nextDown(margin) : margin;
  }

  private static String closure(PmmlElement interval) {
    String closure = interval.attribute("closure");
    if (!List.of("openClosed", "openOpen", "closedOpen", "closedClosed").contains(closure)) {
      throw interval.refused("closure=" + closure + " is unknown");
    }
    return closure;
  }

  private record Bin(double least, double most, Object value) {}

  private static PmmlValue discretize(PmmlElement element, PmmlElement field, PmmlScope scope) {
    PmmlValue value = scope.value(element.attribute("field"), element);
    var bins = new ArrayList<Bin>();
    double[] cuts = value.breaks();
    for (PmmlElement bin : element.all("DiscretizeBin")) {
      PmmlElement interval = bin.only("Interval");
      var made =
          new Bin(
              least(interval), most(interval), typed(element, field, bin.attribute("binValue")));
      bins.add(made);
      cuts = PmmlValue.union(cuts, value.cuts(made.least(), made.most()));
    }
    String otherwise = element.find("defaultValue");
    Object other = otherwise == null ? null : typed(element, field, otherwise);
    String missing = element.find("mapMissingTo");
    Object none = missing == null ? null : typed(element, field, missing);
    return new PmmlValue(
        value.input(),
        slot -> {
          double x = value.number(slot);
          if (Double.isNaN(x)) {
            return none;
          }
          for (Bin bin : bins) {
            if (x >= bin.least() && x <= bin.most()) {
              return bin.value();
            }
          }
          return other;
        },
        cuts);
  }

  private static PmmlValue mapValues(PmmlElement element, PmmlElement field, PmmlScope scope) {
    List<PmmlElement> pairs = element.all("FieldColumnPair");
    if (pairs.size() != 1) {
      throw element.refused("it reads " + pairs.size() + " fields; tables of one field are taken");
    }
    PmmlElement pair = pairs.getFirst();
    PmmlValue value = scope.value(pair.attribute("field"), pair);
    Map<String, Object> table = new HashMap<>();
    Map<Double, Object> numbers = new HashMap<>();
    boolean number = value.at(0) instanceof Double;
    double[] cuts = value.breaks();
    for (PmmlElement row : element.only("InlineTable").all("row")) {
      PmmlElement from = row.only(pair.attribute("column"));
      Object to = typed(element, field, row.only(element.attribute("outputColumn")).text());
      if (number) {
        double x = from.number("the value", from.text()) + 0.0;
        numbers.putIfAbsent(x, to);
        cuts = PmmlValue.union(cuts, value.cuts(x));
      } else {
        table.putIfAbsent(from.text(), to);
      }
    }
    String otherwise = element.find("defaultValue");
    Object other = otherwise == null ? null : typed(element, field, otherwise);
    String missing = element.find("mapMissingTo");
    Object none = missing == null ? null : typed(element, field, missing);
    return new PmmlValue(
        value.input(),
        slot -> {
          Object x = value.at(slot);
          if (x == null) {
            return none;
          }
          return x instanceof Double d
              ? numbers.getOrDefault(d + 0.0, other)
              : table.getOrDefault(Objects.toString(x), other);
        },
        cuts);
  }
}
