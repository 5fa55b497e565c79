package org.plumbline.scoring.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.explain.Freedom.Direction;

class FreedomTest {
  private static final Input NUMBER = Input.numeric("x");
  private static final Input PLAN = Input.categorical("plan", List.of("basic", "plus"));

  @Test
  void stayingIsNoProposal() {
    for (Direction direction : Direction.values()) {
      assertThat(Freedom.towards(direction).allows(NUMBER, 2, 2)).isFalse();
    }
    assertThat(Freedom.free().allows(PLAN, 1, 1)).isFalse();
  }

  @Test
  void aDirectionAllowsItsSideOnly() {
    assertThat(Freedom.towards(Direction.UP).allows(NUMBER, 2, 3)).isTrue();
    assertThat(Freedom.towards(Direction.UP).allows(NUMBER, 2, 1)).isFalse();
    assertThat(Freedom.towards(Direction.DOWN).allows(NUMBER, 2, 1)).isTrue();
    assertThat(Freedom.towards(Direction.DOWN).allows(NUMBER, 2, 3)).isFalse();
    assertThat(Freedom.fixed().allows(NUMBER, 2, 3)).isFalse();
    assertThat(Freedom.fixed().allows(PLAN, 0, 1)).isFalse();
  }

  @Test
  void theEndsOfARangeMayBeReached() {
    Freedom range = Freedom.free().within(1, 3);

    assertThat(range.allows(NUMBER, 2, 1)).isTrue();
    assertThat(range.allows(NUMBER, 2, 3)).isTrue();
    assertThat(range.allows(NUMBER, 2, 0.9)).isFalse();
    assertThat(range.allows(NUMBER, 2, 3.1)).isFalse();
    assertThat(range.ends()).containsExactly(1.0, 3.0);
    assertThat(Freedom.free().ends()).isEmpty();
    assertThatThrownBy(() -> Freedom.free().within(3, 1)).hasMessageContaining("is empty");
  }

  @Test
  void aRangeDoesNotBindCategories() {
    assertThat(Freedom.free().within(5, 6).allows(PLAN, 0, 1)).isTrue();
  }

  @Test
  void onlyFullFreedomFillsAMissingValue() {
    assertThat(Freedom.free().allows(NUMBER, Double.NaN, 1)).isTrue();
    assertThat(Freedom.towards(Direction.UP).allows(NUMBER, Double.NaN, 1)).isFalse();
    assertThat(Freedom.towards(Direction.DOWN).allows(NUMBER, Double.NaN, 1)).isFalse();
  }
}
