package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.golden.Table;
import org.plumbline.stats.Interval;

class DeLongTest {
  private static final Accuracy PROC =
      Accuracy.of("DeLong's variance and paired test of ROC-AUC", "R pROC 1.18.0", 0, 1e-8);

  @Test
  void agreesWithR() {
    Table table = Golden.csv("classification/two_models.csv");
    Golden expected = Golden.load("classification/delong_R_pROC.json");

    DeLong.Pair pair = DeLong.paired(table.numbers("y"), table.numbers("p1"), table.numbers("p2"));

    PROC.check("auc1", pair.first().auc(), expected.number("auc1"));
    PROC.check("auc2", pair.second().auc(), expected.number("auc2"));
    PROC.check("var1", pair.first().variance(), expected.number("var1"));
    PROC.check("var2", pair.second().variance(), expected.number("var2"));
    PROC.check("cov", pair.covariance(), expected.number("cov"));
    PROC.check("z", pair.z(), expected.number("delong_paired_z"));
    PROC.check("p", pair.pValue(), expected.number("delong_paired_p"));
    PROC.checkAll("ci1", ends(pair.first().interval(0.95)), expected.numbers("ci95_1"));
    PROC.checkAll("ci2", ends(pair.second().interval(0.95)), expected.numbers("ci95_2"));
  }

  private static double[] ends(Interval interval) {
    return new double[] {interval.low(), interval.high()};
  }

  @Test
  void placesTiesHalfAsTheDefinitionOverAllPairs() {
    double[] labels = {0, 0, 0, 1, 1, 1};
    double[] scores = {1, 2, 2, 2, 3, 1};

    DeLong area = DeLong.of(labels, scores);

    // Positives beat 2/3, 1 and 1/6 of the negatives; negatives are beaten by 5/6, 1/2 and 1/2.
    assertThat(area.auc()).isCloseTo(11.0 / 18, within(1e-15));
    double amongPositives = (1 + 49 + 64) / 324.0 / 2 / 3;
    double amongNegatives = (16 + 4 + 4) / 324.0 / 2 / 3;
    assertThat(area.variance()).isCloseTo(amongPositives + amongNegatives, within(1e-15));
  }

  @Test
  void cutsTheIntervalOfAnAreaButNotOfADifference() {
    double[] labels = {0, 0, 1, 1};

    Interval high = DeLong.of(labels, new double[] {1, 3, 2, 4}).interval(0.99);
    Interval low = DeLong.of(labels, new double[] {4, 2, 3, 1}).interval(0.99);
    Interval difference =
        DeLong.paired(labels, new double[] {1, 3, 2, 4}, new double[] {4, 2, 3, 1}).interval(0.99);

    assertThat(high.high()).isEqualTo(1);
    assertThat(low.low()).isZero();
    assertThat(difference.value()).isEqualTo(0.5);
    assertThat(difference.high()).isGreaterThan(1);
    assertThat(difference.high() - 0.5).isCloseTo(0.5 - difference.low(), within(1e-12));
  }

  @Test
  void modelsThatRankAlikeDoNotDiffer() {
    double[] labels = {0, 1, 0, 1, 1};
    double[] scores = {0.1, 0.4, 0.3, 0.2, 0.9};
    double[] tenfold = {1, 4, 3, 2, 9};

    DeLong.Pair pair = DeLong.paired(labels, scores, tenfold);

    assertThat(pair.difference()).isZero();
    assertThat(pair.pValue()).isEqualTo(1);
    assertThat(pair.z()).isNaN();
  }

  @Test
  void tooFewRowsLeaveTheVarianceUndefined() {
    DeLong none = DeLong.of(new double[0], new double[0]);
    DeLong single = DeLong.of(new double[] {1}, new double[] {0.3});
    DeLong onePositive = DeLong.of(new double[] {1, 0, 0}, new double[] {3, 1, 2});
    DeLong oneNegative = DeLong.of(new double[] {0, 1, 1}, new double[] {3, 1, 2});

    assertThat(none.auc()).isNaN();
    assertThat(none.variance()).isNaN();
    assertThat(single.auc()).isNaN();
    assertThat(onePositive.auc()).isEqualTo(1);
    assertThat(onePositive.variance()).isNaN();
    assertThat(onePositive.interval(0.9).low()).isNaN();
    assertThat(oneNegative.auc()).isZero();
    assertThat(oneNegative.variance()).isNaN();
    assertThat(
            DeLong.paired(new double[] {1, 0}, new double[] {1, 0}, new double[] {0, 1}).pValue())
        .isNaN();
  }

  @Test
  void constantAndHugeScoresAreRankedAsAnyOther() {
    double[] labels = {0, 0, 1, 1};
    double[] huge = {-Double.MAX_VALUE, -1, 1, Double.MAX_VALUE};

    assertThat(DeLong.of(labels, new double[4])).isEqualTo(new DeLong(0.5, 0));
    assertThat(DeLong.of(labels, huge)).isEqualTo(new DeLong(1, 0));
  }

  @Test
  void refusesWhatCannotBeRanked() {
    double[] labels = {0, 1};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeLong.of(labels, new double[] {1, Double.NaN}))
        .withMessageContaining("score[1] is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeLong.of(labels, new double[] {Double.POSITIVE_INFINITY, 1}));
    assertThatIllegalArgumentException().isThrownBy(() -> DeLong.of(labels, new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeLong.of(labels, new double[2]).interval(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeLong.of(labels, new double[2]).interval(0));
  }
}
