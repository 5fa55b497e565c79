package org.plumbline.scoring.exchange;

import static org.plumbline.scoring.exchange.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.scoring.Encoding;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;
import org.plumbline.scoring.TreeComponent;

/**
 * Foreign trees over columns of doubles, brought to our trees over floats without losing a bit.
 *
 * <p>A number becomes the count of the forest's cuts it reaches ({@link Encoding.Cuts}), so each
 * node compares as its file says; leaves and sums stay doubles. All that is made of one input is
 * explained as one.
 *
 * @param columns one per feature the nodes name
 * @param bases the start of each margin
 * @param groups the margin each tree adds to
 * @param divisor what the sum of leaves is divided by
 */
record DraftForest(
    List<DraftColumn> columns,
    double[] bases,
    List<DraftTree> trees,
    int[] groups,
    double divisor) {

  /** With thresholds, leaves and sums in double. */
  TreeComponent build() {
    var questions = new Questions(columns, trees, false);
    var encoding = new Encoding(questions.features);
    List<Tree> ours = trees.stream().map(questions::tree).toList();
    return new TreeComponent(
        encoding, Forest.inDouble(bases, ours, groups, divisor, encoding.players()));
  }

  /**
   * With thresholds, leaves and sums in float, one feature per column that is no category, whether
   * it is asked or not.
   */
  TreeComponent buildInFloat() {
    var questions = new Questions(columns, trees, true);
    var encoding = new Encoding(questions.features);
    List<Tree> ours = trees.stream().map(questions::tree).toList();
    float[] floats = new float[bases.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) bases[k];
    }
    var forest = new Forest(encoding.width(), floats, ours, groups);
    return new TreeComponent(encoding, forest.withPlayers(encoding.players()));
  }

  /** With thresholds in double; leaves and their sums in float. */
  TreeComponent buildSummedInFloat() {
    var questions = new Questions(columns, trees, false);
    var encoding = new Encoding(questions.features);
    List<Tree> ours = trees.stream().map(questions::tree).toList();
    float[] floats = new float[bases.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) bases[k];
    }
    var forest = new Forest(encoding.width(), floats, ours, groups);
    return new TreeComponent(encoding, forest.withPlayers(encoding.players()));
  }

  private record Categories(int column, BitSet set) {}

  /** The features our trees read, made from what the nodes of all trees ask. */
  private static final class Questions {
    private final List<DraftColumn> columns;
    private final boolean inFloat;
    private final List<Encoding.Feature> features = new ArrayList<>();
    private final double[][] cuts;
    private final int[] numeric;
    private final Map<Categories, Integer> sets = new HashMap<>();

    Questions(List<DraftColumn> columns, List<DraftTree> trees, boolean inFloat) {
      this.columns = columns;
      this.inFloat = inFloat;
      this.cuts = new double[columns.size()][];
      this.numeric = new int[columns.size()];
      var found = new ArrayList<Set<Double>>();
      for (DraftColumn column : columns) {
        found.add(new TreeSet<>());
        if (inFloat && !column.isCategorical()) {
          numeric[found.size() - 1] = features.size();
          features.add(new Encoding.Numeric(column.input()));
        }
      }
      for (DraftTree tree : trees) {
        for (DraftNode node : tree.nodes()) {
          if (node instanceof DraftNode.Split split) {
            ask(split, found);
          }
        }
      }
      for (int j = 0; j < cuts.length && !inFloat; j++) {
        cuts[j] = found.get(j).stream().mapToDouble(Double::doubleValue).toArray();
        if (cuts[j].length > 0) {
          numeric[j] = features.size();
          features.add(columns.get(j).feature(cuts[j]));
        }
      }
    }

    private void ask(DraftNode.Split split, List<Set<Double>> found) {
      require(
          split.feature() < columns.size(),
          "a node tests feature %s of %s",
          split.feature(),
          columns.size());
      require(
          columns.get(split.feature()).isCategorical() == split.test() instanceof NodeTest.Among,
          "feature %s is tested as a number and as a category",
          split.feature());
      if (split.test() instanceof NodeTest.Among among) {
        sets.computeIfAbsent(
            new Categories(split.feature(), among.categories()),
            asked -> {
              features.add(columns.get(asked.column()).feature(asked.set()));
              return features.size() - 1;
            });
      } else {
        found.get(split.feature()).add(cut(split.test()));
      }
    }

    /** The least number that does not go left. */
    private static double cut(NodeTest test) {
      return switch (test) {
        case NodeTest.Below below ->
            below.threshold() + 0.0; // no negative zero: it is no other cut
        case NodeTest.AtMost atMost -> Math.nextUp(atMost.threshold());
        case NodeTest.Among _ -> throw new IllegalArgumentException("a category has no order");
      };
    }

    Tree tree(DraftTree draft) {
      int n = draft.nodes().size();
      int[] feature = new int[n];
      float[] threshold = new float[n];
      boolean[] missingLeft = new boolean[n];
      int[] left = new int[n];
      int[] right = new int[n];
      double[] leaf = new double[n];
      double[] cover = new double[n];
      for (int i = 0; i < n; i++) {
        DraftNode node = draft.nodes().get(i);
        cover[i] = node.cover();
        switch (node) {
          case DraftNode.Leaf end -> {
            feature[i] = -1;
            left[i] = -1;
            right[i] = -1;
            leaf[i] = end.value();
          }
          case DraftNode.Split split -> {
            feature[i] = place(split);
            threshold[i] = threshold(split);
            missingLeft[i] = split.missingLeft();
            left[i] = split.left();
            right[i] = split.right();
          }
        }
      }
      return new Tree(feature, threshold, missingLeft, left, right, leaf, cover);
    }

    private int place(DraftNode.Split split) {
      return split.test() instanceof NodeTest.Among among
          ? sets.getOrDefault(new Categories(split.feature(), among.categories()), -1)
          : numeric[split.feature()];
    }

    private float threshold(DraftNode.Split split) {
      if (split.test() instanceof NodeTest.Among) {
        return 0.5f;
      }
      return inFloat
          ? (float) cut(split.test())
          : Arrays.binarySearch(cuts[split.feature()], cut(split.test())) + 1f;
    }
  }
}
