package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.stats.math.Distributions;

/** What counts may be, and small tables against sums over all tables of the same margins. */
class ContingencyTest {
  @Test
  void takesNoNegativeCountOnEitherSide() {
    assertThatThrownBy(() -> Contingency.of(new double[] {1, -1}, new double[] {1, 1}))
        .hasMessageContaining("bin 1 holds a negative count");
    assertThatThrownBy(() -> Contingency.of(new double[] {1, 1}, new double[] {-1, 1}))
        .hasMessageContaining("bin 0 holds a negative count");
    assertThatThrownBy(() -> Contingency.of(new double[] {1}, new double[] {1, 1}))
        .hasMessageContaining("1 bins against 2");
  }

  @Test
  void countsOnlyBinsThatHoldSomething() {
    Contingency two = Contingency.of(new double[] {0, 30, 0, 10}, new double[] {0, 20, 0, 40});

    assertThat(two.degrees()).isEqualTo(1);
    assertThat(two).isEqualTo(Contingency.of(new double[] {30, 10}, new double[] {20, 40}));
    // 100 (30·40 − 10·20)² / (40·60·50·50)
    assertThat(two.statistic()).isCloseTo(100.0 / 6, within(1e-12));
    assertThat(two.cramersV()).isCloseTo(Math.sqrt(1.0 / 6), within(1e-12));
    assertThat(two.pValue()).isEqualTo(Distributions.chiSquareTail(two.statistic(), 1));
  }

  @Test
  void oneBinTellsNothing() {
    var one = new Contingency(0, 0, 1, Double.NaN);

    assertThat(Contingency.of(new double[] {5, 0}, new double[] {9, 0})).isEqualTo(one);
    assertThat(Contingency.likelihoodRatio(new double[] {5, 0}, new double[] {9, 0}))
        .isEqualTo(one);
    assertThat(Contingency.corrected(new double[] {5, 0}, new double[] {9, 0})).isEqualTo(one);
    assertThat(Contingency.fit(new double[] {5, 0}, new double[] {9, 0}).pValue()).isEqualTo(1);
  }

  @Test
  void anEmptySideHasNoAnswer() {
    var none = new Contingency(Double.NaN, 0, Double.NaN, Double.NaN);
    double[] empty = {0, 0};
    double[] some = {3, 4};

    assertThat(Contingency.of(empty, some)).isEqualTo(none);
    assertThat(Contingency.of(some, empty)).isEqualTo(none);
    assertThat(Contingency.likelihoodRatio(empty, some)).isEqualTo(none);
    assertThat(Contingency.fit(empty, some)).isEqualTo(none);
    assertThat(Contingency.fit(some, empty)).isEqualTo(none);
    assertThat(Contingency.pooled(empty, some).statistic()).isNaN();
  }

  @Test
  void theCorrectionTakesHalfACountAndNeverTurnsTheGap() {
    // |30 − 25| is lessened by a half, and a gap of less than a half becomes none.
    Contingency yates = Contingency.corrected(new double[] {30, 20}, new double[] {20, 30});
    Contingency near = Contingency.corrected(new double[] {20, 20}, new double[] {20.8, 19.2});

    assertThat(yates.statistic()).isCloseTo(4.5 * 4.5 * 4 / 25, within(1e-12));
    assertThat(near.statistic()).isZero();
    assertThat(near.pValue()).isEqualTo(1);
  }

  @Test
  void aFitAgainstSharesKnownExactly() {
    Contingency fit = Contingency.fit(new double[] {50, 50}, new double[] {60, 40});
    Contingency fresh = Contingency.fit(new double[] {50, 50, 0}, new double[] {49, 50, 1});
    Contingency same = Contingency.fit(new double[] {50, 50, 0}, new double[] {5, 5, 0});

    assertThat(fit.statistic()).isCloseTo(4, within(1e-12));
    assertThat(fresh.statistic()).isInfinite();
    assertThat(fresh.pValue()).isZero();
    assertThat(same.statistic()).isZero();
  }

  @Test
  void fisherIsTheSumOverAllTablesThatAreNoLikelier() {
    for (int a = 0; a <= 6; a++) {
      for (int b = 0; b <= 6; b++) {
        for (int c = 0; c <= 6; c++) {
          for (int d = 0; d <= 6; d++) {
            if (a + b + c + d > 0) {
              assertThat(Contingency.fisher(a, b, c, d))
                  .as("%s %s %s %s", a, b, c, d)
                  .isCloseTo(summed(a, b, c, d), within(1e-12));
            }
          }
        }
      }
    }
  }

  private static double summed(int a, int b, int c, int d) {
    int row = a + b;
    int column = a + c;
    int all = a + b + c + d;
    double observed = choices(row, a) * choices(all - row, column - a);
    double total = 0;
    double extreme = 0;
    for (int x = Math.max(0, row + column - all); x <= Math.min(row, column); x++) {
      double likely = choices(row, x) * choices(all - row, column - x);
      total += likely;
      extreme += likely <= observed * (1 + 1e-7) ? likely : 0;
    }
    return extreme / total;
  }

  private static double choices(int n, int k) {
    double choices = 1;
    for (int i = 1; i <= k; i++) {
      choices = choices * (n - k + i) / i;
    }
    return choices;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aSparseTableOfTwoByTwoIsReadByFisher(int rare) {
    double[] reference = {20, rare};
    double[] current = {8 + rare, 0};

    Contingency pooled = Contingency.pooled(reference, current);

    assertThat(pooled.statistic()).isEqualTo(Contingency.of(reference, current).statistic());
    assertThat(pooled.degrees()).isEqualTo(1);
    assertThat(pooled.pValue()).isCloseTo(Contingency.fisher(20, rare, 8 + rare, 0), within(1e-12));
  }

  @Test
  void anExpectedCountOfFiveIsEnough() {
    double[] reference = {9, 1};
    double[] current = {1, 9};

    assertThat(Contingency.pooled(reference, current))
        .isEqualTo(Contingency.of(reference, current));
  }
}
