package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class RegressionLossesTest {
  private static final Accuracy LOSSES =
      Accuracy.of("Losses of predicted numbers", "scikit-learn 1.2.1", 1e-12, 1e-10);
  private static final double[] NONE = {};

  @Test
  void agreeWithScikitLearn() {
    for (Golden golden : Golden.load("regression/regression.json").items()) {
      String name = golden.at("name").text();
      if (name.startsWith("weighted")) {
        continue;
      }
      double[] labels = golden.numbers("y_true");
      double[] predictions = golden.numbers("y_pred");
      Golden expected = golden.at("expected");
      for (double level : new double[] {0.1, 0.5, 0.9}) {
        check(
            expected,
            name,
            "pinball_" + level,
            RegressionLosses.pinball(labels, predictions, level));
      }
      check(expected, name, "max_error", RegressionLosses.maximumError(labels, predictions));
      check(expected, name, "huber_delta_1", RegressionLosses.huber(labels, predictions, 1));
      check(expected, name, "rmsle", Math.sqrt(RegressionLosses.msle(labels, predictions)));
      check(
          expected,
          name,
          "poisson_deviance",
          RegressionLosses.poissonDeviance(labels, predictions));
      check(expected, name, "wape", RegressionLosses.wape(labels, predictions));
      check(
          expected,
          name,
          "bias_mean_error_pred_minus_true",
          RegressionLosses.bias(labels, predictions));
      check(
          expected,
          name,
          "explained_variance",
          RegressionLosses.explainedVariance(labels, predictions));
    }
  }

  /** What the reference leaves out or has as null is not defined there. */
  private static void check(Golden expected, String name, String key, double actual) {
    if (expected.has(key)) {
      LOSSES.check(name + " " + key, actual, expected.number(key));
    }
  }

  @Test
  void theWeightedGoldenCaseAgrees() {
    for (Golden golden : Golden.load("regression/regression.json").items()) {
      if (golden.has("sample_weight")) {
        double actual =
            RegressionLosses.weightedMae(
                golden.numbers("y_true"),
                golden.numbers("y_pred"),
                golden.numbers("sample_weight"));

        LOSSES.check("weighted mae", actual, golden.number("expected", "mae"));
      }
    }
  }

  @Test
  void rowsWithoutWorthDoNotCount() {
    double[] labels = {10, 0, 30};
    double[] predictions = {12, 100, 29};

    assertThat(RegressionLosses.weightedMae(labels, predictions, labels))
        .isCloseTo(50.0 / 40, within(1e-15));
    assertThat(RegressionLosses.weightedMae(labels, predictions, new double[3])).isZero();
    assertThat(RegressionLosses.weightedMae(NONE, NONE, NONE)).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RegressionLosses.weightedMae(labels, predictions, new double[] {1, -1, 1}))
        .withMessageContaining("weight[1] is -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionLosses.weightedMae(labels, predictions, new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RegressionLosses.weightedMae(labels, predictions, new double[] {1, Double.NaN, 1}));
  }

  @Test
  void totalsAreComparedInPercent() {
    assertThat(RegressionLosses.totalErrorPercent(new double[] {50, 50}, new double[] {70, 20}))
        .isCloseTo(10, within(1e-12));
    assertThat(RegressionLosses.totalErrorPercent(new double[] {-1, 1}, new double[2])).isNaN();
  }

  @Test
  void lossesOfNegativeCountsAreUndefined() {
    double[] negative = {-0.5};
    double[] one = {1};

    assertThat(RegressionLosses.msle(negative, one)).isNaN();
    assertThat(RegressionLosses.msle(one, negative)).isNaN();
    assertThat(RegressionLosses.poissonDeviance(negative, one)).isNaN();
    assertThat(RegressionLosses.poissonDeviance(one, new double[1])).isNaN();
    assertThat(RegressionLosses.poissonDeviance(new double[1], one)).isEqualTo(2);
    assertThat(RegressionLosses.msle(new double[1], one))
        .isCloseTo(Math.pow(Math.log(2), 2), within(1e-15));
  }

  @Test
  void constantLabelsAreExplainedWhenTheErrorNeverVaries() {
    double[] constant = {3, 3, 3};

    assertThat(RegressionLosses.explainedVariance(constant, new double[] {4, 4, 4})).isEqualTo(1);
    assertThat(RegressionLosses.explainedVariance(constant, new double[] {4, 4, 5})).isZero();
    assertThat(RegressionLosses.wape(new double[2], new double[] {1, 1})).isNaN();
  }

  @Test
  void noRowsHaveNoLoss() {
    assertThat(
            new double[] {
              RegressionLosses.bias(NONE, NONE),
              RegressionLosses.maximumError(NONE, NONE),
              RegressionLosses.explainedVariance(NONE, NONE),
              RegressionLosses.pinball(NONE, NONE, 0.5),
              RegressionLosses.huber(NONE, NONE, 1),
              RegressionLosses.msle(NONE, NONE),
              RegressionLosses.poissonDeviance(NONE, NONE),
              RegressionLosses.wape(NONE, NONE),
              RegressionLosses.totalErrorPercent(NONE, NONE)
            })
        .containsOnly(Double.NaN);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    double[] one = {1};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegressionLosses.bias(one, new double[] {Double.NaN}))
        .withMessageContaining("prediction[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RegressionLosses.maximumError(new double[] {Double.POSITIVE_INFINITY}, one))
        .withMessageContaining("label[0]");
    assertThatIllegalArgumentException().isThrownBy(() -> RegressionLosses.wape(one, NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> RegressionLosses.pinball(one, one, 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> RegressionLosses.pinball(one, one, -0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> RegressionLosses.huber(one, one, 0));
  }
}
