package org.plumbline.scoring.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lowest two levels of trees, cut off as units of up to four leaves, and what is above them.
 *
 * <p>What a unit's leaves give depends on a row only through the features failed on the way to the
 * unit and the turns at its up to three nodes: its state. So one lookup serves four leaves, and
 * what they give to the same feature is added up beforehand. Immutable.
 */
final class LeafUnits {
  private static final int HEIGHT = 2;

  /**
   * One unit. A node that is not there is node 0 with weight 0.
   *
   * @param weights of a turn to the right at each node, within the state
   * @param features that its leaves can give something to
   */
  record Unit(int root, int distinct, int[] nodes, int[] weights, int[] features) {
    int states() {
      int states = 1 << distinct;
      for (int weight : weights) {
        states = Math.max(states, 2 * weight);
      }
      return states;
    }

    /** Numbers in its table. */
    long size() {
      return (long) states() * features.length;
    }
  }

  private final LeafPaths paths;
  private final int[] leafOf;
  private final int[] height;

  /** Those with few features first: loops over them end where the last one did. */
  final List<Unit> units = new ArrayList<>();

  /** Inner nodes above the units, from the top down. */
  final int[] above;

  LeafUnits(LeafPaths paths) {
    this.paths = paths;
    this.leafOf = new int[paths.nodes()];
    this.height = new int[paths.nodes()];
    for (int leaf = 0; leaf < paths.leaves(); leaf++) {
      leafOf[paths.node[leaf]] = leaf;
    }
    for (int i = paths.inner.length - 1; i >= 0; i--) {
      int node = paths.inner[i];
      height[node] = 1 + Math.max(height[paths.left[node]], height[paths.right[node]]);
    }
    for (int root : paths.roots) {
      cut(root, 0);
    }
    units.sort(Comparator.comparingInt(unit -> unit.features.length));
    above = IntStream.of(paths.inner).filter(node -> height[node] > HEIGHT).toArray();
  }

  long size() {
    return units.stream().mapToLong(Unit::size).sum();
  }

  private void cut(int node, int distinct) {
    if (height[node] > HEIGHT) {
      int longer = Math.max(distinct, Long.numberOfTrailingZeros(paths.bit[node]) + 1);
      cut(paths.left[node], longer);
      cut(paths.right[node], longer);
      return;
    }
    int[] nodes = new int[3];
    int[] weights = new int[3];
    int weight = 1 << distinct;
    int[] own = {node, paths.left[node], paths.right[node]};
    for (int i = 0; i < (height[node] == 0 ? 0 : 3); i++) {
      if (height[own[i]] > 0) {
        nodes[i] = own[i];
        weights[i] = weight;
        weight *= 2;
      }
    }
    int[] features =
        leaves(node)
            .flatMap(leaf -> IntStream.range(paths.start[leaf], paths.start[leaf + 1]))
            .map(i -> paths.feature[i])
            .distinct()
            .toArray();
    units.add(new Unit(node, distinct, nodes, weights, features));
  }

  private IntStream leaves(int node) {
    return height[node] == 0
        ? IntStream.of(leafOf[node])
        : IntStream.concat(leaves(paths.left[node]), leaves(paths.right[node]));
  }

  /** The leaves of a unit. */
  int[] leaves(Unit unit) {
    return leaves(unit.root).toArray();
  }

  /** The features that a row in this state fails on the way to a leaf of the unit. */
  int failed(Unit unit, int leaf, int state) {
    int failed = state & ((1 << unit.distinct) - 1);
    int node = unit.root;
    while (height[node] > 0) {
      int at = node == unit.root ? 0 : node == paths.left[unit.root] ? 1 : 2;
      boolean right = (state & unit.weights[at]) != 0;
      boolean toRight = leaves(paths.right[node]).anyMatch(other -> other == leaf);
      if (right != toRight) {
        failed |= (int) paths.bit[node];
      }
      node = toRight ? paths.right[node] : paths.left[node];
    }
    return failed;
  }
}
