package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class LoopDelayTest {
  private final AtomicLong nanos = new AtomicLong();
  private final EventExecutor busy = new DefaultEventExecutor();
  private final EventExecutor ready = new DefaultEventExecutor();
  private final CountDownLatch work = new CountDownLatch(1);

  @AfterEach
  void endLoops() {
    work.countDown();
    var _ = busy.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var _ = ready.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void refusesWhatALoopWouldAnswerTooLateAndLetsPassOnceItHasCaughtUp() throws Exception {
    keepBusy();
    var delay = new LoopDelay(List.of(busy), nanos::get);
    assertThatCode(delay::demandRoom).doesNotThrowAnyException();

    nanos.set(TimeUnit.MILLISECONDS.toNanos(650));
    assertThatExceptionOfType(PlumblineException.class)
        .isThrownBy(delay::demandRoom)
        .satisfies(
            late -> {
              assertThat(late.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(late.details()).containsEntry("retryAfterSeconds", 1);
            });
    assertThat(delay.seconds()).isEqualTo(0.6);

    work.countDown();
    afterABeatOf(busy);
    assertThatCode(delay::demandRoom).doesNotThrowAnyException();
    assertThat(delay.seconds()).isZero();
  }

  @Test
  void asksOnALoopForThatOneAndElsewhereForTheReadiest() throws Exception {
    keepBusy();
    var delay = new LoopDelay(List.of(busy, ready), nanos::get);
    nanos.set(TimeUnit.MILLISECONDS.toNanos(650));
    afterABeatOf(ready);

    assertThatCode(delay::demandRoom).doesNotThrowAnyException();
    assertThatCode(() -> ready.submit(delay::demandRoom).get()).doesNotThrowAnyException();
    assertThat(delay.seconds()).isEqualTo(0.6);
  }

  @Test
  void letsPassWhereThereIsNoLoop() {
    assertThatCode(new LoopDelay(List.of())::demandRoom).doesNotThrowAnyException();
  }

  private void keepBusy() {
    busy.execute(
        () -> {
          try {
            work.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** What is due later runs later. */
  private static void afterABeatOf(EventExecutor loop) throws Exception {
    loop.schedule(() -> {}, 60, TimeUnit.MILLISECONDS).get(10, TimeUnit.SECONDS);
  }
}
