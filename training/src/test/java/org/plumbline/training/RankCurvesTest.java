package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.metrics.CalibrationCurve;
import org.plumbline.stats.metrics.GainCurve;

class RankCurvesTest {
  @Test
  void tellsBothCurvesAsCountingDoes() {
    var random = new Random(3);
    double[] labels = new double[400];
    double[] scores = new double[400];
    for (int i = 0; i < labels.length; i++) {
      scores[i] = (i + 0.5) / labels.length;
      labels[i] = random.nextDouble() < scores[i] * scores[i] ? 1 : 0;
    }
    RankCurves curves =
        RankCurves.of(
            ScorecardWriter.gain(GainCurve.of(labels, scores, 20)),
            ScorecardWriter.calibration(CalibrationCurve.equalMass(labels, scores, 10)));

    for (int i = 1; i <= 20; i++) {
      double threshold = 1 - i / 20.0;
      double hits = 0;
      double alarms = 0;
      double positives = 0;
      for (int row = 0; row < labels.length; row++) {
        positives += labels[row];
        if (scores[row] > threshold) {
          hits += labels[row];
          alarms += 1 - labels[row];
        }
      }
      RankCurves.RocPoint roc = curves.roc().get(i);
      RankCurves.PrecisionPoint precision = curves.precision().get(i - 1);
      assertThat(roc.truePositiveRate()).isCloseTo(hits / positives, within(1e-9));
      assertThat(roc.falsePositiveRate())
          .isCloseTo(alarms / (labels.length - positives), within(1e-9));
      assertThat(precision.recall()).isCloseTo(hits / positives, within(1e-9));
      assertThat(precision.precision()).isCloseTo(hits / (hits + alarms), within(1e-9));
    }
    assertThat(curves.roc().getFirst()).isEqualTo(new RankCurves.RocPoint(0, 0));
    assertThat(curves.roc()).hasSize(21);
    assertThat(curves.precision()).hasSize(20);
  }

  @Test
  void isEmptyWithoutTwoClasses() {
    var none = new RankCurves(List.of(), List.of());
    var point = new Scorecard.GainPoint(1, 1);

    assertThat(RankCurves.of(List.of(), List.of())).isEqualTo(none);
    assertThat(RankCurves.of(List.of(point), List.of())).isEqualTo(none);
    for (double rate : new double[] {0, 1}) {
      assertThat(
              RankCurves.of(
                  List.of(point), List.of(new Scorecard.CalibrationBin(0, 1, 10, 0.5, rate))))
          .isEqualTo(none);
    }
  }
}
