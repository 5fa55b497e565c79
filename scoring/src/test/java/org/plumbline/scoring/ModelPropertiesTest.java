package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.scoring.kernel.Keys;
import org.plumbline.scoring.kernel.PackedForest;
import org.plumbline.scoring.kernel.TreeShap;
import org.plumbline.scoring.kernel.Workspace;

class ModelPropertiesTest {

  @Property(tries = 300)
  void baselineAndContributionsSumToTheMargin(@ForAll long seed) {
    var models = new RandomModels(seed);
    Model model = models.model();
    double[] row = models.row(model.inputs());

    for (int k = 0; k < model.marginCount(); k++) {
      Explanation explanation = model.explain(row, k);

      double[] margins = new double[model.marginCount()];
      model.margins(row, margins);
      double size = Math.abs(explanation.baseline());
      for (double contribution : explanation.contributions()) {
        size += Math.abs(contribution);
      }
      double sum = explanation.baseline() + Arrays.stream(explanation.contributions()).sum();
      assertThat(explanation.margin()).isEqualTo(margins[k]);
      assertThat(sum).isCloseTo(margins[k], within(1e-12 * Math.max(1, size)));
    }
  }

  @Property(tries = 100)
  void manyRowsHaveTheBitsOfEachAlone(@ForAll long seed) {
    var models = new RandomModels(seed);
    Model model = models.model();
    double[][] rows = new double[(int) Math.floorMod(seed, 1300L)][];
    Arrays.setAll(rows, r -> models.row(model.inputs()));
    var scratch = new Scratch();
    double[] margins = new double[rows.length * model.marginCount()];
    double[] scores = new double[rows.length];

    model.margins(rows, margins, scratch);
    model.scores(rows, scores, scratch);
    List<Explanation> explanations = model.explain(rows, scratch);

    for (int r = 0; r < rows.length; r++) {
      double[] one = new double[model.marginCount()];
      model.margins(rows[r], one);
      assertThat(Arrays.copyOfRange(margins, r * one.length, (r + 1) * one.length)).isEqualTo(one);
      assertThat(scores[r]).isEqualTo(model.score(rows[r]));
      Explanation alone = model.explain(rows[r]);
      assertThat(explanations.get(r).output()).isEqualTo(alone.output());
      assertThat(explanations.get(r).margin()).isEqualTo(alone.margin());
      assertThat(explanations.get(r).contributions()).isEqualTo(alone.contributions());
    }
  }

  @Property(tries = 300)
  void theFastContributionsOfAnyTreeAreThoseOfThePlainAlgorithm(@ForAll long seed) {
    var models = new RandomModels(seed);
    Tree tree = models.tree(4, (int) Math.floorMod(seed, 40L));
    float[] features = Floats.of(models.row(numeric(4)));
    int[] keys = new int[Keys.count(4)];
    Keys.fill(features, 4, keys);
    double[] fast = new double[4];
    double[] plain = new double[4];

    new TreeShap.Kernel(positive(tree), new ArrayList<>()).add(keys, fast, new Workspace());

    PlainTreeShap.add(positive(tree), features, plain);
    assertThat(fast).containsExactly(plain, within(1e-9));
  }

  @Property(tries = 300)
  void thePackedWalkHasTheBitsOfThePlainWalk(@ForAll long seed) {
    var models = new RandomModels(seed);
    var trees = new ArrayList<Tree>();
    int[] groups = new int[21];
    for (int t = 0; t < 21; t++) {
      groups[t] = t % 2;
      trees.add(models.tree(5, t % 8 == 7 ? 60 : 9));
    }
    var forest = new Forest(5, new float[] {0.25f, -0.5f}, trees, groups);
    var packed = new PackedForest(forest);
    var scratch = new Scratch();

    for (int i = 0; i < 20; i++) {
      float[] features = Floats.of(models.row(numeric(5)));
      float[] plain = new float[2];
      float[] fast = new float[2];
      forest.margins(features, plain);
      packed.margins(features, fast, scratch.kernel());
      assertThat(fast).isEqualTo(plain);
    }
  }

  @Property(tries = 200)
  void aModelReadBackHasTheSameBytesAndAnswers(@ForAll long seed) {
    var models = new RandomModels(seed);
    Model model = models.model();
    double[] row = models.row(model.inputs());

    Model copy = Model.read(model.toBytes());

    assertThat(copy.toBytes()).isEqualTo(model.toBytes());
    assertThat(copy.score(row)).isEqualTo(model.score(row));
    assertThat(copy.explain(row).contributions()).isEqualTo(model.explain(row).contributions());
  }

  @Property(tries = 200)
  void probabilitiesLieInTheUnitIntervalAndSumToOne(@ForAll long seed) {
    var models = new RandomModels(seed);
    Model model = models.model();
    double[] row = models.row(model.inputs());

    double score = model.score(row);

    assertThat(score).isFinite();
    if (model.task() != Task.REGRESSION) {
      double[] probabilities = new double[model.classes().size()];
      model.probabilities(row, probabilities);
      assertThat(score).isBetween(0.0, 1.0);
      assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
      assertThat(Arrays.stream(probabilities).min().orElseThrow()).isNotNegative();
    }
  }

  @Property(tries = 200)
  void theOrderOfComponentsChangesNothingButRounding(@ForAll long seed) {
    var models = new RandomModels(seed);
    List<Input> inputs = models.inputs();
    List<Component> components = models.components(inputs, 1);
    double[] row = models.row(inputs);

    var reversed = new ArrayList<>(components);
    Collections.reverse(reversed);

    Explanation one = regression(inputs, components).explain(row);
    Explanation other = regression(inputs, reversed).explain(row);
    assertThat(one.margin()).isCloseTo(other.margin(), within(1e-12));
    assertThat(one.contributions()).containsExactly(other.contributions(), within(1e-12));
  }

  @Property(tries = 200)
  void oneScratchServesAllModelsInTurn(@ForAll long seed) {
    var models = new RandomModels(seed);
    var shared = new Scratch();

    for (int i = 0; i < 5; i++) {
      Model model = models.model();
      double[] row = models.row(model.inputs());
      assertThat(model.score(row, shared)).isEqualTo(model.score(row));
      assertThat(model.explain(row, shared).contributions())
          .isEqualTo(model.explain(row).contributions());
    }
  }

  private static Model regression(List<Input> inputs, List<Component> components) {
    ModelBuilder builder = ModelBuilder.regression(inputs);
    components.forEach(component -> builder.add(0.5, component));
    return builder.build();
  }

  private static List<Input> numeric(int count) {
    return Collections.nCopies(count, Input.numeric("x"));
  }

  /** The plain algorithm divides by shares, so it cannot be asked about empty branches. */
  private static Tree positive(Tree tree) {
    int n = tree.nodeCount();
    int[] feature = new int[n];
    float[] threshold = new float[n];
    boolean[] missingLeft = new boolean[n];
    int[] left = new int[n];
    int[] right = new int[n];
    double[] leaf = new double[n];
    double[] cover = new double[n];
    for (int i = 0; i < n; i++) {
      feature[i] = tree.feature(i);
      threshold[i] = tree.threshold(i);
      missingLeft[i] = tree.missingLeft(i);
      left[i] = tree.left(i);
      right[i] = tree.right(i);
      leaf[i] = tree.leaf(i);
      cover[i] = Math.max(10, tree.cover(i));
    }
    return new Tree(feature, threshold, missingLeft, left, right, leaf, cover);
  }
}
