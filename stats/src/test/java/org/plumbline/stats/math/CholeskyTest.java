package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {
  private static final double[][] MATRIX = {{4, 0, 0}, {2, 5, 0}, {-2, 3, 11}};

  @Test
  void solvesAndInvertsFromTheLowerHalf() {
    Cholesky factors = Cholesky.of(MATRIX, 1e-12);

    assertThat(factors.rank()).isEqualTo(3);
    assertThat(factors.solve(new double[] {2, 21, 37}))
        .containsExactly(new double[] {1, 2, 3}, within(1e-13));
    assertThat(factors.quadratic(new double[] {2, 21, 37})).isCloseTo(155, within(1e-11));
    double[][] inverse = factors.inverse();
    assertThat(inverse[0][0]).isCloseTo(46.0 / 96, within(1e-14));
    assertThat(inverse[0][1]).isCloseTo(-28.0 / 96, within(1e-14));
    assertThat(inverse[2][1]).isCloseTo(-16.0 / 96, within(1e-14));
    assertThat(inverse[2][2]).isCloseTo(16.0 / 96, within(1e-14));
  }

  @Test
  void aColumnThatEarlierOnesExplainIsLeftOut() {
    // The second column is twice the first.
    Cholesky factors = Cholesky.of(new double[][] {{1, 0, 0}, {2, 4, 0}, {1, 2, 5}}, 1e-9);

    assertThat(factors.rank()).isEqualTo(2);
    assertThat(factors.isKept(0)).isTrue();
    assertThat(factors.isKept(1)).isFalse();
    assertThat(factors.isKept(2)).isTrue();
    assertThat(factors.solve(new double[] {3, 6, 11}))
        .containsExactly(new double[] {1, 0, 2}, within(1e-14));
    assertThat(factors.inverse()[1]).containsExactly(0, 0, 0);
  }

  @Test
  void aPivotAtTheToleranceCountsAsExplained() {
    assertThat(Cholesky.of(new double[][] {{1, 0}, {1, 2}}, 0.5).rank()).isEqualTo(1);
    assertThat(Cholesky.of(new double[][] {{1, 0}, {1, 2}}, 0.49).rank()).isEqualTo(2);
    // The tolerance grows with the diagonal.
    assertThat(Cholesky.of(new double[][] {{1, 0}, {9, 100}}, 0.2).rank()).isEqualTo(1);
    assertThat(Cholesky.of(new double[][] {{1, 0}, {9, 100}}, 0.1).rank()).isEqualTo(2);
  }

  @Test
  void anInfiniteColumnDoesNotSpoilTheOthers() {
    double infinite = Double.POSITIVE_INFINITY;
    Cholesky factors = Cholesky.of(new double[][] {{4, 0}, {infinite, infinite}}, 1e-9);

    assertThat(factors.rank()).isEqualTo(1);
    assertThat(factors.solve(new double[] {8, 1})).containsExactly(2, 0);
  }
}
