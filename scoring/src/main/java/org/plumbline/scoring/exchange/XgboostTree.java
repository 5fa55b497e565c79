package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One tree of an XGBoost file, brought into breadth-first order without the nodes pruning left
 * over.
 */
final class XgboostTree {
  /** XGBoost itself keeps categories in floats, exact to here. */
  private static final int MAX_CATEGORY = 1 << 20;

  private final Node.Fields fields;
  private final float weight;
  private final int[] left;
  private final int[] right;
  private final int[] feature;
  private final double[] condition;
  private final double[] missingLeft;
  private final double[] cover;

  private XgboostTree(Node.Fields fields, float weight) {
    this.fields = fields;
    this.weight = weight;
    this.left = XgboostImport.integers(fields, "left_children");
    this.right = XgboostImport.integers(fields, "right_children");
    this.feature = XgboostImport.integers(fields, "split_indices");
    this.condition = fields.numbers("split_conditions");
    this.missingLeft = fields.numbers("default_left");
    this.cover = fields.numbers("sum_hessian");
    int n = left.length;
    require(
        n > 0
            && right.length == n
            && feature.length == n
            && condition.length == n
            && missingLeft.length == n
            && cover.length == n,
        "the arrays of the tree differ in length or are empty");
  }

  /**
   * @param weight what the leaves are multiplied by, 1 but for dart
   */
  static DraftTree read(Node.Fields fields, float weight) {
    return new XgboostTree(fields, weight).tree();
  }

  private DraftTree tree() {
    int n = left.length;
    Map<Integer, BitSet> sets = sets();
    var nodes = new ArrayList<DraftNode>(n);
    for (int i = 0; i < n; i++) {
      require((left[i] == -1) == (right[i] == -1), "node %s has one child", i);
      if (left[i] == -1) {
        nodes.add(new DraftNode.Leaf(weight * (float) condition[i], cover[i]));
        continue;
      }
      require(
          missingLeft[i] == 0 || missingLeft[i] == 1,
          "default_left of node %s is %s",
          i,
          missingLeft[i]);
      boolean missing = missingLeft[i] == 1;
      BitSet set = sets.get(i);
      nodes.add(
          set == null
              ? new DraftNode.Split(
                  feature[i],
                  new NodeTest.Below((float) condition[i]),
                  missing,
                  left[i],
                  right[i],
                  cover[i])
              // XGBoost keeps the categories that go right; ours go left.
              : new DraftNode.Split(
                  feature[i], new NodeTest.Among(set), !missing, right[i], left[i], cover[i]));
    }
    return DraftTree.of(nodes, 0);
  }

  private Map<Integer, BitSet> sets() {
    var sets = new HashMap<Integer, BitSet>();
    if (fields.find("split_type") == null) {
      return sets;
    }
    double[] types = fields.numbers("split_type");
    for (int i = 0; i < types.length; i++) {
      require(types[i] == 0 || types[i] == 1, "split_type of node %s is %s", i, types[i]);
    }
    if (java.util.Arrays.stream(types).noneMatch(type -> type == 1)) {
      return sets;
    }
    require(types.length == left.length, "the arrays of the tree differ in length");
    int[] nodes = XgboostImport.integers(fields, "categories_nodes");
    int[] starts = XgboostImport.integers(fields, "categories_segments");
    int[] sizes = XgboostImport.integers(fields, "categories_sizes");
    int[] categories = XgboostImport.integers(fields, "categories");
    require(
        starts.length == nodes.length && sizes.length == nodes.length,
        "the arrays of categories differ in length");
    for (int i = 0; i < nodes.length; i++) {
      require(
          starts[i] >= 0 && sizes[i] >= 0 && starts[i] <= categories.length - sizes[i],
          "categories %s of %s lie outside of the file",
          i,
          nodes.length);
      var set = new BitSet();
      for (int c = starts[i]; c < starts[i] + sizes[i]; c++) {
        require(categories[c] >= 0 && categories[c] <= MAX_CATEGORY, "category %s", categories[c]);
        set.set(categories[c]);
      }
      sets.put(nodes[i], set);
    }
    for (int i = 0; i < types.length; i++) {
      require(
          (types[i] == 1 && left[i] != -1) == sets.containsKey(i),
          "node %s is categorical or not, and has categories or not",
          i);
    }
    return sets;
  }

  /** What {@link #read} answers, where no node asks for categories. */
  static List<DraftNode.Split> categorical(DraftTree tree) {
    return tree.nodes().stream()
        .filter(DraftNode.Split.class::isInstance)
        .map(DraftNode.Split.class::cast)
        .filter(split -> split.test() instanceof NodeTest.Among)
        .toList();
  }
}
