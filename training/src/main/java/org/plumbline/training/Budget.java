package org.plumbline.training;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The wall time of all searches of one training, shared out evenly: each fold's search gets the
 * same, so that no fold is searched with what others left over. Thread-safe.
 *
 * <p>A search that meets its end leaves a mark: such a training may come out differently when run
 * again, and its provenance says so.
 */
final class Budget {
  /** The rest of a task's time is for fitting what the search has chosen. */
  private static final double SEARCH_SHARE = 0.6;

  private final LongSupplier nanos;
  private final long each;
  private final AtomicBoolean cutShort = new AtomicBoolean();

  /**
   * @param tasks searches in the training
   * @param workers how many of them run at once
   */
  Budget(LongSupplier nanos, Duration total, int tasks, int workers) {
    this.nanos = nanos;
    this.each = (long) (SEARCH_SHARE * total.toNanos() / tasks * workers);
  }

  /** Starts the time of one search. */
  Deadline begin() {
    return new Deadline(nanos.getAsLong() + each);
  }

  /** Whether any search met its end. */
  boolean hasCutShort() {
    return cutShort.get();
  }

  /** The end of one search. */
  final class Deadline {
    private final long end;

    private Deadline(long end) {
      this.end = end;
    }

    boolean hasPassed() {
      boolean passed = nanos.getAsLong() - end >= 0;
      if (passed) {
        cutShort.set(true);
      }
      return passed;
    }
  }
}
