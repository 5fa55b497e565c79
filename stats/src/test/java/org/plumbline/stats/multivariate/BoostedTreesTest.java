package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {
  private static final boolean[] NUMBER = {false};
  private static final boolean[] CODE = {true};

  /** One stump that takes its whole step: the leaves are the means. */
  private static BoostingSettings stump(int leafRows, double shrinkage) {
    return new BoostingSettings(BoostingLoss.SQUARED, 1, 1, 1, leafRows, shrinkage, 1, 1);
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  @Test
  void oneStumpCutsWhereTheMeansDifferMost() {
    var trees =
        BoostedTrees.fit(
            column(1, 2, 3, 4, 5, 6), new double[] {0, 1, 0, 5, 6, 7}, NUMBER, stump(1, 0));

    assertThat(trees.predict(new double[] {3})).isCloseTo(1.0 / 3, within(1e-14));
    assertThat(trees.predict(new double[] {3.5})).isCloseTo(6, within(1e-14));
    assertThat(trees.predict(new double[] {-1e300})).isCloseTo(1.0 / 3, within(1e-14));
    assertThat(trees.predict(new double[] {Double.POSITIVE_INFINITY})).isCloseTo(6, within(1e-14));
    assertThat(trees.gainShares()).containsExactly(1);
  }

  @Test
  void shrinkageHoldsLeavesBack() {
    var trees =
        BoostedTrees.fit(column(1, 1, 2, 2), new double[] {0, 0, 4, 4}, NUMBER, stump(1, 2));

    // Start 2; each leaf moves by 4 over 2 + 2 rows.
    assertThat(trees.predict(new double[] {1})).isCloseTo(1, within(1e-14));
    assertThat(trees.predict(new double[] {2})).isCloseTo(3, within(1e-14));
  }

  @Test
  void leavesHoldTheirFewestRows() {
    double[][] rows = column(1, 2, 3, 4);
    double[] labels = {0, 9, 9, 9};

    assertThat(BoostedTrees.fit(rows, labels, NUMBER, stump(2, 0)).predict(new double[] {1}))
        .isCloseTo(4.5, within(1e-14));
    var none = BoostedTrees.fit(rows, labels, NUMBER, stump(3, 0));
    assertThat(none.predict(new double[] {1})).isCloseTo(6.75, within(1e-14));
    assertThat(none.gainShares()).containsExactly(0);
  }

  @Test
  void missingValuesGoWhereTheyBelong() {
    double nan = Double.NaN;
    double[][] rows = column(1, 1, 2, 2, nan, nan);

    var low = BoostedTrees.fit(rows, new double[] {0, 0, 6, 6, 0, 0}, NUMBER, stump(1, 0));
    var high = BoostedTrees.fit(rows, new double[] {0, 0, 6, 6, 6, 6}, NUMBER, stump(1, 0));
    var alone = BoostedTrees.fit(rows, new double[] {0, 0, 0, 0, 6, 6}, NUMBER, stump(1, 0));

    assertThat(low.predict(new double[] {nan})).isCloseTo(0, within(1e-14));
    assertThat(low.predict(new double[] {2})).isCloseTo(6, within(1e-14));
    assertThat(high.predict(new double[] {nan})).isCloseTo(6, within(1e-14));
    assertThat(high.predict(new double[] {1})).isCloseTo(0, within(1e-14));
    assertThat(alone.predict(new double[] {nan})).isCloseTo(6, within(1e-14));
    assertThat(alone.predict(new double[] {2})).isCloseTo(0, within(1e-14));
  }

  @Test
  void oneSplitTakesTheBestSubsetOfCategories() {
    double[][] rows = column(0, 0, 1, 1, 2, 2, 3, 3);
    double[] labels = {0, 0, 8, 8, 0, 0, 8, 8};

    var trees = BoostedTrees.fit(rows, labels, CODE, stump(1, 0));

    assertThat(trees.predict(new double[] {2})).isCloseTo(0, within(1e-14));
    assertThat(trees.predict(new double[] {3})).isCloseTo(8, within(1e-14));
    // Never seen, as missing values: after the cut, the first tried of two equal splits.
    assertThat(trees.predict(new double[] {77}))
        .isEqualTo(trees.predict(new double[] {Double.NaN}))
        .isCloseTo(0, within(1e-14));
  }

  @Test
  void rareCategoriesShareABin() {
    double[] values = new double[300];
    for (int i = 0; i < 300; i++) {
      values[i] = i < 200 ? i % 50 : i - 100;
    }
    var bins = ColumnBins.of(column(values), 0, true);

    assertThat(bins.size()).isEqualTo(63);
    assertThat(bins.cuts()).hasSize(62).startsWith(0, 1).endsWith(110, 111);
    assertThat(bins.bin(199)).isEqualTo(62);
    assertThat(bins.bin(12_345)).isEqualTo(62);
    assertThat(bins.bin(49)).isEqualTo(49);
    assertThat(bins.bin(Double.NaN)).isEqualTo(63);
  }

  @Test
  void manyNumbersAreCutAtEqualRanks() {
    double[] values = new double[6_300];
    Arrays.setAll(values, i -> i);
    var bins = ColumnBins.of(column(values), 0, false);

    assertThat(bins.size()).isEqualTo(63);
    assertThat(bins.bin(-5)).isZero();
    assertThat(bins.bin(100)).isZero();
    assertThat(bins.bin(101)).isEqualTo(1);
    assertThat(bins.bin(1e9)).isEqualTo(62);
    assertThat(ColumnBins.of(column(-0.0, 0.0), 0, false).size()).isEqualTo(1);
    assertThat(ColumnBins.of(column(-0.0, 0.0), 0, true).bin(-0.0)).isZero();
    assertThat(ColumnBins.of(column(Double.NaN), 0, false).size()).isEqualTo(1);
    assertThat(ColumnBins.of(column(Double.NaN), 0, true).size()).isZero();
  }

  @Test
  void roundsLearnAProductThatNoSingleColumnShows() {
    double[][] rows = Samples.normal(2_000, 3, 5);
    double[] labels = new double[rows.length];
    Arrays.setAll(labels, i -> rows[i][0] * rows[i][1] > 0 ? 1 : 0);
    boolean[] numbers = new boolean[3];

    var trees = BoostedTrees.fit(rows, labels, numbers, BoostingSettings.CLASSIFIER);

    assertThat(trees.predict(new double[] {1, 1, 0})).isGreaterThan(0.8);
    assertThat(trees.predict(new double[] {-1, -1, 0})).isGreaterThan(0.8);
    assertThat(trees.predict(new double[] {1, -1, 0})).isLessThan(0.2);
    double[] shares = trees.gainShares();
    assertThat(shares[0] + shares[1]).isGreaterThan(0.9);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theSameSeedGrowsTheSameTrees() {
    double[][] rows = Samples.normal(200, 2, 1);
    double[] labels = new double[200];
    Arrays.setAll(labels, i -> rows[i][0]);
    var settings = BoostingSettings.CLASSIFIER.withLoss(BoostingLoss.SQUARED);
    boolean[] numbers = new boolean[2];
    double[] asked = {0.3, 0.1};

    double one = BoostedTrees.fit(rows, labels, numbers, settings).predict(asked);

    assertThat(BoostedTrees.fit(rows, labels, numbers, settings).predict(asked)).isEqualTo(one);
    assertThat(BoostedTrees.fit(rows, labels, numbers, settings.withSeed(2)).predict(asked))
        .isNotEqualTo(one)
        .isCloseTo(one, within(0.3));
  }

  @Test
  void logisticStartsFromTheShareAndSurvivesOneClass() {
    double[][] rows = Samples.filled(4, 1, 3);
    var settings = BoostingSettings.CLASSIFIER;

    assertThat(
            BoostedTrees.fit(
                    rows,
                    new double[] {1, 0, 0, 0},
                    NUMBER,
                    new BoostingSettings(BoostingLoss.LOGISTIC, 0, 3, 0.1, 1, 1, 1, 1))
                .predict(rows[0]))
        .isCloseTo(0.25, within(1e-15));
    assertThat(BoostedTrees.fit(rows, new double[] {1, 1, 1, 1}, NUMBER, settings).predict(rows[0]))
        .isCloseTo(1, within(1e-8));
    assertThat(
            BoostedTrees.fit(rows, new double[4], NUMBER, settings)
                .predict(new double[] {Double.NaN}))
        .isCloseTo(0, within(1e-8));
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    var squared = stump(1, 0);
    var logistic = BoostingSettings.CLASSIFIER;
    double[][] one = column(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoostedTrees.fit(new double[0][], new double[0], NUMBER, squared))
        .withMessageContaining("no rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoostedTrees.fit(one, new double[2], NUMBER, squared));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoostedTrees.fit(one, new double[1], new boolean[2], squared));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoostedTrees.fit(one, new double[] {Double.NaN}, NUMBER, squared));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoostedTrees.fit(one, new double[] {0.5}, NUMBER, logistic));
    var trees = BoostedTrees.fit(one, new double[] {0.5}, NUMBER, squared);
    assertThatIllegalArgumentException().isThrownBy(() -> trees.predict(new double[2]));
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    refused(-1, 1, 1, 1, 0, 1);
    refused(10_001, 1, 1, 1, 0, 1);
    refused(1, 0, 1, 1, 0, 1);
    refused(1, 13, 1, 1, 0, 1);
    refused(1, 1, 0, 1, 0, 1);
    refused(1, 1, 1.1, 1, 0, 1);
    refused(1, 1, 1, 0, 0, 1);
    refused(1, 1, 1, 1, -1, 1);
    refused(1, 1, 1, 1, Double.POSITIVE_INFINITY, 1);
    refused(1, 1, 1, 1, 0, 0);
    refused(1, 1, 1, 1, 0, 1.1);
  }

  private static void refused(
      int rounds, int depth, double rate, int leafRows, double shrinkage, double rowShare) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BoostingSettings(
                    BoostingLoss.SQUARED, rounds, depth, rate, leafRows, shrinkage, rowShare, 1));
  }
}
