package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.TreeComponent;

/** The trees of one margin as segments of a PMML ensemble. */
final class PmmlTrees {
  private final List<Input> inputs;
  private final Forest forest;
  private final List<Encoding.Feature> features;
  private final int margin;
  private final PmmlXml out;

  PmmlTrees(List<Input> inputs, TreeComponent component, int margin, PmmlXml out) {
    this.inputs = inputs;
    this.forest = component.forest();
    this.features = component.encoding().features();
    this.margin = margin;
    this.out = out;
  }

  /** The trees that add to a margin. */
  static int[] of(Forest forest, int margin) {
    return IntStream.range(0, forest.trees().size())
        .filter(t -> forest.group(t) == margin)
        .toArray();
  }

  /** Whether the margin is the mean of its trees. */
  static boolean isAverage(Forest forest, int margin) {
    int count = of(forest, margin).length;
    return count > 1 && forest.divisor() == count;
  }

  /** A segment per tree; one more for the start of a sum in float, which is part of its order. */
  void write() {
    int id = 1;
    if (forest.inFloat() && forest.base(margin) != 0) {
      open(id++);
      out.open("Node", "score", forest.base(margin));
      out.empty("True");
      out.close();
      close();
    }
    for (int t : of(forest, margin)) {
      open(id++);
      node(forest.trees().get(t), 0, () -> out.empty("True"));
      close();
    }
  }

  private void open(int id) {
    out.open("Segment", "id", id);
    out.empty("True");
    out.open(
        "TreeModel",
        "functionName",
        "regression",
        "missingValueStrategy",
        "defaultChild",
        "noTrueChildStrategy",
        "returnNullPrediction",
        "splitCharacteristic",
        "binarySplit");
    out.open("MiningSchema");
    for (Input input : inputs) {
      out.empty("MiningField", "name", input.name(), "invalidValueTreatment", "asIs");
    }
    out.close();
  }

  private void close() {
    out.close();
    out.close();
  }

  /** At most as deep as a tree may be. */
  private void node(Tree tree, int i, Runnable predicate) {
    var attributes = new ArrayList<Object>(List.of("id", i));
    if (tree.isLeaf(i)) {
      attributes.addAll(List.of("score", tree.leaf(i)));
    }
    attributes.addAll(List.of("recordCount", tree.cover(i)));
    if (tree.isLeaf(i)) {
      out.open("Node", attributes.toArray());
      predicate.run();
    } else {
      Encoding.Feature feature = features.get(tree.feature(i));
      boolean left = goesLeft(tree, i, Double.NaN);
      attributes.addAll(List.of("defaultChild", left ? tree.left(i) : tree.right(i)));
      out.open("Node", attributes.toArray());
      predicate.run();
      node(tree, tree.left(i), () -> predicate(tree, i, feature, true));
      node(tree, tree.right(i), () -> predicate(tree, i, feature, false));
    }
    out.close();
  }

  private boolean goesLeft(Tree tree, int node, double slot) {
    float x = features.get(tree.feature(node)).of(slot);
    return Float.isNaN(x) ? tree.missingLeft(node) : x < tree.threshold(node);
  }

  private void predicate(Tree tree, int node, Encoding.Feature feature, boolean left) {
    switch (feature) {
      case Encoding.Numeric _ -> rounded(feature.input(), tree.threshold(node), left);
      case Encoding.Cuts cuts -> counted(cuts, tree.threshold(node), left);
      case Encoding.OneHot _, Encoding.Lookup _, Encoding.Among _ ->
          set(tree, node, feature.input(), left);
    }
  }

  /**
   * {@code (float) x < threshold} for doubles: the middle of two floats parts them, and itself is
   * rounded to the even one.
   */
  private void rounded(int input, float threshold, boolean left) {
    double below = Math.nextDown(threshold);
    if (Double.isInfinite(below)) {
      compare(input, left, "lessThan", -Double.MAX_VALUE);
      return;
    }
    double middle = below / 2 + (double) threshold / 2;
    compare(input, left, (float) middle < threshold ? "lessOrEqual" : "lessThan", middle);
  }

  private void counted(Encoding.Cuts cuts, float threshold, boolean left) {
    require(
        !cuts.zeroIsMissing(),
        "Cannot export to PMML: zero counts as missing in input '%s'",
        inputs.get(cuts.input()).name());
    double[] all = cuts.cuts();
    int place = (int) Math.ceil(threshold) - 1;
    if (place < 0) {
      compare(cuts.input(), left, "lessThan", -Double.MAX_VALUE);
    } else if (place >= all.length || all[place] > Double.MAX_VALUE) {
      compare(cuts.input(), left, "lessOrEqual", Double.MAX_VALUE);
    } else {
      compare(cuts.input(), left, "lessThan", all[place]);
    }
  }

  private void compare(int input, boolean left, String operator, double value) {
    String opposite = operator.equals("lessThan") ? "greaterOrEqual" : "greaterThan";
    out.empty(
        "SimplePredicate",
        "field",
        inputs.get(input).name(),
        "operator",
        left ? operator : opposite,
        "value",
        value);
  }

  /** The side that unknown categories take is told by what it is not. */
  private void set(Tree tree, int node, int input, boolean left) {
    List<String> categories = inputs.get(input).categories();
    require(
        inputs.get(input).kind() == Input.Kind.CATEGORICAL,
        "Cannot export to PMML: trees ask whether the number '%s' is in a set",
        inputs.get(input).name());
    boolean unknownLeft = goesLeft(tree, node, -1);
    var members = new StringBuilder();
    int count = 0;
    for (int c = 0; c < categories.size(); c++) {
      if (goesLeft(tree, node, c) != unknownLeft) {
        require(
            categories.get(c).indexOf('\\') < 0,
            "Cannot export to PMML: category '%s' holds a backslash, which lists there cannot",
            categories.get(c));
        members.append(count++ == 0 ? "" : " ").append('"');
        members.append(categories.get(c).replace("\"", "\\\"")).append('"');
      }
    }
    out.open(
        "SimpleSetPredicate",
        "field",
        inputs.get(input).name(),
        "booleanOperator",
        left == unknownLeft ? "isNotIn" : "isIn");
    out.text("Array", members.toString(), "n", count, "type", "string");
    out.close();
  }
}
