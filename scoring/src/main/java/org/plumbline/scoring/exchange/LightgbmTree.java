package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * One tree block of a LightGBM text file. Inner nodes and leaves are numbered apart; a child {@code
 * c < 0} is leaf {@code ~c}.
 */
final class LightgbmTree {
  private static final int CATEGORICAL = 1;
  private static final int DEFAULT_LEFT = 2;
  private static final int MAX_LEAVES = 1 << 20;

  private final LightgbmFields fields;
  private final Map<Integer, Missing> missing;
  private final int features;
  private final int leaves;

  private LightgbmTree(LightgbmFields fields, int features, Map<Integer, Missing> missing) {
    this.fields = fields;
    this.features = features;
    this.missing = missing;
    this.leaves = fields.integer("num_leaves", 1, MAX_LEAVES);
  }

  /**
   * The tree; notes in {@code missing} what each feature it tests as a number takes for missing.
   */
  static DraftTree read(LightgbmFields fields, int features, Map<Integer, Missing> missing) {
    return new LightgbmTree(fields, features, missing).tree();
  }

  private DraftTree tree() {
    if (fields.has("is_linear") && fields.integer("is_linear", 0, 1) == 1) {
      throw fields.refused(
          "linear leaves (linear_tree=true) are not taken; train with linear_tree=false");
    }
    double[] values = fields.numbers("leaf_value", leaves);
    if (leaves == 1) {
      return DraftTree.of(List.of(new DraftNode.Leaf(values[0], 0)), 0);
    }
    int inner = leaves - 1;
    int[] feature = fields.integers("split_feature", inner);
    double[] threshold = fields.numbers("threshold", inner);
    int[] decision = fields.integers("decision_type", inner);
    int[] left = fields.integers("left_child", inner);
    int[] right = fields.integers("right_child", inner);
    double[] leafCounts = fields.numbers("leaf_count", leaves);
    double[] innerCounts = fields.numbers("internal_count", inner);
    List<BitSet> sets = sets();
    var nodes = new ArrayList<DraftNode>(inner + leaves);
    for (int i = 0; i < inner; i++) {
      require(
          feature[i] >= 0 && feature[i] < features,
          "node %s tests feature %s of %s",
          i,
          feature[i],
          features);
      boolean category = (decision[i] & CATEGORICAL) != 0;
      if (!category) {
        learn(feature[i], missing(decision[i], i));
      }
      nodes.add(
          new DraftNode.Split(
              feature[i],
              category ? among(threshold[i], sets) : new NodeTest.AtMost(finite(threshold[i])),
              !category && (decision[i] & DEFAULT_LEFT) != 0,
              child(left[i], inner),
              child(right[i], inner),
              innerCounts[i]));
    }
    for (int i = 0; i < leaves; i++) {
      nodes.add(new DraftNode.Leaf(values[i], leafCounts[i]));
    }
    return DraftTree.of(nodes, 0);
  }

  /** LightGBM writes the upper end of the last bin as infinity or the largest double. */
  private static double finite(double threshold) {
    return threshold == Double.POSITIVE_INFINITY ? Double.MAX_VALUE : threshold;
  }

  private static int child(int child, int inner) {
    return child >= 0 ? child : inner + ~child;
  }

  private static Missing missing(int decision, int node) {
    return switch (decision >> 2) {
      case 0 -> Missing.NONE;
      case 1 -> Missing.ZERO;
      case 2 -> Missing.NAN;
      default ->
          throw new IllegalArgumentException(
              "decision_type %s of node %s is not known".formatted(decision, node));
    };
  }

  private void learn(int feature, Missing kind) {
    Missing known = missing.putIfAbsent(feature, kind);
    require(
        known == null || known == kind,
        "feature %s is tested with missing values as %s and as %s; train it in one go",
        feature,
        known,
        kind);
  }

  /** The categories that go left, as words of 32 bits; a node's threshold is the set's index. */
  private List<BitSet> sets() {
    int count = fields.has("num_cat") ? fields.integer("num_cat", 0, MAX_LEAVES) : 0;
    var sets = new ArrayList<BitSet>();
    if (count == 0) {
      return sets;
    }
    int[] bounds = fields.integers("cat_boundaries", count + 1);
    String[] words = fields.words("cat_threshold");
    for (int i = 0; i < count; i++) {
      require(
          bounds[i] >= 0 && bounds[i] <= bounds[i + 1] && bounds[i + 1] <= words.length,
          "categories %s lie at %s..%s of %s words",
          i,
          bounds[i],
          bounds[i + 1],
          words.length);
      var set = new BitSet();
      for (int w = bounds[i]; w < bounds[i + 1]; w++) {
        long bits = (long) fields.number("cat_threshold", words[w]);
        for (int bit = 0; bit < 32; bit++) {
          if ((bits >>> bit & 1) != 0) {
            set.set((w - bounds[i]) * 32 + bit);
          }
        }
      }
      sets.add(set);
    }
    return sets;
  }

  private static NodeTest among(double index, List<BitSet> sets) {
    require(
        index >= 0 && index < sets.size() && index == Math.rint(index),
        "a node tests categories %s of %s",
        index,
        sets.size());
    return new NodeTest.Among(sets.get((int) index));
  }
}
