package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.Interval;

class MetricsEdgeTest {
  private static final double[] NONE = {};

  @Test
  void nothingHasNoMetric() {
    BinaryMetrics binary = BinaryMetrics.of(NONE, NONE, 0.5);
    RegressionMetrics regression = RegressionMetrics.of(NONE, NONE);
    MulticlassMetrics multiclass = MulticlassMetrics.of(NONE, new double[0][]);

    assertThat(binary.rocAuc()).isNaN();
    assertThat(binary.logLoss()).isNaN();
    assertThat(binary.precisionAt5()).isNaN();
    assertThat(binary.confusion().accuracy()).isNaN();
    assertThat(regression.values().values()).allMatch(value -> value.isNaN());
    assertThat(multiclass.values().values()).allMatch(value -> value.isNaN());
    assertThat(CalibrationCurve.equalWidth(NONE, NONE, 10).bins()).isEmpty();
    assertThat(CalibrationCurve.equalWidth(NONE, NONE, 10).maximumError()).isNaN();
    assertThat(GainCurve.of(NONE, NONE, 10).points()).isEmpty();
  }

  @Test
  void oneClassHasNoRankingButALoss() {
    BinaryMetrics metrics =
        BinaryMetrics.of(new double[] {0, 0, 0}, new double[] {0.1, 0.2, 0.9}, 0.5);

    assertThat(metrics.rocAuc()).isNaN();
    assertThat(metrics.prAuc()).isNaN();
    assertThat(metrics.recallAt10()).isNaN();
    assertThat(metrics.logLoss()).isPositive();
    assertThat(metrics.confusion().falsePositive()).isEqualTo(1);
    assertThat(metrics.confusion().mcc()).isZero();
    assertThat(metrics.confusion().f1()).isZero();
  }

  @Test
  void constantScoresRankNothing() {
    double[] labels = {0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    double[] scores = new double[10];
    Arrays.fill(scores, 0.2);

    BinaryMetrics metrics = BinaryMetrics.of(labels, scores, 0.5);

    assertThat(metrics.rocAuc()).isEqualTo(0.5);
    assertThat(metrics.prAuc()).isEqualTo(0.2);
    assertThat(metrics.liftAt10()).isEqualTo(1);
    assertThat(metrics.precisionAt20()).isEqualTo(0.2);
    assertThat(metrics.eceEqualWidth()).isEqualTo(0, org.assertj.core.data.Offset.offset(1e-15));
  }

  @Test
  void scoresThatAreNoProbabilitiesAreStillRanked() {
    BinaryMetrics metrics = BinaryMetrics.of(new double[] {0, 1, 1}, new double[] {-3, 2, 7}, 0);

    assertThat(metrics.rocAuc()).isEqualTo(1);
    assertThat(metrics.logLoss()).isNaN();
    assertThat(metrics.brier()).isNaN();
    assertThat(metrics.ece()).isNaN();
  }

  @Test
  void whatCannotBeMeasuredIsRefusedWithTheRow() {
    assertThatThrownBy(
            () -> BinaryMetrics.of(new double[] {0, 1}, new double[] {0.5, Double.NaN}, 0.5))
        .hasMessageContaining("score[1] is NaN");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0, 2}, new double[] {0.5, 0.1}, 0.5))
        .hasMessageContaining("label[1] is 2.0");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[1], new double[2], 0.5))
        .hasMessageContaining("1 labels but 2 scores");
    assertThatThrownBy(() -> RegressionMetrics.of(new double[] {Double.NaN}, new double[1]))
        .hasMessageContaining("label[0]");
    assertThatThrownBy(() -> MulticlassMetrics.of(new double[] {2}, new double[][] {{0.5, 0.5}}))
        .hasMessageContaining("class index below 2");
    assertThatThrownBy(() -> MulticlassMetrics.of(new double[] {1}, new double[][] {{0.5, 1.5}}))
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> MulticlassMetrics.of(new double[] {1}, new double[][] {{0, 0}}))
        .hasMessageContaining("no class");
    assertThatThrownBy(
            () -> MulticlassMetrics.of(new double[] {1, 0}, new double[][] {{0, 1}, {1}}))
        .hasMessageContaining("row 1 has 1");
    assertThatThrownBy(() -> MulticlassMetrics.of(new double[] {1}, new double[0][]))
        .hasMessageContaining("0 rows");
    assertThatThrownBy(() -> CalibrationCurve.equalMass(NONE, NONE, 0))
        .hasMessageContaining("0 bins");
    assertThatThrownBy(() -> GainCurve.of(NONE, NONE, 0)).hasMessageContaining("0 steps");
    assertThatThrownBy(() -> BinaryMetrics.precisionAt(NONE, NONE, 1))
        .hasMessageContaining("1 rows");
    assertThatThrownBy(() -> Confusion.at(Double.NaN, NONE, NONE)).hasMessageContaining("number");
    assertThatThrownBy(() -> new Interval(1, 2, 1)).hasMessageContaining("backwards");
  }

  @Test
  void thresholdsFollowTheGoal() {
    double[] labels = {0, 0, 1, 0, 1, 1};
    double[] scores = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};

    assertThat(BinaryMetrics.bestThresholdByF1(labels, scores)).isEqualTo(0.3);
    assertThat(BinaryMetrics.bestThresholdByCost(labels, scores, 10, 1)).isEqualTo(0.5);
    assertThat(BinaryMetrics.bestThresholdByCost(labels, scores, 1, 10)).isEqualTo(0.3);
    assertThat(BinaryMetrics.bestThresholdByCost(labels, scores, 10, 0)).isGreaterThan(0.6);
    assertThat(BinaryMetrics.bestThresholdByCost(new double[2], new double[2], 1, 1)).isPositive();
    assertThat(BinaryMetrics.bestThresholdByF1(new double[2], new double[2])).isNaN();
    assertThat(BinaryMetrics.bestThresholdByCost(NONE, NONE, 1, 1)).isNaN();
    assertThat(Confusion.at(0.5, labels, scores).meanCost(6, 3)).isEqualTo(0.5);
  }

  @Test
  void decisionsWithoutOneClassKeepWhatIsDefined() {
    Confusion none = new Confusion(0.5, 0, 0, 0, 0);
    Confusion negatives = new Confusion(0.5, 0, 1, 3, 0);
    Confusion positives = new Confusion(0.5, 3, 0, 0, 1);

    assertThat(none.balancedAccuracy()).isNaN();
    assertThat(none.kappa()).isNaN();
    assertThat(none.jaccard()).isNaN();
    assertThat(none.fBeta(2)).isZero();
    assertThat(negatives.balancedAccuracy()).isEqualTo(0.75);
    assertThat(positives.balancedAccuracy()).isEqualTo(0.75);
    assertThat(new Confusion(0.5, 4, 0, 0, 0).kappa()).isNaN();
    assertThatThrownBy(() -> none.fBeta(0)).hasMessageContaining("beta 0.0");
    assertThatThrownBy(() -> none.fBeta(Double.NaN)).hasMessageContaining("beta NaN");
  }

  @Test
  void gainRisesToAll() {
    double[] labels = {0, 0, 1, 0, 1, 1, 0, 0, 0, 0};
    double[] scores = {0.1, 0.2, 0.8, 0.4, 0.9, 0.9, 0.3, 0.2, 0.1, 0};

    GainCurve curve = GainCurve.of(labels, scores, 10);

    assertThat(curve.points()).hasSize(11);
    assertThat(curve.points().getFirst().captured()).isZero();
    assertThat(curve.points().get(1).captured()).isEqualTo(1.0 / 3);
    assertThat(curve.points().get(3).captured()).isEqualTo(1);
    assertThat(curve.points().getLast().captured()).isEqualTo(1);
  }

  @Test
  void aConstantLabelHasADefinedR2() {
    assertThat(RegressionMetrics.of(new double[] {5, 5}, new double[] {5, 5}).r2()).isEqualTo(1);
    assertThat(RegressionMetrics.of(new double[] {5, 5}, new double[] {5, 6}).r2()).isZero();
    assertThat(RegressionMetrics.of(new double[] {0, 0}, new double[] {0, 1}).mape()).isNaN();
    assertThat(RegressionMetrics.of(new double[] {0, 0}, new double[] {0, 1}).smape()).isEqualTo(1);
  }
}
