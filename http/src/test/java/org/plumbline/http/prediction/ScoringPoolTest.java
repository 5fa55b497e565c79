package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

@Timeout(20)
class ScoringPoolTest {
  private final ScoringPool pool = new ScoringPool(1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void aModelWithMuchWaitingTakesTurnsWithTheOthers() throws InterruptedException {
    var gate = new CountDownLatch(1);
    var all = new CountDownLatch(6);
    Executor slow = pool.of("slow");
    Executor quick = pool.of("quick");

    slow.execute(work("slow 1", gate, all));
    for (int i = 2; i <= 5; i++) {
      slow.execute(work("slow " + i, gate, all));
    }
    quick.execute(work("quick", gate, all));
    gate.countDown();
    all.await();

    assertThat(done).containsExactly("slow 1", "quick", "slow 2", "slow 3", "slow 4", "slow 5");
  }

  @Test
  void aFullLaneTurnsAwayItsOwnCallersAlone() throws InterruptedException {
    var gate = new CountDownLatch(1);
    var all = new CountDownLatch(66);
    Executor slow = pool.of("slow");
    for (int i = 0; i < 65; i++) {
      slow.execute(work("slow", gate, all));
    }

    assertThatThrownBy(() -> slow.execute(work("slow", gate, all)))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.OVERLOADED));
    pool.of("quick").execute(work("quick", gate, all));
    gate.countDown();
    all.await();

    assertThat(done).hasSize(66).contains("quick");
  }

  @Test
  void aFailureLeavesTheLaneOpen() throws InterruptedException {
    var all = new CountDownLatch(1);
    Executor lane = pool.of("broken");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  pool.await(
                      "broken",
                      () -> {
                        throw new IllegalStateException("it broke");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    lane.execute(work("after", new CountDownLatch(0), all));
    all.await();

    assertThat(done).containsExactly("after");
  }

  private Runnable work(String name, CountDownLatch gate, CountDownLatch all) {
    return () -> {
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      done.add(name);
      all.countDown();
    };
  }
}
