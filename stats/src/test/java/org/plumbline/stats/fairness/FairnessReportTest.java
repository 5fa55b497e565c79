package org.plumbline.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.Interval;

class FairnessReportTest {
  /** Group, rows and selected rows; nobody's truth is positive. */
  private static FairnessReport report(int leastRows, Object... groups) {
    List<String> names = new ArrayList<>();
    List<Boolean> chosen = new ArrayList<>();
    for (int g = 0; g < groups.length; g += 3) {
      for (int i = 0; i < (int) groups[g + 1]; i++) {
        names.add((String) groups[g]);
        chosen.add(i < (int) groups[g + 2]);
      }
    }
    boolean[] selected = new boolean[names.size()];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = chosen.get(i);
    }
    return FairnessReport.of(names, new boolean[selected.length], selected, leastRows);
  }

  @Test
  void hidesTheNextSmallestGroupWhenOneAloneIsSmall() {
    FairnessReport report = report(30, "a", 100, 50, "b", 40, 10, "c", 5, 1);

    assertThat(report.groups()).containsOnlyKeys("a");
    assertThat(report.smallGroups()).isEqualTo(1);
    assertThat(report.hiddenGroups()).isEqualTo(2);
    assertThat(report.overall()).isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> report.rate(Rate.SELECTION, "c", 0.95))
        .withMessageContaining("hidden");
  }

  @Test
  void hidesMoreWhileTheHiddenTogetherAreFew() {
    FairnessReport report = report(30, "a", 100, 50, "b", 40, 10, "c", 5, 1, "d", 6, 1);

    assertThat(report.groups()).containsOnlyKeys("a");
    assertThat(report.smallGroups()).isEqualTo(2);
  }

  @Test
  void hidesTheTotalWhenItIsOneSmallGroup() {
    FairnessReport report = report(30, "a", 29, 5);

    assertThat(report.groups()).isEmpty();
    assertThat(report.overall()).isEmpty();
    assertThat(report.difference(Rate.SELECTION)).isNaN();
    assertThat(report.lowest(Rate.SELECTION)).isEmpty();
    assertThat(report.highest(Rate.SELECTION)).isEmpty();
    assertThat(report.overall(Rate.SELECTION, 0.95)).isEmpty();
  }

  @Test
  void showsGroupsOfExactlyTheMinimum() {
    FairnessReport report = report(30, "a", 30, 5, "b", 30, 6);

    assertThat(report.groups()).containsOnlyKeys("a", "b");
    assertThat(report.hiddenGroups()).isZero();
    assertThat(report.lowest(Rate.SELECTION)).contains("a");
    assertThat(report.highest(Rate.SELECTION)).contains("b");
    assertThat(report.overall(Rate.SELECTION, 0.95))
        .hasValueSatisfying(
            all -> {
              assertThat(all.value()).isEqualTo(11 / 60.0);
              assertThat(all.low()).isBetween(0.1, 0.12);
              assertThat(all.high()).isBetween(0.29, 0.31);
            });
  }

  @Test
  void readsTheFourFifthsRuleInclusively() {
    assertThat(report(1, "a", 50, 20, "b", 50, 25).meetsFourFifths()).isTrue();
    assertThat(report(1, "a", 50, 19, "b", 50, 25).meetsFourFifths()).isFalse();
    assertThat(report(1, "a", 50, 0, "b", 50, 0).meetsFourFifths()).isFalse();
  }

  @Test
  void leavesUndefinedRatesOut() {
    FairnessReport report = report(1, "a", 50, 20, "b", 50, 25);

    assertThat(report.difference(Rate.TRUE_POSITIVE)).isNaN();
    assertThat(report.rate(Rate.TRUE_POSITIVE, "a", 0.95).low()).isNaN();
    assertThat(report.lowest(Rate.TRUE_POSITIVE)).isEmpty();
  }

  /** Newcombe 1998, table II, case (a): 56/70 less 48/80, method 10: .0524 to .3339. */
  @Test
  void givesNewcombesPublishedInterval() {
    FairnessReport report = report(1, "a", 70, 56, "b", 80, 48);

    Interval difference = report.difference(Rate.SELECTION, "a", "b", 0.95);

    assertThat(difference.value()).isEqualTo(0.2, offset(1e-12));
    assertThat(difference.low()).isEqualTo(0.0524, offset(5e-5));
    assertThat(difference.high()).isEqualTo(0.3339, offset(5e-5));
  }

  @Test
  void givesTheLogIntervalOfARatio() {
    Interval ratio = report(1, "a", 70, 56, "b", 80, 48).ratio(Rate.SELECTION, "a", "b", 0.95);

    double deviation = Math.sqrt(1.0 / 56 - 1.0 / 70 + 1.0 / 48 - 1.0 / 80);
    assertThat(ratio.value()).isEqualTo(4.0 / 3, offset(1e-12));
    assertThat(ratio.high())
        .isEqualTo(4.0 / 3 * Math.exp(1.959963984540054 * deviation), offset(1e-9));
    assertThat(ratio.low() * ratio.high()).isEqualTo(16.0 / 9, offset(1e-9));
  }

  @Test
  void hasNoIntervalOfARatioWithoutSuccesses() {
    Interval ratio = report(1, "a", 70, 0, "b", 80, 48).ratio(Rate.SELECTION, "a", "b", 0.95);

    assertThat(ratio.value()).isZero();
    assertThat(ratio.low()).isNaN();
  }

  @Test
  void emptyAndFaultyInputsHaveAnAnswer() {
    assertThat(report(30).groups()).isEmpty();
    assertThat(report(30).overall()).contains(GroupCounts.EMPTY);
    assertThat(report(30).ratio(Rate.SELECTION)).isNaN();
    assertThatIllegalArgumentException().isThrownBy(() -> report(0, "a", 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FairnessReport.of(List.of("a"), new boolean[2], new boolean[1], 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupCounts(0, -1, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> report(1, "a", 9, 3).rate(Rate.SELECTION, "a", 1));
  }
}
