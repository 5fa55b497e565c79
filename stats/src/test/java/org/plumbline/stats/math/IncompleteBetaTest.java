package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against mpmath 1.3 in 60 digits. */
class IncompleteBetaTest {
  @ParameterizedTest
  @CsvSource({
    "0.3, 2, 5, 0.579825",
    "0.7, 2, 5, 0.989065",
    "0.01, 0.5, 20, 0.47136993548501556",
    "0.99, 20, 0.5, 0.52863006451498426",
    "0.5, 1000, 1000, 0.5",
    "0.48, 1000, 1000, 0.036779483278639569",
    "0.25, 1, 4, 0.68359375",
    "0.4, 3, 1, 0.064",
    "0.001, 3, 700, 0.034306056881811006",
    "0.6, 30, 12, 0.056658687304176579"
  })
  void agreesOnBothSidesOfTheMean(double x, double a, double b, double expected) {
    assertThat(IncompleteBeta.regularised(x, a, b)).isCloseTo(expected, withinPercentage(1e-9));
  }

  @Test
  void thinTailsKeepTheirDigits() {
    // x^a: one minus the other side would leave nothing.
    assertThat(IncompleteBeta.regularised(1e-3, 10, 1)).isCloseTo(1e-30, withinPercentage(1e-10));
    assertThat(IncompleteBeta.regularised(0.2, 60, 1))
        .isCloseTo(Math.pow(0.2, 60), withinPercentage(1e-10));
    assertThat(IncompleteBeta.studentTwoSided(1e6, 2)).isCloseTo(1e-12, withinPercentage(1e-9));
  }

  @Test
  void answersAtAndBeyondItsEnds() {
    assertThat(IncompleteBeta.regularised(0, 2, 3)).isZero();
    assertThat(IncompleteBeta.regularised(-1, 2, 3)).isZero();
    assertThat(IncompleteBeta.regularised(1, 2, 3)).isEqualTo(1);
    assertThat(IncompleteBeta.regularised(1.5, 2, 3)).isEqualTo(1);
    assertThat(IncompleteBeta.regularised(-1, Double.NaN, 3)).isNaN();
    assertThat(IncompleteBeta.regularised(-1, 2, Double.NaN)).isNaN();
    assertThat(IncompleteBeta.regularised(Double.NaN, 2, 3)).isNaN();
  }
}
