package org.plumbline.scoring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

class FastShapTest {

  @Property(tries = 100)
  void contributionsAreThoseOfTheExactKernelAndSumToWhatTheTreesAnswer(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 12);
    int margins = random.between(1, 2);
    int maxDepth = random.between(0, 3) == 0 ? 12 : random.between(1, 6);
    Forest forest = random.forest(features, random.between(0, 80), margins, maxDepth);
    float[] rows = random.rows(features, 10);
    var fast = new FastShap(forest);
    var exact = new TreeShap(forest);
    var workspace = new Workspace();

    for (int i = 0; i < 10; i++) {
      float[] row = Arrays.copyOfRange(rows, i * features, (i + 1) * features);
      for (int k = 0; k < margins; k++) {
        double[] actual = new double[features];
        double[] expected = new double[features];
        fast.contributions(row, k, actual, workspace);
        exact.contributions(row, k, expected, workspace);
        // A few roundings of a float per tree, whose leaves lie in [-1, 1].
        double error = 3e-7 * forest.trees().size();
        assertThat(actual).containsExactly(expected, within(error));
        assertThat(Arrays.stream(actual).sum())
            .isCloseTo(difference(forest, row, k), within(error));
      }
    }
  }

  private static double difference(Forest forest, float[] row, int output) {
    double sum = 0;
    for (int t = 0; t < forest.trees().size(); t++) {
      if (forest.group(t) == output) {
        Tree tree = forest.trees().get(t);
        sum += tree.value(row) - expected(tree, 0);
      }
    }
    return sum;
  }

  private static double expected(Tree tree, int node) {
    if (tree.isLeaf(node)) {
      return tree.leaf(node);
    }
    double share = tree.leftShare(node);
    return share * expected(tree, tree.left(node)) + (1 - share) * expected(tree, tree.right(node));
  }

  @Property(tries = 60)
  void allFormsHaveTheSameBits(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 40);
    int maxDepth = random.between(0, 3) == 0 ? 9 : random.between(1, 6);
    Forest forest = random.forest(features, random.between(0, 150), 2, maxDepth);
    int count = random.between(0, 600);
    float[] rows = random.rows(features, count);
    var plain = new FastShap(forest, RowShapLanes.PLAIN, null);
    double[] expected = new double[count * features];
    plain.contributions(rows, count, 1, expected, new Workspace());

    for (FastShap form : forms(forest)) {
      double[] batch = new double[count * features];
      form.contributions(rows, count, 1, batch, new Workspace());
      assertThat(batch).isEqualTo(expected);
      double[] one = new double[features];
      for (int i = 0; i < Math.min(count, 5); i++) {
        float[] row = Arrays.copyOfRange(rows, i * features, (i + 1) * features);
        form.contributions(row, 1, one, new Workspace());
        assertThat(one).isEqualTo(Arrays.copyOfRange(expected, i * features, (i + 1) * features));
      }
    }
  }

  private static List<FastShap> forms(Forest forest) {
    var forms = new ArrayList<FastShap>();
    forms.add(new FastShap(forest));
    if (Lanes.VECTORS) {
      forms.add(new FastShap(forest, RowShapLanes.PLAIN, new VectorBatchShap()));
      forms.add(new FastShap(forest, new VectorRowShapLanes(), null));
    }
    return forms;
  }

  @Test
  void featuresThatNoTreeReadsContributeNothing() {
    Forest forest = new RandomForests(7).forest(3, 20, 1, 5);
    var wider = new Forest(5, new float[1], forest.trees(), new int[20]);
    double[] out = {9, 9, 9, 9, 9};

    new FastShap(wider).contributions(new float[5], 0, out, new Workspace());

    assertThat(out[3]).isZero();
    assertThat(out[4]).isZero();
  }

  @Test
  void theSameTestTwiceOnAPathIsOneTest() {
    // x < 1, below it x < 2 on the left: never right, so both lefts are one turn.
    var tree =
        new Tree(
            new int[] {0, 0, -1, -1, -1},
            new float[] {1, 2, 0, 0, 0},
            new boolean[5],
            new int[] {1, 3, -1, -1, -1},
            new int[] {2, 4, -1, -1, -1},
            new double[] {0, 0, 8, 2, 4},
            new double[] {4, 2, 2, 1, 1});
    double[] out = new double[1];

    new FastShap(new Forest(1, new float[1], List.of(tree), new int[1]))
        .contributions(new float[] {0}, 0, out, new Workspace());

    assertThat(out[0]).isCloseTo(2 - 5.5, within(1e-6));
  }
}
