package org.plumbline.scoring.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PermutationImportanceTest {
  private static final PermutationImportance.Loss SQUARES =
      (labels, scores) -> {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
          sum += (labels[i] - scores[i]) * (labels[i] - scores[i]);
        }
        return sum / labels.length;
      };

  private final double[][] rows = new double[4_000][];
  private final double[] labels = new double[4_000];

  PermutationImportanceTest() {
    var random = new Random(3);
    for (int i = 0; i < rows.length; i++) {
      double x = random.nextGaussian();
      rows[i] = new double[] {x, random.nextGaussian(), x};
      labels[i] = 2 * x + 1;
    }
  }

  private PermutationImportance of(int repeats, long seed, int... inputs) {
    return PermutationImportance.of(
        row -> row[0] + row[2] + 1, SQUARES, rows, labels, repeats, seed, inputs);
  }

  @Test
  void shufflingAddsTwiceTheVarianceThatTheInputExplains() {
    PermutationImportance one = of(5, 1, 0);
    PermutationImportance both = of(5, 1, 0, 2);

    // E(x - x')² = 2 for a standard normal x and its shuffled copy, times the slope squared.
    assertThat(one.loss()).isZero();
    assertThat(one.increase()).isCloseTo(2, within(0.15));
    assertThat(both.increase()).isCloseTo(8, within(0.6));
    assertThat(one.deviation()).isPositive().isLessThan(0.2);
  }

  @Test
  void anInputThatIsNotReadHasNoImportance() {
    PermutationImportance unused = of(3, 1, 1);

    assertThat(unused.increase()).isZero();
    assertThat(unused.deviation()).isZero();
  }

  @Test
  void theSeedAloneDecides() {
    assertThat(of(2, 9, 0)).isEqualTo(of(2, 9, 0));
    assertThat(of(2, 9, 0).increase()).isNotEqualTo(of(2, 10, 0).increase());
    assertThat(of(1, 9, 0).deviation()).isNaN();
  }

  @Test
  void theDeviationIsThatOfASample() {
    double[] losses = {1, 4, 9, 5};
    int[] call = {0};

    PermutationImportance found =
        PermutationImportance.of(
            row -> 0, (l, s) -> losses[call[0]++], new double[][] {{1}}, new double[] {1}, 3, 4, 0);

    assertThat(found.loss()).isEqualTo(1);
    assertThat(found.increase()).isEqualTo(5);
    assertThat(found.deviation()).isCloseTo(Math.sqrt(7), within(1e-15));
  }

  @Test
  void refusesWhatCannotBeShuffled() {
    assertThatThrownBy(() -> of(0, 1, 0)).hasMessageContaining("0 repeats");
    assertThatThrownBy(() -> of(1, 1, 3)).hasMessageContaining("no input 3 among 3");
    assertThatThrownBy(
            () ->
                PermutationImportance.of(
                    row -> 0, SQUARES, new double[2][1], new double[1], 1, 1, 0))
        .hasMessageContaining("2 rows but 1 labels");
  }
}
