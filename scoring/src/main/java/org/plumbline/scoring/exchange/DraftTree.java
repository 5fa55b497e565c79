package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * A foreign tree in breadth-first order: node 0 is the root, children stand behind their parent and
 * have no other. Immutable.
 */
record DraftTree(List<DraftNode> nodes) {
  DraftTree {
    nodes = List.copyOf(nodes);
  }

  /**
   * Orders the nodes from the root; nodes out of its reach are dropped, shared and cyclic ones
   * refused.
   */
  static DraftTree of(List<DraftNode> nodes, int root) {
    require(root >= 0 && root < nodes.size(), "the tree has no node %s", root);
    boolean[] seen = new boolean[nodes.size()];
    int[] order = new int[nodes.size()];
    seen[root] = true;
    order[0] = root;
    int count = 1;
    var ordered = new ArrayList<DraftNode>();
    for (int i = 0; i < count; i++) {
      switch (nodes.get(order[i])) {
        case DraftNode.Leaf leaf -> ordered.add(leaf);
        case DraftNode.Split split -> {
          order[count] = visited(split.left(), order[i], seen);
          order[count + 1] = visited(split.right(), order[i], seen);
          ordered.add(
              new DraftNode.Split(
                  split.feature(),
                  split.test(),
                  split.missingLeft(),
                  count,
                  count + 1,
                  split.cover()));
          count += 2;
        }
      }
    }
    return new DraftTree(ordered);
  }

  private static int visited(int child, int parent, boolean[] seen) {
    require(
        child >= 0 && child < seen.length,
        "child %s of node %s is outside of the tree",
        child,
        parent);
    require(!seen[child], "node %s has two parents", child);
    seen[child] = true;
    return child;
  }

  /** The value of the leaf a row falls into; NaN is missing. The plain oracle of what we build. */
  double value(double[] row) {
    DraftNode node = nodes.getFirst();
    while (node instanceof DraftNode.Split split) {
      double x = row[split.feature()];
      boolean left = Double.isNaN(x) ? split.missingLeft() : split.test().holds(x);
      node = nodes.get(left ? split.left() : split.right());
    }
    return ((DraftNode.Leaf) node).value();
  }
}
