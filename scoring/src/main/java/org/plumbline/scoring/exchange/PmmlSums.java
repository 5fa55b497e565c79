package org.plumbline.scoring.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Link;

/** Fields and expressions as sums, for models that add them up. */
final class PmmlSums {
  private static final int MAX_DEPTH = 64;

  private final PmmlScope scope;
  private final int depth;

  PmmlSums(PmmlScope scope) {
    this(scope, 0);
  }

  private PmmlSums(PmmlScope scope, int depth) {
    this.scope = scope;
    this.depth = depth;
  }

  PmmlSum field(String name, PmmlElement user) {
    if (depth > MAX_DEPTH) {
      throw user.refused("the field '" + name + "' is made of itself, or of a chain over 64 long");
    }
    PmmlSum output = scope.output(name);
    if (output != null) {
      return output;
    }
    PmmlScope.Derivation derivation = scope.derivation(name);
    if (derivation != null) {
      return new PmmlSums(derivation.scope(), depth + 1)
          .expression(derivation.expression(), derivation.field());
    }
    PmmlValue value = scope.value(name, user);
    boolean number =
        value.input() >= 0 && scope.inputs().list().get(value.input()).kind() == Input.Kind.NUMERIC;
    if (!number || value.breaks().length > 0) {
      return of(value, user);
    }
    if (Math.abs(value.number(Double.MAX_VALUE)) < PmmlSum.Line.LIMIT
        || Math.abs(value.number(-Double.MAX_VALUE)) < PmmlSum.Line.LIMIT) {
      PmmlSum clipped = clipped(value);
      return clipped == null ? of(value, user) : clipped;
    }
    PmmlElement data = scope.inputs().field(name);
    if (data != null && data.attribute("dataType", "double").equals("float")) {
      scope
          .inputs()
          .note("The file rounds '" + name + "' to a float before it is weighted; ours does not");
    }
    return PmmlSum.of(PmmlSum.Line.raw(value.input(), value.number(Double.NaN)));
  }

  /** A field that one schema cuts at two ends. */
  private static @Nullable PmmlSum clipped(PmmlValue value) {
    double low = value.number(-Double.MAX_VALUE);
    double high = value.number(Double.MAX_VALUE);
    double middle = low / 2 + high / 2;
    if (value.breaks().length > 0 || !(low < high) || value.number(middle) != middle) {
      return null;
    }
    return PmmlSum.of(PmmlSum.Line.raw(value.input(), value.number(Double.NaN)).clipped(low, high));
  }

  PmmlSum expression(PmmlElement element, PmmlElement field) {
    PmmlSum sum =
        switch (element.name()) {
          case "Constant" -> PmmlSum.constant(element.number("the constant", element.text()));
          case "FieldRef" -> reference(element);
          case "NormContinuous" -> norm(element);
          case "Apply" -> apply(element, field);
          default -> null;
        };
    return sum == null ? of(PmmlExpression.value(element, field, scope), element) : sum;
  }

  private @Nullable PmmlSum reference(PmmlElement element) {
    PmmlSum sum = new PmmlSums(scope, depth + 1).field(element.attribute("field"), element);
    if (!element.has("mapMissingTo")) {
      return sum;
    }
    PmmlSum.Line line = plain(sum);
    if (line != null) {
      double impute = Double.isNaN(line.impute()) ? element.number("mapMissingTo") : line.impute();
      return PmmlSum.of(PmmlSum.Line.raw(line.input(), impute).clipped(line.low(), line.high()));
    }
    return null;
  }

  /** The one number that a sum is, as it comes or clipped. */
  private static PmmlSum.@Nullable Line plain(PmmlSum sum) {
    return sum.isStraight()
            && sum.constant() == 0
            && sum.terms().size() == 1
            && sum.terms().getFirst() instanceof PmmlSum.Line line
            && line.isPlain()
        ? line
        : null;
  }

  private @Nullable PmmlSum norm(PmmlElement norm) {
    PmmlSum sum = new PmmlSums(scope, depth + 1).field(norm.attribute("field"), norm);
    double[][] points = PmmlExpression.points(norm);
    boolean extreme = norm.attribute("outliers", "asIs").equals("asExtremeValues");
    PmmlSum.Line line = plain(sum);
    if (line == null) {
      if (!extreme || !sum.isStraight() || norm.has("mapMissingTo")) {
        throw norm.refused(
            "a line over what is no plain number is taken as calibration only: with outliers"
                + " asExtremeValues and no mapMissingTo");
      }
      return sum.bent(new PmmlSum.Bend.Rising(new Link.Isotonic(points[0], points[1])));
    }
    if (!extreme && !norm.attribute("outliers", "asIs").equals("asIs")) {
      throw norm.refused("outliers=asMissingValues is not taken in a sum; use asExtremeValues");
    }
    return lines(line, points, extreme, norm);
  }

  /** A broken line is the sum of its pieces, each clipped to its part. */
  private static PmmlSum lines(
      PmmlSum.Line line, double[][] points, boolean extreme, PmmlElement norm) {
    double[] origs = points[0];
    double[] norms = points[1];
    int pieces = origs.length - 1;
    double impute = line.impute();
    double indicator = 0;
    if (Double.isNaN(impute) && norm.has("mapMissingTo")) {
      double wanted = norm.number("mapMissingTo");
      double slope = (norms[1] - norms[0]) / (origs[1] - origs[0]);
      double solved = origs[0] + (wanted - norms[0]) / slope;
      double got = norms[0] + slope * (solved - origs[0]);
      // Beyond the rounding of the line itself the amount is added where the number is missing.
      double rounding = 4 * Math.ulp(Math.max(Math.abs(norms[0]), Math.abs(wanted)));
      boolean fits = pieces == 1 && solved >= origs[0] && solved <= origs[1];
      impute = fits && Math.abs(got - wanted) <= rounding ? solved : origs[0];
      indicator = impute == solved && fits ? 0 : wanted - norms[0];
    }
    var terms = new ArrayList<PmmlSum.Term>();
    for (int i = 0; i < pieces; i++) {
      double slope = (norms[i + 1] - norms[i]) / (origs[i + 1] - origs[i]);
      double low = i == 0 && !extreme ? -PmmlSum.Line.LIMIT : origs[i];
      double high = i == pieces - 1 && !extreme ? PmmlSum.Line.LIMIT : origs[i + 1];
      var piece =
          new PmmlSum.Line(
              slope,
              line.input(),
              impute,
              i == 0 ? indicator : 0,
              Math.clamp(low, line.low(), line.high()),
              Math.clamp(high, line.low(), line.high()),
              false,
              origs[i],
              1);
      terms.add(piece);
    }
    return new PmmlSum(norms[0], terms, new PmmlSum.Bend.None());
  }

  private PmmlSum part(PmmlElement apply, int index, PmmlElement field) {
    if (index >= apply.children().size()) {
      throw apply.refused("it has " + apply.children().size() + " arguments");
    }
    return new PmmlSums(scope, depth + 1).expression(apply.children().get(index), field);
  }

  /** None where the function is no sum. */
  private @Nullable PmmlSum apply(PmmlElement apply, PmmlElement field) {
    if (apply.has("mapMissingTo") || apply.has("defaultValue")) {
      return null;
    }
    return switch (apply.attribute("function")) {
      case "+", "sum" -> {
        PmmlSum sum = PmmlSum.constant(0);
        for (int i = 0; i < apply.children().size(); i++) {
          sum = sum.plus(straight(part(apply, i, field), apply));
        }
        yield sum;
      }
      case "-" -> minus(part(apply, 0, field), part(apply, 1, field), apply);
      case "*" -> {
        PmmlSum a = straight(part(apply, 0, field), apply);
        PmmlSum b = straight(part(apply, 1, field), apply);
        if (!a.isConstant() && !b.isConstant()) {
          throw apply.refused("a product of two fields is no sum; make it an input");
        }
        yield a.isConstant() ? b.times(a.constant()) : a.times(b.constant());
      }
      case "/" -> divided(part(apply, 0, field), part(apply, 1, field), apply);
      case "min", "max" -> limited(apply, field);
      case "ln1p", "x-ln1p" -> {
        PmmlSum.Line line = plain(part(apply, 0, field));
        if (line == null || line.low() < 0) {
          throw apply.refused(
              "the logarithm of what may be negative is not taken in a sum; clip the number before"
                  + " it with max(x, 0)");
        }
        yield PmmlSum.of(line.withLogarithm());
      }
      case "if" -> choice(apply, field);
      default -> null;
    };
  }

  private static PmmlSum straight(PmmlSum sum, PmmlElement user) {
    if (!sum.isStraight()) {
      throw user.refused("what is cut or bent cannot be added to anything");
    }
    return sum;
  }

  private static PmmlSum minus(PmmlSum a, PmmlSum b, PmmlElement user) {
    straight(a, user);
    straight(b, user);
    if (b.isConstant()
        && a.constant() == 0
        && a.terms().size() == 1
        && a.terms().getFirst() instanceof PmmlSum.Line line
        && line.weight() == 1
        && line.indicator() == 0
        && line.mean() == 0
        && line.scale() == 1) {
      return PmmlSum.of(line.scaled(b.constant(), 1));
    }
    return a.plus(b.times(-1));
  }

  private static PmmlSum divided(PmmlSum a, PmmlSum b, PmmlElement user) {
    straight(a, user);
    if (!straight(b, user).isConstant() || b.constant() == 0) {
      throw user.refused("only a division by a constant other than 0 is taken");
    }
    if (a.constant() == 0
        && a.terms().size() == 1
        && a.terms().getFirst() instanceof PmmlSum.Line line
        && line.weight() == 1
        && line.indicator() == 0
        && line.scale() == 1
        && b.constant() > 0) {
      return PmmlSum.of(line.scaled(line.mean(), b.constant()));
    }
    return a.times(1 / b.constant());
  }

  private @Nullable PmmlSum limited(PmmlElement apply, PmmlElement field) {
    if (apply.children().size() != 2) {
      return null;
    }
    boolean least = apply.attribute("function").equals("max");
    PmmlSum a = part(apply, 0, field);
    PmmlSum b = part(apply, 1, field);
    boolean first = apply.children().getFirst().is("Constant");
    PmmlSum sum = first ? b : a;
    PmmlSum end = first ? a : b;
    if (!end.isConstant()) {
      throw apply.refused("the larger or smaller of two fields is not taken; make it an input");
    }
    double limit = end.constant();
    PmmlSum.Line line = plain(sum);
    if (line != null) {
      return PmmlSum.of(
          line.clipped(least ? limit : -Double.MAX_VALUE, least ? Double.MAX_VALUE : limit));
    }
    if (least && limit == 0 && sum.isStraight()) {
      return sum.bent(new PmmlSum.Bend.Floor());
    }
    if (!least && limit == 1 && sum.bend() instanceof PmmlSum.Bend.Floor) {
      return sum.bent(new PmmlSum.Bend.Unit());
    }
    throw apply.refused("a sum is cut elsewhere than at 0 and 1");
  }

  /** The signed logarithm, or shares of which all may be 0; else what is made of one input. */
  private @Nullable PmmlSum choice(PmmlElement apply, PmmlElement field) {
    if (apply.children().size() != 3) {
      return null;
    }
    PmmlElement condition = apply.children().getFirst();
    PmmlElement then = apply.children().get(1);
    PmmlElement otherwise = apply.children().get(2);
    if (isCall(condition, "lessThan") && isNumber(condition.children().get(1), 0)) {
      PmmlElement value = condition.children().getFirst();
      boolean signed =
          isCall(otherwise, "ln1p")
              && same(otherwise.children().getFirst(), value)
              && isNegative(then)
              && isCall(then.children().get(1), "ln1p")
              && isNegative(then.children().get(1).children().getFirst())
              && same(then.children().get(1).children().getFirst().children().get(1), value);
      PmmlSum.Line line =
          signed ? plain(new PmmlSums(scope, depth + 1).expression(value, field)) : null;
      return line == null ? null : PmmlSum.of(line.withLogarithm());
    }
    if (isCall(condition, "greaterThan")
        && isNumber(condition.children().get(1), 0)
        && condition.children().getFirst().attribute("function", "").equals("sum")
        && then.is("FieldRef")
        && isNumber(otherwise, 1)) {
      List<String> fields =
          condition.children().getFirst().children().stream()
              .map(child -> child.attribute("field"))
              .toList();
      PmmlSum share = field(then.attribute("field"), then);
      if (share.bend() instanceof PmmlSum.Bend.Unit && fields.contains(then.attribute("field"))) {
        return share.bent(new PmmlSum.Bend.Even(fields));
      }
    }
    return null;
  }

  private static boolean isCall(PmmlElement element, String function) {
    return element.is("Apply")
        && element.attribute("function", "").equals(function)
        && element.children().size() == (function.equals("ln1p") ? 1 : 2);
  }

  /** {@code 0 - x}. */
  private static boolean isNegative(PmmlElement element) {
    return isCall(element, "-") && isNumber(element.children().getFirst(), 0);
  }

  private static boolean isNumber(PmmlElement element, double value) {
    return element.is("Constant") && element.number("the constant", element.text()) == value;
  }

  /** The same wherever it stands. */
  private static boolean same(PmmlElement a, PmmlElement b) {
    if (!a.name().equals(b.name())
        || !a.attributes().equals(b.attributes())
        || !a.text().strip().equals(b.text().strip())
        || a.children().size() != b.children().size()) {
      return false;
    }
    for (int i = 0; i < a.children().size(); i++) {
      if (!same(a.children().get(i), b.children().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What is made of one input and constant between a few numbers, or a category. */
  PmmlSum of(PmmlValue value, PmmlElement user) {
    if (value.input() < 0) {
      return PmmlSum.constant(value.number(0));
    }
    Input input = scope.inputs().list().get(value.input());
    double missing = or0(value.number(Double.NaN), input);
    if (input.kind() == Input.Kind.CATEGORICAL) {
      double[] values = new double[input.categories().size()];
      for (int c = 0; c < values.length; c++) {
        values[c] = or0(value.number(c), input);
      }
      return PmmlSum.of(
          new PmmlSum.Table(value.input(), values, or0(unknown(value), input), missing));
    }
    double[] breaks = value.breaks();
    double[] steps = new double[breaks.length + 1];
    for (int i = 0; i < steps.length; i++) {
      double from = i == 0 ? -Double.MAX_VALUE : breaks[i - 1];
      double to = i == breaks.length ? Double.MAX_VALUE : Math.nextDown(breaks[i]);
      if (!Objects.equals(value.at(from), value.at(to))) {
        throw user.refused(
            "what it makes of '"
                + input.name()
                + "' is neither a line, a signed logarithm nor a number of steps; make the field an"
                + " input of the model");
      }
      steps[i] = or0(value.number(from), input);
    }
    if (steps.length == 1) {
      var line = new PmmlSum.Line(0, value.input(), 0, missing - steps[0], 0, 0, false, 0, 1);
      return PmmlSum.constant(steps[0]).plus(PmmlSum.of(line));
    }
    var nodes = new ArrayList<DraftNode>();
    nodes.add(new DraftNode.Leaf(0, 0));
    int numbers = grow(nodes, value.input(), breaks, steps, 0, steps.length - 1);
    nodes.add(new DraftNode.Leaf(missing, 0));
    nodes.set(
        0,
        new DraftNode.Split(
            value.input(),
            new NodeTest.Below(-Double.MAX_VALUE),
            true,
            nodes.size() - 1,
            numbers,
            0));
    return PmmlSum.of(new PmmlSum.Trees(1, 0, List.of(DraftTree.of(nodes, 0)), false, 1));
  }

  /** An unlisted category is no number, where the field itself is. */
  private static double unknown(PmmlValue value) {
    return PmmlInputs.UNKNOWN.equals(value.at(-1)) ? Double.NaN : value.number(-1);
  }

  /** The steps from one to another as a tree of least depth. */
  private static int grow(
      List<DraftNode> nodes, int input, double[] breaks, double[] steps, int from, int to) {
    int place = nodes.size();
    nodes.add(new DraftNode.Leaf(steps[from], 0));
    if (from < to) {
      int middle = (from + to) / 2;
      int left = grow(nodes, input, breaks, steps, from, middle);
      int right = grow(nodes, input, breaks, steps, middle + 1, to);
      nodes.set(
          place,
          new DraftNode.Split(input, new NodeTest.Below(breaks[middle]), true, left, right, 0));
    }
    return place;
  }

  private double or0(double value, Input input) {
    if (!Double.isNaN(value)) {
      return value;
    }
    scope
        .inputs()
        .note(
            "The file gives no answer for some values of '"
                + input.name()
                + "', such as missing or unlisted ones; ours adds 0 there");
    return 0;
  }
}
