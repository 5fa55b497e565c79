package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.PlumblineException;

class MonitorPlanTest {
  /**
   * Whichever class is asked for first, the standards of the parts stand before that of the whole.
   */
  @Test
  void theStandardIsMadeOfTheStandardsOfItsParts() {
    PaceLimits pace = PaceLimits.STANDARD;
    LookSchedule schedule = LookSchedule.STANDARD;

    assertThat(MonitorPlan.STANDARD.pace()).isEqualTo(pace);
    assertThat(MonitorPlan.STANDARD.schedule()).isEqualTo(schedule);
    assertThat(MonitorPlan.STANDARD.segments()).isEmpty();
  }

  @Test
  void aLookInTheFutureHoldsUpNone() {
    var daily = new LookSchedule(1_440, 7);
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    assertThat(daily.isDue(now.minus(Duration.ofHours(1)), now)).isFalse();
    assertThat(daily.isDue(now.plusSeconds(2), now)).as("by another instance").isFalse();
    assertThat(daily.isDue(now.plus(Duration.ofHours(1)), now)).as("set back").isTrue();
    assertThat(daily.isDue(now.minus(Duration.ofHours(24)), now)).isTrue();
  }

  @Test
  void whatCannotBeMeantIsRefusedByItsName() {
    assertThatThrownBy(
            () ->
                MonitorPlan.STANDARD.with(
                    Set.of("a", "b", "c", "d", "e", "f"), LookSchedule.STANDARD))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("segments");
    assertThatThrownBy(() -> new LookSchedule(1_441, 7)).hasMessageContaining("everyMinutes");
    assertThatThrownBy(() -> new LookSchedule(0, 0)).hasMessageContaining("jointDays");
  }
}
