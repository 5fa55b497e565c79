package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.kernel.PackedForest;
import org.plumbline.scoring.kernel.Workspace;

class ForestTest {
  @Test
  void withoutTreesOrFeaturesTheBaseMarginIsTheAnswer() {
    var inputs = List.<Input>of();
    var forest = new Forest(0, new float[] {0.25f}, List.of(leaf(0.5f), leaf(-1)), new int[2]);
    var component = new TreeComponent(Encoding.of(inputs, 0), forest);
    Model model = ModelBuilder.regression(inputs).add(1, component).build();

    assertThat(model.score(new double[0])).isEqualTo(-0.25);
    assertThat(model.explain(new double[0]).baseline()).isEqualTo(-0.25);
  }

  @Test
  void aTreeAsDeepAsAllowedIsScoredAndExplained() {
    Tree chain = chain(Tree.MAX_DEPTH);
    var inputs = List.of(Input.numeric("x"));
    var forest = new Forest(1, new float[1], Collections.nCopies(9, chain), new int[9]);
    Model model =
        ModelBuilder.regression(inputs)
            .add(1, new TreeComponent(Encoding.of(inputs, 0), forest))
            .build();

    Explanation explanation = model.explain(new double[] {64.5});

    assertThat(model.score(new double[] {64.5})).isEqualTo(9 * 64);
    assertThat(explanation.baseline() + explanation.contribution(0)).isEqualTo(9.0 * 64);
    assertThatThrownBy(() -> chain(Tree.MAX_DEPTH + 1)).hasMessageContaining("deeper than");
  }

  @Test
  void aValueOnTheThresholdGoesRightAndMinusZeroIsZero() {
    Tree zero =
        new Tree(
            new int[] {0, -1, -1},
            new float[] {-0f, 0, 0},
            new boolean[3],
            new int[] {1, -1, -1},
            new int[] {2, -1, -1},
            new double[] {0, -1, 1},
            new double[] {2, 1, 1});
    var packed = new PackedForest(new Forest(1, new float[1], List.of(zero), new int[1]));

    for (float x : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.NaN}) {
      float[] out = new float[1];
      packed.margins(new float[] {x}, out, new Workspace());
      assertThat(out[0]).isEqualTo((float) zero.value(new float[] {x}));
    }
  }

  @Test
  void refusesTreesThatFitNoForest() {
    var one = new float[1];

    assertThatThrownBy(() -> new Forest(0, one, List.of(chain(1)), new int[1]))
        .hasMessageContaining("reads feature 0 of 0");
    assertThatThrownBy(() -> new Forest(1, one, List.of(chain(1)), new int[] {1}))
        .hasMessageContaining("margin 1 of 1");
    assertThatThrownBy(() -> new Forest(1, one, List.of(leaf(0.1)), new int[1]))
        .hasMessageContaining("no float");
    assertThatThrownBy(() -> new Forest(1, one, List.of(leaf(3e38f)), new int[1]))
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> leaf(Double.NaN)).hasMessageContaining("NaN");
  }

  private static Tree leaf(double value) {
    return new Tree(
        new int[] {-1},
        new float[1],
        new boolean[1],
        new int[] {-1},
        new int[] {-1},
        new double[] {value},
        new double[] {1});
  }

  /** Tests x against 1, 2, 3 ... and answers how many it passes. */
  private static Tree chain(int depth) {
    int n = 2 * depth + 1;
    int[] feature = new int[n];
    float[] threshold = new float[n];
    int[] left = new int[n];
    int[] right = new int[n];
    double[] leaf = new double[n];
    double[] cover = new double[n];
    for (int i = 0; i < n; i++) {
      boolean inner = i % 2 == 0 && i < n - 1;
      feature[i] = inner ? 0 : -1;
      threshold[i] = inner ? i / 2 + 1 : 0;
      left[i] = inner ? i + 1 : -1;
      right[i] = inner ? i + 2 : -1;
      leaf[i] = inner ? 0 : i / 2;
      cover[i] = n - i;
    }
    return new Tree(feature, threshold, new boolean[n], left, right, leaf, cover);
  }
}
