package org.plumbline.scoring.kernel;

import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Tree;

/**
 * The leaves of many trees and the distinct features on the path to each.
 *
 * <p>Implementation note. A feature has the bit of its first test on the path, so one pass over the
 * nodes finds for a row and every leaf the set of features whose tests it fails there. Immutable.
 */
final class LeafPaths {
  /** Sets of features are bits of a long. */
  static final int MAX_DISTINCT = 62;

  final int[] slot;
  final int[] threshold;
  final int[] left;
  final int[] right;
  final long[] bit;
  final int[] inner;
  final int[] roots;

  /** Per leaf: its node among all trees, value, and where its features start. */
  final int[] node;

  final double[] value;
  final int[] start;

  /** Per leaf and feature on its path: index, and share of the training rows that pass. */
  final int[] feature;

  final double[] share;

  LeafPaths(List<Tree> trees) {
    int nodes = trees.stream().mapToInt(Tree::nodeCount).sum();
    slot = new int[nodes];
    threshold = new int[nodes];
    left = new int[nodes];
    right = new int[nodes];
    bit = new long[nodes];
    int leaves = (nodes + trees.size()) / 2;
    inner = new int[nodes - leaves];
    roots = new int[trees.size()];
    node = new int[leaves];
    value = new double[leaves];
    start = new int[leaves + 1];
    var filler = new Filler();
    int first = 0;
    for (int t = 0; t < roots.length; t++) {
      roots[t] = first;
      filler.fill(trees.get(t), first);
      first += trees.get(t).nodeCount();
    }
    feature = Arrays.copyOf(filler.features, filler.size);
    share = Arrays.copyOf(filler.shares, filler.size);
  }

  int leaves() {
    return value.length;
  }

  int nodes() {
    return slot.length;
  }

  int distinct(int leaf) {
    return start[leaf + 1] - start[leaf];
  }

  /** Writes for each node the features of its path whose tests the row of keys fails. */
  void failed(int[] keys, long[] failed) {
    failed(inner, keys, failed);
  }

  /** As {@link #failed(int[], long[])}, only for the children of some nodes and the roots. */
  void failed(int[] nodes, int[] keys, long[] failed) {
    for (int root : roots) {
      failed[root] = 0;
    }
    for (int i : nodes) {
      long turn = -Keys.right(threshold[i], keys[slot[i]]);
      failed[left[i]] = failed[i] | (bit[i] & turn);
      failed[right[i]] = failed[i] | (bit[i] & ~turn);
    }
  }

  /** Fills in one tree after the other. */
  private final class Filler {
    private int[] features = new int[256];
    private double[] shares = new double[256];
    private int size;
    private int leaves;
    private int inners;
    private final int[] path = new int[MAX_DISTINCT];
    private final double[] pathShare = new double[MAX_DISTINCT];

    void fill(Tree tree, int first) {
      walk(tree, first, 0, 0);
    }

    private void walk(Tree tree, int first, int at, int length) {
      if (tree.isLeaf(at)) {
        node[leaves] = first + at;
        value[leaves] = tree.leaf(at);
        grow(length);
        System.arraycopy(path, 0, features, size, length);
        System.arraycopy(pathShare, 0, shares, size, length);
        size += length;
        start[++leaves] = size;
        return;
      }
      int k = 0;
      while (k < length && path[k] != tree.feature(at)) {
        k++;
      }
      if (k == MAX_DISTINCT) {
        throw new IllegalArgumentException(
            "a path tests more than " + MAX_DISTINCT + " features; explain it path-dependently");
      }
      int i = first + at;
      inner[inners++] = i;
      slot[i] = Keys.slot(tree, at);
      threshold[i] = Keys.of(tree.threshold(at));
      left[i] = first + tree.left(at);
      right[i] = first + tree.right(at);
      bit[i] = 1L << k;
      double before = k < length ? pathShare[k] : 1;
      path[k] = tree.feature(at);
      int longer = Math.max(length, k + 1);
      pathShare[k] = before * tree.leftShare(at);
      walk(tree, first, tree.left(at), longer);
      pathShare[k] = before * (1 - tree.leftShare(at));
      walk(tree, first, tree.right(at), longer);
      pathShare[k] = before;
    }

    private void grow(int more) {
      if (size + more > features.length) {
        int larger = Math.max(2 * features.length, size + more);
        features = Arrays.copyOf(features, larger);
        shares = Arrays.copyOf(shares, larger);
      }
    }
  }
}
