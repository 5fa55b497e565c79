package org.plumbline.monitoring.pace;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.WindowKind;

/**
 * Gathers how quickly requests are answered, off the path of the answers.
 *
 * <p>That path only puts a reference into a bounded queue, without a lock; what does not fit is not
 * counted. One thread counts by version and day, and every ten seconds the counts go to the store,
 * where those of all instances meet. Safe to share.
 */
public final class Paces implements AutoCloseable {
  /** Requests that may wait: several seconds of full load. */
  public static final int CAPACITY = 50_000;

  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Each version that answers costs the store a row, so not at every count. */
  private static final int COUNTS_PER_FLUSH = 5;

  private static final double NANOS_PER_MILLI = 1e6;

  private final Transactions transactions;
  private final PaceStore store;
  private final int capacity;
  private final ConcurrentLinkedQueue<Request> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock counting = new ReentrantLock();
  private final Map<VersionDay, Pace.Tally> tallies = new HashMap<>();
  private final Recurring worker = Recurring.platform("paces", EVERY, this::keepUp);
  private long round;

  private record Request(List<LoggedPrediction> rows, double[] ages, long nanos) {}

  private record VersionDay(VersionId version, LocalDate day) {}

  /**
   * Counts nothing before {@link #start}, or {@link #catchUp}.
   *
   * @param capacity requests that may wait
   */
  public Paces(Transactions transactions, PaceStore store, int capacity) {
    require(capacity > 0, "capacity %s must be positive", capacity);
    this.transactions = transactions;
    this.store = store;
    this.capacity = capacity;
  }

  /**
   * Takes a request that was answered. Never blocks, never throws.
   *
   * @param rows as they are logged; the latency counts for the version that answered the first
   * @param ages seconds from the time of each row to its answer, NaN where it tells none; handed
   *     over
   * @param nanos from the arrival of the request to the commit of its answer
   */
  public void answered(List<LoggedPrediction> rows, double[] ages, long nanos) {
    if (waiting.incrementAndGet() > capacity) {
      waiting.decrementAndGet();
      return;
    }
    queue.add(new Request(rows, ages, nanos));
  }

  /** Counts in the background until {@link #close}. */
  public void start() {
    worker.start();
  }

  private void keepUp() {
    count();
    if (++round % COUNTS_PER_FLUSH == 0) {
      flush();
    }
  }

  /** Counts and stores everything that waits, now. */
  public void catchUp() {
    count();
    flush();
  }

  private void count() {
    counting.lock();
    try {
      for (Request request = queue.poll(); request != null; request = queue.poll()) {
        waiting.decrementAndGet();
        count(request);
      }
    } finally {
      counting.unlock();
    }
  }

  private void count(Request request) {
    for (int i = 0; i < request.rows().size(); i++) {
      LoggedPrediction row = request.rows().get(i);
      double age = request.ages()[i];
      if (i == 0 || !Double.isNaN(age)) {
        tallies
            .computeIfAbsent(
                new VersionDay(row.version(), WindowKind.dayOf(row.predictedAt())),
                _ -> new Pace.Tally())
            .add(i == 0 ? request.nanos() / NANOS_PER_MILLI : Double.NaN, age);
      }
    }
  }

  /** What cannot be stored now is kept, and stored with what comes next. */
  private void flush() {
    counting.lock();
    try {
      Iterator<Map.Entry<VersionDay, Pace.Tally>> counted = tallies.entrySet().iterator();
      while (counted.hasNext()) {
        Map.Entry<VersionDay, Pace.Tally> next = counted.next();
        VersionDay key = next.getKey();
        Pace pace = next.getValue().pace();
        transactions.run(tx -> store.add(tx, key.version(), key.day(), pace));
        counted.remove();
      }
    } catch (PlumblineException unreachable) {
      System.getLogger(Paces.class.getName())
          .log(System.Logger.Level.DEBUG, "Latencies wait for the store", unreachable);
    } finally {
      counting.unlock();
    }
  }

  /** Ends the thread and stores what was counted. */
  @Override
  public void close() {
    worker.close();
    catchUp();
  }
}
