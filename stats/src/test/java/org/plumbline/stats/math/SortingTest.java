package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SortingTest {
  @Test
  void equalValuesKeepTheOrderOfTheirRows() {
    assertThat(Sorting.ascending(new double[] {3, 1, 2, 1, 3, 0.0, -0.0}))
        .containsExactly(5, 6, 1, 3, 2, 0, 4);
  }

  @Test
  void infinitiesStandAtTheEnds() {
    assertThat(
            Sorting.ascending(
                new double[] {Double.POSITIVE_INFINITY, -1, Double.NEGATIVE_INFINITY, 5}))
        .containsExactly(2, 1, 3, 0);
  }

  @Test
  void rowsAlreadyInOrderStay() {
    assertThat(Sorting.ascending(new double[0])).isEmpty();
    assertThat(Sorting.ascending(new double[] {7})).containsExactly(0);
    assertThat(Sorting.ascending(new double[] {-2, -1, -1, 4})).containsExactly(0, 1, 2, 3);
  }
}
