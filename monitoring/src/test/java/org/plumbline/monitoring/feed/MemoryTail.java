package org.plumbline.monitoring.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/** A log in memory: each event is a transaction of its own. */
final class MemoryTail implements LogTail {
  private final List<FeedEvent> log = new ArrayList<>();
  private boolean away;
  private boolean endless;

  synchronized UUID add(String model, @Nullable String entity) {
    UUID id = UUID.randomUUID();
    long tx = log.size();
    log.add(
        new FeedEvent.Answered(
            place(tx + 1),
            tx,
            id,
            Instant.EPOCH,
            VersionId.of(model, 1),
            null,
            entity,
            0.5,
            List.of(),
            null));
    return id;
  }

  synchronized void away(boolean now) {
    away = now;
  }

  /** From now on each reading brings as much as it may, and its end is never met. */
  synchronized void grow() {
    endless = true;
  }

  private static Cursor place(long next) {
    return Cursor.after(Instant.EPOCH, new Seen(next, List.of()));
  }

  @Override
  public synchronized Cursor end() {
    return place(log.size());
  }

  @Override
  public synchronized Batch read(Cursor after, Interest interest, int limit) {
    if (away) {
      throw PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "away");
    }
    if (endless) {
      for (int i = 0; i < limit; i++) {
        var _ = add("churn", null);
      }
    }
    int from = Math.toIntExact(after.seen().next());
    int to = Math.min(log.size(), from + limit);
    return new Batch(log.subList(from, to), place(to), to < log.size() || endless);
  }
}
