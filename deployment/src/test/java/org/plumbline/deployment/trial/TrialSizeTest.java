package org.plumbline.deployment.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.TrialMetric;
import org.plumbline.deployment.TrialPlan;

class TrialSizeTest {
  private static final Traffic TRAFFIC = new Traffic(Collections.nCopies(28, 100L), 0.5);

  @Test
  void sharesAsStatsmodelsSizesThem() {
    /* NormalIndPower().solve_power(proportion_effectsize(.10, .12), power=.8): 3834.5957 each. */
    TrialSize size = TrialSize.of(plan(0.02), 0.5, 0.10, 0.3, true, TRAFFIC);

    assertThat(size.fixed()).isEqualTo(7_670);
    assertThat(size.sequential()).isBetween((long) (1.4 * 7_670), (long) (2.0 * 7_670));
  }

  @Test
  void meansAsStatsmodelsSizesThem() {
    /* TTestIndPower().solve_power(.2, power=.8): 393.4057 each. */
    assertThat(TrialSize.of(plan(2), 0.5, 100, 10, false, TRAFFIC).fixed()).isEqualTo(787);
  }

  @Test
  void anUnevenShareNeedsMore() {
    TrialSize half = TrialSize.of(plan(0.02), 0.5, 0.1, 0.3, true, TRAFFIC);
    TrialSize tenth = TrialSize.of(plan(0.02), 0.1, 0.1, 0.3, true, TRAFFIC);

    assertThat((double) tenth.sequential() / half.sequential())
        .isCloseTo(0.25 / 0.09, org.assertj.core.api.Assertions.within(1e-3));
  }

  @Test
  void foretellsTheDaysFromFirstSights() {
    assertThat(TRAFFIC.days(500)).isEqualTo(10);
    assertThat(TRAFFIC.days(1_400)).isEqualTo(28);
    /* 100 more at 50 known a day. */
    assertThat(TRAFFIC.days(1_500)).isEqualTo(30);
    assertThat(new Traffic(List.of(), 0).days(1)).isNull();
    assertThat(new Traffic(Collections.nCopies(28, 0L), 1).days(1)).isNull();
    /* Nobody new comes any more. */
    var known = new java.util.ArrayList<>(Collections.nCopies(28, 0L));
    known.set(0, 1_000L);
    assertThat(new Traffic(known, 1).days(1_000)).isEqualTo(1);
    assertThat(new Traffic(known, 1).days(1_001)).isNull();
  }

  @Test
  void refusesWhatCannotBeFound() {
    assertThatThrownBy(() -> TrialSize.of(plan(0.02), 0.5, 0, 0, true, TRAFFIC))
        .hasMessageContaining("does not vary");
    assertThatThrownBy(() -> plan(0)).hasMessageContaining("positive");
    assertThatThrownBy(() -> new TrialMetric("Umsatz!")).hasMessageContaining("Umsatz!");
  }

  private static TrialPlan plan(double effect) {
    return new TrialPlan(TrialMetric.OUTCOME, effect, 0.05, 0.8, 28);
  }
}
