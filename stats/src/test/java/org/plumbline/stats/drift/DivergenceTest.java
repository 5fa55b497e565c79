package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.math.Distributions;

class DivergenceTest {
  private static final List<ToDoubleBiFunction<double[], double[]>> ALL =
      List.of(
          Divergence::psi,
          Divergence::kullbackLeibler,
          Divergence::largestDifference,
          Divergence::jensenShannon,
          Divergence::jensenShannonDivergence,
          Divergence::jensenShannonNats,
          Divergence::totalVariation,
          Divergence::hellinger);

  @Test
  void anEmptySideIsUndefined() {
    double[] counts = {1, 3};
    double[] none = {0, 0};

    for (ToDoubleBiFunction<double[], double[]> divergence : ALL) {
      assertThat(divergence.applyAsDouble(none, counts)).isNaN();
      assertThat(divergence.applyAsDouble(counts, none)).isNaN();
      assertThat(divergence.applyAsDouble(new double[0], new double[0])).isNaN();
    }
  }

  @Test
  void refusesCountsThatCannotBe() {
    double[] counts = {1, 3};

    for (ToDoubleBiFunction<double[], double[]> divergence : ALL) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> divergence.applyAsDouble(counts, new double[] {1}));
      for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> divergence.applyAsDouble(new double[] {wrong, 1}, counts));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> divergence.applyAsDouble(counts, new double[] {wrong, 1}));
      }
    }
  }

  @Test
  void theCriticalIndexIsAChiSquareOverTheRows() {
    double expected = Distributions.chiSquareCritical(0.05, 9) * (1 / 200.0 + 1 / 50.0);

    assertThat(Divergence.psiCritical(0.05, 10, 200, 50)).isCloseTo(expected, within(1e-15));
    assertThat(Divergence.psiCritical(0.05, 2, 200, 50)).isPositive();
    assertThat(Divergence.psiCritical(0.05, 1, 200, 50)).isZero();
    for (double wrong : new double[] {0, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Divergence.psiCritical(wrong, 10, 200, 50));
    }
  }

  /** Variances 1 and 20/3 over 3 and 4 rows, means 5 apart. */
  @Test
  void welchIsWorkedOutByHand() {
    WelchTest found = WelchTest.of(new double[] {1, 2, 3}, new double[] {4, 6, 8, 10});

    assertThat(found.statistic()).isCloseTo(-5 / Math.sqrt(2), within(1e-14));
    assertThat(found.degrees()).isCloseTo(216 / 53.0, within(1e-13));
    assertThat(found.effect()).isCloseTo(-5 / Math.sqrt(4.4), within(1e-14));
    WelchTest pair = WelchTest.of(new double[] {1, 3}, new double[] {2, 4});
    assertThat(pair.degrees()).isCloseTo(2, within(1e-14));
  }
}
