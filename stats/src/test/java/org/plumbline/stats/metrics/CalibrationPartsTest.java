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

class CalibrationPartsTest {
  private static final Accuracy CURVES =
      Accuracy.of("Calibration curves", "scikit-learn 1.2.1, NumPy", 1e-10, 0);
  private static final double[] NONE = {};

  @Test
  void curvesAgreeWithScikitLearn() {
    for (Golden example : Golden.load("classification/binary.json").items()) {
      double[] labels = example.numbers("y_true");
      double[] scores = example.numbers("score");
      Golden expected = example.at("expected");
      if (expected.has("reliability_width_10")) {
        counted(CalibrationCurve.equalWidth(labels, scores, 10), expected, "width");
        counted(CalibrationCurve.equalMass(labels, scores, 10), expected, "mass");
      }
      if (expected.has("sklearn_calibration_curve_uniform_10")) {
        shares(labels, scores, Binning.EQUAL_WIDTH, expected, "uniform");
        shares(labels, scores, Binning.QUANTILE, expected, "quantile");
      }
    }
  }

  private static void counted(CalibrationCurve curve, Golden expected, String kind) {
    List<Golden> rows =
        expected.at("reliability_" + kind + "_10", "count_meanpred_fracpos").items().stream()
            .filter(row -> row.numbers()[0] > 0)
            .toList();
    assertThat(curve.bins()).hasSameSizeAs(rows);
    for (int b = 0; b < rows.size(); b++) {
      CalibrationCurve.Bin bin = curve.bins().get(b);
      double[] found = {bin.count(), bin.meanPredicted(), bin.observedRate()};
      CURVES.checkAll(kind, found, rows.get(b).numbers());
    }
  }

  private static void shares(
      double[] labels, double[] scores, Binning binning, Golden expected, String kind) {
    List<CalibrationCurve.Bin> bins = CalibrationCurve.of(labels, scores, binning, 10).bins();
    Golden curve = expected.at("sklearn_calibration_curve_" + kind + "_10");
    CURVES.checkAll(
        kind,
        bins.stream().mapToDouble(CalibrationCurve.Bin::observedRate).toArray(),
        curve.numbers("prob_true"));
    CURVES.checkAll(
        kind,
        bins.stream().mapToDouble(CalibrationCurve.Bin::meanPredicted).toArray(),
        curve.numbers("prob_pred"));
  }

  @Property(tries = 300)
  void thePartsAddUpUnderAnyBinning(@ForAll long seed) {
    var random = new Random(seed);
    int n = 1 + random.nextInt(60);
    double[] labels = random.doubles(n).map(v -> v < 0.3 ? 1 : 0).toArray();
    double[] scores = random.doubles(n).map(v -> Math.floor(v * 20) / 20).toArray();

    for (Binning binning : Binning.values()) {
      BrierDecomposition parts = BrierDecomposition.of(labels, scores, binning, 7);
      double sum =
          parts.reliability()
              - parts.resolution()
              + parts.uncertainty()
              + parts.withinVariance()
              - parts.withinCovariance();

      assertThat(sum).isCloseTo(parts.brier(), within(1e-12));
      assertThat(parts.reliability()).isBetween(0.0, 1.0);
      assertThat(parts.resolution()).isBetween(0.0, parts.uncertainty() + 1e-12);
      assertThat(parts.brier()).isEqualTo(BinaryMetrics.of(labels, scores, 0.5).brier());
    }
    BrierDecomposition each = BrierDecomposition.of(labels, scores, Binning.EACH_VALUE, 1);
    assertThat(each.withinVariance()).isZero();
    assertThat(each.withinCovariance()).isZero();
  }

  @Test
  void aKnownCaseIsTakenApart() {
    double[] labels = {0, 1, 1, 1};
    double[] scores = {0.25, 0.25, 0.75, 0.75};

    BrierDecomposition parts = BrierDecomposition.of(labels, scores, Binning.EQUAL_WIDTH, 2);

    assertThat(parts).isEqualTo(new BrierDecomposition(0.0625, 0.0625, 0.1875, 0, 0, 0.1875));
    assertThat(parts.skill()).isZero();
    assertThat(BrierDecomposition.of(labels, labels, Binning.EACH_VALUE, 1).skill()).isEqualTo(1);
  }

  @Test
  void errorsCountBinsAlikeOrByRows() {
    double[] labels = {0, 0, 0, 1};
    double[] scores = {0.1, 0.1, 0.1, 0.6};
    CalibrationCurve curve = CalibrationCurve.of(labels, scores, Binning.EACH_VALUE, 1);

    assertThat(curve.expectedError()).isCloseTo((3 * 0.1 + 0.4) / 4, within(1e-12));
    assertThat(curve.adaptiveError()).isCloseTo(0.25, within(1e-12));
    assertThat(curve.maximumError()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void nothingAndOneClassAreDefined() {
    for (Binning binning : Binning.values()) {
      assertThat(CalibrationCurve.of(NONE, NONE, binning, 3).bins()).isEmpty();
      assertThat(CalibrationCurve.of(NONE, NONE, binning, 3).adaptiveError()).isNaN();
      assertThat(BrierDecomposition.of(NONE, NONE, binning, 3).reliability()).isNaN();
      assertThat(BrierDecomposition.of(new double[] {1}, new double[] {1}, binning, 3).skill())
          .isNaN();
    }
    assertThatThrownBy(() -> BrierDecomposition.of(NONE, NONE, Binning.EQUAL_MASS, 0))
        .hasMessageContaining("0 bins");
  }
}
