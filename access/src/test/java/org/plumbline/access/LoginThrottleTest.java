package org.plumbline.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(() -> now);

  @Test
  void theWaitDoublesAndIsBounded() {
    fail(5);

    for (long wait : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertWait(wait);
      pass(Duration.ofSeconds(wait));
      throttle.attempt("ana", "10.0.0.1");
    }
  }

  @Test
  void aSuccessForgives() {
    fail(4);
    throttle.attempt("ana", "10.0.0.1");

    throttle.succeeded("ana", "10.0.0.1");

    assertThatCode(() -> fail(5)).doesNotThrowAnyException();
  }

  @Test
  void aQuarterOfAnHourForgives() {
    fail(5);

    pass(Duration.ofMinutes(16));

    assertThatCode(() -> fail(5)).doesNotThrowAnyException();
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    fail(5);

    now = now.minus(Duration.ofHours(1));

    assertThatCode(() -> throttle.attempt("ana", "10.0.0.1")).doesNotThrowAnyException();
  }

  @Test
  void manyNamesFromOneAddressAreSlowedDownToo() {
    for (int i = 0; i < 30; i++) {
      throttle.attempt("user" + i, "10.0.0.1");
    }

    assertThatThrownBy(() -> throttle.attempt("another", "10.0.0.1"))
        .isInstanceOf(PlumblineException.class);
    assertThatCode(() -> throttle.attempt("another", "10.0.0.2")).doesNotThrowAnyException();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.attempt("ana", "10.0.0.1");
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void assertWait(long seconds) {
    assertThatThrownBy(() -> throttle.attempt("ana", "10.0.0.1"))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
              assertThat(failure.details()).containsEntry("retryAfterSeconds", seconds);
            });
  }
}
