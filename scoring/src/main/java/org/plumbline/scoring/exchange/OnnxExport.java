package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.scoring.Component;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.Task;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.TreeComponent;

/**
 * Writes a model as ONNX (opset 15, ai.onnx.ml 3).
 *
 * <p>Each input is a column of its own: doubles with NaN where missing, or texts with the empty
 * text where missing. The answer is {@code value} (regression) or {@code probabilities} (one column
 * per class). Trees sum floats there, so scores agree to about 1e-6. What ONNX cannot say is
 * refused with the reason. Same model, same bytes.
 */
public final class OnnxExport {
  private final Model model;
  private final OnnxGraph graph = new OnnxGraph();

  private OnnxExport(Model model) {
    this.model = model;
  }

  /**
   * The bytes of an ONNX file.
   *
   * @throws IllegalArgumentException if a part of the model has no form in ONNX
   */
  public static byte[] write(Model model) {
    return new OnnxExport(model).bytes();
  }

  private byte[] bytes() {
    for (Input input : model.inputs()) {
      require(
          !input.categories().contains(""),
          "Cannot export to ONNX: input '%s' has the empty text as a category, which stands for"
              + " missing there; rename it",
          input.name());
      graph.input(input.name(), isText(input) ? OnnxGraph.STRING : OnnxGraph.DOUBLE, 1);
    }
    String margins = "";
    for (Model.WeightedComponent part : model.components()) {
      String own = scaled(component(part.component()), part.weight());
      margins = margins.isEmpty() ? own : operator("Add", margins, own);
    }
    margins = scaled(margins, model.calibration().slope());
    double[] offsets = model.calibration().offsets();
    margins = operator("Add", margins, graph.constant(new long[] {1, offsets.length}, offsets));
    answer(margins);
    graph.labels(model.classes());
    return graph.toBytes();
  }

  private static boolean isText(Input input) {
    return input.kind() == Input.Kind.CATEGORICAL;
  }

  private String operator(String type, String... inputs) {
    String output = graph.fresh();
    graph.operator(type, output, inputs);
    return output;
  }

  private String constant(double value) {
    return graph.constant(new long[] {1, 1}, value);
  }

  private String scaled(String name, double factor) {
    return factor == 1 ? name : operator("Mul", name, constant(factor));
  }

  private void answer(String margins) {
    switch (model.link()) {
      case Link.Standard link -> answer(margins, link);
      case Link.Isotonic line -> pair(isotonic(margins, line));
      case Link.Beta beta -> pair(beta(margins, beta));
      case Link.Survival _ ->
          throw new IllegalArgumentException(
              "Cannot export to ONNX: link Survival has no form there; export the log-hazard");
    }
    if (model.task() != Task.REGRESSION) {
      graph.output("probabilities", OnnxGraph.DOUBLE, model.classes().size());
    }
  }

  private void answer(String margins, Link.Standard link) {
    if (model.task() == Task.REGRESSION) {
      String type = link == Link.Standard.LOG ? "Exp" : "Identity";
      graph.operator(type, "value", margins);
      graph.output("value", OnnxGraph.DOUBLE, 1);
      return;
    }
    switch (link) {
      case LOGISTIC -> pair(operator("Sigmoid", margins));
      case SOFTMAX -> graph.operator("Softmax", "probabilities", margins).integer("axis", 1);
      case SHARES -> {
        String shares = operator("Min", operator("Max", margins, constant(0)), constant(1));
        if (model.task() == Task.BINARY) {
          pair(shares);
        } else {
          String sum = graph.fresh();
          graph.operator("ReduceL1", sum, shares).integers("axes", new long[] {1});
          graph.operator("Div", "probabilities", shares, sum);
        }
      }
      case IDENTITY, LOG, WINNER ->
          throw new IllegalArgumentException(
              "Cannot export to ONNX: link %s has no form there".formatted(link));
    }
  }

  /**
   * The stretch of the line that a margin lies on is the last that begins at or below it. Margins
   * are halved, as {@link Link.Isotonic} halves them, so that their distance stays finite.
   */
  private String isotonic(String margins, Link.Isotonic line) {
    double[] from = Arrays.stream(line.margins()).map(margin -> margin / 2).toArray();
    double[] levels = line.probabilities();
    if (from.length == 1) {
      // A flat line, which needs a second point to be one.
      from = new double[] {from[0], from[0] + Math.max(1, Math.ulp(from[0]))};
      levels = new double[] {levels[0], levels[0]};
    }
    String starts = graph.constant(new long[] {from.length}, from);
    String probabilities = graph.constant(new long[] {from.length}, levels);
    String half = operator("Mul", margins, constant(0.5));
    String reached = cast(operator("Not", operator("Less", half, starts)), OnnxGraph.DOUBLE);
    String count = graph.fresh();
    graph.operator("ReduceL1", count, reached).integers("axes", new long[] {1});
    String stretch =
        operator(
            "Min",
            operator("Max", operator("Sub", count, constant(1)), constant(0)),
            constant(from.length - 2.0));
    String here = cast(stretch, OnnxGraph.INT64);
    String next = cast(operator("Add", stretch, constant(1)), OnnxGraph.INT64);
    String begin = operator("Gather", starts, here);
    String length = operator("Sub", operator("Gather", starts, next), begin);
    String way = operator("Div", operator("Sub", half, begin), length);
    String share = operator("Min", operator("Max", way, constant(0)), constant(1));
    String low = operator("Gather", probabilities, here);
    String rise = operator("Sub", operator("Gather", probabilities, next), low);
    return operator("Add", low, operator("Mul", share, rise));
  }

  /** The logarithms of both shares as {@link Link.Beta} takes them, without cancellation. */
  private String beta(String margins, Link.Beta beta) {
    String opposite = operator("Neg", margins);
    String size = operator("Neg", operator("Abs", margins));
    String tail = operator("Log", operator("Add", operator("Exp", size), constant(1)));
    String positive = operator("Sub", operator("Min", margins, constant(0)), tail);
    String negative = operator("Sub", operator("Min", opposite, constant(0)), tail);
    String odds =
        operator(
            "Sub",
            operator("Mul", positive, constant(beta.a())),
            operator("Mul", negative, constant(beta.b())));
    return operator("Sigmoid", operator("Add", odds, constant(beta.c())));
  }

  private String cast(String name, int type) {
    String cast = graph.fresh();
    graph.operator("Cast", cast, name).integer("to", type);
    return cast;
  }

  private void pair(String positive) {
    String negative = operator("Sub", constant(1), positive);
    graph.operator("Concat", "probabilities", negative, positive).integer("axis", 1);
  }

  private String component(Component component) {
    return switch (component) {
      case ConstantComponent constant -> rows(constant.values());
      case LinearComponent linear -> linear(linear);
      case TreeComponent trees -> trees(trees);
      default ->
          throw new IllegalArgumentException(
              "Cannot export to ONNX: a %s has no form there"
                  .formatted(component.getClass().getSimpleName()));
    };
  }

  /** The same numbers for every row. */
  private String rows(double[] values) {
    require(!model.inputs().isEmpty(), "Cannot export to ONNX: the model reads no input");
    Input first = model.inputs().getFirst();
    String zero;
    if (isText(first)) {
      zero = lookup(first, new float[first.categories().size()], 0, 0);
    } else {
      zero = operator("Mul", present(first.name(), 0), constant(0));
    }
    return operator("Add", zero, graph.constant(new long[] {1, values.length}, values));
  }

  /** The number, or {@code other} where it is missing. */
  private String present(String name, double other) {
    return operator("Where", operator("IsNaN", name), constant(other), name);
  }

  /** A double per category. */
  private String lookup(Input input, float[] values, float unknown, float missing) {
    var keys = new ArrayList<>(input.categories());
    keys.add("");
    float[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = missing;
    String found = graph.fresh();
    graph
        .ml("LabelEncoder", found, input.name())
        .texts("keys_strings", keys)
        .numbers("values_floats", all)
        .number("default_float", unknown);
    String wide = graph.fresh();
    graph.operator("Cast", wide, found).integer("to", OnnxGraph.DOUBLE);
    return wide;
  }

  private String joined(List<String> columns) {
    String joined = graph.fresh();
    graph.operator("Concat", joined, columns.toArray(String[]::new)).integer("axis", 1);
    return joined;
  }

  private String linear(LinearComponent linear) {
    var columns = new ArrayList<String>();
    for (Preprocessing.Step step : linear.preprocessing().steps()) {
      Input input = model.inputs().get(step.input());
      switch (step) {
        case Preprocessing.Numeric numeric -> columns.addAll(numeric(input, numeric));
        case Preprocessing.OneHot oneHot -> {
          for (int j = 0; j < oneHot.width(); j++) {
            columns.add(indicator(input, oneHot, j));
          }
        }
        case Preprocessing.Ordinal ordinal ->
            columns.add(
                lookup(
                    input,
                    floats(ordinal.values()),
                    (float) ordinal.unknown(),
                    (float) ordinal.missing()));
      }
    }
    int margins = linear.marginCount();
    double[] intercepts = IntStream.range(0, margins).mapToDouble(linear::intercept).toArray();
    if (columns.isEmpty()) {
      return rows(intercepts);
    }
    double[] weights = new double[columns.size() * margins];
    for (int k = 0; k < margins; k++) {
      double[] own = linear.coefficients(k);
      for (int j = 0; j < own.length; j++) {
        weights[j * margins + k] = own[j];
      }
    }
    String matrix = graph.constant(new long[] {columns.size(), margins}, weights);
    return operator(
        "Add",
        operator("MatMul", joined(columns), matrix),
        graph.constant(new long[] {1, margins}, intercepts));
  }

  private List<String> numeric(Input input, Preprocessing.Numeric step) {
    String value = present(input.name(), step.impute());
    value = operator("Min", operator("Max", value, constant(step.low())), constant(step.high()));
    if (step.logarithm()) {
      String size = operator("Log", operator("Add", operator("Abs", value), constant(1)));
      value = operator("Mul", operator("Sign", value), size);
    }
    value = operator("Div", operator("Sub", value, constant(step.mean())), constant(step.scale()));
    if (!step.indicator()) {
      return List.of(value);
    }
    String missing = graph.fresh();
    graph
        .operator("Cast", missing, operator("IsNaN", input.name()))
        .integer("to", OnnxGraph.DOUBLE);
    return List.of(value, missing);
  }

  private String indicator(Input input, Preprocessing.OneHot step, int column) {
    int[] columns = step.columns();
    float[] values = new float[columns.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = columns[c] == column ? 1 : 0;
    }
    return lookup(
        input,
        values,
        step.unknownColumn() == column ? 1 : 0,
        step.missingColumn() == column ? 1 : 0);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private String trees(TreeComponent component) {
    Forest forest = component.forest();
    List<Encoding.Feature> features = component.encoding().features();
    if (features.isEmpty() || forest.trees().isEmpty()) {
      throw new IllegalArgumentException("Cannot export to ONNX: the trees ask nothing");
    }
    boolean cuts = features.stream().anyMatch(Encoding.Cuts.class::isInstance);
    String joined = joined(features.stream().map(this::feature).toList());
    String matrix = joined;
    if (!cuts) {
      matrix = graph.fresh();
      graph.operator("Cast", matrix, joined).integer("to", OnnxGraph.FLOAT);
    }
    String sums = graph.fresh();
    OnnxGraph.Operator ensemble = graph.ml("TreeEnsembleRegressor", sums, matrix);
    new OnnxTrees(forest, features).write(ensemble, cuts);
    String wide = graph.fresh();
    graph.operator("Cast", wide, sums).integer("to", OnnxGraph.DOUBLE);
    return wide;
  }

  private String feature(Encoding.Feature feature) {
    Input input = model.inputs().get(feature.input());
    int categories = input.categories().size();
    return switch (feature) {
      case Encoding.Numeric _ -> input.name();
      case Encoding.Cuts _ -> input.name();
      case Encoding.OneHot oneHot -> {
        float[] values = new float[categories];
        values[oneHot.category()] = 1;
        yield lookup(input, values, 0, Float.NaN);
      }
      case Encoding.Lookup lookup -> lookup(input, lookup.values(), lookup.unknown(), Float.NaN);
      case Encoding.Among among -> {
        require(
            isText(input),
            "Cannot export to ONNX: trees ask whether the number '%s' is in a set",
            input.name());
        float[] values = new float[categories];
        for (int c = 0; c < categories; c++) {
          values[c] = among.of(c);
        }
        yield lookup(input, values, among.of(-1), among.missing());
      }
    };
  }

  /** The attributes of a tree ensemble. */
  private record OnnxTrees(Forest forest, List<Encoding.Feature> features) {
    void write(OnnxGraph.Operator out, boolean inDouble) {
      int n = forest.trees().stream().mapToInt(Tree::nodeCount).sum();
      long[] trees = new long[n];
      long[] ids = new long[n];
      long[] feature = new long[n];
      double[] values = new double[n];
      long[] yes = new long[n];
      long[] no = new long[n];
      long[] missing = new long[n];
      float[] covers = new float[n];
      var modes = new ArrayList<String>(n);
      var leafTrees = new ArrayList<Long>();
      var leafIds = new ArrayList<Long>();
      var targets = new ArrayList<Long>();
      var weights = new ArrayList<Double>();
      int at = 0;
      for (int t = 0; t < forest.trees().size(); t++) {
        Tree tree = forest.trees().get(t);
        for (int i = 0; i < tree.nodeCount(); i++, at++) {
          trees[at] = t;
          ids[at] = i;
          covers[at] = (float) tree.cover(i);
          modes.add(tree.isLeaf(i) ? "LEAF" : "BRANCH_LT");
          if (tree.isLeaf(i)) {
            leafTrees.add((long) t);
            leafIds.add((long) i);
            targets.add((long) forest.group(t));
            weights.add(tree.leaf(i) / forest.divisor());
          } else {
            feature[at] = tree.feature(i);
            values[at] = threshold(tree, i);
            missing[at] = missingYes(tree, i) ? 1 : 0;
            yes[at] = tree.left(i);
            no[at] = tree.right(i);
          }
        }
      }
      double[] bases = IntStream.range(0, forest.marginCount()).mapToDouble(forest::base).toArray();
      double[] leaves = weights.stream().mapToDouble(Double::doubleValue).toArray();
      out.integers("nodes_treeids", trees)
          .integers("nodes_nodeids", ids)
          .integers("nodes_featureids", feature)
          .texts("nodes_modes", modes)
          .numbers("nodes_hitrates", covers)
          .integers("nodes_truenodeids", yes)
          .integers("nodes_falsenodeids", no)
          .integers("nodes_missing_value_tracks_true", missing)
          .integers("target_treeids", longs(leafTrees))
          .integers("target_nodeids", longs(leafIds))
          .integers("target_ids", longs(targets))
          .integer("n_targets", forest.marginCount());
      if (inDouble) {
        out.doubles("nodes_values_as_tensor", values)
            .doubles("target_weights_as_tensor", leaves)
            .doubles("base_values_as_tensor", bases);
      } else {
        out.numbers("nodes_values", floats(values))
            .numbers("target_weights", floats(leaves))
            .numbers("base_values", floats(bases));
      }
    }

    /** On the scale of the number itself, where the feature counts cuts. */
    private double threshold(Tree tree, int node) {
      float threshold = tree.threshold(node);
      if (!(features.get(tree.feature(node)) instanceof Encoding.Cuts cuts)) {
        return threshold;
      }
      require(
          !cuts.zeroIsMissing(),
          "Cannot export to ONNX: zero counts as missing in input %s",
          cuts.input());
      double[] all = cuts.cuts();
      int place = (int) Math.ceil(threshold) - 1;
      return place < 0 ? -Double.MAX_VALUE : all[Math.min(place, all.length - 1)];
    }

    private boolean missingYes(Tree tree, int node) {
      boolean counted =
          features.get(tree.feature(node)) instanceof Encoding.Cuts cuts
              && !Float.isNaN(cuts.missing());
      return counted
          ? features.get(tree.feature(node)).of(Double.NaN) < tree.threshold(node)
          : tree.missingLeft(node);
    }

    private static long[] longs(List<Long> values) {
      return values.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
