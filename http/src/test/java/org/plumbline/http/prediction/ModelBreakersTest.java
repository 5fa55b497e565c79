package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

class ModelBreakersTest {
  private static final VersionId BROKEN = VersionId.of("churn", 2);
  private static final VersionId SOUND = VersionId.of("churn", 1);

  private final ModelBreakers breakers = new ModelBreakers();

  @Test
  void aVersionThatKeepsFailingIsLeftAloneAndTheOthersAreNot() {
    var calls = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(
              () ->
                  breakers.call(
                      BROKEN,
                      () -> {
                        calls.incrementAndGet();
                        throw new IllegalStateException("it broke");
                      }))
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED));
    }

    assertThat(calls).hasValue(5);
    assertThat(breakers.states()).containsOnlyKeys(BROKEN.toString()).containsValue("OPEN");
    assertThat(breakers.<String>call(SOUND, () -> "an answer")).isEqualTo("an answer");
  }
}
