package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

/**
 * One regression tree as arrays over its nodes. Node 0 is the root, children stand behind their
 * parent, each node but the root has exactly one parent: so there are no cycles and no orphans, by
 * construction.
 *
 * <p>At an inner node a row goes left if {@code (float) x < threshold}, right if not, and where it
 * is missing as {@code missingLeft} says; exactly XGBoost's rule. Immutable and thread-safe.
 */
public final class Tree {
  /** The deepest tree accepted; explanation costs grow with depth. */
  public static final int MAX_DEPTH = 128;

  private final int[] feature;
  private final float[] threshold;
  private final boolean[] missingLeft;
  private final int[] left;
  private final int[] right;
  private final double[] leaf;
  private final double[] cover;
  private final int depth;

  /**
   * Copies and checks the arrays, all of the same length.
   *
   * @param feature index of the feature compared, -1 at a leaf
   * @param left index of the left child, greater than the own; -1 at a leaf
   * @param leaf value of a leaf, ignored elsewhere
   * @param cover weight of the training rows that reached the node, not negative
   */
  public Tree(
      int[] feature,
      float[] threshold,
      boolean[] missingLeft,
      int[] left,
      int[] right,
      double[] leaf,
      double[] cover) {
    int n = feature.length;
    require(n > 0, "a tree needs at least one node");
    require(
        threshold.length == n
            && missingLeft.length == n
            && left.length == n
            && right.length == n
            && leaf.length == n
            && cover.length == n,
        "the arrays of a tree of %s nodes differ in length",
        n);
    this.feature = feature.clone();
    this.threshold = threshold.clone();
    this.missingLeft = missingLeft.clone();
    this.left = left.clone();
    this.right = right.clone();
    this.leaf = leaf.clone();
    this.cover = cover.clone();
    this.depth = checkedDepth();
  }

  private int checkedDepth() {
    int n = feature.length;
    int[] depthOf = new int[n];
    boolean[] reached = new boolean[n];
    reached[0] = true;
    int deepest = 0;
    for (int i = 0; i < n; i++) {
      require(reached[i], "node %s has no parent before it", i);
      require(cover[i] >= 0 && Double.isFinite(cover[i]), "cover %s of node %s", cover[i], i);
      if (feature[i] < 0) {
        require(feature[i] == -1 && left[i] == -1 && right[i] == -1, "leaf %s has children", i);
        require(Double.isFinite(leaf[i]), "leaf %s has value %s", i, leaf[i]);
        deepest = Math.max(deepest, depthOf[i]);
      } else {
        require(Float.isFinite(threshold[i]), "node %s compares with %s", i, threshold[i]);
        require(depthOf[i] < MAX_DEPTH, "a tree is deeper than %s", MAX_DEPTH);
        adopt(i, left[i], depthOf, reached);
        adopt(i, right[i], depthOf, reached);
      }
    }
    return deepest;
  }

  private static void adopt(int parent, int child, int[] depthOf, boolean[] reached) {
    require(
        child > parent && child < depthOf.length,
        "child %s of node %s must lie behind it and below %s",
        child,
        parent,
        depthOf.length);
    require(!reached[child], "node %s has two parents", child);
    reached[child] = true;
    depthOf[child] = depthOf[parent] + 1;
  }

  public int nodeCount() {
    return feature.length;
  }

  /** Edges from the root to the farthest leaf; 0 for a single leaf. */
  public int depth() {
    return depth;
  }

  public boolean isLeaf(int node) {
    return feature[node] < 0;
  }

  public int feature(int node) {
    return feature[node];
  }

  public float threshold(int node) {
    return threshold[node];
  }

  public boolean missingLeft(int node) {
    return missingLeft[node];
  }

  public int left(int node) {
    return left[node];
  }

  public int right(int node) {
    return right[node];
  }

  /** Value of a leaf. */
  public double leaf(int node) {
    return leaf[node];
  }

  public double cover(int node) {
    return cover[node];
  }

  /** The child a row of features goes to. */
  public int next(int node, float[] features) {
    float x = features[feature[node]];
    boolean goesLeft = Float.isNaN(x) ? missingLeft[node] : x < threshold[node];
    return goesLeft ? left[node] : right[node];
  }

  /** Value of the leaf a row of features falls into. O(depth). */
  public double value(float[] features) {
    int node = 0;
    while (feature[node] >= 0) {
      node = next(node, features);
    }
    return leaf[node];
  }

  /**
   * Share of a parent's rows that went to the left child; children without any rows share evenly.
   * Taken from the children, since a stored parent cover carries float noise and shares must sum to
   * 1.
   */
  public double leftShare(int node) {
    double l = cover[left[node]];
    double r = cover[right[node]];
    return l + r > 0 ? l / (l + r) : 0.5;
  }

  /** Mean leaf value weighted by cover: the answer expected of a row nothing is known of. */
  double expectedValue() {
    double[] expected = new double[feature.length];
    for (int i = feature.length - 1; i >= 0; i--) {
      if (feature[i] < 0) {
        expected[i] = leaf[i];
      } else {
        double share = leftShare(i);
        expected[i] = share * expected[left[i]] + (1 - share) * expected[right[i]];
      }
    }
    return expected[0];
  }

  int firstLeaf() {
    int node = 0;
    while (feature[node] >= 0) {
      node++;
    }
    return node;
  }

  /** Whether every leaf has the same value. */
  boolean isConstant() {
    double value = leaf[firstLeaf()];
    for (int i = 0; i < feature.length; i++) {
      if (feature[i] < 0 && leaf[i] != value) {
        return false;
      }
    }
    return true;
  }

  int maxFeature() {
    int max = -1;
    for (int f : feature) {
      max = Math.max(max, f);
    }
    return max;
  }
}
