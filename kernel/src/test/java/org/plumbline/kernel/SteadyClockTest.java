package org.plumbline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void goesOnByWhatHasPassed() {
    var nanos = new AtomicLong(Long.MAX_VALUE - 5);
    var clock = new SteadyClock(NOON, nanos::get);

    Instant begin = clock.instant();
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(begin).isEqualTo(NOON);
    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void neverGoesBack() {
    var clock = new SteadyClock();
    Instant last = clock.instant();
    for (int i = 0; i < 1_000; i++) {
      Instant now = clock.instant();
      assertThat(now).isAfterOrEqualTo(last);
      last = now;
    }
  }
}
