package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final AtomicLong now = new AtomicLong();
  private final Budget budget = new Budget(now::get, Duration.ofNanos(600), 6, 2);

  @Test
  void everySearchHasTheSameTimeFromItsOwnBegin() {
    Budget.Deadline first = budget.begin();
    now.set(119);
    assertThat(first.hasPassed()).isFalse();
    Budget.Deadline second = budget.begin();

    now.set(120);

    assertThat(first.hasPassed()).isTrue();
    assertThat(second.hasPassed()).isFalse();
  }

  @Test
  void meetingTheEndLeavesAMark() {
    Budget.Deadline deadline = budget.begin();
    assertThat(budget.hasCutShort()).isFalse();

    now.set(1_000);

    assertThat(deadline.hasPassed()).isTrue();
    assertThat(budget.hasCutShort()).isTrue();
  }
}
