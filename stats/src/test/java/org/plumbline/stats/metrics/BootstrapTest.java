package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;

class BootstrapTest {
  private static final int ROWS = 1_000;
  private final double[] labels = new double[ROWS];
  private final double[] good = new double[ROWS];
  private final double[] poor = new double[ROWS];

  BootstrapTest() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextDouble() < 0.3 ? 1 : 0;
      good[i] = squash(labels[i] * 1.8 - 1.6 + random.nextGaussian());
      poor[i] = squash(labels[i] * 0.9 - 1.2 + random.nextGaussian());
    }
  }

  private static Interval of(Map<String, Interval> intervals, String name) {
    return Optional.ofNullable(intervals.get(name)).orElseThrow();
  }

  private static double squash(double margin) {
    return 1 / (1 + Math.exp(-margin));
  }

  @Test
  void intervalsHoldTheValueAndAgreeWithDeLong() {
    Map<String, Interval> intervals = Bootstrap.seeded(1).binary(labels, good, 0.5);

    assertThat(intervals.keySet())
        .containsExactlyElementsOf(BinaryMetrics.of(labels, good, 0.5).values().keySet());
    Interval auc = of(intervals, "rocAuc");
    assertThat(auc.value()).isEqualTo(BinaryMetrics.rocAuc(labels, good), within(1e-12));
    assertThat(auc.low()).isLessThan(auc.value());
    assertThat(auc.high()).isGreaterThan(auc.value());
    double standardError = deLong();
    assertThat(auc.high() - auc.low()).isCloseTo(2 * 1.96 * standardError, within(0.006));
  }

  /** DeLong's standard error of the ROC-AUC, by the placements of each row. */
  private double deLong() {
    double[] placements = new double[ROWS];
    int positives = 0;
    for (int i = 0; i < ROWS; i++) {
      positives += (int) labels[i];
      for (int j = 0; j < ROWS; j++) {
        if (labels[i] != labels[j]) {
          placements[i] += good[i] > good[j] ? 1 : 0;
        }
      }
    }
    int negatives = ROWS - positives;
    return Math.sqrt(
        variance(placements, 1, negatives) / positives
            + variance(placements, 0, positives) / negatives);
  }

  private double variance(double[] placements, double label, double others) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < ROWS; i++) {
      if (labels[i] == label) {
        double share = placements[i] / others;
        sum += share;
        squares += share * share;
        n++;
      }
    }
    return (squares - sum * sum / n) / (n - 1);
  }

  @Test
  void thePairedDifferenceIsSharperThanTheIntervalsApart() {
    Bootstrap bootstrap = Bootstrap.seeded(2);

    Interval difference = of(bootstrap.binaryDifference(labels, good, 0.5, poor, 0.5), "rocAuc");
    Interval itself = of(bootstrap.binaryDifference(labels, good, 0.5, good, 0.5), "rocAuc");

    assertThat(difference.isAbove(0)).isTrue();
    assertThat(difference.isBelow(0)).isFalse();
    assertThat(itself).isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void theSameSeedGivesTheSameIntervals() {
    Bootstrap bootstrap = new Bootstrap(200, 5, false, 0.9, IntervalMethod.BCA);

    assertThat(bootstrap.binary(labels, good, 0.5)).isEqualTo(bootstrap.binary(labels, good, 0.5));
    assertThat(new Bootstrap(200, 6, false, 0.9, IntervalMethod.BCA).binary(labels, good, 0.5))
        .isNotEqualTo(bootstrap.binary(labels, good, 0.5));
  }

  @Tag("simulation")
  @Test
  void bcaIntervalsCoverAboutAsStated() {
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    int tries = 300;
    for (int t = 0; t < tries; t++) {
      double[] truth = new double[60];
      double[] predicted = new double[60];
      for (int i = 0; i < truth.length; i++) {
        predicted[i] = random.nextGaussian();
        truth[i] = predicted[i] + random.nextExponential();
      }
      Interval mae =
          of(
              new Bootstrap(300, t, false, 0.9, IntervalMethod.BCA).regression(truth, predicted),
              "mae");
      covered += mae.low() <= 1 && mae.high() >= 1 ? 1 : 0;
    }

    assertThat((double) covered / tries).isBetween(0.83, 0.96);
  }

  @Test
  void undefinedMetricsHaveNoInterval() {
    double[] oneClass = new double[ROWS];

    Map<String, Interval> intervals = Bootstrap.seeded(1).binary(oneClass, good, 0.5);
    Map<String, Interval> nothing = Bootstrap.seeded(1).regression(new double[0], new double[0]);

    assertThat(of(intervals, "rocAuc").value()).isNaN();
    assertThat(of(intervals, "rocAuc").low()).isNaN();
    assertThat(of(intervals, "logLoss").low()).isPositive();
    assertThat(of(nothing, "rmse").value()).isNaN();
    assertThat(Interval.of(3).isAbove(0)).isFalse();
  }

  @Test
  void manyClassesAndNumbersHaveDifferencesToo() {
    double[] classes = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
    double[][] right = new double[10][];
    double[][] wrong = new double[10][];
    for (int i = 0; i < 10; i++) {
      int c = (int) classes[i];
      right[i] = new double[] {c == 0 ? 0.8 : 0.1, c == 1 ? 0.8 : 0.1, c == 2 ? 0.8 : 0.1};
      wrong[i] = new double[] {0.4, 0.3, 0.3};
    }
    Bootstrap bootstrap = Bootstrap.seeded(9);

    assertThat(of(bootstrap.multiclassDifference(classes, right, wrong), "logLoss").isBelow(0))
        .isTrue();
    assertThat(of(bootstrap.multiclass(classes, right), "accuracy").value()).isEqualTo(1);
    assertThat(of(bootstrap.regressionDifference(labels, labels, good), "rmse").isBelow(0))
        .isTrue();
    assertThatThrownBy(() -> new Bootstrap(1, 0, true, 0.9, IntervalMethod.BCA))
        .hasMessageContaining("resamples 1");
    assertThatThrownBy(() -> new Bootstrap(10, 0, true, 1, IntervalMethod.BCA))
        .hasMessageContaining("confidence 1");
  }
}
