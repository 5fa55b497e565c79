package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;

class BootstrapPairsTest {
  private static final int GROUPS = 120;
  private static final int ROWS = GROUPS * 6;

  private final double[] labels = new double[ROWS];
  private final double[] good = new double[ROWS];
  private final double[] poor = new double[ROWS];
  private final int[] groups = new int[ROWS];

  /** Rows of one group share their label and most of both scores. */
  BootstrapPairsTest() {
    SplittableRandom random = new SplittableRandom(21);
    double[] near = random.doubles(GROUPS).toArray();
    double[] far = random.doubles(GROUPS).toArray();
    for (int i = 0; i < ROWS; i++) {
      groups[i] = i % GROUPS;
      labels[i] = groups[i] % 3 == 0 ? 1 : 0;
      good[i] = 0.3 * labels[i] + 0.6 * near[groups[i]] + 0.05 * random.nextDouble();
      poor[i] = 0.2 * labels[i] + 0.6 * far[groups[i]] + 0.05 * random.nextDouble();
    }
  }

  private static Interval of(Map<String, Interval> intervals, String name) {
    return Optional.ofNullable(intervals.get(name)).orElseThrow();
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  private static double[][] twoClasses(double[] scores) {
    double[][] probabilities = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = new double[] {1 - scores[i], scores[i]};
    }
    return probabilities;
  }

  private double[] squares(double[] scores) {
    return IntStream.range(0, ROWS)
        .mapToDouble(i -> (labels[i] - scores[i]) * (labels[i] - scores[i]))
        .toArray();
  }

  @Test
  void wholeGroupsWidenEveryPairedDifference() {
    Bootstrap bootstrap = new Bootstrap(400, 1, false, 0.95, IntervalMethod.PERCENTILE);

    Interval rows = of(bootstrap.binaryDifference(labels, good, 0.5, poor, 0.5), "brier");
    Interval whole = of(bootstrap.binaryDifference(labels, good, 0.5, poor, 0.5, groups), "brier");

    assertThat(whole.value()).isEqualTo(rows.value());
    assertThat(width(whole)).isGreaterThan(1.8 * width(rows));
  }

  @Test
  void allFormsOfADifferenceResampleTheSameGroups() {
    Bootstrap bootstrap = new Bootstrap(300, 2, true, 0.9, IntervalMethod.BCA);
    double[][] ofGood = twoClasses(good);
    double[][] ofPoor = twoClasses(poor);

    var binary = bootstrap.binaryDifference(labels, good, 0.5, poor, 0.5, groups);
    var multiclass = bootstrap.multiclassDifference(labels, ofGood, ofPoor, groups);
    var regression = bootstrap.regressionDifference(labels, good, poor, groups);

    assertThat(of(multiclass, "accuracy")).isEqualTo(of(binary, "accuracy"));
    close(bootstrap.meanDifference(squares(good), squares(poor), groups), of(binary, "brier"));
    close(
        bootstrap.rootMeanDifference(squares(good), squares(poor), groups), of(regression, "rmse"));
    close(
        bootstrap.rootMeanDifference(squares(good), squares(poor)),
        of(bootstrap.regressionDifference(labels, good, poor), "rmse"));
  }

  private static void close(Interval actual, Interval expected) {
    assertThat(actual.value()).isCloseTo(expected.value(), within(1e-12));
    assertThat(actual.low()).isCloseTo(expected.low(), within(1e-12));
    assertThat(actual.high()).isCloseTo(expected.high(), within(1e-12));
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Bootstrap bootstrap = Bootstrap.seeded(3);
    Interval zero = new Interval(0, 0, 0);

    assertThat(bootstrap.meanDifference(good, good)).isEqualTo(zero);
    assertThat(bootstrap.binaryDifference(labels, good, 0.5, good, 0.5, groups))
        .containsEntry("rocAuc", zero);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Bootstrap bootstrap = new Bootstrap(100, 4, true, 0.95, IntervalMethod.BCA);

    Map<String, Interval> byOne = on(1, bootstrap);
    Map<String, Interval> byFour = on(4, bootstrap);

    assertThat(byFour).isEqualTo(byOne);
  }

  private Map<String, Interval> on(int threads, Bootstrap bootstrap) {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(() -> bootstrap.binaryDifference(labels, good, 0.5, poor, 0.5, groups))
          .join();
    }
  }

  @Test
  void differentRowsAndLossesThatAreNoNumbersAreRefused() {
    Bootstrap bootstrap = Bootstrap.seeded(5);
    double[] one = {1};

    assertThat(bootstrap.meanDifference(new double[0], new double[0]).value()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.meanDifference(one, good))
        .withMessageContaining("same rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.meanDifference(one, new double[] {Double.NaN}))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.rootMeanDifference(one, new double[] {-1}))
        .withMessageContaining("negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.rootMeanDifference(one, one, new int[2]))
        .withMessageContaining("one group for each row");
    assertThat(bootstrap.meanDifference(new double[] {-2, -2}, new double[] {1, 1}))
        .isEqualTo(new Interval(-3, -3, -3));
  }
}
