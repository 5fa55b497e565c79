package org.plumbline.monitoring.feed;

import java.util.List;

/** Reads the log from a place on. Safe to share between threads. */
public interface LogTail {
  /** The place after all that can be seen now. */
  Cursor end();

  /**
   * Reads what came after a place, in the order of transactions and ids.
   *
   * <p>Nothing is left out. A client that keeps the cursor of the last event meets the next one;
   * one that ended in the middle of a reading may, rarely, meet an event again.
   *
   * @throws org.plumbline.kernel.PlumblineException STORE_UNAVAILABLE
   */
  Batch read(Cursor after, Interest interest, int limit);

  /**
   * What was read.
   *
   * @param next where to read on, also when there are no events
   * @param more whether the limit cut it
   */
  record Batch(List<FeedEvent> events, Cursor next, boolean more) {
    public Batch {
      events = List.copyOf(events);
    }
  }
}
