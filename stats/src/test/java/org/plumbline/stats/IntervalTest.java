package org.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void anEndOnTheNumberIsNeitherAboveNorBelow() {
    var interval = new Interval(2, 1, 3);

    assertThat(interval.isAbove(0.5)).isTrue();
    assertThat(interval.isAbove(1)).isFalse();
    assertThat(interval.isBelow(3.5)).isTrue();
    assertThat(interval.isBelow(3)).isFalse();
  }

  @Test
  void anUnknownIntervalIsNeitherAboveNorBelow() {
    Interval unknown = Interval.of(7);

    assertThat(unknown.value()).isEqualTo(7);
    assertThat(unknown.isAbove(0)).isFalse();
    assertThat(unknown.isBelow(100)).isFalse();
  }

  @Test
  void endsMayMeetButNotCross() {
    assertThat(new Interval(1, 1, 1).low()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(1, 2, 1))
        .withMessageContaining("backwards");
  }
}
