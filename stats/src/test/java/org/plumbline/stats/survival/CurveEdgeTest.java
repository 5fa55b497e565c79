package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveEdgeTest {
  private static Lifetimes all(boolean event, double... times) {
    boolean[] events = new boolean[times.length];
    Arrays.fill(events, event);
    return Lifetimes.of(times, events);
  }

  @Test
  void noRowsSayNothing() {
    SurvivalCurve curve = SurvivalCurve.of(all(true));

    assertThat(curve.steps()).isEmpty();
    assertThat(curve.survivalAt(1)).isNaN();
    assertThat(curve.hazardAt(1)).isNaN();
    assertThat(curve.hazardInterval(1).value()).isNaN();
    assertThat(curve.median().value()).isNaN();
    assertThat(curve.restrictedMean(1).value()).isNaN();
    assertThat(LogRank.of(all(true), new int[0]).pValue()).isNaN();
  }

  @Test
  void withoutEventsAllLiveOn() {
    SurvivalCurve curve = SurvivalCurve.of(all(false, 1, 2, 3));

    assertThat(curve.survivalAt(3)).isEqualTo(1);
    assertThat(curve.survivalAt(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(curve.survivalAt(Double.NaN)).isNaN();
    assertThat(curve.hazardAt(3)).isZero();
    assertThat(curve.hazardInterval(3).high()).isZero();
    assertThat(curve.median().value()).isNaN();
    assertThat(curve.restrictedMean(5).value()).isEqualTo(5);
    assertThat(curve.restrictedMean(5).standardError()).isZero();
    assertThat(curve.steps().getFirst().lower()).isEqualTo(1);
    assertThat(LogRank.of(all(false, 1, 2), new int[] {0, 1}).chiSquare()).isNaN();
  }

  @Test
  void aSingleEventEndsTheCurve() {
    SurvivalCurve curve = SurvivalCurve.of(all(true, 4));

    assertThat(curve.survivalAt(3.9)).isEqualTo(1);
    assertThat(curve.survivalAt(4)).isZero();
    assertThat(curve.steps().getFirst().standardError()).isNaN();
    assertThat(curve.steps().getFirst().upper()).isNaN();
    assertThat(curve.median().value()).isEqualTo(4);
    assertThat(curve.restrictedMean(10).value()).isEqualTo(4);
    assertThat(curve.restrictedMean(10).standardError()).isZero();
    assertThat(curve.conditionalSurvival(4, 1)).isNaN();
  }

  @Test
  void survivalFromNowOnCountsOnlyThoseStillAlive() {
    SurvivalCurve curve = SurvivalCurve.of(all(true, 1, 2, 3, 4));

    assertThat(curve.conditionalSurvival(2, 0)).isEqualTo(1);
    assertThat(curve.conditionalSurvival(2, 1)).isEqualTo(0.5);
    assertThat(curve.conditionalSurvival(2, 2)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.conditionalSurvival(2, -1))
        .withMessageContaining("-1");
  }

  @Test
  void aLevelPartGivesTheMiddleOfIt() {
    SurvivalCurve curve = SurvivalCurve.of(all(true, 1, 2, 5, 6));

    assertThat(curve.median().value()).isEqualTo(3.5);
    assertThat(curve.quantile(0.51).value()).isEqualTo(5);
    assertThat(curve.quantile(0.49).value()).isEqualTo(2);
  }

  @Test
  void aCurveThatEndsAtTheShareGivesTheMiddleOfItsTail() {
    Lifetimes rows =
        Lifetimes.of(new double[] {1, 2, 5, 7}, new boolean[] {true, true, false, false});

    assertThat(SurvivalCurve.of(rows).median().value()).isEqualTo(4.5);
  }

  @Test
  void eventsComeBeforeCensoringsOfTheSameTime() {
    Lifetimes rows = Lifetimes.of(new double[] {1, 1, 2}, new boolean[] {false, true, true});

    SurvivalStep step = SurvivalCurve.of(rows).steps().getFirst();

    assertThat(step.atRisk()).isEqualTo(3);
    assertThat(step.censored()).isEqualTo(1);
    assertThat(step.survival()).isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void aRowCountsOnlyAfterItsEntry() {
    Lifetimes rows = all(true, 1, 2, 3).enteredAt(new double[] {0, 1, 2});

    SurvivalCurve curve = SurvivalCurve.of(rows);

    assertThat(curve.steps()).extracting(SurvivalStep::atRisk).containsExactly(1.0, 1.0, 1.0);
    assertThat(curve.survivalAt(3)).isZero();
    assertThat(curve.hazardAt(3)).isEqualTo(3);
  }

  @Test
  void aWeightOfTwoIsTwoRows() {
    Lifetimes twice = all(true, 1, 2, 2, 3);
    Lifetimes weighted = all(true, 1, 2, 3).weighted(new double[] {1, 2, 1});

    assertThat(SurvivalCurve.of(weighted).steps()).isEqualTo(SurvivalCurve.of(twice).steps());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
  void refusesTimesThatAreNoDuration(double time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all(true, 1, time))
        .withMessageContaining("time[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all(true, 1, 2).enteredAt(new double[] {0, time}))
        .withMessageContaining("entry[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all(true, 1, 2).weighted(new double[] {1, time}))
        .withMessageContaining("weight[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurvivalCurve.of(all(true, 1)).restrictedMean(time));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lifetimes.of(new double[1], new boolean[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> all(true, 1).enteredAt(new double[] {1}));
    assertThatIllegalArgumentException().isThrownBy(() -> all(true, 1).enteredAt(new double[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> all(true, 1).weighted(new double[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> all(true, 1).weighted(new double[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> LogRank.of(all(true, 1), new int[] {-1}));
    assertThatIllegalArgumentException().isThrownBy(() -> LogRank.of(all(true, 1), new int[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> LogRank.of(all(true, 1), new int[] {1}));
    for (double level : new double[] {0, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CurveSettings(CurveEstimator.KAPLAN_MEIER, CurveBand.LOG, level));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SurvivalCurve.of(all(true, 1)).quantile(level));
    }
  }

  @Test
  void whatWasGivenMayChangeAfterwards() {
    double[] times = {1, 2};
    Lifetimes rows = Lifetimes.of(times, new boolean[] {true, true});

    times[0] = 9;

    assertThat(rows.time(0)).isEqualTo(1);
    assertThat(rows.eventCount()).isEqualTo(2);
  }

  @Test
  void oneGroupCannotDiffer() {
    LogRank test = LogRank.of(all(true, 1, 2, 3), new int[3]);

    assertThat(test.chiSquare()).isNaN();
    assertThat(test.degrees()).isZero();
    assertThat(test.observed()).containsExactly(3.0);
  }

  @Test
  void aGroupWithoutRowsIsLeftOut() {
    Lifetimes rows = all(true, 1, 2, 3, 4, 5, 6);

    LogRank gap = LogRank.of(rows, new int[] {0, 2, 0, 2, 2, 0});
    LogRank dense = LogRank.of(rows, new int[] {0, 1, 0, 1, 1, 0});

    assertThat(gap.degrees()).isEqualTo(1);
    assertThat(gap.chiSquare()).isCloseTo(dense.chiSquare(), within(1e-12));
  }

  @Test
  void groupsThatMeetOnlyAtTheLastEventCannotBeTold() {
    Lifetimes rows = all(true, 1, 1);

    LogRank test = LogRank.of(rows, new int[] {0, 1});

    assertThat(test.chiSquare()).isNaN();
  }

  @Test
  void theTestOfGroupsCountsRowsOnlyAfterTheirEntry() {
    double[] times = {2, 3, 4, 5, 6};
    int[] groups = {0, 1, 0, 1, 0};
    Lifetimes late = all(true, times).enteredAt(new double[] {0, 0, 0, 0, 5});

    LogRank test = LogRank.of(late, groups);

    // At risk of group 0: 2 of 4, 1 of 3, 1 of 2, 0 of 1 and 1 of 1.
    assertThat(test.expected().getFirst())
        .isCloseTo(2.0 / 4 + 1.0 / 3 + 1.0 / 2 + 0 + 1, within(1e-15));
    assertThat(test.chiSquare())
        .isCloseTo(Math.pow(3 - 7.0 / 3, 2) / (1.0 / 4 + 2.0 / 9 + 1.0 / 4), within(1e-12));
  }

  @Test
  void limitsFollowTheLevel() {
    Lifetimes rows = all(true, 1, 2, 3, 4);
    SurvivalStep half =
        SurvivalCurve.of(rows, new CurveSettings(CurveEstimator.KAPLAN_MEIER, CurveBand.PLAIN, 0.5))
            .steps()
            .get(1);

    assertThat(half.standardError()).isCloseTo(0.25, within(1e-15));
    assertThat(half.upper() - half.survival()).isCloseTo(0.25 * 0.6744897501960817, within(1e-9));
    assertThat(half.survival() - half.lower()).isCloseTo(0.25 * 0.6744897501960817, within(1e-9));
  }
}
