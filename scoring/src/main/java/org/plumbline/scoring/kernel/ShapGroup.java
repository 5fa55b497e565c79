package org.plumbline.scoring.kernel;

import java.util.Arrays;
import java.util.List;
import org.plumbline.scoring.Tree;

/**
 * Up to 16 trees filled up to perfect ones of one depth, with the constants of {@link TreeShap}'s
 * quadrature in float.
 *
 * <p>Level k has 2^k nodes; the children of node n are n and n + 2^k of the next level, so that
 * loops run over whole arrays at one index (C2 makes vectors of those only). The value of tree t at
 * node n is at {@code n * 16 + t}. A leaf above the last level becomes tests whose two sides are
 * alike: they contribute zero.
 */
final class ShapGroup {
  static final int LANES = 16;

  /** Three points of quadrature are exact up to six distinct features on a path. */
  static final int MAX_DEPTH = 6;

  static final int POINTS = 3;
  private static final GaussLegendre RULE = GaussLegendre.of(POINTS);

  final int trees;
  final int depth;
  final Level[] levels;

  /** Left leaves of all nodes of the last level, then the right ones; then each half alone. */
  final float[] leaves;

  final float[] leftLeaves;
  final float[] rightLeaves;

  /**
   * Over all levels, the last one first, which is the order in which contributions are added up:
   * the feature tested, the condition that says whether a row goes right, and the slot and the
   * threshold of the same test.
   */
  final int[] feature;

  final int[] condition;
  final int[] slot;
  final int[] threshold;

  /** The tests of one level and their constants. */
  static final class Level {
    /** Share of the left child, and what is missing to 1. */
    final float[] share;

    final float[] rest;

    /** Per point: s and w / t^2 s^2 Z, see {@link TreeShap}. */
    final float[][] s = new float[POINTS][];

    final float[][] c = new float[POINTS][];

    Level(int level) {
      int size = LANES << level;
      share = filled(size, 0.5f);
      rest = filled(size, 0.5f);
      for (int q = 0; q < POINTS; q++) {
        s[q] = filled(size, (float) RULE.points()[q]);
        c[q] = new float[size];
      }
    }

    private static float[] filled(int size, float value) {
      float[] values = new float[size];
      Arrays.fill(values, value);
      return values;
    }
  }

  /**
   * @param same per level: for each node and level above, the trees that test the same feature in
   *     both, as bits from {@code shift} on
   */
  ShapGroup(List<Tree> members, int depth, Conditions conditions, long[][] same, int shift) {
    this.trees = members.size();
    this.depth = depth;
    levels = new Level[depth];
    for (int k = 0; k < depth; k++) {
      levels[k] = new Level(k);
    }
    leaves = new float[LANES << depth];
    int size = ((1 << depth) - 1) * LANES;
    feature = new int[size];
    condition = new int[size];
    slot = new int[size];
    threshold = new int[size];
    for (int t = 0; t < trees; t++) {
      var filler = new Filler(members.get(t), t, conditions, same, 1L << (shift + t));
      filler.fill(0, 0, 0);
    }
    leftLeaves = Arrays.copyOfRange(leaves, 0, leaves.length / 2);
    rightLeaves = Arrays.copyOfRange(leaves, leaves.length / 2, leaves.length);
  }

  /** Where a level starts in what runs over all levels. */
  int first(int level) {
    return ((1 << depth) - (2 << level)) * LANES;
  }

  /** Fills in one tree. */
  private final class Filler {
    private final Tree tree;
    private final int t;
    private final Conditions conditions;
    private final long[][] same;
    private final long bit;

    /** The nodes from the root to here, and the share of rows that each of them sent this way. */
    private final int[] path = new int[depth];

    private final double[] shares = new double[depth];

    Filler(Tree tree, int t, Conditions conditions, long[][] same, long bit) {
      this.tree = tree;
      this.t = t;
      this.conditions = conditions;
      this.same = same;
      this.bit = bit;
    }

    void fill(int node, int k, int n) {
      if (k == depth) {
        leaves[n * LANES + t] = (float) tree.leaf(node);
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
      int at = n * LANES + t;
      double earlier = 1;
      for (int above = 0; above < k; above++) {
        if (tree.feature(path[above]) == tree.feature(node)) {
          earlier *= shares[above];
          same[k][n * k + above] |= bit;
        }
      }
      feature[first(k) + at] = tree.feature(node);
      condition[first(k) + at] = conditions.of(tree, node);
      slot[first(k) + at] = Keys.slot(tree, node);
      threshold[first(k) + at] = Keys.of(tree.threshold(node));
      level.share[at] = (float) tree.leftShare(node);
      level.rest[at] = (float) (1 - tree.leftShare(node));
      for (int q = 0; q < POINTS; q++) {
        double point = RULE.points()[q];
        double factor = point / (earlier * (1 - point) + point);
        level.s[q][at] = (float) factor;
        level.c[q][at] = (float) (RULE.weights()[q] / (point * point) * factor * factor * earlier);
      }
    }
  }
}
