package org.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

@Timeout(20)
class GroupCommitLogTest {
  private final List<List<LoggedPrediction>> commits =
      Collections.synchronizedList(new ArrayList<>());

  @Test
  void completesAfterTheCommit() {
    try (var log = GroupCommitLog.start(commits::add, 100)) {
      var row = row(0.5);

      await(log.append(List.of(row)));

      assertThat(commits).containsExactly(List.of(row));
      assertThat(log.waitingRows()).isZero();
    }
  }

  @Test
  void turnsCallersAwayBeforeTheyComputeWhileACommitTakesTooLong() throws InterruptedException {
    var now = new AtomicLong();
    var writing = new Semaphore(0);
    var released = new Semaphore(0);
    PredictionWriter slow =
        rows -> {
          writing.release();
          released.acquireUninterruptibly();
        };
    try (var log = GroupCommitLog.start(slow, PredictionFeed.silent(), 100, now::get)) {
      CompletionStage<Void> first = log.append(List.of(row(0.5)));
      writing.acquire();
      now.set(1_000_000_000L);
      log.demandRoom();

      now.set(1_000_000_001L);
      assertThatThrownBy(log::demandRoom)
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.OVERLOADED));

      released.release();
      await(first);
      log.demandRoom();
    }
  }

  @Test
  void tellsWhoListensWhatIsDurableAndNothingElse() {
    var heard = new ArrayList<List<LoggedPrediction>>();
    PredictionFeed feed = PredictionFeed.toAll(List.of(heard::add, heard::add));
    var kept = row(0.5);
    var refused = row(0.25);
    PredictionWriter writer =
        rows -> {
          if (rows.contains(refused)) {
            throw PlumblineException.of(ErrorCode.STORE_FULL, "full");
          }
        };

    try (var log = GroupCommitLog.start(writer, feed, 100)) {
      await(log.append(List.of(kept)));
      assertThatThrownBy(() -> await(log.append(List.of(refused))))
          .hasCauseInstanceOf(PlumblineException.class);
    }

    assertThat(heard).containsExactly(List.of(kept), List.of(kept));
  }

  @Test
  void commitsWhatHasQueuedTogether() throws InterruptedException {
    var entered = new Semaphore(0);
    var gate = new Semaphore(0);
    try (var log = GroupCommitLog.start(gated(entered, gate, commits::add), 100)) {
      var first = log.append(List.of(row(0.1)));
      entered.acquire();
      var second = log.append(List.of(row(0.2), row(0.3)));
      var third = log.append(List.of(row(0.4)));

      gate.release(2);
      await(first);
      await(second);
      await(third);

      assertThat(commits).extracting(List::size).containsExactly(1, 3);
    }
  }

  @Test
  void refusesEarlyWhenTooManyWait() throws InterruptedException {
    var entered = new Semaphore(0);
    var gate = new Semaphore(0);
    try (var log = GroupCommitLog.start(gated(entered, gate, commits::add), 2)) {
      var first = log.append(List.of(row(0.1)));
      entered.acquire();
      var second = log.append(List.of(row(0.2)));

      var third = log.append(List.of(row(0.3)));

      assertFails(third, ErrorCode.STORE_UNAVAILABLE);
      gate.release(2);
      await(first);
      await(second);
      assertThat(log.waitingRows()).isZero();
    }
  }

  @Test
  void anAbsentStoreFailsAllWhoWaitAndRecovers() throws InterruptedException {
    var entered = new Semaphore(0);
    var gate = new Semaphore(0);
    var down = new boolean[] {true};
    Consumer<List<LoggedPrediction>> store =
        rows -> {
          if (down[0]) {
            throw PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "away");
          }
          commits.add(rows);
        };
    try (var log = GroupCommitLog.start(gated(entered, gate, store), 100)) {
      var first = log.append(List.of(row(0.1)));
      entered.acquire();
      var second = log.append(List.of(row(0.2)));
      gate.release();
      assertFails(first, ErrorCode.STORE_UNAVAILABLE);
      assertFails(second, ErrorCode.STORE_UNAVAILABLE);
      down[0] = false;
      gate.release(10);

      await(log.append(List.of(row(0.3))));

      assertThat(commits).hasSize(1);
    }
  }

  @Test
  void aRequestAtFaultFailsAlone() throws InterruptedException {
    var entered = new Semaphore(0);
    var gate = new Semaphore(0);
    var poison = row(0.666);
    Consumer<List<LoggedPrediction>> store =
        rows -> {
          if (rows.contains(poison)) {
            throw PlumblineException.of(ErrorCode.INTERNAL, "bad row");
          }
          commits.add(rows);
        };
    try (var log = GroupCommitLog.start(gated(entered, gate, store), 100)) {
      var first = log.append(List.of(row(0.1)));
      entered.acquire();
      var second = log.append(List.of(row(0.2)));
      var third = log.append(List.of(poison));
      gate.release(10);

      await(first);
      await(second);
      assertFails(third, ErrorCode.INTERNAL);
      assertThat(commits).hasSize(2);
    }
  }

  @Test
  void refusesAfterClose() {
    var log = GroupCommitLog.start(commits::add, 100);
    log.close();

    assertFails(log.append(List.of(row(0.1))), ErrorCode.STORE_UNAVAILABLE);
  }

  @Test
  void nothingToWriteIsWrittenAtOnce() {
    try (var log = GroupCommitLog.start(commits::add, 100)) {
      await(log.append(List.of()));

      assertThat(commits).isEmpty();
    }
  }

  private static PredictionWriter gated(
      Semaphore entered, Semaphore gate, Consumer<List<LoggedPrediction>> then) {
    return rows -> {
      entered.release();
      gate.acquireUninterruptibly();
      then.accept(rows);
    };
  }

  private static void await(CompletionStage<Void> stage) {
    stage.toCompletableFuture().join();
  }

  private static void assertFails(CompletionStage<Void> stage, ErrorCode code) {
    assertThatThrownBy(() -> await(stage))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            PlumblineException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static LoggedPrediction row(double score) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        Instant.EPOCH,
        VersionId.of("churn", 1),
        Stage.PRODUCTION,
        null,
        score,
        new double[] {1, 2},
        List.of(),
        List.of());
  }
}
