package org.plumbline.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdSearchTest {
  /**
   * By hand: each group has 40 rows; of a the first thirty by score are positive, of b the first
   * ten.
   */
  @Test
  void parityTakesTheShareOfHighestFScore() {
    List<String> groups = new ArrayList<>();
    boolean[] positive = new boolean[80];
    double[] scores = new double[80];
    for (int i = 0; i < 80; i++) {
      groups.add(i < 40 ? "a" : "b");
      positive[i] = i < 40 ? i < 30 : i - 40 < 10;
      scores[i] = (i < 40 ? 1 : 0.5) - 0.01 * (i % 40);
    }

    GroupThresholds chosen = search(FairnessGoal.DEMOGRAPHIC_PARITY, 0, groups, positive, scores);

    // With k of each: k <= 10 finds 2k, F1 = 4k / (2k + 40); 10 < k <= 30 finds k + 10,
    // F1 = (2k + 20) / (2k + 40), rising to 80 / 100 at 30; beyond it 80 / (2k + 40) falls.
    assertThat(chosen.of("a")).isEqualTo(scores[29]);
    assertThat(chosen.of("b")).isEqualTo(scores[69]);
    assertThat(chosen.of("else")).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource(FairnessGoal.class)
  void thresholdsHoldTheDifferenceOnTheirRows(FairnessGoal goal) {
    var rows = new Rows(4_000, 0.8);

    GroupThresholds chosen = search(goal, 0.03, rows.groups, rows.positive, rows.scores);

    FairnessReport before = rows.report(new GroupThresholds(0.5, Map.of()));
    assertThat(goal.difference(before)).as("before").isGreaterThan(0.1);
    FairnessReport after = rows.report(chosen);
    assertThat(goal.difference(after)).as("after").isLessThanOrEqualTo(0.03);
    assertThat(Rate.F1.of(after.overall().orElseThrow())).isGreaterThan(0.5);
  }

  @Test
  void noToleranceAtAllIsStillMetByGroupsThatAreAlike() {
    var rows = new Rows(1_000, 0);

    assertThat(
            search(FairnessGoal.EQUAL_OPPORTUNITY, 0.05, rows.groups, rows.positive, rows.scores))
        .satisfies(chosen -> assertThat(chosen.of("a") - chosen.of("b")).isBetween(-0.2, 0.2));
  }

  @Test
  void smallGroupsKeepTheCommonThreshold() {
    var rows = new Rows(400, 0.5);
    List<String> groups = new ArrayList<>(rows.groups);
    for (int i = 0; i < 20; i++) {
      groups.set(i, "c");
    }

    GroupThresholds chosen =
        search(FairnessGoal.DEMOGRAPHIC_PARITY, 0.05, groups, rows.positive, rows.scores);

    assertThat(chosen.byGroup()).containsOnlyKeys("a", "b");
    assertThat(chosen.of("c")).isEqualTo(0.5);
  }

  @Test
  void isEmptyWhereNothingCanBeCompared() {
    var rows = new Rows(200, 0.5);
    var search = new ThresholdSearch(FairnessGoal.EQUALISED_ODDS, 0.1);

    assertThat(search.choose(List.of(), new boolean[0], new double[0], 0.5)).isEmpty();
    assertThat(
            search.choose(
                rows.groups.stream().map(name -> "all").toList(), rows.positive, rows.scores, 0.5))
        .isEmpty();
    assertThat(search.choose(rows.groups, new boolean[200], rows.scores, 0.5)).isEmpty();
    assertThatThrownBy(
            () -> search.choose(List.of("a"), new boolean[] {true}, new double[] {Double.NaN}, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ThresholdSearch(FairnessGoal.EQUALISED_ODDS, 1.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static GroupThresholds search(
      FairnessGoal goal,
      double tolerance,
      List<String> groups,
      boolean[] positive,
      double[] scores) {
    Optional<GroupThresholds> chosen =
        new ThresholdSearch(goal, tolerance).choose(groups, positive, scores, 0.5);
    return chosen.orElseThrow();
  }

  /** Two groups, the second with lower scores and fewer positives. */
  private static final class Rows {
    private final List<String> groups = new ArrayList<>();
    private final boolean[] positive;
    private final double[] scores;

    Rows(int count, double gap) {
      positive = new boolean[count];
      scores = new double[count];
      var random = new SplittableRandom(5);
      for (int row = 0; row < count; row++) {
        boolean first = row % 2 == 0;
        double margin = random.nextGaussian() + (first ? gap : -gap);
        groups.add(first ? "a" : "b");
        positive[row] = margin + 0.5 * random.nextGaussian() > 0;
        scores[row] = 1 / (1 + Math.exp(-margin));
      }
    }

    FairnessReport report(GroupThresholds thresholds) {
      return FairnessReport.of(groups, positive, thresholds.select(groups, scores), 30);
    }
  }
}
