package org.plumbline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.Breaker.State;

class BreakerTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final Breaker breaker = new Breaker("objects", 3, PAUSE, () -> now);

  @Test
  void staysClosedWhileFailuresAreSingle() {
    for (int i = 0; i < 10; i++) {
      breaker.failed();
      breaker.failed();
      breaker.succeeded();
    }

    assertThat(breaker.admit()).isTrue();
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(breaker.opened()).isZero();
  }

  @Test
  void opensAfterFailuresInARow() {
    open();

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.admit()).isFalse();
    assertThat(breaker.opened()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackDoesNotProlongThePause() {
    open();

    now = now.minus(Duration.ofHours(1));

    assertThat(breaker.admit()).isTrue();
    breaker.failed();
    assertThat(breaker.admit()).isFalse();
  }

  @Test
  void letsOneTryAfterThePause() {
    open();
    now = now.plus(PAUSE);

    assertThat(breaker.admit()).isTrue();
    assertThat(breaker.state()).isEqualTo(State.TRYING);
    assertThat(breaker.admit()).isFalse();
  }

  @Test
  void closesWithATrialThatSucceeds() {
    open();
    now = now.plus(PAUSE);
    assertThat(breaker.admit()).isTrue();

    breaker.succeeded();

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    breaker.failed();
    assertThat(breaker.admit()).as("failures are counted anew").isTrue();
  }

  @Test
  void opensForAnotherPauseWithATrialThatFails() {
    open();
    now = now.plus(PAUSE);
    assertThat(breaker.admit()).isTrue();

    breaker.failed();

    assertThat(breaker.admit()).isFalse();
    now = now.plus(PAUSE);
    assertThat(breaker.admit()).isTrue();
    assertThat(breaker.opened()).as("it was the same outage").isEqualTo(1);
  }

  @Test
  void givesUpATrialThatNeverReports() {
    open();
    now = now.plus(PAUSE);
    assertThat(breaker.admit()).isTrue();

    now = now.plus(PAUSE);

    assertThat(breaker.admit()).isTrue();
  }

  @Test
  void handsAnUnusedTrialOn() {
    open();
    now = now.plus(PAUSE);
    assertThat(breaker.admit()).isTrue();

    breaker.unused();

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.admit()).isTrue();
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      assertThat(breaker.admit()).isTrue();
      breaker.failed();
    }
  }
}
