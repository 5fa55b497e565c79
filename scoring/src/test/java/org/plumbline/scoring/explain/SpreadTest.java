package org.plumbline.scoring.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Input;

class SpreadTest {
  private static Spread ofNumbers(double... values) {
    double[][] rows =
        Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    return Spread.of(Input.numeric("x"), rows, 0);
  }

  @Test
  void onlyNumbersThatAreAllWholeStayWhole() {
    assertThat(ofNumbers(1, 2, 3).whole()).isTrue();
    assertThat(ofNumbers(1, 2.5, 3).whole()).isFalse();
  }

  @Test
  void theUnitIsTheQuartileRangeOfANormalVariable() {
    // Quartiles 1 and 3; those of a standard normal lie 1.349 apart.
    assertThat(ofNumbers(0, 1, 2, 3, 4).unit()).isCloseTo(2 / 1.3489795003921634, within(1e-14));
  }

  @Test
  void theUnitIsTheDeviationWhereQuartilesMeet() {
    // Mean 6.4, squares 4 · 1.4² + 5.6² = 39.2 over five rows.
    assertThat(ofNumbers(5, 5, 5, 5, 12).unit()).isCloseTo(Math.sqrt(39.2 / 5), within(1e-14));
  }

  @Test
  void theUnitIsOneWhereNothingVaries() {
    assertThat(ofNumbers(5, 5).unit()).isEqualTo(1);
    assertThat(ofNumbers(Double.NaN).unit()).isEqualTo(1);
    assertThat(Spread.ofQuantiles(false).unit()).isEqualTo(1);
  }

  @Test
  void categoriesAreTheirIndexesOneApart() {
    var plan = Input.categorical("plan", List.of("basic", "plus", "gold"));

    Spread spread = Spread.of(plan, new double[][] {{0}, {2}, {2}}, 0);

    assertThat(spread.unit()).isEqualTo(1);
    assertThat(spread.whole()).isTrue();
    assertThat(spread.values()).contains(0, 2);
  }

  @Test
  void quantilesOfWholeNumbersAreRounded() {
    assertThat(Spread.ofQuantiles(true, 0.2, 1.4, 1.6).values()).containsExactly(0, 1, 2);
    assertThat(Spread.ofQuantiles(false, 0.2, 1.4, 1.4).values()).containsExactly(0.2, 1.4);
  }

  @Test
  void aUnitMustBePositiveAndFinite() {
    for (double unit : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> new Spread(new double[0], unit, false))
          .hasMessageContaining("must be a positive number");
    }
  }
}
