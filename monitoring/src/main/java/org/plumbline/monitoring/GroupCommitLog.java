package org.plumbline.monitoring;

import static org.plumbline.kernel.Require.require;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Commits what has queued up together: one thread takes all that waits, writes it in one commit and
 * completes the callers, while the next group gathers.
 *
 * <p>A lone request costs one commit; under load the cost of a commit is shared by hundreds. The
 * queue is bounded by rows: beyond it a request is refused at once instead of waiting in vain. Safe
 * to share between threads.
 */
public final class GroupCommitLog implements PredictionLog, AutoCloseable {
  /** Rows that may wait: about a second of full load. */
  public static final int DEFAULT_CAPACITY = 20_000;

  private static final int MOST_ROWS_PER_COMMIT = 4_000;

  /** A commit takes milliseconds: after a second whoever comes now had better go elsewhere. */
  private static final long LATE_NANOS = 1_000_000_000L;

  private static final long IDLE = Long.MIN_VALUE;

  private final PredictionWriter writer;
  private final PredictionFeed feed;
  private final int capacity;
  private final LinkedBlockingQueue<Request> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingRows = new AtomicInteger();
  private final Thread thread;
  private final LongSupplier nanos;
  private volatile long committingSince = IDLE;
  private volatile boolean closed;

  private record Request(List<LoggedPrediction> rows, CompletableFuture<@Nullable Void> done) {}

  private GroupCommitLog(
      PredictionWriter writer, PredictionFeed feed, int capacity, LongSupplier nanos) {
    require(capacity > 0, "capacity %s must be positive", capacity);
    this.writer = writer;
    this.feed = feed;
    this.capacity = capacity;
    this.nanos = nanos;
    this.thread =
        Thread.ofPlatform().name("prediction-log").daemon().unstarted(this::commitForever);
  }

  /** Starts the committing thread; {@link #close} ends it. */
  public static GroupCommitLog start(PredictionWriter writer, int capacity) {
    return start(writer, PredictionFeed.silent(), capacity);
  }

  /** As above, with somebody who hears of each commit after its callers. */
  public static GroupCommitLog start(PredictionWriter writer, PredictionFeed feed, int capacity) {
    return start(writer, feed, capacity, System::nanoTime);
  }

  /** As above, with another clock than the machine's. */
  static GroupCommitLog start(
      PredictionWriter writer, PredictionFeed feed, int capacity, LongSupplier nanos) {
    var log = new GroupCommitLog(writer, feed, capacity, nanos);
    log.thread.start();
    return log;
  }

  @Override
  public void demandRoom() {
    long since = committingSince;
    if (since != IDLE && nanos.getAsLong() - since > LATE_NANOS) {
      throw PlumblineException.of(
              ErrorCode.OVERLOADED,
              "The prediction log takes more than a second to write, so an answer would come too"
                  + " late; try again in a moment")
          .with("retryAfterSeconds", 1);
    }
  }

  @Override
  public CompletionStage<Void> append(List<LoggedPrediction> rows) {
    var done = new CompletableFuture<@Nullable Void>();
    if (rows.isEmpty()) {
      done.complete(null);
      return done;
    }
    if (closed) {
      done.completeExceptionally(unavailable("The prediction log is closed; the server stops"));
      return done;
    }
    int waiting = waitingRows.addAndGet(rows.size());
    /* A single request larger than the queue may pass when nothing else waits. */
    if (waiting > capacity && waiting > rows.size()) {
      waitingRows.addAndGet(-rows.size());
      done.completeExceptionally(
          unavailable(
              "The prediction log is "
                  + capacity
                  + " rows behind, so the answer cannot be written down; try again in a moment"));
      return done;
    }
    queue.add(new Request(List.copyOf(rows), done));
    if (closed) {
      failQueued(unavailable("The prediction log is closed; the server stops"));
    }
    return done;
  }

  /** Rows that wait for their commit. */
  public int waitingRows() {
    return waitingRows.get();
  }

  private void commitForever() {
    List<Request> group = new ArrayList<>();
    while (true) {
      try {
        gather(group);
      } catch (InterruptedException _) {
        failQueued(unavailable("The prediction log is closed; the server stops"));
        return;
      }
      commit(group);
      group.clear();
    }
  }

  private void gather(List<Request> group) throws InterruptedException {
    Request next = queue.take();
    int rows = 0;
    while (next != null) {
      group.add(next);
      rows += next.rows().size();
      Request waiting = queue.peek();
      next =
          waiting != null && rows + waiting.rows().size() <= MOST_ROWS_PER_COMMIT
              ? queue.poll()
              : null;
    }
  }

  private void commit(List<Request> group) {
    List<LoggedPrediction> rows =
        group.size() == 1
            ? group.getFirst().rows()
            : group.stream().flatMap(request -> request.rows().stream()).toList();
    try {
      committingSince = Math.max(nanos.getAsLong(), IDLE + 1);
      writer.write(rows);
    } catch (PlumblineException failure) {
      fail(group, failure);
      return;
    } catch (RuntimeException failure) {
      fail(
          group,
          PlumblineException.of(
              ErrorCode.INTERNAL, "The prediction could not be written down", failure));
      return;
    } finally {
      committingSince = IDLE;
    }
    for (Request request : group) {
      finish(request, null);
    }
    try {
      feed.answered(rows);
    } catch (RuntimeException failure) {
      /* A listener's fault must not end the log. */
      System.getLogger(GroupCommitLog.class.getName())
          .log(System.Logger.Level.WARNING, "Durable predictions were not passed on", failure);
    }
  }

  private void fail(List<Request> group, PlumblineException failure) {
    if (failure.code() == ErrorCode.STORE_UNAVAILABLE || failure.code() == ErrorCode.STORE_FULL) {
      group.forEach(request -> finish(request, failure));
      /* Those who queued meanwhile have waited for the same store: one answer for all. */
      failQueued(failure);
      return;
    }
    if (group.size() == 1) {
      finish(group.getFirst(), failure);
      return;
    }
    /* One request's rows are at fault: they must not take the others with them. */
    for (Request request : group) {
      commit(List.of(request));
    }
  }

  private void failQueued(PlumblineException failure) {
    List<Request> rest = new ArrayList<>();
    queue.drainTo(rest);
    rest.forEach(request -> finish(request, failure));
  }

  private void finish(Request request, @Nullable PlumblineException failure) {
    waitingRows.addAndGet(-request.rows().size());
    if (failure == null) {
      request.done().complete(null);
    } else {
      request.done().completeExceptionally(failure);
    }
  }

  private static PlumblineException unavailable(String text) {
    return PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, text).with("retryAfterSeconds", 1);
  }

  /** Ends the thread; a commit under way is finished, what still waits fails. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
