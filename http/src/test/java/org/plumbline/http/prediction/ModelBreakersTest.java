package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

class ModelBreakersTest {
  private static final VersionId BROKEN = VersionId.of("churn", 2);
  private static final VersionId SOUND = VersionId.of("churn", 1);

  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final ModelBreakers breakers =
      new ModelBreakers(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void aVersionThatKeepsFailingIsLeftAloneAndTheOthersAreNot() {
    var calls = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      fail(
          () -> {
            calls.incrementAndGet();
            throw new IllegalStateException("it broke");
          });
    }

    assertThat(calls).hasValue(5);
    assertThat(breakers.states()).containsOnlyKeys(BROKEN.toString()).containsValue("OPEN");
    assertThat(breakers.<String>call(SOUND, () -> "an answer")).isEqualTo("an answer");
  }

  @Test
  void whatWorksAgainAfterThePauseIsAskedAgain() {
    for (int i = 0; i < 5; i++) {
      fail(
          () -> {
            throw new IllegalStateException("it broke");
          });
    }

    now = now.plusSeconds(11);
    for (int i = 0; i < 3; i++) {
      assertThat(breakers.<String>call(BROKEN, () -> "an answer")).isEqualTo("an answer");
    }

    assertThat(breakers.states()).containsValue("CLOSED");
  }

  @Test
  void aStackThatIsTooSmallForAModelIsAFailureOfTheModel() {
    for (int i = 0; i < 5; i++) {
      fail(
          () -> {
            throw new StackOverflowError("a deep tree");
          });
    }

    assertThat(breakers.states()).containsValue("OPEN");
  }

  private void fail(Supplier<String> arithmetic) {
    assertThatThrownBy(() -> breakers.call(BROKEN, arithmetic))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED));
  }
}
