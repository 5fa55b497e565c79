package org.plumbline.training;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The end of the search's wall time. Thread-safe.
 *
 * <p>Asking it when it has passed leaves a mark: such a training may come out differently when run
 * again, and its provenance says so.
 */
final class Deadline {
  private final LongSupplier nanos;
  private final long end;
  private final AtomicBoolean cutShort = new AtomicBoolean();

  Deadline(LongSupplier nanos, Duration budget) {
    this.nanos = nanos;
    this.end = nanos.getAsLong() + budget.toNanos();
  }

  boolean hasPassed() {
    boolean passed = nanos.getAsLong() - end >= 0;
    if (passed) {
      cutShort.set(true);
    }
    return passed;
  }

  /** Whether any search was cut short. */
  boolean hasCutShort() {
    return cutShort.get();
  }
}
