package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class WeightedMetricsTest {
  private static final Accuracy BINARY =
      Accuracy.of("Classification metrics, weighted rows", "scikit-learn 1.2.1", 1e-10, 0);
  private static final Accuracy REGRESSION =
      Accuracy.of("Regression metrics, weighted rows", "scikit-learn 1.2.1", 1e-12, 1e-10);
  private static final double[] NONE = {};

  private static Golden named(String file, String name) {
    return Golden.load(file).items().stream()
        .filter(item -> item.at("name").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void classificationAgreesWithScikitLearn() {
    Golden golden = named("classification/binary.json", "weighted_500");
    Golden expected = golden.at("expected");
    double[] labels = golden.numbers("y_true");
    double[] scores = golden.numbers("score");
    double[] weights = golden.numbers("sample_weight");

    WeightedBinaryMetrics metrics = WeightedBinaryMetrics.of(labels, scores, weights, 0.5);
    RocCurve roc = RocCurve.of(labels, scores, weights);
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(labels, scores, weights);

    assertThat(metrics.rows()).isEqualTo(500);
    BINARY.check("roc auc", metrics.rocAuc(), expected.number("roc_auc"));
    BINARY.check("ap", metrics.prAuc(), expected.number("average_precision"));
    BINARY.check("brier", metrics.brier(), expected.number("brier"));
    BINARY.check("log loss", metrics.logLoss(), expected.number("log_loss_clip_1e-15"));
    BINARY.check("area", roc.area(), expected.number("roc_auc"));
    BINARY.check("gini", roc.gini(), expected.number("gini"));
    BINARY.check("ks", roc.best().youden(), expected.number("ks_statistic_max_tpr_minus_fpr"));
    BINARY.check("ks at", roc.best().threshold(), expected.number("ks_threshold"));
    // The reference script gave its partial areas no weights, whatever the case is called.
    RocCurve unweighted = RocCurve.of(labels, scores);
    for (String share : List.of("0.05", "0.1")) {
      BINARY.check(
          "partial " + share,
          unweighted.partialArea(Double.parseDouble(share)),
          expected.number("partial_auc_max_fpr_" + share + "_mcclish"));
    }
    BINARY.check("pr", curve.trapezoidArea(), expected.number("pr_auc_trapezoid"));
    BINARY.check("pr ap", curve.averagePrecision(), expected.number("average_precision"));
    expected
        .at("threshold_ge")
        .members()
        .forEach(
            (threshold, at) ->
                decisions(
                    at,
                    WeightedConfusion.at(Double.parseDouble(threshold), labels, scores, weights)));
  }

  private static void decisions(Golden at, WeightedConfusion found) {
    BINARY.check("tp", found.truePositive(), at.number("tp"));
    BINARY.check("fp", found.falsePositive(), at.number("fp"));
    BINARY.check("tn", found.trueNegative(), at.number("tn"));
    BINARY.check("fn", found.falseNegative(), at.number("fn"));
    BINARY.check("accuracy", found.accuracy(), at.number("accuracy"));
    BINARY.check("balanced", found.balancedAccuracy(), at.number("balanced_accuracy"));
    BINARY.check("precision", found.precision(), at.number("precision"));
    BINARY.check("recall", found.recall(), at.number("recall"));
    BINARY.check("specificity", found.specificity(), at.number("specificity"));
    BINARY.check("f1", found.f1(), at.number("f1"));
    BINARY.check("f0.5", found.fBeta(0.5), at.number("f0.5"));
    BINARY.check("f2", found.fBeta(2), at.number("f2"));
    BINARY.check("mcc", found.mcc(), at.number("mcc"));
    BINARY.check("kappa", found.kappa(), at.number("cohen_kappa"));
    BINARY.check("jaccard", found.jaccard(), at.number("jaccard"));
  }

  @Test
  void regressionAgreesWithScikitLearn() {
    Golden golden = named("regression/regression.json", "weighted_200");
    Golden expected = golden.at("expected");
    double[] labels = golden.numbers("y_true");
    double[] predictions = golden.numbers("y_pred");
    double[] weights = golden.numbers("sample_weight");

    RegressionMetrics metrics = RegressionMetrics.of(labels, predictions, weights);

    REGRESSION.check("mse", metrics.rmse() * metrics.rmse(), expected.number("mse"));
    REGRESSION.check("rmse", metrics.rmse(), expected.number("rmse"));
    REGRESSION.check("mae", metrics.mae(), expected.number("mae"));
    REGRESSION.check("median", metrics.medianAe(), expected.number("median_ae"));
    REGRESSION.check("r2", metrics.r2(), expected.number("r2"));
    REGRESSION.check("mape", metrics.mape(), expected.number("mape_sklearn_eps_floor"));
    REGRESSION.check(
        "explained",
        RegressionLosses.explainedVariance(labels, predictions, weights),
        expected.number("explained_variance"));
    for (String level : List.of("0.1", "0.5", "0.9")) {
      REGRESSION.check(
          "pinball " + level,
          RegressionLosses.pinball(labels, predictions, Double.parseDouble(level), weights),
          expected.number("pinball_" + level));
    }
  }

  @Property(tries = 200)
  void wholeWeightsAreRepeatedRows(@ForAll long seed) {
    var random = new Random(seed);
    int n = 1 + random.nextInt(30);
    double[] labels = random.doubles(n).map(v -> v < 0.5 ? 0 : 1).toArray();
    double[] scores = random.doubles(n).map(v -> Math.floor(v * 6) / 6).toArray();
    double[] weights = random.doubles(n).map(v -> Math.floor(v * 4)).toArray();
    double[] manyLabels = repeated(labels, weights);
    double[] manyScores = repeated(scores, weights);

    WeightedBinaryMetrics weighted = WeightedBinaryMetrics.of(labels, scores, weights, 0.5);
    BinaryMetrics plain = BinaryMetrics.of(manyLabels, manyScores, 0.5);

    same(weighted.rocAuc(), plain.rocAuc());
    same(weighted.prAuc(), plain.prAuc());
    same(weighted.brier(), plain.brier());
    same(weighted.logLoss(), plain.logLoss());
    assertThat(weighted.confusion()).isEqualTo(plain.confusion().weighted());
    same(
        RocCurve.of(labels, scores, weights).partialArea(0.3),
        RocCurve.of(manyLabels, manyScores).partialArea(0.3));
    same(
        PrecisionRecallCurve.of(labels, scores, weights).trapezoidArea(),
        PrecisionRecallCurve.of(manyLabels, manyScores).trapezoidArea());
    RegressionMetrics errors = RegressionMetrics.of(labels, scores, weights);
    RegressionMetrics manyErrors = RegressionMetrics.of(manyLabels, manyScores);
    assertThat(errors.rows()).isEqualTo(n);
    same(errors.rmse(), manyErrors.rmse());
    same(errors.r2(), manyErrors.r2());
    same(errors.smape(), manyErrors.smape());
    same(errors.mape(), manyErrors.mape());
    same(errors.medianAe(), manyErrors.medianAe());
    same(
        RegressionLosses.pinball(labels, scores, 0.2, weights),
        RegressionLosses.pinball(manyLabels, manyScores, 0.2));
    same(
        RegressionLosses.explainedVariance(labels, scores, weights),
        RegressionLosses.explainedVariance(manyLabels, manyScores));
  }

  /** The mean of rows that all err alike once took its rounding from a row of no weight. */
  @Test
  void rowsOfNoWeightLeaveNoRounding() {
    double[] labels = {0, 1};
    double[] weights = {0, 3};

    for (double score : new double[] {0.1, 1 / 6.0, 1 / 3.0, 2 / 3.0, 5 / 6.0}) {
      double[] scores = {5 / 6.0, score};
      double[] repeated = {score, score, score};
      double[] ones = {1, 1, 1};
      assertThat(RegressionLosses.explainedVariance(labels, scores, weights))
          .isEqualTo(RegressionLosses.explainedVariance(ones, repeated))
          .isEqualTo(1);
    }
  }

  @Property(tries = 100)
  void weightsCountByTheirProportion(@ForAll long seed) {
    var random = new Random(seed);
    int n = 4 + random.nextInt(30);
    double[] labels = new double[n];
    Arrays.setAll(labels, i -> i % 2);
    double[] scores = random.doubles(n).toArray();
    double[] weights = random.doubles(n, 0.1, 2).toArray();
    double[] eightfold = Arrays.stream(weights).map(weight -> 8 * weight).toArray();

    WeightedBinaryMetrics one = WeightedBinaryMetrics.of(labels, scores, weights, 0.5);
    WeightedBinaryMetrics other = WeightedBinaryMetrics.of(labels, scores, eightfold, 0.5);

    assertThat(other.rocAuc()).isEqualTo(one.rocAuc()).isBetween(0.0, 1 + 1e-12);
    assertThat(other.prAuc()).isEqualTo(one.prAuc());
    assertThat(other.confusion().mcc()).isCloseTo(one.confusion().mcc(), within(1e-12));
    assertThat(other.weight()).isEqualTo(8 * one.weight());
    assertThat(other.positiveWeight()).isEqualTo(8 * one.positiveWeight());
  }

  private static double[] repeated(double[] values, double[] weights) {
    List<Double> many = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (int copy = 0; copy < weights[i]; copy++) {
        many.add(values[i]);
      }
    }
    return many.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void same(double actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void noWeightIsUndefined() {
    double[] zeros = {0, 0};
    double[] labels = {0, 1};

    WeightedBinaryMetrics metrics = WeightedBinaryMetrics.of(labels, labels, zeros, 0.5);

    assertThat(metrics.rocAuc()).isNaN();
    assertThat(metrics.prAuc()).isNaN();
    assertThat(metrics.brier()).isNaN();
    assertThat(metrics.confusion().accuracy()).isNaN();
    assertThat(RocCurve.of(labels, labels, zeros).area()).isNaN();
    assertThat(RegressionMetrics.of(labels, labels, zeros).r2()).isNaN();
    assertThat(RegressionMetrics.of(labels, labels, zeros).medianAe()).isNaN();
    assertThat(RegressionMetrics.of(NONE, NONE, NONE).rmse()).isNaN();
    assertThat(RegressionLosses.pinball(labels, labels, 0.5, zeros)).isNaN();
    assertThat(RegressionLosses.explainedVariance(NONE, NONE, NONE)).isNaN();
    assertThat(WeightedBinaryMetrics.of(labels, new double[] {3, 4}, labels, 0).brier()).isNaN();
  }

  @Test
  void faultyWeightsAreRefused() {
    double[] labels = {0, 1};

    assertThatThrownBy(() -> WeightedBinaryMetrics.of(labels, labels, new double[] {1, -1}, 0))
        .hasMessageContaining("weight[1] is -1.0");
    assertThatThrownBy(
            () -> RocCurve.of(labels, labels, new double[] {1, Double.POSITIVE_INFINITY}))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> RegressionMetrics.of(labels, labels, NONE))
        .hasMessageContaining("0 weights but 2 rows");
    assertThatThrownBy(() -> WeightedConfusion.at(Double.NaN, NONE, NONE, NONE))
        .hasMessageContaining("number");
    assertThatThrownBy(() -> new WeightedConfusion(1, 1, Double.NaN, 1))
        .hasMessageContaining("NaN");
  }
}
