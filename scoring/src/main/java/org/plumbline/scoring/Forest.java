package org.plumbline.scoring;

import static org.plumbline.scoring.Checks.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trees over float features: margin k is a base plus the leaves of all trees of group k, summed in
 * tree order; in float as XGBoost does, or in double and divided by a number (one for boosting as
 * LightGBM does, the number of trees for an average).
 *
 * <p>Features that ask the same thing of one input share a player, for whom all of them together
 * are explained; by default each feature is its own. Immutable and thread-safe.
 */
public final class Forest {
  /**
   * Bounds the constants explanation keeps per tree to half a gigabyte: 80,000 trees of depth 6.
   */
  private static final long MAX_WORK = 1L << 25;

  private static final int MAX_FEATURES = 1 << 20;

  private final int featureCount;
  private final double[] bases;
  private final List<Tree> trees;
  private final int[] groups;
  private final boolean inFloat;
  private final double divisor;
  private final int[] players;

  /**
   * Boosted trees summed in float, each feature its own player.
   *
   * @param featureCount number of features a row has
   * @param baseMargins start of each margin, in margin units (log-odds for binary:logistic)
   * @param trees in the order they are summed; leaves must be exact floats
   * @param groups the margin each tree adds to
   */
  public Forest(int featureCount, float[] baseMargins, List<Tree> trees, int[] groups) {
    this(featureCount, doubles(baseMargins), trees, groups, true, 1, identity(featureCount));
  }

  private Forest(
      int featureCount,
      double[] bases,
      List<Tree> trees,
      int[] groups,
      boolean inFloat,
      double divisor,
      int[] players) {
    this.featureCount = featureCount;
    this.bases = bases.clone();
    this.trees = List.copyOf(trees);
    this.groups = groups.clone();
    this.inFloat = inFloat;
    this.divisor = divisor;
    this.players = players.clone();
    require(featureCount >= 0 && featureCount <= MAX_FEATURES, "%s features", featureCount);
    require(bases.length > 0, "a forest needs at least one margin");
    require(groups.length == trees.size(), "%s groups for %s trees", groups.length, trees.size());
    require(divisor > 0 && Double.isFinite(divisor), "the trees are divided by %s", divisor);
    requirePlayers();
    requireWork();
    requireBounds();
  }

  private void requirePlayers() {
    require(
        players.length == featureCount, "%s players for %s features", players.length, featureCount);
    for (int j = 0; j < featureCount; j++) {
      int player = players[j];
      require(
          player >= 0 && player <= j && players[player] == player,
          "feature %s is played by %s, which must be the first of those it plays",
          j,
          player);
    }
  }

  private void requireWork() {
    long work = 0;
    for (Tree tree : trees) {
      work += (long) tree.nodeCount() * (tree.depth() / 2 + 1);
    }
    require(work <= MAX_WORK, "nodes times half the depth is %s, at most %s", work, MAX_WORK);
  }

  private void requireBounds() {
    double[] largest = new double[bases.length];
    for (int k = 0; k < largest.length; k++) {
      require(Double.isFinite(bases[k]), "base margin %s", bases[k]);
      largest[k] = Math.abs(bases[k]);
    }
    for (int t = 0; t < groups.length; t++) {
      require(
          groups[t] >= 0 && groups[t] < bases.length,
          "tree %s adds to margin %s of %s",
          t,
          groups[t],
          bases.length);
      largest[groups[t]] += checkedLargestLeaf(this.trees.get(t), t) / Math.min(1, divisor);
    }
    double most = inFloat ? Float.MAX_VALUE / 2 : Double.MAX_VALUE / 1e8;
    for (double bound : largest) {
      require(
          bound <= most,
          "the trees may sum to %s, too large for a %s",
          bound,
          inFloat ? "float" : "double");
    }
  }

  /**
   * Trees summed in double: margin k is {@code bases[k] + sum of leaves / divisor}.
   *
   * @param divisor 1 for boosting, the number of trees per margin for an average
   * @param players for each feature the first feature of the same player (itself if it is the
   *     first); features of one player should read the same input
   */
  public static Forest inDouble(
      double[] bases, List<Tree> trees, int[] groups, double divisor, int[] players) {
    return new Forest(players.length, bases, trees, groups, false, divisor, players);
  }

  /** The same forest with other players; {@link #inDouble} says what they are. */
  public Forest withPlayers(int[] newPlayers) {
    return new Forest(featureCount, bases, trees, groups, inFloat, divisor, newPlayers);
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static int[] identity(int count) {
    require(count >= 0 && count <= MAX_FEATURES, "%s features", count);
    return IntStream.range(0, count).toArray();
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
        require(
            !inFloat || (float) value == value,
            "leaf %s of tree %s is no float: %s",
            i,
            index,
            value);
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  public int featureCount() {
    return featureCount;
  }

  public int marginCount() {
    return bases.length;
  }

  /** Start of a margin that is summed in float. */
  public float baseMargin(int output) {
    return (float) bases[output];
  }

  /** Start of a margin. */
  public double base(int output) {
    return bases[output];
  }

  /**
   * Whether leaves are summed in float, as XGBoost does; the kernels of floats serve only these.
   */
  public boolean inFloat() {
    return inFloat;
  }

  /** What the sum of leaves is divided by; 1 for sums in float. */
  public double divisor() {
    return divisor;
  }

  /** The first feature of the player for whom a feature is explained. */
  public int player(int feature) {
    return players[feature];
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
   *
   * @throws IllegalArgumentException if the leaves are summed in double
   */
  public void margins(float[] features, float[] out) {
    require(inFloat, "the leaves of this forest are summed in double");
    for (int k = 0; k < bases.length; k++) {
      out[k] = (float) bases[k];
    }
    for (int t = 0; t < groups.length; t++) {
      out[groups[t]] += (float) trees.get(t).value(features);
    }
  }

  /** Writes the margins of a row of features, summed in double whatever {@link #inFloat} says. */
  public void margins(float[] features, double[] out) {
    Arrays.fill(out, 0, bases.length, 0);
    for (int t = 0; t < groups.length; t++) {
      out[groups[t]] += trees.get(t).value(features);
    }
    for (int k = 0; k < bases.length; k++) {
      out[k] = bases[k] + out[k] / divisor;
    }
  }

  /**
   * The margin expected of a row nothing is known of, in double; what the sum answers where all
   * rows get the same.
   */
  double baseline(int output) {
    double expected = 0;
    double leaves = 0;
    float sum = (float) bases[output];
    boolean constant = true;
    for (int t = 0; t < groups.length; t++) {
      if (groups[t] == output) {
        Tree tree = trees.get(t);
        double leaf = tree.leaf(tree.firstLeaf());
        expected += tree.expectedValue();
        leaves += leaf;
        sum += (float) leaf;
        constant &= tree.isConstant();
      }
    }
    if (constant) {
      return inFloat ? sum : bases[output] + leaves / divisor;
    }
    return bases[output] + expected / divisor;
  }
}
