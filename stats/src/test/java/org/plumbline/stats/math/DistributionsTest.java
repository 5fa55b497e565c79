package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against mpmath 1.3 in 60 digits, quantiles against SciPy 1.17. */
class DistributionsTest {
  private static final double PERCENT = 1e-11;

  @ParameterizedTest
  @CsvSource({
    "1e-10, 23.025850929882735",
    "0.5, 0.57236494292470009",
    "1.5, -0.12078223763524522",
    "14.75, 24.524801315941374",
    "15, 25.191221182738682",
    "15.25, 25.861949901848519",
    "100.5, 361.43554046777762",
    "1e10, 220258509288.81058"
  })
  void logGammaHoldsBelowAndAboveTheShift(double x, double expected) {
    assertThat(Distributions.logGamma(x)).isCloseTo(expected, withinPercentage(PERCENT));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-5, 3, 0.99999999158958349",
    "0.5, 1, 0.47950012218695346",
    "3.84, 1, 0.050043521248705103",
    "1, 2, 0.60653065971263342",
    "10, 4, 0.040427681994512803",
    "100, 3, 1.5541594313896049e-21",
    "50, 100, 0.99999304669475238",
    "102, 100, 0.42560514048314036",
    "150, 100, 0.00090393204235400909",
    "700, 5, 4.9119861035732006e-149",
    "2000, 1900, 0.05420667388901861"
  })
  void chiSquareTailHoldsInSeriesAndFraction(double x, double degrees, double expected) {
    assertThat(Distributions.chiSquareTail(x, degrees))
        .isCloseTo(expected, withinPercentage(1e-10));
  }

  @Test
  void chiSquareTailAnswersAtItsEnds() {
    assertThat(Distributions.chiSquareTail(0, 3)).isEqualTo(1);
    assertThat(Distributions.chiSquareTail(-1, 3)).isEqualTo(1);
    assertThat(Distributions.chiSquareTail(Double.POSITIVE_INFINITY, 3)).isZero();
    assertThat(Distributions.chiSquareTail(Double.NaN, 3)).isNaN();
    assertThat(Distributions.chiSquareTail(1, 0)).isNaN();
    assertThat(Distributions.chiSquareTail(1, -1)).isNaN();
    assertThat(Distributions.chiSquareTail(1, Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, 1, 3.8414588206941285",
    "0.95, 3, 0.35184631774927166",
    "0.01, 100, 135.80672317102676",
    "1e-12, 1, 50.844127911818155",
    "0.5, 2, 1.386294361119891"
  })
  void criticalNumbersAreSearchedAsFarAsNeeded(
      double probability, double degrees, double expected) {
    assertThat(Distributions.chiSquareCritical(probability, degrees))
        .isCloseTo(expected, withinPercentage(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "-3, 0.99865010196836991",
    "-1.25, 0.89435022633314474",
    "0, 0.5",
    "0.5, 0.3085375387259869",
    "1.96, 0.024997895148220436",
    "5, 2.8665157187919391e-7",
    "10, 7.6198530241605261e-24"
  })
  void normalTailHoldsOnBothSides(double z, double expected) {
    assertThat(Distributions.normalTail(z)).isCloseTo(expected, withinPercentage(1e-11));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-10, -6.361340902404056",
    "0.025, -1.9599639845400545",
    "0.3, -0.5244005127080409",
    "0.975, 1.959963984540054",
    "0.999, 3.090232306167813"
  })
  void normalQuantileUndoesTheTail(double probability, double expected) {
    // Read from 1 - p: the far left side keeps the digits that 1 - 1e-10 leaves.
    assertThat(Distributions.normalQuantile(probability))
        .isCloseTo(expected, withinPercentage(1e-5));
  }

  @Test
  void normalQuantileIsInfiniteOutsideOfTheOpenUnitInterval() {
    assertThat(Distributions.normalQuantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Distributions.normalQuantile(-0.1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Distributions.normalQuantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Distributions.normalQuantile(1.1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Distributions.normalQuantile(Double.MIN_VALUE)).isBetween(-40.0, -6.0);
  }
}
