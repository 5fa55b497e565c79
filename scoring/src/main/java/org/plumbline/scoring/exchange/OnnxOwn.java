package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.Component;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Link;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.TreeComponent;

/**
 * Reads the graphs that {@link OnnxExport} writes, from the answer down to the inputs: link,
 * calibration, blend, and components with their preparing arithmetic. A graph of any other shape is
 * refused.
 */
final class OnnxOwn {
  private final Map<String, OnnxNode> writers = new HashMap<>();
  private final Map<String, double[]> constants;
  private final List<String> labels;
  private final List<String> names = new ArrayList<>();
  private final List<Boolean> texts = new ArrayList<>();
  private final Map<String, List<String>> categories = new HashMap<>();

  /** A number per category, one for others and one for missing. */
  private record Table(int input, double[] values, double unknown, double missing) {}

  /**
   * @param labels the names of the classes; empty where the file does not say
   */
  OnnxOwn(List<OnnxNode> nodes, Map<String, double[]> constants, List<String> labels) {
    this.constants = constants;
    this.labels = List.copyOf(labels);
    for (OnnxNode node : nodes) {
      node.outputs().forEach(output -> writers.put(output, node));
      if (node.operator().equals("LabelEncoder")) {
        List<String> keys = node.texts("keys_strings");
        require(
            !keys.isEmpty() && keys.getLast().isEmpty(), "a table does not end with the empty key");
        List<String> known = keys.subList(0, keys.size() - 1);
        List<String> before = categories.put(node.inputs().getFirst(), known);
        require(
            before == null || before.equals(known),
            "input '%s' is encoded twice with different categories",
            node.inputs().getFirst());
      }
    }
  }

  /** Whether the answer is written as we write it: by arithmetic, under our name. */
  static boolean isOwn(List<OnnxNode> nodes) {
    return nodes.stream()
        .anyMatch(
            node ->
                (node.outputs().contains("value")
                        && List.of("Exp", "Identity").contains(node.operator()))
                    || (node.outputs().contains("probabilities")
                        && List.of("Softmax", "Div", "Concat").contains(node.operator())));
  }

  void input(String name, boolean text) {
    names.add(name);
    texts.add(text);
  }

  ModelBuilder model() {
    if (writers.containsKey("value")) {
      OnnxNode answer = writer("value", "Exp", "Identity");
      Link link = answer.operator().equals("Exp") ? Link.Standard.LOG : Link.Standard.IDENTITY;
      return filled(first(answer), link, 1, ModelBuilder.regression(inputs()));
    }
    OnnxNode answer = writer("probabilities", "Softmax", "Div", "Concat");
    return switch (answer.operator()) {
      case "Softmax" -> classes(first(answer), Link.Standard.SOFTMAX);
      case "Div" -> {
        OnnxNode sum = writer(input(answer, 1), "ReduceL1");
        same(answer, first(sum), first(answer));
        yield classes(unclipped(first(answer), 0, 1), Link.Standard.SHARES);
      }
      default -> {
        OnnxNode rest = writer(first(answer), "Sub");
        same(answer, input(rest, 1), input(answer, 1));
        require(number(first(rest)) == 1, "the other class is no rest of 1");
        yield binary(input(answer, 1));
      }
    };
  }

  private ModelBuilder binary(String positive) {
    OnnxNode answer = writer(positive, "Sigmoid", "Min", "Add");
    Answered answered =
        switch (answer.operator()) {
          case "Sigmoid" -> {
            OnnxNode sum = writer(first(answer), "Add");
            yield writer(first(sum)).operator().equals("Sub")
                ? beta(sum)
                : new Answered(first(answer), Link.Standard.LOGISTIC);
          }
          case "Min" -> new Answered(unclipped(positive, 0, 1), Link.Standard.SHARES);
          default -> isotonic(answer);
        };
    return filled(
        answered.margins(),
        answered.link(),
        1,
        ModelBuilder.binary(inputs(), labels(2).getFirst(), labels(2).getLast()));
  }

  /** The margins, and the link that the arithmetic behind them makes. */
  private record Answered(String margins, Link link) {}

  private Answered beta(OnnxNode sum) {
    OnnxNode odds = writer(first(sum), "Sub");
    OnnxNode positive = writer(first(odds), "Mul");
    OnnxNode negative = writer(input(odds, 1), "Mul");
    OnnxNode logarithm = writer(first(positive), "Sub");
    OnnxNode other = writer(first(negative), "Sub");
    same(other, input(other, 1), input(logarithm, 1));
    String margins = smaller(first(logarithm));
    same(other, first(writer(smaller(first(other)), "Neg")), margins);
    OnnxNode tail = writer(first(writer(input(logarithm, 1), "Log")), "Add");
    require(number(input(tail, 1)) == 1, "a logarithm of 1 + x is taken only");
    OnnxNode size = writer(first(writer(first(tail), "Exp")), "Neg");
    same(size, first(writer(first(size), "Abs")), margins);
    return new Answered(
        margins,
        new Link.Beta(
            number(input(positive, 1)), number(input(negative, 1)), number(input(sum, 1))));
  }

  /** What is cut at 0 from above. */
  private String smaller(String name) {
    OnnxNode cut = writer(name, "Min");
    require(number(input(cut, 1)) == 0, "a margin is not cut at 0");
    return first(cut);
  }

  /** A line through points: each name must be the one that the export gives that part. */
  private Answered isotonic(OnnxNode sum) {
    OnnxNode low = writer(first(sum), "Gather");
    OnnxNode bent = writer(input(sum, 1), "Mul");
    OnnxNode rise = writer(input(bent, 1), "Sub");
    OnnxNode high = writer(first(rise), "Gather");
    same(rise, input(rise, 1), first(sum));
    same(high, first(high), first(low));
    OnnxNode way = writer(unclipped(first(bent), 0, 1), "Div");
    OnnxNode gone = writer(first(way), "Sub");
    OnnxNode length = writer(input(way, 1), "Sub");
    same(length, input(length, 1), input(gone, 1));
    OnnxNode begin = writer(input(gone, 1), "Gather");
    OnnxNode end = writer(first(length), "Gather");
    same(end, first(end), first(begin));
    same(begin, input(begin, 1), input(low, 1));
    same(end, input(end, 1), input(high, 1));
    double[] halves = numbers(first(begin));
    stretch(first(gone), first(begin), input(low, 1), input(high, 1), halves.length);
    OnnxNode half = writer(first(gone), "Mul");
    require(number(input(half, 1)) == 0.5, "a margin is not halved");
    return new Answered(
        first(half),
        new Link.Isotonic(
            Arrays.stream(halves).map(margin -> 2 * margin).toArray(), numbers(first(low))));
  }

  /** Which points a margin lies between: the last that it reaches, and the next. */
  private void stretch(String half, String starts, String here, String next, int points) {
    OnnxNode after = writer(first(writer(next, "Cast")), "Add");
    String stretch = first(writer(here, "Cast"));
    same(after, first(after), stretch);
    require(number(input(after, 1)) == 1, "a stretch does not end at the next point");
    OnnxNode before = writer(unclipped(stretch, 0, points - 2.0), "Sub");
    require(number(input(before, 1)) == 1, "a stretch does not begin at a point");
    OnnxNode reached = writer(first(writer(first(before), "ReduceL1")), "Cast");
    OnnxNode less = writer(first(writer(first(reached), "Not")), "Less");
    same(less, first(less), half);
    same(less, input(less, 1), starts);
  }

  private ModelBuilder classes(String margins, Link link) {
    int count = numbers(input(writer(margins, "Add"), 1)).length;
    require(count >= 2, "%s classes", count);
    return filled(margins, link, count, ModelBuilder.multiclass(inputs(), labels(count)));
  }

  private List<String> labels(int count) {
    return labels.size() == count
        ? labels
        : IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private List<Input> inputs() {
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                texts.get(i)
                    ? Input.categorical(
                        names.get(i), categories.getOrDefault(names.get(i), List.of()))
                    : Input.numeric(names.get(i)))
        .toList();
  }

  /** Calibration, then the blend as a chain of sums, the last part outermost. */
  private ModelBuilder filled(String margins, Link link, int count, ModelBuilder builder) {
    OnnxNode sum = writer(margins, "Add");
    double[] offsets = numbers(input(sum, 1));
    require(offsets.length == count, "%s offsets for %s margins", offsets.length, count);
    double slope = factor(first(sum));
    String rest = unscaled(first(sum));
    var parts = new ArrayList<String>();
    for (OnnxNode node = writer(rest); isBlend(node); node = writer(rest)) {
      parts.add(input(node, 1));
      rest = first(node);
    }
    parts.add(rest);
    Collections.reverse(parts);
    for (String part : parts) {
      builder.add(factor(part), component(unscaled(part), count));
    }
    return builder.calibrate(new Calibration(slope, offsets)).link(link);
  }

  private boolean isBlend(OnnxNode node) {
    return node.operator().equals("Add") && !constants.containsKey(input(node, 1));
  }

  private double factor(String name) {
    OnnxNode node = writer(name);
    return node.operator().equals("Mul") ? number(input(node, 1)) : 1;
  }

  private String unscaled(String name) {
    OnnxNode node = writer(name);
    return node.operator().equals("Mul") ? first(node) : name;
  }

  private Component component(String name, int margins) {
    OnnxNode node = writer(name, "Cast", "Add");
    if (node.operator().equals("Cast")) {
      return trees(writer(first(node), "TreeEnsembleRegressor"), margins);
    }
    double[] added = numbers(input(node, 1));
    require(added.length == margins, "%s numbers for %s margins", added.length, margins);
    OnnxNode base = writer(first(node), "MatMul", "Mul", "Cast");
    return switch (base.operator()) {
      case "MatMul" -> linear(base, added);
      case "Mul" -> {
        require(number(input(base, 1)) == 0, "a constant is added to what is not 0");
        present(first(base));
        yield new ConstantComponent(added);
      }
      default -> {
        Table zero = table(first(node));
        require(
            Arrays.stream(zero.values()).allMatch(v -> v == 0)
                && zero.unknown() == 0
                && zero.missing() == 0,
            "a constant is added to what is not 0");
        yield new ConstantComponent(added);
      }
    };
  }

  private LinearComponent linear(OnnxNode product, double[] intercepts) {
    List<String> columns = writer(first(product), "Concat").inputs();
    var steps = new ArrayList<Preprocessing.Step>();
    for (int j = 0; j < columns.size(); j++) {
      OnnxNode column = writer(columns.get(j), "Div", "Cast");
      if (column.operator().equals("Cast")) {
        Table table = table(columns.get(j));
        steps.add(
            new Preprocessing.Ordinal(
                table.input(), table.values(), table.missing(), table.unknown()));
        continue;
      }
      Preprocessing.Numeric step = prepared(column);
      boolean indicator = j + 1 < columns.size() && isMissing(columns.get(j + 1), step.input());
      j += indicator ? 1 : 0;
      steps.add(
          new Preprocessing.Numeric(
              step.input(),
              step.impute(),
              indicator,
              step.low(),
              step.high(),
              step.logarithm(),
              step.mean(),
              step.scale()));
    }
    double[] flat = numbers(input(product, 1));
    int margins = intercepts.length;
    require(
        flat.length == (long) columns.size() * margins,
        "%s weights for %s columns",
        flat.length,
        columns.size());
    double[][] weights = new double[margins][columns.size()];
    for (int i = 0; i < flat.length; i++) {
      weights[i % margins][i / margins] = flat[i];
    }
    return new LinearComponent(
        new Preprocessing(steps), weights, intercepts, new double[columns.size()]);
  }

  private boolean isMissing(String column, int input) {
    OnnxNode cast = writer(column);
    OnnxNode asked = cast.operator().equals("Cast") ? writer(first(cast)) : cast;
    return asked.operator().equals("IsNaN") && number(asked, first(asked)) == input;
  }

  private Preprocessing.Numeric prepared(OnnxNode divided) {
    OnnxNode shifted = writer(first(divided), "Sub");
    String value = first(shifted);
    OnnxNode bent = writer(value, "Mul", "Min");
    boolean logarithm = bent.operator().equals("Mul");
    if (logarithm) {
      value = first(writer(first(bent), "Sign"));
      OnnxNode sum = writer(first(writer(input(bent, 1), "Log")), "Add");
      require(number(input(sum, 1)) == 1, "a logarithm of 1 + x is taken only");
      same(sum, first(writer(first(sum), "Abs")), value);
    }
    OnnxNode upper = writer(value, "Min");
    OnnxNode lower = writer(first(upper), "Max");
    OnnxNode filled = present(first(lower));
    return new Preprocessing.Numeric(
        number(filled, input(filled, 2)),
        number(input(filled, 1)),
        false,
        number(input(lower, 1)),
        number(input(upper, 1)),
        logarithm,
        number(input(shifted, 1)),
        number(input(divided, 1)));
  }

  /** {@code Where(IsNaN(x), other, x)}. */
  private OnnxNode present(String name) {
    OnnxNode where = writer(name, "Where");
    same(where, first(writer(first(where), "IsNaN")), input(where, 2));
    return where;
  }

  private String unclipped(String name, double low, double high) {
    OnnxNode upper = writer(name, "Min");
    OnnxNode lower = writer(first(upper), "Max");
    require(
        number(input(upper, 1)) == high && number(input(lower, 1)) == low,
        "shares are not cut to [%s, %s]",
        low,
        high);
    return first(lower);
  }

  private Table table(String name) {
    OnnxNode encoder = writer(first(writer(name, "Cast")), "LabelEncoder");
    encoder.demandOnly("keys_strings", "values_floats", "default_float");
    int input = names.indexOf(first(encoder));
    require(input >= 0 && texts.get(input), "a table reads '%s'", first(encoder));
    double[] values = encoder.numbers("values_floats");
    int count = encoder.texts("keys_strings").size();
    require(values.length == count, "%s keys for %s values", count, values.length);
    return new Table(
        input,
        Arrays.copyOf(values, count - 1),
        encoder.number("default_float", 0),
        values[count - 1]);
  }

  private TreeComponent trees(OnnxNode ensemble, int margins) {
    OnnxNode matrix = writer(first(ensemble), "Cast", "Concat");
    boolean inFloat = matrix.operator().equals("Cast");
    List<String> columns = (inFloat ? writer(first(matrix), "Concat") : matrix).inputs();
    boolean wide = ensemble.has("nodes_values_as_tensor");
    require(inFloat != wide, "trees of %s numbers compare others", wide ? "double" : "float");
    return new OwnTrees(ensemble, columns, inFloat, margins).read();
  }

  /** The lists of a tree ensemble, as we write them: nodes in order, children behind parents. */
  private final class OwnTrees {
    private final OnnxNode node;
    private final List<String> columns;
    private final boolean inFloat;
    private final int margins;
    private final int[] feature;
    private final double[] values;
    private final int[] treeIds;
    private final int[] ids;
    private final int[] yes;
    private final int[] no;
    private final int[] missing;
    private final double[] covers;
    private final List<String> modes;
    private final double[] leaves;
    private final boolean[] isNumber;
    private final double[][] cuts;

    OwnTrees(OnnxNode node, List<String> columns, boolean inFloat, int margins) {
      this.node = node;
      this.columns = columns;
      this.inFloat = inFloat;
      this.margins = margins;
      this.feature = node.integers("nodes_featureids");
      this.values = node.numbers("nodes_values");
      this.treeIds = node.integers("nodes_treeids");
      this.ids = node.integers("nodes_nodeids");
      this.yes = node.integers("nodes_truenodeids");
      this.no = node.integers("nodes_falsenodeids");
      this.missing = node.integers("nodes_missing_value_tracks_true");
      this.covers = node.numbers("nodes_hitrates");
      this.modes = node.texts("nodes_modes");
      this.leaves = new double[treeIds.length];
      this.isNumber = new boolean[columns.size()];
      this.cuts = new double[columns.size()][];
    }

    TreeComponent read() {
      var ensemble = new OnnxEnsemble(node, List.of()); // checks the lengths
      require(node.integer("n_targets", 1) == margins, "targets for %s margins", margins);
      require(
          missing.length == feature.length && covers.length == feature.length,
          "the lists of nodes differ in length");
      var known = new java.util.HashSet<>(names);
      for (int j = 0; j < isNumber.length; j++) {
        isNumber[j] = known.contains(columns.get(j));
      }
      cut();
      List<Encoding.Feature> features =
          IntStream.range(0, cuts.length).mapToObj(this::feature).toList();
      var encoding = new Encoding(features);
      int[] starts = starts();
      int[] groups = groups(starts);
      var trees = new ArrayList<Tree>();
      for (int t = 0; t < groups.length; t++) {
        trees.add(tree(starts[t], starts[t + 1]));
      }
      double[] bases = ensemble.bases(margins);
      if (!inFloat) {
        return new TreeComponent(
            encoding, Forest.inDouble(bases, trees, groups, 1, encoding.players()));
      }
      float[] floats = new float[margins];
      for (int k = 0; k < margins; k++) {
        floats[k] = (float) bases[k];
      }
      var forest = new Forest(features.size(), floats, trees, groups);
      return new TreeComponent(encoding, forest.withPlayers(encoding.players()));
    }

    private void cut() {
      var found = new ArrayList<TreeSet<Double>>();
      columns.forEach(_ -> found.add(new TreeSet<>()));
      for (int i = 0; i < feature.length; i++) {
        require(feature[i] >= 0 && feature[i] < columns.size(), "feature %s of a node", feature[i]);
        if (modes.get(i).equals("BRANCH_LT")) {
          found.get(feature[i]).add(values[i] + 0.0);
        } else {
          require(modes.get(i).equals("LEAF"), "nodes of mode '%s' are not ours", modes.get(i));
        }
      }
      for (int j = 0; j < cuts.length; j++) {
        cuts[j] = found.get(j).stream().mapToDouble(Double::doubleValue).toArray();
      }
    }

    private Encoding.Feature feature(int j) {
      if (isNumber[j]) {
        int input = number(node, columns.get(j));
        return inFloat ? new Encoding.Numeric(input) : new Encoding.Cuts(input, cuts[j]);
      }
      Table table = table(columns.get(j));
      float[] floats = new float[table.values().length];
      var set = new BitSet();
      for (int c = 0; c < floats.length; c++) {
        floats[c] = (float) table.values()[c];
        set.set(c, floats[c] == 0);
      }
      if (Double.isNaN(table.missing())) {
        return new Encoding.Lookup(table.input(), floats, (float) table.unknown());
      }
      require(
          table.unknown() == 1 && Arrays.stream(table.values()).allMatch(v -> v == 0 || v == 1),
          "a missing category has the number %s",
          table.missing());
      return new Encoding.Among(table.input(), set.toLongArray(), (float) table.missing());
    }

    /** Where each tree begins, and the end. */
    private int[] starts() {
      int count = 0;
      int[] starts = new int[treeIds.length + 1];
      for (int i = 0; i < treeIds.length; i++) {
        if (treeIds[i] == count) {
          starts[count++] = i;
        }
        require(treeIds[i] == count - 1, "tree %s is out of order", treeIds[i]);
      }
      starts[count] = treeIds.length;
      return Arrays.copyOf(starts, count + 1);
    }

    /** The margin of each tree; adds what its leaves say on the way. */
    private int[] groups(int[] starts) {
      int[] tree = node.integers("target_treeids");
      int[] target = node.integers("target_ids");
      int[] leaf = node.integers("target_nodeids");
      double[] weights = node.numbers("target_weights");
      require(
          target.length == tree.length
              && leaf.length == tree.length
              && weights.length == tree.length,
          "the lists of leaves differ in length");
      int[] groups = new int[starts.length - 1];
      Arrays.fill(groups, -1);
      for (int i = 0; i < tree.length; i++) {
        int t = tree[i];
        require(t >= 0 && t < groups.length, "leaf %s of tree %s", leaf[i], t);
        require(
            leaf[i] >= 0 && leaf[i] < starts[t + 1] - starts[t], "leaf %s of tree %s", leaf[i], t);
        require(groups[t] < 0 || groups[t] == target[i], "tree %s adds to two targets", t);
        groups[t] = target[i];
        leaves[starts[t] + leaf[i]] += weights[i];
      }
      return groups;
    }

    private Tree tree(int from, int to) {
      int n = to - from;
      int[] asked = new int[n];
      float[] thresholds = new float[n];
      boolean[] missingLeft = new boolean[n];
      int[] left = new int[n];
      int[] right = new int[n];
      double[] cover = new double[n];
      for (int i = 0; i < n; i++) {
        int at = from + i;
        require(ids[at] == i, "node %s stands at %s", ids[at], i);
        boolean leaf = modes.get(at).equals("LEAF");
        asked[i] = leaf ? -1 : feature[at];
        left[i] = leaf ? -1 : yes[at];
        right[i] = leaf ? -1 : no[at];
        thresholds[i] = leaf ? 0 : threshold(at);
        missingLeft[i] = missing[at] == 1;
        cover[i] = covers[at];
      }
      double[] own = Arrays.copyOfRange(leaves, from, to);
      return new Tree(asked, thresholds, missingLeft, left, right, own, cover);
    }

    private float threshold(int at) {
      return !inFloat && isNumber[feature[at]]
          ? Arrays.binarySearch(cuts[feature[at]], values[at] + 0.0) + 1f
          : (float) values[at];
    }
  }

  private OnnxNode writer(String name) {
    OnnxNode node = writers.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no operator writes '%s'".formatted(name));
    }
    return node;
  }

  private OnnxNode writer(String name, String... operators) {
    OnnxNode node = writer(name);
    require(
        List.of(operators).contains(node.operator()),
        "'%s' is written by %s where Plumbline writes %s",
        name,
        node.operator(),
        String.join(" or ", operators));
    return node;
  }

  private static String first(OnnxNode node) {
    return input(node, 0);
  }

  private static String input(OnnxNode node, int index) {
    List<String> inputs = node.inputs();
    require(index < inputs.size(), "%s reads %s inputs", node.operator(), inputs.size());
    return inputs.get(index);
  }

  private static void same(OnnxNode node, String one, String other) {
    require(one.equals(other), "%s reads '%s' and '%s'", node.operator(), one, other);
  }

  /** The index of an input of numbers. */
  private int number(OnnxNode node, String name) {
    int input = names.indexOf(name);
    require(input >= 0 && !texts.get(input), "%s reads '%s', no number", node.operator(), name);
    return input;
  }

  private double[] numbers(String name) {
    double[] values = constants.get(name);
    if (values == null) {
      throw new IllegalArgumentException("'%s' is no constant".formatted(name));
    }
    return values.clone();
  }

  private double number(String name) {
    double[] values = numbers(name);
    require(values.length == 1, "'%s' has %s numbers, not one", name, values.length);
    return values[0];
  }
}
