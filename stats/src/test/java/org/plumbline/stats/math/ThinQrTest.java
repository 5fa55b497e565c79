package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThinQrTest {
  private static final double TOLERANCE = 1e-10;

  @Test
  void solvesLeastSquares() {
    ThinQr qr = ThinQr.of(new double[][] {{1, 1, 1}, {0, 1, 2}}, TOLERANCE);

    assertThat(qr.rank()).isEqualTo(2);
    assertThat(qr.solve(new double[] {1, 0, 5}))
        .containsExactly(new double[] {0, 2}, within(1e-14));
    double[][] inverse = qr.inverseProducts();
    assertThat(inverse[0]).containsExactly(new double[] {5 / 6.0, -0.5}, within(1e-14));
    assertThat(inverse[1]).containsExactly(new double[] {-0.5, 0.5}, within(1e-14));
    assertThat(qr.leverage(0)).isCloseTo(5 / 6.0, within(1e-14));
    assertThat(qr.leverage(1)).isCloseTo(1 / 3.0, within(1e-14));
  }

  @Test
  void leavesOutZeroAndExplainedColumns() {
    double[][] columns = {{0, 0, 0}, {1, 1, 1}, {3, 3, 3}, {0, 1, 2}};

    ThinQr qr = ThinQr.of(columns, TOLERANCE);

    assertThat(qr.rank()).isEqualTo(2);
    assertThat(qr.isKept(0)).isFalse();
    assertThat(qr.isKept(1)).isTrue();
    assertThat(qr.isKept(2)).isFalse();
    assertThat(qr.isKept(3)).isTrue();
    assertThat(qr.solve(new double[] {1, 0, 5}))
        .containsExactly(new double[] {0, 0, 0, 2}, within(1e-14));
    assertThat(qr.inverseProducts()[2]).containsOnly(0);
    assertThat(qr.inverseProducts()[3][1]).isCloseTo(-0.5, within(1e-14));
    assertThat(qr.leverage(0)).isCloseTo(5 / 6.0, within(1e-14));
  }

  @Test
  void scalesColumnsThatAreHugeOrTiny() {
    ThinQr qr = ThinQr.of(new double[][] {{1e300, 1e300}, {1e-300, -1e-300}}, TOLERANCE);

    double[] factors = qr.solve(new double[] {3, 1});

    assertThat(factors[0] * 1e300).isCloseTo(2, within(1e-14));
    assertThat(factors[1] * 1e-300).isCloseTo(1, within(1e-14));
  }

  /** Läuchli's columns differ from each other by less than the root of the rounding. */
  @Test
  void keepsNearlyEqualColumnsOrthogonal() {
    double e = 1e-8;
    double[][] columns = {{1, e, 0, 0}, {1, 0, e, 0}, {1, 0, 0, e}};

    ThinQr qr = ThinQr.of(columns, 1e-12);

    double[] factors = qr.solve(new double[] {6, e, 2 * e, 3 * e});
    assertThat(factors).containsExactly(new double[] {1, 2, 3}, within(1e-6));
  }
}
