package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * The trees of TreeEnsembleRegressor and TreeEnsembleClassifier: parallel lists of nodes, and of
 * what each leaf adds to which target. A tree that adds to several targets becomes one per target.
 */
final class OnnxEnsemble {
  private final OnnxNode node;
  private final List<Derived> columns;
  private final boolean inFloat;
  private final int[] trees;
  private final int[] ids;
  private final int[] features;
  private final double[] values;
  private final List<String> modes;
  private final int[] yes;
  private final int[] no;
  private final int[] missingYes;
  private final double[] covers;

  OnnxEnsemble(OnnxNode node, List<Derived> columns) {
    this.node = node;
    this.columns = columns;
    this.inFloat = !node.has("nodes_values_as_tensor");
    this.trees = node.integers("nodes_treeids");
    int n = trees.length;
    this.ids = node.integers("nodes_nodeids");
    this.features = node.integers("nodes_featureids");
    this.values = node.numbers("nodes_values");
    this.modes = node.texts("nodes_modes");
    this.yes = node.integers("nodes_truenodeids");
    this.no = node.integers("nodes_falsenodeids");
    int[] tracks = node.integers("nodes_missing_value_tracks_true");
    this.missingYes = tracks.length == 0 ? new int[n] : tracks;
    double[] rates = node.numbers("nodes_hitrates");
    this.covers = rates.length == 0 ? new double[n] : rates;
    require(
        n > 0
            && ids.length == n
            && features.length == n
            && values.length == n
            && modes.size() == n
            && yes.length == n
            && no.length == n
            && missingYes.length == n
            && covers.length == n,
        "the lists of nodes differ in length or are empty");
  }

  /** Trees with the target each adds to. */
  record Grown(List<DraftTree> trees, int[] groups, int count) {}

  /**
   * @param prefix how the attributes of leaves begin, target or class
   * @param targets how many targets there are
   */
  Grown grow(String prefix, int targets) {
    Map<Integer, Map<Integer, Integer>> places = places();
    Map<Integer, double[]> leaves = leaves(prefix, targets, places);
    var grown = new ArrayList<DraftTree>();
    var groups = new ArrayList<Integer>();
    for (Map<Integer, Integer> tree : places.values()) {
      List<Integer> rows = List.copyOf(tree.values());
      for (int k = 0; k < targets; k++) {
        int target = k;
        if (rows.stream().anyMatch(i -> leaves.containsKey(i) && leaves.get(i)[target] != 0)) {
          grown.add(tree(tree, leaves, target));
          groups.add(target);
        }
      }
    }
    return new Grown(grown, groups.stream().mapToInt(Integer::intValue).toArray(), places.size());
  }

  /** Per tree, in the order of the file, the place of each node id. */
  private Map<Integer, Map<Integer, Integer>> places() {
    var places = new LinkedHashMap<Integer, Map<Integer, Integer>>();
    for (int i = 0; i < trees.length; i++) {
      Integer before = places.computeIfAbsent(trees[i], _ -> new LinkedHashMap<>()).put(ids[i], i);
      require(before == null, "node %s of tree %s stands twice", ids[i], trees[i]);
    }
    return places;
  }

  private Map<Integer, double[]> leaves(
      String prefix, int targets, Map<Integer, Map<Integer, Integer>> places) {
    int[] tree = node.integers(prefix + "_treeids");
    int[] id = node.integers(prefix + "_nodeids");
    int[] target = node.integers(prefix + "_ids");
    double[] weight = node.numbers(prefix + "_weights");
    require(
        id.length == tree.length && target.length == tree.length && weight.length == tree.length,
        "the lists of leaves differ in length");
    require(
        (long) targets * trees.length <= 1 << 26, "%s nodes for %s targets", trees.length, targets);
    var leaves = new HashMap<Integer, double[]>();
    for (int i = 0; i < tree.length; i++) {
      Integer place = places.getOrDefault(tree[i], Map.of()).get(id[i]);
      if (place == null) {
        throw node.refused("leaf " + id[i] + " of tree " + tree[i] + " is no node");
      }
      require(target[i] >= 0 && target[i] < targets, "leaf %s adds to target %s", i, target[i]);
      leaves.computeIfAbsent(place, _ -> new double[targets])[target[i]] += weight[i];
    }
    return leaves;
  }

  private DraftTree tree(Map<Integer, Integer> tree, Map<Integer, double[]> leaves, int target) {
    var order = new HashMap<Integer, Integer>();
    tree.forEach((id, _) -> order.put(id, order.size()));
    var nodes = new ArrayList<DraftNode>(order.size());
    tree.forEach(
        (_, i) ->
            nodes.add(
                modes.get(i).equals("LEAF")
                    ? leaf(i, leaves, target)
                    : split(i, order.getOrDefault(yes[i], -1), order.getOrDefault(no[i], -1))));
    return DraftTree.of(nodes, root(tree, order));
  }

  /** The node that is nobody's child; the first as a rule. */
  private int root(Map<Integer, Integer> tree, Map<Integer, Integer> order) {
    boolean[] child = new boolean[order.size()];
    tree.forEach(
        (_, i) -> {
          if (!modes.get(i).equals("LEAF")) {
            for (int id : new int[] {yes[i], no[i]}) {
              child[order.getOrDefault(id, 0)] |= order.containsKey(id);
            }
          }
        });
    for (int i = 0; i < child.length; i++) {
      if (!child[i]) {
        return i;
      }
    }
    throw node.refused("a tree has no root: its nodes form a cycle");
  }

  private DraftNode leaf(int i, Map<Integer, double[]> leaves, int target) {
    double[] weights = leaves.get(i);
    return new DraftNode.Leaf(weights == null ? 0 : weights[target], covers[i]);
  }

  private DraftNode split(int i, int left, int right) {
    require(
        features[i] >= 0 && features[i] < columns.size(),
        "node %s tests feature %s of %s",
        ids[i],
        features[i],
        columns.size());
    double value = values[i];
    require(Double.isFinite(value), "node %s compares with %s", ids[i], value);
    Derived column = columns.get(features[i]);
    DoublePredicate holds =
        switch (modes.get(i)) {
          case "BRANCH_LEQ" -> x -> x <= value;
          case "BRANCH_LT" -> x -> x < value;
          case "BRANCH_GTE" -> x -> x >= value;
          case "BRANCH_GT" -> x -> x > value;
          case "BRANCH_EQ" -> table(column, x -> x == value, i);
          case "BRANCH_NEQ" -> table(column, x -> x != value, i);
          default -> throw node.refused("nodes of mode '" + modes.get(i) + "' are not taken");
        };
    return column.split(holds, missingYes[i] == 1, left, right, covers[i]);
  }

  private DoublePredicate table(Derived column, DoublePredicate holds, int i) {
    if (column instanceof Derived.Table) {
      return holds;
    }
    throw node.refused(
        modes.get(i) + " on a number is not taken; encode the category as one-hot columns");
  }

  boolean inFloat() {
    return inFloat;
  }

  /** The bases, none given being zeros. */
  double[] bases(int targets) {
    double[] bases = node.numbers("base_values");
    if (bases.length == 0) {
      return new double[targets];
    }
    require(bases.length == targets, "%s base values for %s targets", bases.length, targets);
    return Arrays.copyOf(bases, targets);
  }
}
