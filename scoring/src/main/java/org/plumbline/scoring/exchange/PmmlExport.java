package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.scoring.Component;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.TreeComponent;

/**
 * Writes a model as PMML 4.4.
 *
 * <p>A chain: the trees of each margin are one model that sums (or averages) them, and a regression
 * over their margins and the prepared inputs holds weights, calibration and link; without trees
 * that regression is the whole model. Comparisons that we make in float are written as the exact
 * doubles that part the same numbers. Sums that we make in float carry the attribute {@code
 * x-mathContext="float"}; a reader that passes it over answers about 1e-6 away. What PMML cannot
 * say is refused with the reason. Same model, same bytes.
 */
public final class PmmlExport {
  /** Beyond it the line between two far points loses digits, so the formula is written out. */
  private static final double STEEP = 1e4;

  private final Model model;
  private final List<double[]> verification;
  private final PmmlXml out = new PmmlXml();
  private final Set<String> names = new HashSet<>();
  private final String target;
  private final List<Trees> trees = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final double[] intercepts;

  /** The trees of one margin of a component, which answer under a name. */
  private record Trees(String name, TreeComponent component, int margin) {}

  /** A field that the regression of one margin reads, and how it is prepared. */
  private record Column(int margin, String name, Runnable derivation, double coefficient) {}

  private PmmlExport(Model model, List<double[]> verification) {
    this.model = model;
    this.verification = verification;
    this.intercepts = model.calibration().offsets();
    model.inputs().forEach(input -> names.add(input.name()));
    this.target = fresh("target");
  }

  /**
   * The bytes of a PMML file.
   *
   * @throws IllegalArgumentException if a part of the model has no form in PMML
   */
  public static byte[] write(Model model) {
    return write(model, List.of());
  }

  /**
   * The bytes of a PMML file with rows of slots whose scores are written beside them
   * (ModelVerification), so that a reader can prove that it understood the model.
   *
   * @throws IllegalArgumentException if a part of the model has no form in PMML
   */
  public static byte[] write(Model model, List<double[]> verification) {
    return new PmmlExport(model, verification).bytes();
  }

  private byte[] bytes() {
    requireExpressible();
    double slope = model.calibration().slope();
    for (Model.WeightedComponent part : model.components()) {
      gather(part.component(), part.weight() * slope);
    }
    out.open("Header", "description", "A model of Plumbline");
    out.empty("Application", "name", "Plumbline");
    out.close();
    dictionary();
    if (trees.isEmpty()) {
      regression(true);
    } else if (isPlainSum()) {
      ensemble(trees.getFirst(), true);
    } else {
      chain();
    }
    return out.toBytes();
  }

  private void requireExpressible() {
    require(
        (model.link() instanceof Link.Standard standard && standard != Link.Standard.WINNER)
            || model.link() instanceof Link.Isotonic
            || model.link() instanceof Link.Beta,
        "Cannot export to PMML: link %s has no form there; export the model before calibration",
        model.link() instanceof Link.Standard standard
            ? standard
            : model.link().getClass().getSimpleName());
    for (Input input : model.inputs()) {
      requireText(input.name());
      input.categories().forEach(PmmlExport::requireText);
    }
    model.classes().forEach(PmmlExport::requireText);
  }

  private static void requireText(String text) {
    require(
        text.codePoints()
            .noneMatch(c -> c < 32 || c == 0xFFFE || c == 0xFFFF || (c >= 0xD800 && c < 0xE000)),
        "Cannot export to PMML: the name '%s' holds a character that XML cannot; rename it",
        text);
  }

  /** A name that no field has yet. */
  private String fresh(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + " " + i;
    }
    return free;
  }

  private void gather(Component component, double weight) {
    switch (component) {
      case ConstantComponent constant -> {
        double[] values = constant.values();
        for (int k = 0; k < values.length; k++) {
          intercepts[k] += weight * values[k];
        }
      }
      case LinearComponent linear -> {
        for (int k = 0; k < linear.marginCount(); k++) {
          intercepts[k] += weight * linear.intercept(k);
          line(linear, k, weight);
        }
      }
      case TreeComponent part -> {
        for (int k = 0; k < part.marginCount(); k++) {
          margin(part, k, weight);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "Cannot export to PMML: a %s has no form there"
                  .formatted(component.getClass().getSimpleName()));
    }
  }

  private void margin(TreeComponent part, int margin, double weight) {
    Forest forest = part.forest();
    boolean any = PmmlTrees.of(forest, margin).length > 0;
    if (!forest.inFloat() || !any) {
      intercepts[margin] += weight * forest.base(margin);
    }
    if (any) {
      String name = fresh("margin " + (trees.size() + 1));
      trees.add(new Trees(name, part, margin));
      double divisor = PmmlTrees.isAverage(forest, margin) ? 1 : forest.divisor();
      columns.add(new Column(margin, name, () -> {}, weight / divisor));
    }
  }

  private void line(LinearComponent linear, int margin, double weight) {
    double[] coefficients = linear.coefficients(margin);
    int at = 0;
    for (Preprocessing.Step step : linear.preprocessing().steps()) {
      Input input = model.inputs().get(step.input());
      switch (step) {
        case Preprocessing.Numeric numeric -> {
          String name = fresh(input.name() + " prepared");
          columns.add(
              new Column(
                  margin, name, () -> number(name, input, numeric), weight * coefficients[at]));
          if (numeric.indicator()) {
            String missing = fresh(input.name() + " missing");
            columns.add(
                new Column(
                    margin,
                    missing,
                    () -> isMissing(missing, input),
                    weight * coefficients[at + 1]));
          }
        }
        case Preprocessing.OneHot _, Preprocessing.Ordinal _ -> {
          String name = fresh(input.name() + " in numbers");
          double[] own = Arrays.copyOfRange(coefficients, at, at + step.width());
          columns.add(new Column(margin, name, () -> table(name, input, step, own), weight));
        }
      }
      at += step.width();
    }
  }

  /** The number after imputing, clipping, logarithm and scaling. */
  private void number(String name, Input input, Preprocessing.Numeric step) {
    double[] ends = {step.low(), step.high()};
    double[] norms = new double[3];
    for (int i = 0; i < 2; i++) {
      norms[i] = applied(step, ends[i]);
    }
    norms[2] = applied(step, Double.NaN);
    derived(name);
    boolean straight = !step.logarithm() && step.low() < step.high();
    if (straight && Math.max(Math.abs(norms[0]), Math.abs(norms[1])) < STEEP) {
      out.open(
          "NormContinuous",
          "field",
          input.name(),
          "outliers",
          "asExtremeValues",
          "mapMissingTo",
          norms[2]);
      for (int i = 0; i < 2; i++) {
        out.empty("LinearNorm", "orig", ends[i], "norm", norms[i]);
      }
      out.close();
    } else {
      apply("/");
      apply("-");
      if (step.logarithm()) {
        signedLogarithm(() -> clipped(input, step), step);
      } else {
        clipped(input, step);
      }
      constant(step.mean());
      out.close();
      constant(step.scale());
      out.close();
    }
    out.close();
  }

  private static double applied(Preprocessing.Numeric step, double slot) {
    double[] columns = new double[2];
    step.apply(slot, columns, 0);
    return columns[0];
  }

  private void clipped(Input input, Preprocessing.Numeric step) {
    apply("min");
    apply("max");
    out.empty("FieldRef", "field", input.name(), "mapMissingTo", step.impute());
    constant(step.low());
    out.close();
    constant(step.high());
    out.close();
  }

  /** {@code x < 0 ? -ln1p(-x) : ln1p(x)}, as only much as the clip leaves possible. */
  private void signedLogarithm(Runnable value, Preprocessing.Numeric step) {
    if (step.low() >= 0) {
      apply("ln1p");
      value.run();
      out.close();
      return;
    }
    apply("if");
    apply("lessThan");
    value.run();
    constant(0);
    out.close();
    apply("-");
    constant(0);
    apply("ln1p");
    apply("-");
    constant(0);
    value.run();
    out.close();
    out.close();
    out.close();
    apply("ln1p");
    value.run();
    out.close();
    out.close();
  }

  private void isMissing(String name, Input input) {
    derived(name);
    apply("if");
    apply("isMissing");
    out.empty("FieldRef", "field", input.name());
    out.close();
    constant(1);
    constant(0);
    out.close();
    out.close();
  }

  /** What each category adds. */
  private void table(String name, Input input, Preprocessing.Step step, double[] coefficients) {
    derived(name);
    out.open(
        "MapValues",
        "outputColumn",
        "value",
        "dataType",
        "double",
        "mapMissingTo",
        added(step, Double.NaN, coefficients),
        "defaultValue",
        added(step, -1, coefficients));
    out.empty("FieldColumnPair", "field", input.name(), "column", "category");
    out.open("InlineTable");
    for (int c = 0; c < input.categories().size(); c++) {
      out.open("row");
      out.text("category", input.categories().get(c));
      out.text("value", Double.toString(added(step, c, coefficients)));
      out.close();
    }
    out.close();
    out.close();
    out.close();
  }

  private static double added(Preprocessing.Step step, double slot, double[] coefficients) {
    double[] columns = new double[step.width()];
    step.apply(slot, columns, 0);
    double sum = 0;
    for (int j = 0; j < columns.length; j++) {
      sum += columns[j] * coefficients[j];
    }
    return sum;
  }

  private void derived(String name) {
    out.open("DerivedField", "name", name, "optype", "continuous", "dataType", "double");
  }

  private void apply(String function) {
    out.open("Apply", "function", function);
  }

  private void constant(double value) {
    out.text("Constant", Double.toString(value), "dataType", "double");
  }

  private void dictionary() {
    out.open("DataDictionary", "numberOfFields", model.inputs().size() + 1);
    for (Input input : model.inputs()) {
      field(input.name(), input.kind() == Input.Kind.CATEGORICAL, input.categories());
    }
    field(target, model.task() != Task.REGRESSION, model.classes());
    out.close();
  }

  private void field(String name, boolean text, List<String> values) {
    String optype = text ? "categorical" : "continuous";
    out.open("DataField", "name", name, "optype", optype, "dataType", text ? "string" : "double");
    values.forEach(value -> out.empty("Value", "value", value));
    out.close();
  }

  /** The fields read: the inputs, and the margins of the links of the chain before. */
  private void schema(boolean whole, List<String> margins) {
    out.open("MiningSchema");
    for (Input input : model.inputs()) {
      out.empty("MiningField", "name", input.name(), "invalidValueTreatment", "asIs");
    }
    margins.forEach(name -> out.empty("MiningField", "name", name));
    if (whole) {
      out.empty("MiningField", "name", target, "usageType", "target");
    }
    out.close();
  }

  private String function() {
    return model.task() == Task.REGRESSION ? "regression" : "classification";
  }

  private void answers() {
    out.open("Output");
    if (model.task() == Task.REGRESSION) {
      output("score", "predictedValue");
    } else {
      for (String name : model.classes()) {
        output("probability(" + name + ")", "probability", "value", name);
      }
    }
    out.close();
  }

  private void output(String name, String feature, Object... more) {
    var attributes = new ArrayList<Object>();
    attributes.addAll(
        List.of("name", name, "optype", "continuous", "dataType", "double", "feature", feature));
    attributes.addAll(List.of(more));
    out.empty("OutputField", attributes.toArray());
  }

  private void chain() {
    out.open("MiningModel", "functionName", function());
    schema(true, List.of());
    answers();
    out.open("Segmentation", "multipleModelMethod", "modelChain");
    int id = 1;
    for (Trees part : trees) {
      segment(id++);
      ensemble(part, false);
      out.close();
    }
    segment(id);
    regression(false);
    out.close();
    out.close();
    verification();
    out.close();
  }

  private void segment(int id) {
    out.open("Segment", "id", id);
    out.empty("True");
  }

  /** Whether one margin of trees is the answer already. */
  private boolean isPlainSum() {
    return model.link() == Link.Standard.IDENTITY
        && columns.size() == 1
        && columns.getFirst().coefficient() == 1
        && intercepts[0] == 0;
  }

  private void ensemble(Trees part, boolean whole) {
    Forest forest = part.component().forest();
    var attributes = new ArrayList<Object>(List.of("functionName", "regression"));
    if (forest.inFloat()) {
      attributes.addAll(List.of("x-mathContext", "float"));
    }
    out.open("MiningModel", attributes.toArray());
    schema(whole, List.of());
    if (whole) {
      answers();
    } else {
      out.open("Output");
      output(part.name(), "predictedValue");
      out.close();
    }
    boolean average = PmmlTrees.isAverage(forest, part.margin());
    out.open("Segmentation", "multipleModelMethod", average ? "average" : "sum");
    new PmmlTrees(model.inputs(), part.component(), part.margin(), out).write();
    out.close();
    if (whole) {
      verification();
    }
    out.close();
  }

  private void regression(boolean whole) {
    var link = model.link();
    String normalisation =
        switch (link) {
          case Link.Standard.LOG -> "exp";
          case Link.Standard.LOGISTIC -> "logit";
          case Link.Standard.SOFTMAX -> "softmax";
          case Link.Standard.SHARES -> model.task() == Task.MULTICLASS ? "simplemax" : "none";
          case Link.Beta _ -> "logit";
          default -> "none";
        };
    boolean bent = link == Link.Standard.SHARES || link instanceof Link.Isotonic;
    out.open("RegressionModel", "functionName", function(), "normalizationMethod", normalisation);
    schema(true, trees.stream().map(Trees::name).toList());
    answers();
    out.open("LocalTransformations");
    columns.forEach(column -> column.derivation().run());
    if (link instanceof Link.Beta beta) {
      List<String> logarithms = logarithms();
      out.close();
      beta(logarithms, beta);
    } else {
      List<String> shares = bent ? shares() : List.of();
      out.close();
      tables(shares);
    }
    if (whole) {
      verification();
    }
    out.close();
  }

  private void tables(List<String> shares) {
    switch (model.task()) {
      case REGRESSION -> table(0, shares);
      case BINARY -> {
        table(0, shares, "targetCategory", model.classes().getLast());
        out.empty(
            "RegressionTable", "intercept", 0.0, "targetCategory", model.classes().getFirst());
      }
      case MULTICLASS -> {
        for (int k = 0; k < model.classes().size(); k++) {
          table(k, shares, "targetCategory", model.classes().get(k));
        }
      }
    }
  }

  /** The odds of a beta curve: its logarithms of both shares, times the numbers of the curve. */
  private void beta(List<String> logarithms, Link.Beta beta) {
    out.open("RegressionTable", "intercept", beta.c(), "targetCategory", model.classes().getLast());
    out.empty("NumericPredictor", "name", logarithms.getFirst(), "coefficient", beta.a());
    out.empty("NumericPredictor", "name", logarithms.getLast(), "coefficient", -beta.b());
    out.close();
    out.empty("RegressionTable", "intercept", 0.0, "targetCategory", model.classes().getFirst());
  }

  /** {@code ln logistic} of the margin and of its negative, without cancellation. */
  private List<String> logarithms() {
    String sum = fresh("sum 0");
    derived(sum);
    sum(0);
    out.close();
    var names = new ArrayList<String>();
    for (double sign : new double[] {1, -1}) {
      String name = fresh("logarithm " + names.size());
      derived(name);
      apply("-");
      apply("min");
      signed(sum, sign);
      constant(0);
      out.close();
      apply("ln1p");
      apply("exp");
      apply("*");
      constant(-1);
      apply("abs");
      out.empty("FieldRef", "field", sum);
      out.close();
      out.close();
      out.close();
      out.close();
      out.close();
      out.close();
      names.add(name);
    }
    return names;
  }

  private void signed(String field, double sign) {
    apply("*");
    constant(sign);
    out.empty("FieldRef", "field", field);
    out.close();
  }

  private void table(int margin, List<String> shares, Object... more) {
    var attributes = new ArrayList<Object>(List.of("intercept"));
    attributes.add(shares.isEmpty() ? intercepts[margin] : 0.0);
    attributes.addAll(List.of(more));
    out.open("RegressionTable", attributes.toArray());
    if (shares.isEmpty()) {
      for (Column column : columns) {
        if (column.margin() == margin) {
          out.empty("NumericPredictor", "name", column.name(), "coefficient", column.coefficient());
        }
      }
    } else {
      out.empty("NumericPredictor", "name", shares.get(margin), "coefficient", 1.0);
    }
    out.close();
  }

  /** Margins brought to shares of one, where no normalisation of PMML does it. */
  private List<String> shares() {
    var cut = new ArrayList<String>();
    for (int k = 0; k < intercepts.length; k++) {
      String sum = fresh("sum " + k);
      derived(sum);
      sum(k);
      out.close();
      String share = fresh("share " + k);
      derived(share);
      if (model.link() instanceof Link.Isotonic isotonic) {
        isotonic(sum, isotonic);
      } else {
        apply("min");
        apply("max");
        out.empty("FieldRef", "field", sum);
        constant(0);
        out.close();
        constant(1);
        out.close();
      }
      out.close();
      cut.add(share);
    }
    return cut.size() == 1 ? cut : orEven(cut);
  }

  private void sum(int margin) {
    apply("sum");
    constant(intercepts[margin]);
    for (Column column : columns) {
      if (column.margin() == margin) {
        apply("*");
        constant(column.coefficient());
        out.empty("FieldRef", "field", column.name());
        out.close();
      }
    }
    out.close();
  }

  private void isotonic(String margin, Link.Isotonic line) {
    double[] margins = line.margins();
    double[] probabilities = line.probabilities();
    if (margins.length == 1) {
      constant(probabilities[0]);
      return;
    }
    out.open("NormContinuous", "field", margin, "outliers", "asExtremeValues");
    for (int i = 0; i < margins.length; i++) {
      out.empty("LinearNorm", "orig", margins[i], "norm", probabilities[i]);
    }
    out.close();
  }

  /** Shares that are all 0 become 1 each, so that they are divided evenly. */
  private List<String> orEven(List<String> cut) {
    var even = new ArrayList<String>();
    for (String share : cut) {
      String name = fresh(share + " or even");
      derived(name);
      apply("if");
      apply("greaterThan");
      apply("sum");
      cut.forEach(one -> out.empty("FieldRef", "field", one));
      out.close();
      constant(0);
      out.close();
      out.empty("FieldRef", "field", share);
      constant(1);
      out.close();
      out.close();
      even.add(name);
    }
    return even;
  }

  private void verification() {
    if (verification.isEmpty()) {
      return;
    }
    int inputs = model.inputs().size();
    String score =
        switch (model.task()) {
          case REGRESSION -> "score";
          case BINARY, MULTICLASS -> "probability(" + model.classes().getLast() + ")";
        };
    out.open("ModelVerification", "recordCount", verification.size(), "fieldCount", inputs + 1);
    out.open("VerificationFields");
    for (int j = 0; j < inputs; j++) {
      out.empty("VerificationField", "field", model.inputs().get(j).name(), "column", "x" + j);
    }
    out.empty(
        "VerificationField",
        "field",
        score,
        "column",
        "score",
        "precision",
        1e-5,
        "zeroThreshold",
        1e-5);
    out.close();
    out.open("InlineTable");
    verification.forEach(this::verified);
    out.close();
    out.close();
  }

  private void verified(double[] row) {
    out.open("row");
    for (int j = 0; j < row.length; j++) {
      Input input = model.inputs().get(j);
      if (!Double.isNaN(row[j])) {
        boolean text = input.kind() == Input.Kind.CATEGORICAL;
        require(!text || row[j] >= 0, "a verified row holds an unknown '%s'", input.name());
        out.text("x" + j, text ? input.categories().get((int) row[j]) : Double.toString(row[j]));
      }
    }
    double answer = model.score(row);
    if (model.task() == Task.MULTICLASS) {
      double[] shares = new double[model.classes().size()];
      model.probabilities(row, shares);
      answer = shares[shares.length - 1];
    }
    out.text("score", Double.toString(answer));
    out.close();
  }
}
