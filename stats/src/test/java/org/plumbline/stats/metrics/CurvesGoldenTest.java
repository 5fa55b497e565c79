package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.golden.Table;

class CurvesGoldenTest {
  private static final Accuracy CURVES =
      Accuracy.of("ROC and precision-recall curves", "scikit-learn 1.2.1", 1e-10, 0);
  private static final Accuracy DECILES =
      Accuracy.of("Lift and capture by decile", "NumPy, stable sort", 1e-10, 0);
  private static final Accuracy ERRORS =
      Accuracy.of("Calibration error, 10 and 15 bins", "Guo 2017, by hand", 1e-10, 0);

  @Test
  void agreeWithScikitLearn() {
    for (Golden example : Golden.load("classification/binary.json").items()) {
      String name = example.at("name").text();
      if (name.equals("weighted_500")) {
        continue; // Rows carry no weights here.
      }
      Golden expected = example.at("expected");
      double[] labels = example.numbers("y_true");
      double[] scores = example.numbers("score");
      curves(name, expected, labels, scores);
      deciles(name, expected, labels, scores);
      errors(name, expected, labels, scores);
    }
  }

  private static void curves(String name, Golden expected, double[] labels, double[] scores) {
    RocCurve roc = RocCurve.of(labels, scores);
    if (expected.has("gini")) {
      CURVES.check(name + " gini", roc.gini(), expected.number("gini"));
      CURVES.check(name + " area", roc.area(), expected.number("roc_auc"));
      CURVES.check(
          name + " ks", roc.best().youden(), expected.number("ks_statistic_max_tpr_minus_fpr"));
      if (roc.best().youden() > 0) {
        CURVES.check(name + " at", roc.best().threshold(), expected.number("ks_threshold"));
      }
      for (String share : List.of("0.05", "0.1")) {
        CURVES.check(
            name + " partial " + share,
            roc.partialArea(Double.parseDouble(share)),
            expected.number("partial_auc_max_fpr_" + share + "_mcclish"));
      }
    }
    if (expected.has("gini")) {
      PrecisionRecallCurve curve = PrecisionRecallCurve.of(labels, scores);
      CURVES.check(name + " pr", curve.trapezoidArea(), expected.number("pr_auc_trapezoid"));
      CURVES.check(name + " ap", curve.averagePrecision(), expected.number("average_precision"));
      if (expected.has("roc_curve")) {
        points(name, expected, roc, curve);
      }
    }
  }

  /** scikit-learn begins at a threshold of its own, and lists precision from the lowest. */
  private static void points(
      String name, Golden expected, RocCurve roc, PrecisionRecallCurve curve) {
    double[] falsePositives = expected.numbers("roc_curve", "fpr");
    double[] truePositives = expected.numbers("roc_curve", "tpr");
    double[] thresholds = expected.numbers("roc_curve", "thresholds");
    assertThat(roc.points()).hasSize(thresholds.length);
    for (int i = 0; i < thresholds.length; i++) {
      RocCurve.Point point = roc.points().get(i);
      CURVES.check(name + " fpr", point.falsePositiveRate(), falsePositives[i]);
      CURVES.check(name + " tpr", point.truePositiveRate(), truePositives[i]);
      if (i > 0) {
        CURVES.check(name + " threshold", point.threshold(), thresholds[i]);
      }
    }
    double[] precisions = expected.numbers("pr_curve", "precision");
    double[] recalls = expected.numbers("pr_curve", "recall");
    double[] from = expected.numbers("pr_curve", "thresholds");
    List<PrecisionRecallCurve.Point> ascending = curve.points().reversed();
    assertThat(ascending).hasSize(from.length);
    for (int i = 0; i < from.length; i++) {
      CURVES.check(name + " precision", ascending.get(i).precision(), precisions[i]);
      CURVES.check(name + " recall", ascending.get(i).recall(), recalls[i]);
      CURVES.check(name + " from", ascending.get(i).threshold(), from[i]);
    }
  }

  private static void deciles(String name, Golden expected, double[] labels, double[] scores) {
    if (!expected.has("gains_deciles")) {
      return;
    }
    List<Golden> rows = expected.at("gains_deciles").items();
    List<Deciles.Group> groups = Deciles.of(labels, scores).groups();
    for (int g = 0; g < rows.size(); g++) {
      DECILES.check(name, groups.get(g).rows(), rows.get(g).number("n"));
      DECILES.check(name, groups.get(g).positives(), rows.get(g).number("positives"));
      if (rows.get(g).has("lift")) {
        DECILES.check(name, groups.get(g).lift(), rows.get(g).number("lift"));
        DECILES.check(name, groups.get(g).captured(), rows.get(g).number("cum_capture"));
      }
    }
  }

  private static void errors(String name, Golden expected, double[] labels, double[] scores) {
    for (int bins : new int[] {10, 15}) {
      CalibrationCurve width = CalibrationCurve.equalWidth(labels, scores, bins);
      CalibrationCurve mass = CalibrationCurve.equalMass(labels, scores, bins);
      ERRORS.check(name, width.expectedError(), expected.number("ece_width_" + bins));
      ERRORS.check(name, mass.expectedError(), expected.number("ece_mass_" + bins));
      ERRORS.check(name, width.maximumError(), expected.number("mce_width_" + bins));
      ERRORS.check(name, mass.maximumError(), expected.number("mce_mass_" + bins));
    }
  }

  @Test
  void theBestPointAgreesWithPRoc() {
    Table models = Golden.csv("classification/two_models.csv");
    Golden best = Golden.load("classification/delong_R_pROC.json").at("youden_best");

    RocCurve.Point found =
        RocCurve.of(models.numbers("y"), models.numbers(models.columns().get(1))).best();

    Accuracy youden = Accuracy.of("Youden's best point", "R pROC 1.18.0 coords", 0, 1e-8);
    youden.check("sensitivity", found.truePositiveRate(), best.number("sensitivity"));
    youden.check("specificity", 1 - found.falsePositiveRate(), best.number("specificity"));
  }

  @Test
  void oneClassOrNothingIsUndefined() {
    double[] ones = {1, 1};
    double[] zeros = {0, 0};
    double[] scores = {0.1, 0.9};

    assertThat(RocCurve.of(ones, scores).area()).isNaN();
    assertThat(RocCurve.of(zeros, scores).area()).isNaN();
    assertThat(RocCurve.of(new double[0], new double[0]).area()).isNaN();
    assertThat(PrecisionRecallCurve.of(zeros, scores).averagePrecision()).isNaN();
    assertThat(PrecisionRecallCurve.of(new double[0], new double[0]).trapezoidArea()).isNaN();
    assertThat(PrecisionRecallCurve.of(ones, scores).averagePrecision()).isEqualTo(1);
    assertThat(Deciles.of(zeros, scores).groups().getFirst().lift()).isNaN();
    assertThat(Deciles.of(ones, scores).groups()).hasSize(10);
    assertThat(Deciles.of(ones, scores).groups().get(1).captured()).isEqualTo(1);
    assertThatThrownBy(() -> Deciles.of(ones, scores, 0)).hasMessageContaining("0 groups");
    assertThatThrownBy(() -> RocCurve.of(ones, scores).partialArea(0))
        .hasMessageContaining("negatives");
    assertThatThrownBy(() -> RocCurve.of(ones, scores).partialArea(1.1))
        .hasMessageContaining("negatives");
  }

  @Property(tries = 200)
  void turningScoresTurnsTheArea(@ForAll long seed) {
    var random = new Random(seed);
    int n = 4 + random.nextInt(60);
    double[] labels = new double[n];
    double[] scores = new double[n];
    double[] turned = new double[n];
    double[] stretched = new double[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i < 2 ? i : random.nextInt(2);
      scores[i] = random.nextInt(8);
      turned[i] = -scores[i];
      stretched[i] = Math.exp(scores[i]);
    }
    RocCurve curve = RocCurve.of(labels, scores);

    assertThat(RocCurve.of(labels, turned).area()).isCloseTo(1 - curve.area(), within(1e-12));
    assertThat(RocCurve.of(labels, stretched).area()).isEqualTo(curve.area());
    assertThat(curve.area()).isCloseTo(BinaryMetrics.rocAuc(labels, scores), within(1e-12));
    assertThat(PrecisionRecallCurve.of(labels, scores).averagePrecision())
        .isCloseTo(BinaryMetrics.prAuc(labels, scores), within(1e-12));
    assertThat(curve.partialArea(1)).isCloseTo(curve.area(), within(1e-12));
  }
}
