package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class MetricsGoldenTest {
  private static final Accuracy CLASSIFICATION =
      Accuracy.of("Classification metrics", "scikit-learn 1.2.1", 1e-10, 0);
  private static final Accuracy REGRESSION =
      Accuracy.of("Regression metrics", "scikit-learn 1.2.1", 1e-12, 1e-10);

  @Test
  void binaryMetricsAgreeWithScikitLearn() {
    for (Golden golden : Golden.load("classification/binary.json").items()) {
      String name = golden.at("name").text();
      double[] labels = golden.numbers("y_true");
      double[] scores = golden.numbers("score");
      Golden expected = golden.at("expected");
      if (name.startsWith("weighted")) {
        continue;
      }

      BinaryMetrics metrics = BinaryMetrics.of(labels, scores, 0.5);

      assertThat(metrics.rows()).isEqualTo(labels.length);
      assertThat((double) metrics.positives()).isEqualTo(expected.number("positives"));
      CLASSIFICATION.check(
          name,
          metrics.rocAuc(),
          expected.has("roc_auc") ? expected.number("roc_auc") : Double.NaN);
      if (expected.has("average_precision") && metrics.positives() > 0) {
        CLASSIFICATION.check(name, metrics.prAuc(), expected.number("average_precision"));
      }
      CLASSIFICATION.check(name, metrics.brier(), expected.number("brier"));
      if (expected.has("log_loss_clip_1e-15")) {
        CLASSIFICATION.check(name, metrics.logLoss(), expected.number("log_loss_clip_1e-15"));
      }
      CLASSIFICATION.check(name, metrics.ece(), expected.number("ece_mass_10"));
      CLASSIFICATION.check(name, metrics.eceEqualWidth(), expected.number("ece_width_10"));
      CLASSIFICATION.check(
          name,
          CalibrationCurve.equalMass(labels, scores, 10).maximumError(),
          expected.number("mce_mass_10"));
      confusions(name, labels, scores, expected);
      top(name, labels, scores, expected);
    }
  }

  private static void confusions(String name, double[] labels, double[] scores, Golden expected) {
    for (String threshold : expected.at("threshold_ge").members().keySet()) {
      Golden at = expected.at("threshold_ge", threshold);
      Confusion confusion = Confusion.at(Double.parseDouble(threshold), labels, scores);

      assertThat((double) confusion.truePositive()).isEqualTo(at.number("tp"));
      assertThat((double) confusion.falsePositive()).isEqualTo(at.number("fp"));
      assertThat((double) confusion.trueNegative()).isEqualTo(at.number("tn"));
      assertThat((double) confusion.falseNegative()).isEqualTo(at.number("fn"));
      CLASSIFICATION.check(name, confusion.accuracy(), at.number("accuracy"));
      CLASSIFICATION.check(name, confusion.f1(), at.number("f1"));
      CLASSIFICATION.check(name, confusion.mcc(), at.number("mcc"));
      CLASSIFICATION.check(name, confusion.fBeta(1), at.number("f1"));
      CLASSIFICATION.check(name, confusion.fBeta(0.5), at.number("f0.5"));
      CLASSIFICATION.check(name, confusion.fBeta(2), at.number("f2"));
      CLASSIFICATION.check(name, confusion.balancedAccuracy(), at.number("balanced_accuracy"));
      CLASSIFICATION.check(name, confusion.kappa(), at.number("cohen_kappa"));
      CLASSIFICATION.check(name, confusion.jaccard(), at.number("jaccard"));
      if (confusion.truePositive() > 0) {
        CLASSIFICATION.check(name, confusion.precision(), at.number("precision"));
        CLASSIFICATION.check(name, confusion.recall(), at.number("recall"));
      }
      if (confusion.trueNegative() > 0 && at.has("specificity")) {
        CLASSIFICATION.check(name, confusion.specificity(), at.number("specificity"));
      }
    }
  }

  private static void top(String name, double[] labels, double[] scores, Golden expected) {
    for (String k : expected.at("at_k").members().keySet()) {
      TopK found = TopK.of(labels, scores, Integer.parseInt(k), TieRule.ROW_ORDER);
      Golden at = expected.at("at_k", k);
      CLASSIFICATION.check(name, found.precision(), at.number("precision"));
      if (found.positives() > 0 || at.has("recall")) {
        CLASSIFICATION.check(name, found.recall(), at.number("recall"));
        CLASSIFICATION.check(name, found.lift(), at.number("lift"));
      }
    }
  }

  @Test
  void multiclassMetricsAgreeWithScikitLearn() {
    Golden golden = Golden.load("classification/multiclass.json");
    double[] labels = golden.numbers("y_true");
    double[][] probabilities =
        golden.at("proba").items().stream().map(row -> row.numbers()).toArray(double[][]::new);
    Golden expected = golden.at("expected");

    MulticlassMetrics metrics = MulticlassMetrics.of(labels, probabilities);

    CLASSIFICATION.check("logLoss", metrics.logLoss(), expected.number("log_loss"));
    CLASSIFICATION.check("accuracy", metrics.accuracy(), expected.number("accuracy"));
    CLASSIFICATION.check("macroF1", metrics.macroF1(), expected.number("macro", "f1"));
    CLASSIFICATION.check("rocAuc", metrics.rocAuc(), expected.number("roc_auc_ovr_macro"));
    CLASSIFICATION.check("brier", metrics.brier(), expected.number("brier_multiclass_sum"));
    assertThat(metrics.ece()).isBetween(0.0, 1.0);
    assertThat(metrics.values()).hasSize(6);
  }

  @Test
  void regressionMetricsAgreeWithScikitLearn() {
    for (Golden golden : Golden.load("regression/regression.json").items()) {
      String name = golden.at("name").text();
      Golden expected = golden.at("expected");
      if (name.startsWith("weighted")) {
        continue;
      }

      RegressionMetrics metrics =
          RegressionMetrics.of(golden.numbers("y_true"), golden.numbers("y_pred"));

      REGRESSION.check(name, metrics.rmse(), expected.number("rmse"));
      REGRESSION.check(name, metrics.mae(), expected.number("mae"));
      REGRESSION.check(name, metrics.medianAe(), expected.number("median_ae"));
      if (expected.has("r2")) {
        REGRESSION.check(name, metrics.r2(), expected.number("r2"));
      }
      if (expected.has("mape_nonzero_only")) {
        REGRESSION.check(name, metrics.mape(), expected.number("mape_nonzero_only"));
      }
      REGRESSION.check(name, metrics.smape(), expected.number("smape_0_to_2"));
    }
  }

  @Test
  void resamplingEachRowOnceGivesTheMetricsThemselves() {
    for (Golden golden : Golden.load("classification/binary.json").items()) {
      double[] labels = golden.numbers("y_true");
      double[] scores = golden.numbers("score");

      List<Double> plain = List.copyOf(BinaryMetrics.of(labels, scores, 0.3).values().values());
      BinaryResampling resampling = new BinaryResampling(labels, scores, 0.3);

      assertSame(golden.at("name").text(), resampling, plain);
      assertThat(resampling.names())
          .containsExactlyElementsOf(BinaryMetrics.of(labels, scores, 0.3).values().keySet());
    }
    Golden golden = Golden.load("classification/multiclass.json");
    double[] labels = golden.numbers("y_true");
    double[][] rows =
        golden.at("proba").items().stream().map(row -> row.numbers()).toArray(double[][]::new);
    assertSame(
        "multiclass",
        new MulticlassResampling(labels, rows),
        List.copyOf(MulticlassMetrics.of(labels, rows).values().values()));
    for (Golden one : Golden.load("regression/regression.json").items()) {
      double[] truth = one.numbers("y_true");
      double[] predicted = one.numbers("y_pred");
      assertSame(
          one.at("name").text(),
          new RegressionResampling(truth, predicted),
          List.copyOf(RegressionMetrics.of(truth, predicted).values().values()));
    }
  }

  private static void assertSame(String name, ResampledMetrics resampling, List<Double> plain) {
    int[] once = new int[resampling.size()];
    java.util.Arrays.fill(once, 1);
    double[] values = new double[plain.size()];
    resampling.measure(once, values);
    for (int i = 0; i < values.length; i++) {
      String what = name + " " + resampling.names().get(i);
      if (Double.isNaN(plain.get(i))) {
        assertThat(values[i]).as(what).isNaN();
      } else {
        assertThat(values[i]).as(what).isCloseTo(plain.get(i), within(1e-10));
      }
    }
  }
}
