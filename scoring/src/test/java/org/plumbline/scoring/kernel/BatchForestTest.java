package org.plumbline.scoring.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Forest;
import org.plumbline.scoring.Tree;

class BatchForestTest {

  /** The plain form, and the vector form where it can run. */
  static List<BlockLanes> forms() {
    var forms = new ArrayList<BlockLanes>(List.of(BlockLanes.PLAIN));
    if (Lanes.VECTORS) {
      forms.add(Lanes.block());
    }
    return forms;
  }

  @Property(tries = 150)
  void manyRowsHaveTheBitsOfThePlainWalk(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 12);
    int margins = random.between(1, 3);
    int maxDepth = random.between(0, 1) == 0 ? 6 : 12;
    Forest forest = random.forest(features, random.between(0, 30), margins, maxDepth);
    int count = random.between(0, 1200);
    float[] rows = random.rows(features, count);
    float[] expected = plain(forest, rows, count);

    for (BlockLanes form : forms()) {
      float[] out = new float[count * margins];
      new BatchForest(forest, form).margins(rows, count, out, new Workspace());
      assertThat(out).as(form.getClass().getSimpleName()).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void oneRowHasTheBitsOfThePlainWalkAtAnyDepth(@ForAll long seed) {
    var random = new RandomForests(seed);
    int features = random.between(1, 12);
    int margins = random.between(1, 3);
    Forest forest = random.forest(features, random.between(0, 30), margins, 14);
    float[] rows = random.rows(features, 20);
    var packed = new PackedForest(forest);
    var workspace = new Workspace();

    for (int i = 0; i < 20; i++) {
      float[] row = Arrays.copyOfRange(rows, i * features, (i + 1) * features);
      float[] out = new float[margins];
      packed.margins(row, out, workspace);
      assertThat(out).isEqualTo(plain(forest, row, 1));
    }
  }

  @Property(tries = 20)
  void aWorkspaceServesForestsInTurn(@ForAll long seed) {
    var random = new RandomForests(seed);
    var workspace = new Workspace();

    for (int i = 0; i < 4; i++) {
      Forest forest = random.forest(3, 9, 1, 7);
      float[] rows = random.rows(3, 100);
      float[] out = new float[100];
      new BatchForest(forest).margins(rows, 100, out, workspace);
      assertThat(out).isEqualTo(plain(forest, rows, 100));
    }
  }

  @Property(tries = 10)
  void moreCutsThanAByteHoldsAreFound(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var trees = new ArrayList<Tree>();
    for (int t = 0; t < 5000; t++) {
      trees.add(stump((float) random.nextGaussian(), random.nextBoolean()));
    }
    var forest = new Forest(1, new float[1], trees, new int[5000]);
    float[] rows = new float[600];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % 50 == 0 ? Float.NaN : trees.get(random.nextInt(5000)).threshold(0);
    }

    for (BlockLanes form : forms()) {
      float[] out = new float[600];
      new BatchForest(forest, form).margins(rows, 600, out, new Workspace());
      assertThat(out).isEqualTo(plain(forest, rows, 600));
    }
  }

  @Test
  void noRowsAndNoFeaturesAreAnswered() {
    var forest = new RandomForests(1).forest(0, 3, 2, 6);
    float[] out = new float[4];

    new BatchForest(forest).margins(new float[0], 0, out, new Workspace());
    assertThat(out).containsOnly(0);

    new BatchForest(forest).margins(new float[0], 2, out, new Workspace());
    assertThat(out).isEqualTo(plain(forest, new float[0], 2));
  }

  @Test
  void vectorsAreUsedExactlyWhereTheModuleIsThere() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    assertThat(module || !Lanes.VECTORS).isTrue();
    assertThat(Lanes.block().words()).isEqualTo(Lanes.VECTORS ? 8 : 1);
  }

  private static Tree stump(float threshold, boolean missingLeft) {
    return new Tree(
        new int[] {0, -1, -1},
        new float[] {threshold, 0, 0},
        new boolean[] {missingLeft, false, false},
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new double[] {0, -0.5, 0.25},
        new double[] {2, 1, 1});
  }

  private static float[] plain(Forest forest, float[] rows, int count) {
    int margins = forest.marginCount();
    int features = forest.featureCount();
    float[] all = new float[count * margins];
    float[] out = new float[margins];
    for (int i = 0; i < count; i++) {
      forest.margins(Arrays.copyOfRange(rows, i * features, (i + 1) * features), out);
      System.arraycopy(out, 0, all, i * margins, margins);
    }
    return all;
  }
}
