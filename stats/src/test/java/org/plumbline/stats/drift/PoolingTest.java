package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolingTest {
  private static void check(Pooling pooling, int size, int pool, int... target) {
    assertThat(pooling.target()).containsExactly(target);
    assertThat(pooling.size()).isEqualTo(size);
    assertThat(pooling.pool()).isEqualTo(pool);
  }

  private static Pooling alike(double... counts) {
    return Pooling.of(counts, counts, 5);
  }

  @Test
  void binsWithEnoughRowsStandAlone() {
    check(alike(5, 10), 2, -1, 0, 1);
  }

  @Test
  void theRowsThatTheSmallerSideExpectsDecide() {
    // Of 110 rows a tenth lies on the smaller side: 9 and 1 are expected there.
    check(Pooling.of(new double[] {90, 10}, new double[] {9, 1}, 2), 2, 1, 0, 1);
    check(Pooling.of(new double[] {9, 1}, new double[] {90, 10}, 2), 2, 1, 0, 1);
  }

  @Test
  void aPoolOfEnoughStandsBesideTheOthers() {
    check(alike(20, 10, 3, 2), 3, 2, 0, 1, 2, 2);
  }

  @Test
  void aPoolOfTooFewTakesTheSmallestBin() {
    check(alike(20, 8, 1), 2, 1, 0, 1, 1);
    check(alike(8, 20, 1), 2, 1, 1, 0, 1);
    check(alike(20, 8, 30, 1), 3, 2, 0, 2, 1, 2);
  }

  @Test
  void theSmallestBinIsThatOfFewestRowsOnBothSides() {
    double[] reference = {20, 12, 1};
    double[] current = {20, 4, 1};

    check(Pooling.of(reference, current, 5), 2, 1, 0, 1, 1);
  }

  @Test
  void aSingleBinStaysBesideItsPool() {
    check(alike(20, 1), 2, 1, 0, 1);
  }

  @Test
  void binsWithoutRowsMakeNoPool() {
    check(alike(10, 0), 1, -1, 0, 0);
    check(alike(0, 0), 1, -1, 0, 0);
  }

  @Test
  void allMayGoIntoOnePool() {
    check(alike(1, 1), 1, 0, 0, 0);
  }

  @Test
  void sumsAddWhatWasPooled() {
    assertThat(alike(8, 20, 1).sums(new double[] {3, 5, 7})).containsExactly(5, 10);
  }
}
