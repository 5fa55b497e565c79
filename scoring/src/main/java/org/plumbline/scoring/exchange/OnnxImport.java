package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.plumbline.scoring.Component;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.ModelFormatException;

/**
 * Reads ONNX-ML models: a chain of preparing operators, then one tree ensemble or linear model, as
 * scikit-learn, XGBoost and LightGBM are converted.
 *
 * <p>Taken: TreeEnsembleClassifier and Regressor, LinearClassifier and Regressor, Scaler, Imputer
 * (NaN), OneHotEncoder, LabelEncoder and ArrayFeatureExtractor before them, Concat,
 * FeatureVectorizer, Cast, Identity, Reshape, Flatten, and Normalizer (L1) and ZipMap behind them;
 * and the arithmetic of {@link OnnxExport} in exactly its shape. All other operators are refused by
 * name. What a pipeline does to a number is folded into the thresholds of trees exactly; sums are
 * ours, in double, where ONNX Runtime sums floats. O(bytes); thread-safe.
 */
public final class OnnxImport {
  static final String FORMAT = "ONNX";

  private static final int MAX_COLUMNS = 1 << 20;
  private static final int FLOAT = 1;
  private static final int DOUBLE = 11;

  private final ProtoReader model;
  private final List<InputDraft> inputs = new ArrayList<>();
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, double[]> constants = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  /** What flows along an edge of the graph. */
  private sealed interface Value {
    /** Columns of a matrix. */
    record Columns(List<Cell> cells) implements Value {}

    /** The answer of the model, as far as it is known. */
    record Answer(Draft draft) implements Value {}

    /** What nobody needs: predicted labels. */
    record Label() implements Value {}
  }

  /** A column of a matrix: an input as it comes, or what was made of it. */
  private sealed interface Cell {
    record Raw(int input, boolean text, boolean inFloat) implements Cell {}

    record Made(Derived column) implements Cell {}
  }

  /** The kinds of answers. */
  private enum Kind {
    VALUE,
    BINARY,
    CLASSES
  }

  private record Draft(
      Kind kind, List<String> labels, Link link, DraftForest forest, LinearDraft linear) {}

  private OnnxImport(byte[] file) {
    if (file.length > Node.MAX_BYTES) {
      throw refused("the file has " + file.length + " bytes, at most " + Node.MAX_BYTES);
    }
    this.model = ProtoReader.read(file);
  }

  /**
   * The model of a file.
   *
   * @throws ModelFormatException if the file is damaged, hostile, or uses what is not taken
   */
  public static Imported read(byte[] file) {
    try {
      return new OnnxImport(file).imported();
    } catch (ModelFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("ONNX model", 0, String.valueOf(e.getMessage()), e);
    }
  }

  private Imported imported() {
    if (!model.has(7)) {
      throw refused("the file has no graph");
    }
    ProtoReader graph = model.message(7);
    readConstants(graph);
    readInputs(graph);
    List<OnnxNode> nodes = ordered(graph);
    if (model.text(2).equals("Plumbline") && OnnxOwn.isOwn(nodes)) {
      return own(graph, nodes);
    }
    Draft draft = null;
    for (OnnxNode node : nodes) {
      Value answer = evaluate(node);
      for (String output : node.outputs()) {
        values.put(output, new Value.Label());
      }
      place(node, answer);
      if (answer instanceof Value.Answer found) {
        draft = found.draft();
      }
    }
    if (draft == null) {
      throw refused("the graph has no tree ensemble and no linear model");
    }
    List<Input> read = inputs.stream().map(InputDraft::input).toList();
    String producer = (model.text(2) + " " + model.text(3)).strip();
    return new Imported(build(draft, read).build(), FORMAT, producer, notes, List.of());
  }

  private Imported own(ProtoReader graph, List<OnnxNode> nodes) {
    var labels = new TreeMap<Integer, String>();
    for (ProtoReader entry : model.messages(14)) {
      if (entry.text(1).startsWith(OnnxGraph.LABEL)) {
        labels.put(
            Integer.parseInt(entry.text(1).substring(OnnxGraph.LABEL.length())), entry.text(2));
      }
    }
    var own = new OnnxOwn(nodes, constants, List.copyOf(labels.values()));
    for (ProtoReader input : graph.messages(11)) {
      own.input(input.text(1), input.message(2).message(1).integer(1) == OnnxGraph.STRING);
    }
    return new Imported(own.model().build(), FORMAT, model.text(2), List.copyOf(notes), List.of());
  }

  /** Classifiers answer with the label first and the scores second. */
  private void place(OnnxNode node, Value answer) {
    List<String> outputs = node.outputs();
    if (outputs.isEmpty()) {
      throw node.refused("it has no output");
    }
    boolean classifier = node.operator().endsWith("Classifier");
    if (!classifier || outputs.size() > 1) {
      values.put(outputs.get(classifier ? 1 : 0), answer);
    }
  }

  private ModelBuilder build(Draft draft, List<Input> read) {
    ModelBuilder builder =
        switch (draft.kind()) {
          case VALUE -> ModelBuilder.regression(read);
          case BINARY ->
              ModelBuilder.binary(read, draft.labels().getFirst(), draft.labels().getLast());
          case CLASSES -> ModelBuilder.multiclass(read, draft.labels());
        };
    Component component =
        draft.linear().columns().isEmpty()
            ? withColumns(draft.forest()).build()
            : draft.linear().build(read, notes);
    return builder.link(draft.link()).add(1, component);
  }

  private DraftForest withColumns(DraftForest forest) {
    List<DraftColumn> columns =
        IntStream.range(0, inputs.size()).mapToObj(i -> inputs.get(i).column(i)).toList();
    return new DraftForest(
        columns, forest.bases(), forest.trees(), forest.groups(), forest.divisor());
  }

  private void readConstants(ProtoReader graph) {
    for (ProtoReader tensor : graph.messages(5)) {
      if (tensor.integer(2) != 8) {
        constants.put(tensor.text(8), OnnxNode.tensor(tensor));
      }
    }
  }

  private void readInputs(ProtoReader graph) {
    for (ProtoReader input : graph.messages(11)) {
      String name = input.text(1);
      if (constants.containsKey(name)) {
        continue; // old files list their constants as inputs too
      }
      ProtoReader tensor = input.message(2).message(1);
      int type = (int) tensor.integer(1);
      List<ProtoReader> dimensions = tensor.message(2).messages(1);
      long width = dimensions.size() < 2 ? 1 : dimensions.get(1).integer(1);
      require(
          dimensions.size() <= 2 && width >= 1 && inputs.size() + width <= MAX_COLUMNS,
          "input '%s' must be a matrix of rows and a fixed number of columns, has %s",
          name,
          width);
      var cells = new ArrayList<Cell>();
      for (int j = 0; j < width; j++) {
        cells.add(new Cell.Raw(inputs.size(), type == 8, type == FLOAT));
        inputs.add(new InputDraft(width == 1 ? name : name + "_" + j));
      }
      values.put(name, new Value.Columns(cells));
      if (type != FLOAT && type != DOUBLE && type != 7 && type != 6 && type != 8 && type != 9) {
        throw refused("input '" + name + "' has element type " + type + ", which is not taken");
      }
    }
  }

  /** The nodes so that each stands behind those it reads; ONNX demands it, we do not trust it. */
  private List<OnnxNode> ordered(ProtoReader graph) {
    var nodes = new ArrayList<OnnxNode>();
    for (ProtoReader node : graph.messages(1)) {
      nodes.add(new OnnxNode(node));
    }
    Set<String> known = new HashSet<>(values.keySet());
    known.addAll(constants.keySet());
    for (OnnxNode node : nodes) {
      for (String input : node.inputs()) {
        if (!input.isEmpty() && !known.contains(input)) {
          throw node.refused(
              "it reads '" + input + "', which no node before it writes: a cycle or a gap");
        }
      }
      for (String output : node.outputs()) {
        if (!known.add(output)) {
          throw node.refused("'" + output + "' is written twice");
        }
      }
    }
    return nodes;
  }

  private Value evaluate(OnnxNode node) {
    return switch (node.operator()) {
      case "Identity", "Reshape", "Flatten", "Squeeze", "ZipMap" -> value(node, 0);
      case "Cast" -> cast(node);
      case "Concat", "FeatureVectorizer" -> concatenate(node);
      case "ArrayFeatureExtractor" -> extract(node);
      case "Scaler" -> scale(node);
      case "Imputer" -> impute(node);
      case "OneHotEncoder" -> oneHot(node);
      case "LabelEncoder" -> label(node);
      case "Normalizer" -> normalise(node);
      case "TreeEnsembleRegressor" -> treeRegressor(node);
      case "TreeEnsembleClassifier" -> treeClassifier(node);
      case "LinearRegressor" -> linearRegressor(node);
      case "LinearClassifier" -> linearClassifier(node);
      default ->
          throw node.refused(
              "operator '"
                  + node.operator()
                  + "' is not taken; taken are tree ensembles and linear models behind Scaler,"
                  + " Imputer, OneHotEncoder, LabelEncoder, ArrayFeatureExtractor, Concat,"
                  + " FeatureVectorizer and Cast");
    };
  }

  private Value value(OnnxNode node, int index) {
    List<String> names = node.inputs();
    Value value = index < names.size() ? values.get(names.get(index)) : null;
    if (value == null) {
      throw node.refused("input " + index + " is missing or a constant");
    }
    return value;
  }

  private List<Cell> cells(OnnxNode node, int index) {
    return switch (value(node, index)) {
      case Value.Columns columns -> columns.cells();
      case Value.Answer _, Value.Label _ ->
          throw node.refused("it reads the answer of a model: chains of models are not taken");
    };
  }

  private List<Derived> columns(OnnxNode node) {
    var columns = new ArrayList<Derived>();
    for (Cell cell : cells(node, 0)) {
      columns.add(
          switch (cell) {
            case Cell.Raw raw -> number(node, raw);
            case Cell.Made made -> made.column();
          });
    }
    return columns;
  }

  private Derived.Scaled number(OnnxNode node, Cell.Raw raw) {
    if (raw.text()) {
      throw node.refused("a text is used as a number; encode it first");
    }
    inputs.get(raw.input()).isNumber();
    return Derived.Scaled.raw(raw.input(), raw.inFloat());
  }

  /**
   * To a number of any width: what we read is a double, and floats are rounded where they count.
   */
  private Value cast(OnnxNode node) {
    if (!(value(node, 0) instanceof Value.Columns columns)) {
      return value(node, 0);
    }
    boolean toFloat = node.integer("to", FLOAT) == FLOAT;
    var cells = new ArrayList<Cell>();
    for (Cell cell : columns.cells()) {
      boolean whole = node.integer("to", FLOAT) != FLOAT && node.integer("to", FLOAT) != DOUBLE;
      if (whole && !(cell instanceof Cell.Raw)) {
        throw node.refused("a number is cut to another type");
      }
      cells.add(
          cell instanceof Cell.Raw raw && toFloat && !raw.text()
              ? new Cell.Raw(raw.input(), false, true)
              : cell);
    }
    return new Value.Columns(cells);
  }

  private Value concatenate(OnnxNode node) {
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < node.inputs().size(); i++) {
      cells.addAll(cells(node, i));
      require(cells.size() <= MAX_COLUMNS, "more than %s columns", MAX_COLUMNS);
    }
    return new Value.Columns(cells);
  }

  private Value extract(OnnxNode node) {
    List<Cell> all = cells(node, 0);
    double[] indices = node.inputs().size() < 2 ? null : constants.get(node.inputs().get(1));
    if (indices == null) {
      throw node.refused("its indices are no constant");
    }
    var cells = new ArrayList<Cell>();
    for (double index : indices) {
      require(index >= 0 && index < all.size(), "column %s of %s", index, all.size());
      cells.add(all.get((int) index));
    }
    return new Value.Columns(cells);
  }

  private Value scale(OnnxNode node) {
    node.demandOnly("offset", "scale");
    double[] offsets = node.numbers("offset");
    double[] scales = node.numbers("scale");
    List<Derived> columns = columns(node);
    var cells = new ArrayList<Cell>();
    for (int j = 0; j < columns.size(); j++) {
      double offset = at(node, offsets, j, columns.size(), 0);
      double scale = at(node, scales, j, columns.size(), 1);
      cells.add(
          new Cell.Made(
              switch (columns.get(j)) {
                case Derived.Scaled number -> number.scaled(offset, scale);
                case Derived.Table table ->
                    new Derived.Table(
                        table.input(),
                        Arrays.stream(table.values()).map(v -> (v - offset) * scale).toArray(),
                        (table.other() - offset) * scale);
              }));
    }
    return new Value.Columns(cells);
  }

  /** One value for all columns, or one per column. */
  private static double at(OnnxNode node, double[] list, int j, int count, double none) {
    if (list.length != 0 && list.length != 1 && list.length != count) {
      throw node.refused(list.length + " values for " + count + " columns");
    }
    return list.length == 0 ? none : list[list.length == 1 ? 0 : j];
  }

  private Value impute(OnnxNode node) {
    node.demandOnly("imputed_value_floats", "replaced_value_float");
    if (!Float.isNaN(node.number("replaced_value_float", 0))) {
      throw node.refused("only NaN can be replaced");
    }
    double[] values = node.numbers("imputed_value_floats");
    List<Derived> columns = columns(node);
    var cells = new ArrayList<Cell>();
    for (int j = 0; j < columns.size(); j++) {
      double value = at(node, values, j, columns.size(), 0);
      cells.add(
          new Cell.Made(
              switch (columns.get(j)) {
                case Derived.Scaled number -> number.imputed(value);
                case Derived.Table table -> table;
              }));
    }
    return new Value.Columns(cells);
  }

  private Value oneHot(OnnxNode node) {
    node.demandOnly("cats_strings", "cats_int64s", "zeros");
    if (node.integer("zeros", 1) != 1) {
      throw node.refused("zeros=0, which fails on unknown categories, is not taken");
    }
    List<String> categories = node.labels("cats_int64s", "cats_strings");
    var cells = new ArrayList<Cell>();
    for (Cell cell : cells(node, 0)) {
      int input = category(node, cell, categories);
      for (int c = 0; c < categories.size(); c++) {
        double[] values = new double[categories.size()];
        values[c] = 1;
        cells.add(new Cell.Made(new Derived.Table(input, values, 0)));
      }
      require(
          (long) cells.size() * categories.size() <= 1 << 24, "one-hot of %s", categories.size());
    }
    return new Value.Columns(cells);
  }

  private int category(OnnxNode node, Cell cell, List<String> categories) {
    if (!(cell instanceof Cell.Raw raw)) {
      throw node.refused("it encodes what another operator made; it must read an input");
    }
    require(!categories.isEmpty(), "%s has no categories", node.operator());
    inputs.get(raw.input()).isOneOf(categories);
    return raw.input();
  }

  private Value label(OnnxNode node) {
    if (cells(node, 0).isEmpty()) {
      throw node.refused("it reads nothing");
    }
    node.demandOnly(
        "keys_strings",
        "keys_int64s",
        "values_floats",
        "values_int64s",
        "default_float",
        "default_int64");
    List<String> keys = node.labels("keys_int64s", "keys_strings");
    double[] values =
        node.has("values_floats")
            ? node.numbers("values_floats")
            : Arrays.stream(node.longs("values_int64s")).asDoubleStream().toArray();
    require(values.length == keys.size(), "%s keys for %s values", keys.size(), values.length);
    double other =
        node.has("values_floats")
            ? node.number("default_float", 0)
            : node.integer("default_int64", -1);
    var cells = new ArrayList<Cell>();
    for (Cell cell : cells(node, 0)) {
      cells.add(new Cell.Made(new Derived.Table(category(node, cell, keys), values, other)));
    }
    return new Value.Columns(cells);
  }

  private Value normalise(OnnxNode node) {
    if (!(value(node, 0) instanceof Value.Answer answer)) {
      throw node.refused("rows of features are not normalised; only probabilities are");
    }
    boolean sumsToOne =
        answer.draft().kind() == Kind.BINARY
            || answer.draft().link() == Link.Standard.SOFTMAX
            || answer.draft().link() == Link.Standard.SHARES;
    if (!node.text("norm", "MAX").equals("L1") || !sumsToOne) {
      throw node.refused("only probabilities that sum to 1 may be normalised, by L1");
    }
    return answer;
  }

  private static final LinearDraft NO_LINE =
      new LinearDraft(List.of(), new double[0][], new double[0]);

  private static final DraftForest NO_TREES =
      new DraftForest(List.of(), new double[0], List.of(), new int[0], 1);

  private Value treeRegressor(OnnxNode node) {
    int targets = (int) node.integer("n_targets", 1);
    require(targets == 1, "%s targets, only one is taken", targets);
    var ensemble = new OnnxEnsemble(node, columns(node));
    OnnxEnsemble.Grown grown = ensemble.grow("target", 1);
    String aggregate = node.text("aggregate_function", "SUM");
    if (!aggregate.equals("SUM") && !aggregate.equals("AVERAGE")) {
      throw node.refused("aggregate_function " + aggregate + " is not taken");
    }
    double divisor = aggregate.equals("SUM") ? 1 : grown.count();
    var forest =
        new DraftForest(List.of(), ensemble.bases(1), grown.trees(), grown.groups(), divisor);
    return valueOf(node, forest, NO_LINE);
  }

  private static Value valueOf(OnnxNode node, DraftForest forest, LinearDraft linear) {
    String post = node.text("post_transform", "NONE");
    if (!post.equals("NONE")) {
      throw node.refused(
          "post_transform "
              + post
              + " of a regressor is not taken, since runtimes differ on it; export a classifier");
    }
    return new Value.Answer(
        new Draft(Kind.VALUE, List.of(), Link.Standard.IDENTITY, forest, linear));
  }

  private Value treeClassifier(OnnxNode node) {
    List<String> labels = node.labels("classlabels_int64s", "classlabels_strings");
    require(labels.size() >= 2, "%s classes", labels.size());
    var ensemble = new OnnxEnsemble(node, columns(node));
    long named = Arrays.stream(node.integers("class_ids")).distinct().count();
    String post = node.text("post_transform", "NONE");
    if (labels.size() == 2 && named <= 1) {
      return oneScore(node, ensemble, labels, post);
    }
    double[] bases = ensemble.bases(labels.size());
    OnnxEnsemble.Grown grown = ensemble.grow("class", labels.size());
    var forest = new DraftForest(List.of(), bases, grown.trees(), grown.groups(), 1);
    return several(node, labels, post, forest, NO_LINE);
  }

  /** Two classes of which the leaves name one: their sum is the score of the second. */
  private Value oneScore(OnnxNode node, OnnxEnsemble ensemble, List<String> labels, String post) {
    double[] weights = node.numbers("class_weights");
    boolean shares = Arrays.stream(weights).allMatch(weight -> weight >= 0);
    int id = Arrays.stream(node.integers("class_ids")).findFirst().orElse(0);
    OnnxEnsemble.Grown grown = ensemble.grow("class", id + 1);
    double[] given = node.numbers("base_values");
    require(given.length <= 1, "%s base values for one score", given.length);
    var forest =
        new DraftForest(
            List.of(),
            given.length == 0 ? new double[1] : given,
            grown.trees(),
            new int[grown.groups().length],
            1);
    if (shares != post.equals("NONE") || !(shares || post.equals("LOGISTIC"))) {
      throw node.refused(
          "two classes with one score and post_transform "
              + post
              + " are ambiguous in ONNX; give both classes a score");
    }
    Link link = shares ? Link.Standard.SHARES : Link.Standard.LOGISTIC;
    return new Value.Answer(new Draft(Kind.BINARY, labels, link, forest, NO_LINE));
  }

  private static Value several(
      OnnxNode node, List<String> labels, String post, DraftForest forest, LinearDraft linear) {
    Link link =
        switch (post) {
          case "NONE" -> Link.Standard.SHARES;
          case "SOFTMAX" -> Link.Standard.SOFTMAX;
          default ->
              throw node.refused(
                  "post_transform " + post + " over " + labels.size() + " classes is not taken");
        };
    return new Value.Answer(new Draft(Kind.CLASSES, labels, link, forest, linear));
  }

  private Value linearRegressor(OnnxNode node) {
    node.demandOnly("coefficients", "intercepts", "targets", "post_transform");
    require(node.integer("targets", 1) == 1, "%s targets", node.integer("targets", 1));
    List<Derived> columns = columns(node);
    double[] intercepts = node.numbers("intercepts");
    return valueOf(
        node,
        NO_TREES,
        new LinearDraft(
            columns,
            rows(node, columns.size(), 1),
            intercepts.length == 0 ? new double[1] : checked(node, intercepts, 1)));
  }

  private Value linearClassifier(OnnxNode node) {
    node.demandOnly(
        "coefficients",
        "intercepts",
        "classlabels_ints",
        "classlabels_strings",
        "multi_class",
        "post_transform");
    List<String> labels = node.labels("classlabels_ints", "classlabels_strings");
    require(labels.size() >= 2, "%s classes", labels.size());
    List<Derived> columns = columns(node);
    int count = columns.isEmpty() ? 0 : node.numbers("coefficients").length / columns.size();
    double[][] rows = rows(node, columns.size(), count);
    double[] intercepts = node.numbers("intercepts");
    intercepts = intercepts.length == 0 ? new double[count] : checked(node, intercepts, count);
    String post = node.text("post_transform", "NONE");
    if (labels.size() != 2) {
      require(count == labels.size(), "%s lines for %s classes", count, labels.size());
      if (!post.equals("SOFTMAX")) {
        throw node.refused(
            "post_transform " + post + " over " + count + " classes is not taken, only SOFTMAX");
      }
      return several(node, labels, post, NO_TREES, new LinearDraft(columns, rows, intercepts));
    }
    require(count == 1 || count == 2, "%s lines for two classes", count);
    double[] line = rows[count - 1];
    double intercept = intercepts[count - 1];
    if (count == 2 && post.equals("SOFTMAX")) {
      for (int j = 0; j < line.length; j++) {
        line[j] -= rows[0][j];
      }
      intercept -= intercepts[0];
    } else if (!post.equals("LOGISTIC") || (count == 2 && !opposite(rows, intercepts))) {
      throw node.refused("post_transform " + post + " with " + count + " lines is not taken");
    }
    return new Value.Answer(
        new Draft(
            Kind.BINARY,
            labels,
            Link.Standard.LOGISTIC,
            NO_TREES,
            new LinearDraft(columns, new double[][] {line}, new double[] {intercept})));
  }

  /** Whether the second line is the first with the other sign, so that both shares sum to 1. */
  private static boolean opposite(double[][] rows, double[] intercepts) {
    return intercepts[0] == -intercepts[1]
        && IntStream.range(0, rows[0].length).allMatch(j -> rows[0][j] == -rows[1][j]);
  }

  private static double[][] rows(OnnxNode node, int columns, int count) {
    double[] flat = node.numbers("coefficients");
    require(
        columns > 0 && flat.length == columns * count,
        "%s coefficients for %s columns",
        flat.length,
        columns);
    double[][] rows = new double[count][];
    for (int k = 0; k < count; k++) {
      rows[k] = Arrays.copyOfRange(flat, k * columns, (k + 1) * columns);
    }
    return rows;
  }

  private static double[] checked(OnnxNode node, double[] intercepts, int count) {
    if (intercepts.length != count) {
      throw node.refused(intercepts.length + " intercepts for " + count + " lines");
    }
    return intercepts;
  }

  private static ModelFormatException refused(String reason) {
    return new ModelFormatException("ONNX model", 0, reason);
  }
}
