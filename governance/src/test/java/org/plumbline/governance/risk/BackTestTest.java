package org.plumbline.governance.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackTestTest {
  @Test
  void anIndexThatRisesBeforeEveryLossWarnsInTime() {
    var test = BackTest.of(List.of(day(10, false), day(29.9, false), day(65, true), day(90, true)));

    assertThat(test.auc()).isEqualTo(1);
    assertThat(test.drops()).isEqualTo(2);
    assertThat(test.bands())
        .extracting(BackTest.Band::band)
        .containsExactly("low", "moderate", "high", "severe");
    assertThat(test.bands().getFirst()).isEqualTo(new BackTest.Band("low", 2, 0, 0.0));
    assertThat(test.bands().get(1)).isEqualTo(new BackTest.Band("moderate", 0, 0, null));
    assertThat(test.bands().getLast().share()).isEqualTo(1);
  }

  @Test
  void aConstantIndexKnowsNothing() {
    assertThat(BackTest.of(List.of(day(40, true), day(40, false))).auc()).isEqualTo(0.5);
  }

  @Test
  void withoutBothKindsOfDaysNothingIsClaimed() {
    assertThat(BackTest.of(List.of()).auc()).isNull();
    assertThat(BackTest.of(List.of(day(40, false))).auc()).isNull();
    assertThat(BackTest.of(List.of(day(100, true))).auc()).isNull();
  }

  private static BackTest.Outcome day(double index, boolean dropped) {
    return new BackTest.Outcome(index, dropped);
  }
}
