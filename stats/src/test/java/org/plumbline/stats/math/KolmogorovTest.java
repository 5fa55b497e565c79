package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovTest {
  /** Durbin's matrix in 60 digits (mpmath 1.3): the exact probability. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.7, 0.6",
    "2, 0.3, 0.98",
    "10, 0.0625, 0.99999999965393066",
    "10, 0.1, 0.99963712",
    "10, 0.123, 0.99313849686941589",
    "10, 0.25, 0.4841115325",
    "10, 0.2875, 0.31629087771592287",
    "10, 0.45, 0.022891810311718745",
    "10, 0.5, 0.00777741",
    "10, 0.6, 0.00056816720000000037",
    "10, 0.89, 5.1874850981999937e-10",
    "10, 0.9, 1.9999999999999956e-10",
    "10, 0.95, 1.9531250000000173e-13",
    "100, 0.0625, 0.80623240962775891",
    "100, 0.123, 0.089055038974695605",
    "100, 0.15, 0.019839242125646046",
    "100, 0.25, 5.4088717764348473e-6",
    "100, 0.4, 5.9476174513616624e-15",
    "100, 0.7, 1.2211404981281509e-49",
    "140, 0.08, 0.31480749911642859",
    "140, 0.15, 0.0032495604415060974",
    "140, 0.17, 0.00052461086874709049",
    "150, 0.02, 0.99999992602816845",
    "1000, 0.0103, 0.99990388791312763"
  })
  void smallSamplesAreExact(double n, double x, double expected) {
    assertThat(Kolmogorov.tail(n, x)).isCloseTo(expected, within(1e-13 + 5e-12 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0.89, 5.1874850981999937e-10",
    "10, 0.9, 1.9999999999999956e-10",
    "10, 0.95, 1.9531250000000173e-13",
    "100, 0.4, 5.9476174513616624e-15",
    "100, 0.7, 1.2211404981281509e-49"
  })
  void thinTailsKeepTheirDigits(double n, double x, double expected) {
    assertThat(Kolmogorov.tail(n, x)).isCloseTo(expected, withinPercentage(1e-9));
  }

  /** scipy.stats.kstwo.sf 1.17, which approximates at the same places. */
  @ParameterizedTest
  @CsvSource({
    "141, 0.07, 0.47315284500403054",
    "141, 0.125, 0.022254729898737478",
    "141, 0.13, 0.015449346308454497",
    "150, 0.1, 0.09292132232164585",
    "500, 0.02, 0.9859871786857471",
    "500, 0.04, 0.3902508696049749",
    "1000, 0.0125, 0.9971528020597908",
    "1000, 0.03, 0.3226902143914636",
    "1000, 0.05, 0.013012074781090332",
    "20000, 0.005, 0.6974088406327613",
    "20000, 0.0125, 0.0038283012878843814",
    "100001, 0.002, 0.8178361459744294",
    "1000000, 0.0004, 0.9971754333502034",
    "1000000, 0.00001, 1"
  })
  void largeSamplesAreApproximatedAsInScipy(double n, double x, double expected) {
    assertThat(Kolmogorov.tail(n, x)).isCloseTo(expected, within(1e-10));
  }

  @Test
  void theExpansionBeyondTwentyThousandRowsIsCloseToTheSum() {
    // scipy.stats.kstwo.sf 1.17
    assertThat(Kolmogorov.tail(30_000, 0.01))
        .isCloseTo(0.004924125582072432, withinPercentage(0.05));
    assertThat(Kolmogorov.tail(30_000, 0.0125))
        .isCloseTo(0.00016818556468677285, withinPercentage(0.05));
    assertThat(Kolmogorov.tail(1e6, 0.03)).isZero();
  }

  @Test
  void tailsAnswerAtTheirEnds() {
    assertThat(Kolmogorov.tail(10, 0.05)).isEqualTo(1);
    assertThat(Kolmogorov.tail(10, -1)).isEqualTo(1);
    assertThat(Kolmogorov.tail(1, 0.5)).isEqualTo(1);
    assertThat(Kolmogorov.tail(10, 1)).isZero();
    assertThat(Kolmogorov.tail(10, 1.5)).isZero();
  }

  @Test
  void samplesThatDoNotOverlapAreCountedByOrders() {
    assertThat(Kolmogorov.twoSample(1, 3, 4)).isCloseTo(2.0 / 35, within(1e-14));
    assertThat(Kolmogorov.twoSample(1.5, 3, 4)).isCloseTo(2.0 / 35, within(1e-14));
    assertThat(Kolmogorov.twoSample(1, 1, 1)).isEqualTo(1);
    assertThat(Kolmogorov.twoSample(1, 2, 10)).isCloseTo(2.0 / 66, within(1e-14));
  }

  @Test
  void twoSamplesAreReadAtTheirEffectiveSize() {
    assertThat(Kolmogorov.twoSample(0.25, 20, 20)).isEqualTo(Kolmogorov.tail(10, 0.25));
    assertThat(Kolmogorov.twoSample(0.25, 15, 30)).isEqualTo(Kolmogorov.tail(10, 0.25));
    assertThat(Kolmogorov.twoSample(0.7, 2, 2)).isEqualTo(Kolmogorov.tail(1, 0.7));
    assertThat(Kolmogorov.twoSample(0.9, 1, 1)).isEqualTo(1);
    assertThat(Kolmogorov.twoSample(0.5, 0, 5)).isNaN();
    assertThat(Kolmogorov.twoSample(0.5, 5, 0)).isNaN();
    assertThat(Kolmogorov.twoSample(Double.NaN, 5, 5)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0.9999906941986655",
    "0.6, 0.8642827790506042",
    "0.9, 0.3927307079406543",
    "1.2, 0.11224966667072497",
    "2, 0.0006709252557796953"
  })
  void theLimitHoldsOnBothSidesOfOne(double lambda, double expected) {
    assertThat(Kolmogorov.limit(lambda)).isCloseTo(expected, within(1e-14));
    assertThat(Kolmogorov.limit(-lambda)).isEqualTo(1);
  }
}
