package org.plumbline.scoring.kernel;

import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Tree;

/**
 * Up to 64 trees filled up to perfect ones of one depth, with the constants of {@link TreeShap}'s
 * quadrature in float.
 *
 * <p>Level k has 2^k nodes; the children of node n are n and n + 2^k of the next level, so that
 * loops run over whole arrays at one index (C2 makes vectors of those only). The value of tree t at
 * node n is at {@code n * lanes + t}. A leaf above the last level becomes tests whose two sides are
 * alike: they contribute zero.
 */
final class ShapBundle {
  /** Contributions of so many trees are added up in float; the width of a vector. */
  static final int LANES = 16;

  /** C2 runs the first and the last steps of a loop one by one, so loops should be long. */
  static final int TREES = 64;

  /** Three points of quadrature are exact up to six distinct features on a path. */
  static final int MAX_DEPTH = 6;

  static final int POINTS = 3;
  private static final GaussLegendre RULE = GaussLegendre.of(POINTS);

  final int trees;

  /** The trees, and as many more as fill the last vector. */
  final int lanes;

  final int depth;
  final Level[] levels;

  /** Left leaves of all nodes of the last level, then the right ones; then each half alone. */
  final float[] leaves;

  final float[] leftLeaves;
  final float[] rightLeaves;

  /**
   * Over all levels, the last one first, which is the order in which contributions are added up:
   * whether there is a test, its feature, what the share of its left child lacks to 1, the
   * condition that says whether a row goes right, and the slot and the threshold of the same test.
   */
  final boolean[] test;

  final int[] feature;
  final float[] rest;
  final int[] condition;
  final int[] slot;
  final int[] threshold;

  /**
   * Twice the nearest node above that tests the same feature, counted the last level first, plus 1
   * if the path leaves it to the right; -1 if there is none.
   */
  final int[] earlier;

  /** The features in the order in which contributions are added up. */
  final int[] owner;

  final Turns turns;

  /** The constants of one level. */
  static final class Level {
    /** Share of the left child. */
    final float[] share;

    /** Share of rows that pass the earlier tests of the feature: Z of {@link TreeShap}. */
    final float[] before;

    /** Per point: s. */
    final float[][] s = new float[POINTS][];

    Level(int size) {
      share = filled(size, 0.5f);
      before = filled(size, 1);
      for (int q = 0; q < POINTS; q++) {
        s[q] = filled(size, (float) RULE.points()[q]);
      }
    }

    private static float[] filled(int size, float value) {
      float[] values = new float[size];
      Arrays.fill(values, value);
      return values;
    }
  }

  ShapBundle(List<Tree> members, Conditions conditions) {
    this.trees = members.size();
    this.lanes = (trees + LANES - 1) / LANES * LANES;
    this.depth = members.stream().mapToInt(Tree::depth).max().orElse(0);
    levels = new Level[depth];
    for (int k = 0; k < depth; k++) {
      levels[k] = new Level(lanes << k);
    }
    leaves = new float[lanes << depth];
    int size = ((1 << depth) - 1) * lanes;
    test = new boolean[size];
    feature = new int[size];
    rest = new float[size];
    Arrays.fill(rest, 0.5f);
    condition = new int[size];
    slot = new int[size];
    threshold = new int[size];
    earlier = new int[size];
    Arrays.fill(earlier, -1);
    for (int t = 0; t < trees; t++) {
      new Filler(members.get(t), t, conditions).fill(0, 0, 0);
    }
    leftLeaves = Arrays.copyOfRange(leaves, 0, leaves.length / 2);
    rightLeaves = Arrays.copyOfRange(leaves, leaves.length / 2, leaves.length);
    owner = owners();
    turns = new Turns(this);
  }

  private int[] owners() {
    int[] owners = new int[feature.length];
    int next = 0;
    for (int t = 0; t < LANES; t++) {
      for (int node = 0; node < owners.length; node += lanes) {
        for (int group = 0; group < lanes; group += LANES) {
          owners[next++] = feature[node + group + t];
        }
      }
    }
    return owners;
  }

  /** w / t^2 of a point. */
  static float weight(int q) {
    return (float) (RULE.weights()[q] / (RULE.points()[q] * RULE.points()[q]));
  }

  /** Where a level starts in what runs over all levels. */
  int first(int level) {
    return ((1 << depth) - (2 << level)) * lanes;
  }

  /** Fills in one tree. */
  private final class Filler {
    private final Tree tree;
    private final int t;
    private final Conditions conditions;

    /** The nodes from the root to here, and the share of rows that each of them sent this way. */
    private final int[] path = new int[depth];

    private final double[] shares = new double[depth];

    Filler(Tree tree, int t, Conditions conditions) {
      this.tree = tree;
      this.t = t;
      this.conditions = conditions;
    }

    void fill(int node, int k, int n) {
      if (k == depth) {
        leaves[n * lanes + t] = (float) tree.leaf(node);
        return;
      }
      boolean leaf = tree.isLeaf(node);
      double left = leaf ? 0.5 : tree.leftShare(node);
      path[k] = node;
      if (!leaf) {
        fillTest(node, k, n);
      }
      shares[k] = left;
      fill(leaf ? node : tree.left(node), k + 1, n);
      shares[k] = 1 - left;
      fill(leaf ? node : tree.right(node), k + 1, n + (1 << k));
    }

    private void fillTest(int node, int k, int n) {
      Level level = levels[k];
      int at = n * lanes + t;
      int place = first(k) + at;
      double before = 1;
      for (int above = 0; above < k; above++) {
        if (tree.feature(path[above]) == tree.feature(node)) {
          before *= shares[above];
          int ancestor = (1 << depth) - (2 << above) + (n & ((1 << above) - 1));
          earlier[place] = 2 * ancestor + ((n >> above) & 1);
        }
      }
      test[place] = true;
      feature[place] = tree.feature(node);
      condition[place] = conditions.of(tree, node);
      slot[place] = Keys.slot(tree, node);
      threshold[place] = Keys.of(tree.threshold(node));
      level.share[at] = (float) tree.leftShare(node);
      level.before[at] = (float) before;
      rest[place] = (float) (1 - tree.leftShare(node));
      for (int q = 0; q < POINTS; q++) {
        double point = RULE.points()[q];
        level.s[q][at] = (float) (point / (before * (1 - point) + point));
      }
    }
  }
}
