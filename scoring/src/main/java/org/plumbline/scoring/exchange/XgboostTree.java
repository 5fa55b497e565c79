package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import org.plumbline.scoring.Tree;

/**
 * One tree of an XGBoost file, brought into breadth-first order without the nodes pruning left
 * over.
 */
final class XgboostTree {
  private final int[] left;
  private final int[] right;
  private final int[] feature;
  private final double[] condition;
  private final double[] missingLeft;
  private final double[] cover;

  private XgboostTree(Node.Fields fields) {
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
    if (fields.find("split_type") != null) {
      for (double type : fields.numbers("split_type")) {
        require(type == 0, "categorical splits are not taken; encode categories as features");
      }
    }
  }

  static Tree read(Node.Fields fields) {
    return new XgboostTree(fields).tree();
  }

  private Tree tree() {
    int[] order = breadthFirst();
    int n = order.length;
    int[] features = new int[n];
    float[] thresholds = new float[n];
    boolean[] missing = new boolean[n];
    int[] lefts = new int[n];
    int[] rights = new int[n];
    double[] leaves = new double[n];
    double[] covers = new double[n];
    int next = 1;
    for (int i = 0; i < n; i++) {
      int old = order[i];
      covers[i] = cover[old];
      if (left[old] == -1) {
        features[i] = -1;
        lefts[i] = -1;
        rights[i] = -1;
        leaves[i] = condition[old];
      } else {
        require(feature[old] >= 0, "node %s tests feature %s", old, feature[old]);
        require(
            missingLeft[old] == 0 || missingLeft[old] == 1,
            "default_left of node %s is %s",
            old,
            missingLeft[old]);
        features[i] = feature[old];
        thresholds[i] = (float) condition[old];
        missing[i] = missingLeft[old] == 1;
        lefts[i] = next++;
        rights[i] = next++;
      }
    }
    return new Tree(features, thresholds, missing, lefts, rights, leaves, covers);
  }

  private int[] breadthFirst() {
    int[] order = new int[left.length];
    boolean[] seen = new boolean[left.length];
    seen[0] = true;
    int count = 1;
    for (int i = 0; i < count; i++) {
      int node = order[i];
      require((left[node] == -1) == (right[node] == -1), "node %s has one child", node);
      if (left[node] != -1) {
        order[count++] = visited(left[node], node, seen);
        order[count++] = visited(right[node], node, seen);
      }
    }
    return java.util.Arrays.copyOf(order, count);
  }

  private static int visited(int child, int parent, boolean[] seen) {
    require(
        child > 0 && child < seen.length,
        "child %s of node %s is outside of the tree",
        child,
        parent);
    require(!seen[child], "node %s has two parents", child);
    seen[child] = true;
    return child;
  }
}
