package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Hysteresis TWO_OF_THREE = new Hysteresis(2, 3, 2);

  /** Looks at one window after another: B for bad, g for good. */
  private static Evidence evidence(Hysteresis rule, String windows) {
    Evidence evidence = Evidence.NONE;
    for (int i : IntStream.range(0, windows.length()).toArray()) {
      var look = new Evidence.Look(START.plus(Duration.ofDays(i)), windows.charAt(i) == 'B');
      evidence = evidence.with(look, rule.memory());
    }
    return evidence;
  }

  @Test
  void opensOnlyWhenEnoughOfTheLastWindowsAreBad() {
    assertThat(evidence(TWO_OF_THREE, "B").opens(TWO_OF_THREE)).isFalse();
    assertThat(evidence(TWO_OF_THREE, "BgB").opens(TWO_OF_THREE)).isTrue();
    assertThat(evidence(TWO_OF_THREE, "BggB").opens(TWO_OF_THREE)).isFalse();
    assertThat(evidence(TWO_OF_THREE, "BBg").opens(TWO_OF_THREE)).as("it is gone").isFalse();
    assertThat(evidence(Hysteresis.STANDARD, "B").opens(Hysteresis.STANDARD)).isTrue();
  }

  @Test
  void resolvesOnlyAfterEnoughGoodWindowsInARow() {
    assertThat(evidence(TWO_OF_THREE, "BBg").resolves(TWO_OF_THREE)).isFalse();
    assertThat(evidence(TWO_OF_THREE, "BBgBg").resolves(TWO_OF_THREE)).isFalse();
    assertThat(evidence(TWO_OF_THREE, "BBgg").resolves(TWO_OF_THREE)).isTrue();
  }

  @Test
  void aWindowThatIsLookedAtAgainCountsOnceAndAsItIsNow() {
    Evidence first = evidence(TWO_OF_THREE, "B");

    Evidence again = first.with(first.looks().getFirst(), 3);
    Evidence well = first.with(new Evidence.Look(START, false), 3);

    assertThat(again.looks()).hasSize(1);
    assertThat(well.isClean()).isTrue();
  }

  @Test
  void refusesRulesThatNothingCanMeet() {
    assertThatThrownBy(() -> new Hysteresis(3, 2, 1)).hasMessageContaining("3 of 2");
    assertThatThrownBy(() -> new Hysteresis(1, 1, 0)).hasMessageContaining("0");
  }
}
