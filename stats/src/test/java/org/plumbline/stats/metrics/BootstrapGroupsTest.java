package org.plumbline.stats.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.Interval;
import org.plumbline.stats.IntervalMethod;

class BootstrapGroupsTest {
  private static final int GROUPS = 150;
  private static final int EACH = 10;

  private final double[] labels = new double[GROUPS * EACH];
  private final double[] scores = new double[GROUPS * EACH];
  private final int[] groups = new int[GROUPS * EACH];

  /** Every row of a group repeats the same person. */
  BootstrapGroupsTest() {
    SplittableRandom random = new SplittableRandom(11);
    for (int g = 0; g < GROUPS; g++) {
      double label = g % 3 == 0 ? 1 : 0;
      double score = Math.min(0.99, 0.6 * random.nextDouble() + 0.3 * label);
      for (int i = 0; i < EACH; i++) {
        int row = i * GROUPS + g;
        labels[row] = label;
        scores[row] = score;
        groups[row] = 7 * g - 100;
      }
    }
  }

  private static Interval of(Map<String, Interval> intervals, String name) {
    return Optional.ofNullable(intervals.get(name)).orElseThrow();
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  @Test
  void repeatedRowsDoNotNarrowIntervalsOfWholeGroups() {
    Bootstrap bootstrap = new Bootstrap(500, 3, false, 0.95, IntervalMethod.PERCENTILE);
    double[] people = Arrays.copyOf(labels, GROUPS);
    double[] theirScores = Arrays.copyOf(scores, GROUPS);

    Interval byGroup = bootstrap.rocAuc(labels, scores, groups);
    Interval byRow = bootstrap.rocAuc(labels, scores);
    Interval ofPeople = bootstrap.rocAuc(people, theirScores);

    assertThat(byGroup.low()).isCloseTo(ofPeople.low(), within(0.01));
    assertThat(byGroup.value()).isCloseTo(ofPeople.value(), within(1e-12));
    assertThat(width(byGroup)).isGreaterThan(2.5 * width(byRow));
  }

  @Test
  void allFormsResampleTheSameGroups() {
    Bootstrap bootstrap = new Bootstrap(300, 4, true, 0.9, IntervalMethod.BCA);
    double[][] probabilities = new double[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      probabilities[i] = new double[] {1 - scores[i], scores[i]};
    }

    Map<String, Interval> binary = bootstrap.binary(labels, scores, 0.5, groups);
    Map<String, Interval> multiclass = bootstrap.multiclass(labels, probabilities, groups);
    Map<String, Interval> regression = bootstrap.regression(labels, scores, groups);

    Interval auc = bootstrap.rocAuc(labels, scores, groups);
    assertThat(of(binary, "rocAuc").low()).isCloseTo(auc.low(), within(1e-12));
    assertThat(of(binary, "rocAuc").high()).isCloseTo(auc.high(), within(1e-12));
    assertThat(of(multiclass, "accuracy")).isEqualTo(of(binary, "accuracy"));
    assertThat(Math.pow(of(regression, "rmse").low(), 2))
        .isCloseTo(of(binary, "brier").low(), within(0.005));
  }

  @Test
  void groupsOfOneRowAreRowsWithoutStrata() {
    Bootstrap bootstrap = new Bootstrap(200, 5, false, 0.95, IntervalMethod.BCA);
    int[] own = IntStream.range(0, labels.length).toArray();

    assertThat(bootstrap.binary(labels, scores, 0.5, own))
        .isEqualTo(bootstrap.binary(labels, scores, 0.5));
  }

  @Test
  void theAreaAloneAgreesWithTheAreaAmongAllMetrics() {
    Bootstrap bootstrap = Bootstrap.seeded(6);
    double[] tied = IntStream.range(0, scores.length).mapToDouble(i -> i % 7 * 0.1).toArray();

    Interval alone = bootstrap.rocAuc(labels, tied);
    Interval amongAll = of(bootstrap.binary(labels, tied, 0.5), "rocAuc");

    assertThat(alone.value()).isCloseTo(BinaryMetrics.rocAuc(labels, tied), within(1e-14));
    assertThat(alone.low()).isCloseTo(amongAll.low(), within(0.004));
    assertThat(alone.high()).isCloseTo(amongAll.high(), within(0.004));
  }

  @Test
  void aSingleGroupNeverVaries() {
    Bootstrap bootstrap = new Bootstrap(50, 7, false, 0.95, IntervalMethod.BCA);

    Interval interval = bootstrap.rocAuc(labels, scores, new int[labels.length]);

    assertThat(interval.low()).isEqualTo(interval.value());
    assertThat(interval.high()).isEqualTo(interval.value());
  }

  @Test
  void noRowsAndOneClassHaveNoInterval() {
    Bootstrap bootstrap = Bootstrap.seeded(8);

    Interval none = bootstrap.rocAuc(new double[0], new double[0], new int[0]);
    Interval oneClass = bootstrap.rocAuc(new double[] {1, 1}, new double[] {0.1, 0.2});

    assertThat(none.value()).isNaN();
    assertThat(oneClass.value()).isNaN();
    assertThat(oneClass.low()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.rocAuc(labels, scores, new int[1]))
        .withMessageContaining("one group for each row");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap.binary(labels, scores, 0.5, new int[1]));
  }
}
