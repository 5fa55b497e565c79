package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GroupFairnessTest {
  @Test
  void comparesRatesWithIntervals() {
    var fairness = fairness(100, 60, 100, 30);

    assertThat(fairness.groups()).extracting(GroupFairness.Group::name).containsExactly("a", "b");
    var disparity = Objects.requireNonNull(fairness.disparity());
    assertThat(disparity.value()).isEqualTo(0.3, within(1e-12));
    assertThat(disparity.low()).isBetween(0.15, 0.3);
    assertThat(fairness.ratio()).isEqualTo(0.5, within(1e-12));
    assertThat(fairness.opportunity()).isNotNull();
  }

  @Test
  void groupsThatAreTooSmallAreHiddenAndNothingIsClaimed() {
    var fairness = fairness(100, 60, 20, 10);

    assertThat(fairness.hidden()).isEqualTo(2);
    assertThat(fairness.groups()).isEmpty();
    assertThat(fairness.disparity()).isNull();
    assertThat(fairness.ratio()).isNull();
  }

  @Test
  void withoutAnySelectionThereIsNoRatio() {
    var fairness = fairness(100, 0, 100, 0);

    assertThat(Objects.requireNonNull(fairness.disparity()).value()).isZero();
    assertThat(fairness.ratio()).isNull();
  }

  private static GroupFairness fairness(int a, int selectedOfA, int b, int selectedOfB) {
    List<String> groups = new ArrayList<>();
    boolean[] positive = new boolean[a + b];
    boolean[] selected = new boolean[a + b];
    for (int i = 0; i < a + b; i++) {
      groups.add(i < a ? "a" : "b");
      positive[i] = i % 2 == 0;
      selected[i] = i < a ? i < selectedOfA : i - a < selectedOfB;
    }
    return GroupFairness.of(List.of("sex"), groups, positive, selected);
  }
}
