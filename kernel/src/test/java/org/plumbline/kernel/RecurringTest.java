package org.plumbline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecurringTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Logger LOGGER = Logger.getLogger(Recurring.class.getName());

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(entry.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
  }

  @Test
  void doesItsWorkAgainAndAgain() throws InterruptedException {
    var rounds = new CountDownLatch(3);

    try (var recurring = Recurring.virtual("rounds", SHORT, rounds::countDown)) {
      recurring.start();

      assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void survivesWhateverTheWorkThrows() throws InterruptedException {
    BlockingQueue<Throwable> failures =
        new LinkedBlockingQueue<>(
            List.of(
                new IllegalStateException("ours"),
                PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "away"),
                new StackOverflowError("deep")));
    var survived = new CountDownLatch(1);

    try (var recurring =
        Recurring.platform(
            "failing",
            SHORT,
            () -> {
              Throwable next = failures.poll();
              switch (next) {
                case null -> survived.countDown();
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(next);
              }
            })) {
      recurring.start();

      assertThat(survived.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(warnings)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith("failing failed"));
  }

  @Test
  void tellsAFailureThatStaysOnce() throws InterruptedException {
    var rounds = new CountDownLatch(5);

    try (var recurring =
        Recurring.virtual(
            "outage",
            SHORT,
            () -> {
              rounds.countDown();
              throw new IllegalStateException("away");
            })) {
      recurring.start();
      assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(warnings).hasSize(1);
  }

  @Test
  void goesOnWhenTheWorkLeavesItsThreadInterrupted() throws InterruptedException {
    var rounds = new CountDownLatch(2);

    try (var recurring =
        Recurring.platform(
            "interrupted",
            SHORT,
            () -> {
              rounds.countDown();
              Thread.currentThread().interrupt();
            })) {
      recurring.start();

      assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void interruptsTheWorkAndEndsWithIt() throws InterruptedException {
    var working = new SynchronousQueue<Thread>();
    var recurring =
        Recurring.platform(
            "waiting",
            SHORT,
            () -> {
              try {
                working.put(Thread.currentThread());
                new CountDownLatch(1).await();
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException("stopped", interrupted);
              }
            });
    recurring.start();
    Thread worker = working.take();

    recurring.close();

    assertThat(worker.isAlive()).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void closesUnstartedAndTwice() {
    var recurring = Recurring.virtual("never", SHORT, () -> {});

    recurring.close();
    recurring.close();

    assertThat(warnings).isEmpty();
  }

  @Test
  void refusesToWorkWithoutAPause() {
    assertThatThrownBy(() -> Recurring.virtual("busy", Duration.ZERO, () -> {}))
        .hasMessageContaining("busy");
  }
}
