package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.12345, 0.123",
    "-2.5, -2.5",
    "12.34, 12.3",
    "999.96, 1000",
    "1234.4, 1234",
    "-1234.6, -1235",
    "9999999.4, 9999999",
    "10012345, 10000000",
    "9.99e14, 999000000000000",
    "1e15, 1E+15",
    "0.0000012, 0.0000012",
    "2.5e-7, 2.5E-7",
    "NaN, unknown",
    "Infinity, ∞",
    "-Infinity, -∞"
  })
  void numbersHaveThreeDigitsThatCount(double value, String text) {
    assertThat(Labels.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1234.5678912, 1234.5679", "0.1, 0.1", "-1234567, -1234567", "2.5e-7, 2.5E-7"})
  void bordersKeepTheDigitsThatTellNeighboursApart(double value, String text) {
    assertThat(Labels.edge(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 %",
    "0.000999, under 0.1 %",
    "1e-9, under 0.1 %",
    "0.001, 0.1 %",
    "0.5, 50.0 %",
    "1, 100.0 %",
    "-0.25, -25.0 %"
  })
  void aShareIsAPercentageAndNeverZeroUnlessItIs(double share, String text) {
    assertThat(Labels.percent(share)).isEqualTo(text);
  }
}
