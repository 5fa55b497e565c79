package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.List;

/**
 * Boosted trees over float features, as XGBoost trains them: margin k is {@code baseMargins[k]}
 * plus the leaves of all trees of group k, summed in tree order in float.
 *
 * <p>Immutable and thread-safe.
 */
public final class Forest {
  /**
   * Bounds the constants explanation keeps per tree to half a gigabyte: 80,000 trees of depth 6.
   */
  private static final long MAX_WORK = 1L << 25;

  private final int featureCount;
  private final float[] baseMargins;
  private final List<Tree> trees;
  private final int[] groups;

  /**
   * @param featureCount number of features a row has
   * @param baseMargins start of each margin, in margin units (log-odds for binary:logistic)
   * @param trees in the order they are summed; leaves must be exact floats
   * @param groups the margin each tree adds to
   */
  public Forest(int featureCount, float[] baseMargins, List<Tree> trees, int[] groups) {
    this.featureCount = featureCount;
    this.baseMargins = baseMargins.clone();
    this.trees = List.copyOf(trees);
    this.groups = groups.clone();
    require(featureCount >= 0 && featureCount <= 1 << 20, "%s features", featureCount);
    require(baseMargins.length > 0, "a forest needs at least one margin");
    require(groups.length == trees.size(), "%s groups for %s trees", groups.length, trees.size());
    long work = 0;
    for (Tree tree : trees) {
      work += (long) tree.nodeCount() * (tree.depth() / 2 + 1);
    }
    require(work <= MAX_WORK, "nodes times half the depth is %s, at most %s", work, MAX_WORK);
    double[] largest = new double[baseMargins.length];
    for (int k = 0; k < largest.length; k++) {
      require(Float.isFinite(baseMargins[k]), "base margin %s", baseMargins[k]);
      largest[k] = Math.abs(baseMargins[k]);
    }
    for (int t = 0; t < groups.length; t++) {
      require(
          groups[t] >= 0 && groups[t] < baseMargins.length,
          "tree %s adds to margin %s of %s",
          t,
          groups[t],
          baseMargins.length);
      largest[groups[t]] += checkedLargestLeaf(this.trees.get(t), t);
    }
    for (double bound : largest) {
      require(
          bound <= Float.MAX_VALUE / 2, "the trees may sum to %s, too large for a float", bound);
    }
  }

  private double checkedLargestLeaf(Tree tree, int index) {
    require(
        tree.maxFeature() < featureCount,
        "tree %s reads feature %s of %s",
        index,
        tree.maxFeature(),
        featureCount);
    double largest = 0;
    for (int i = 0; i < tree.nodeCount(); i++) {
      if (tree.isLeaf(i)) {
        double value = tree.leaf(i);
        require((float) value == value, "leaf %s of tree %s is no float: %s", i, index, value);
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  public int featureCount() {
    return featureCount;
  }

  public int marginCount() {
    return baseMargins.length;
  }

  public float baseMargin(int output) {
    return baseMargins[output];
  }

  /** All trees in summation order. */
  public List<Tree> trees() {
    return trees;
  }

  /** The margin the tree adds to. */
  public int group(int tree) {
    return groups[tree];
  }

  /**
   * Writes the float margins of a row of features (NaN where missing): the plain walk, bit for bit
   * what XGBoost answers. O(trees * depth).
   */
  public void margins(float[] features, float[] out) {
    System.arraycopy(baseMargins, 0, out, 0, baseMargins.length);
    for (int t = 0; t < groups.length; t++) {
      out[groups[t]] += (float) trees.get(t).value(features);
    }
  }

  /**
   * The margin expected of a row nothing is known of, in double; the float sum itself where all
   * rows get the same.
   */
  double baseline(int output) {
    double expected = baseMargins[output];
    float sum = baseMargins[output];
    boolean constant = true;
    for (int t = 0; t < groups.length; t++) {
      if (groups[t] == output) {
        Tree tree = trees.get(t);
        expected += tree.expectedValue();
        sum += (float) tree.leaf(tree.firstLeaf());
        constant &= tree.isConstant();
      }
    }
    return constant ? sum : expected;
  }
}
