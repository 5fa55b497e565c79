package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Golden;

class MetricsGoldenTest {
  private static void close(String what, double actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat(actual).as(what).isCloseTo(expected, within(1e-10, 1e-10, expected));
    }
  }

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
      close(
          name,
          metrics.rocAuc(),
          expected.has("roc_auc") ? expected.number("roc_auc") : Double.NaN);
      if (expected.has("average_precision") && metrics.positives() > 0) {
        close(name, metrics.prAuc(), expected.number("average_precision"));
      }
      close(name, metrics.brier(), expected.number("brier"));
      if (expected.has("log_loss_clip_1e-15")) {
        close(name, metrics.logLoss(), expected.number("log_loss_clip_1e-15"));
      }
      close(name, metrics.ece(), expected.number("ece_mass_10"));
      close(name, metrics.eceEqualWidth(), expected.number("ece_width_10"));
      close(
          name,
          CalibrationCurve.equalMass(labels, scores, 10).maximumError(),
          expected.number("mce_mass_10"));
      confusions(name, labels, scores, expected);
      if (!hasTies(scores)) {
        top(name, labels, scores, expected);
      }
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
      close(name, confusion.accuracy(), at.number("accuracy"));
      close(name, confusion.f1(), at.number("f1"));
      close(name, confusion.mcc(), at.number("mcc"));
      if (confusion.truePositive() > 0) {
        close(name, confusion.precision(), at.number("precision"));
        close(name, confusion.recall(), at.number("recall"));
      }
      if (confusion.trueNegative() > 0 && at.has("specificity")) {
        close(name, confusion.specificity(), at.number("specificity"));
      }
    }
  }

  private static void top(String name, double[] labels, double[] scores, Golden expected) {
    for (String k : expected.at("at_k").members().keySet()) {
      close(
          name,
          BinaryMetrics.precisionAt(labels, scores, Integer.parseInt(k)),
          expected.number("at_k", k, "precision"));
    }
  }

  private static boolean hasTies(double[] scores) {
    return java.util.Arrays.stream(scores).distinct().count() < scores.length;
  }

  @Test
  void multiclassMetricsAgreeWithScikitLearn() {
    Golden golden = Golden.load("classification/multiclass.json");
    double[] labels = golden.numbers("y_true");
    double[][] probabilities =
        golden.at("proba").items().stream().map(row -> row.numbers()).toArray(double[][]::new);
    Golden expected = golden.at("expected");

    MulticlassMetrics metrics = MulticlassMetrics.of(labels, probabilities);

    close("logLoss", metrics.logLoss(), expected.number("log_loss"));
    close("accuracy", metrics.accuracy(), expected.number("accuracy"));
    close("macroF1", metrics.macroF1(), expected.number("macro", "f1"));
    close("rocAuc", metrics.rocAuc(), expected.number("roc_auc_ovr_macro"));
    close("brier", metrics.brier(), expected.number("brier_multiclass_sum"));
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

      close(name, metrics.rmse(), expected.number("rmse"));
      close(name, metrics.mae(), expected.number("mae"));
      close(name, metrics.medianAe(), expected.number("median_ae"));
      if (expected.has("r2")) {
        close(name, metrics.r2(), expected.number("r2"));
      }
      if (expected.has("mape_nonzero_only")) {
        close(name, metrics.mape(), expected.number("mape_nonzero_only"));
      }
      close(name, metrics.smape(), expected.number("smape_0_to_2"));
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
      close(name + " " + resampling.names().get(i), values[i], plain.get(i));
    }
  }

  private static Offset<Double> within(double absolute, double relative, double expected) {
    return Offset.offset(absolute + relative * Math.abs(expected));
  }
}
