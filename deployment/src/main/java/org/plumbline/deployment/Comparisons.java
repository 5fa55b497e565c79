package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.CanaryStore.Compared;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.SteadyClock;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.LoggedPrediction;

/**
 * Compares challengers with champions off the path of the answers.
 *
 * <p>The path of an answer only puts its rows into a bounded queue, without a lock; what does not
 * fit is not compared, and counted. One thread scores the rows again and keeps counts that merge:
 * every few seconds they go to the store, where those of all instances meet. Safe to share.
 */
public final class Comparisons implements AutoCloseable {
  /** Rows that may wait: they are references to what the log holds anyway. */
  public static final int CAPACITY = 20_000;

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration FLUSH = Duration.ofSeconds(2);

  private final Transactions transactions;
  private final CanaryStore store;
  private final InstantSource clock;
  private final int capacity;
  private final ConcurrentLinkedQueue<Copy> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<Compared, LongAdder> skipped = new ConcurrentHashMap<>();
  private final Map<Compared, LongAdder> failed = new ConcurrentHashMap<>();
  private final ReentrantLock counting = new ReentrantLock();
  private final Map<Key, Tally> tallies = new HashMap<>();
  private final Recurring worker = Recurring.platform("comparisons", PAUSE, this::look);
  private final SteadyClock passed = new SteadyClock();
  private Instant flushed = passed.instant();

  private record Copy(Lineup lineup, List<LoggedPrediction> rows) {}

  private record Key(Compared compared, Instant hour) {}

  /**
   * Compares nothing before {@link #start}, or {@link #catchUp}.
   *
   * @param capacity rows that may wait
   */
  public Comparisons(
      Transactions transactions, CanaryStore store, InstantSource clock, int capacity) {
    require(capacity > 0, "capacity %s must be positive", capacity);
    this.transactions = transactions;
    this.store = store;
    this.clock = clock;
    this.capacity = capacity;
  }

  /**
   * Takes rows that were answered. Never blocks, never throws.
   *
   * @param failures how many of them the challenger was to answer, and could not
   */
  public void answered(Lineup lineup, List<LoggedPrediction> rows, int failures) {
    if (lineup.challenger() == null && lineup.shadow() == null) {
      return;
    }
    if (failures > 0) {
      count(failed, lineup.challenger(), lineup, failures);
    }
    if (waiting.addAndGet(rows.size()) > capacity) {
      waiting.addAndGet(-rows.size());
      count(skipped, lineup.challenger(), lineup, rows.size());
      count(skipped, lineup.shadow(), lineup, rows.size());
      return;
    }
    queue.add(new Copy(lineup, rows));
  }

  private static void count(
      Map<Compared, LongAdder> counts, @Nullable ServingVersion one, Lineup lineup, int rows) {
    if (one != null) {
      counts.computeIfAbsent(compared(one, lineup), _ -> new LongAdder()).add(rows);
    }
  }

  private static Compared compared(ServingVersion one, Lineup lineup) {
    return new Compared(one.deployment(), lineup.champion().id());
  }

  /** Compares in the background until {@link #close}. */
  public void start() {
    worker.start();
  }

  private void look() {
    compareWaiting();
    if (passed.instant().isAfter(flushed.plus(FLUSH))) {
      flushed = passed.instant();
      flush();
    }
  }

  /** Compares and stores everything that waits, now. */
  public void catchUp() {
    compareWaiting();
    flush();
  }

  private void compareWaiting() {
    for (Copy copy = queue.poll(); copy != null; copy = queue.poll()) {
      waiting.addAndGet(-copy.rows().size());
      counting.lock();
      try {
        compare(copy);
      } finally {
        counting.unlock();
      }
    }
  }

  private void compare(Copy copy) {
    Lineup lineup = copy.lineup();
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    ServingVersion challenger = lineup.challenger();
    if (challenger != null) {
      Tally tally = tally(new Key(compared(challenger, lineup), hour));
      copy.rows().forEach(row -> tally.answered(lineup.champion(), challenger, row));
    }
    ServingVersion shadow = lineup.shadow();
    if (shadow != null) {
      Tally tally = tally(new Key(compared(shadow, lineup), hour));
      var both = new ShadowScoring(lineup.champion(), shadow);
      copy.rows().stream()
          .filter(row -> row.version().equals(lineup.champion().id()))
          .forEach(row -> both.score(row, tally));
    }
  }

  private Tally tally(Key key) {
    return tallies.computeIfAbsent(key, _ -> new Tally());
  }

  /** What cannot be stored now is kept, and stored with what comes next. */
  private void flush() {
    counting.lock();
    try {
      Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
      take(skipped, hour, Tally::skipped);
      take(failed, hour, Tally::failed);
      Iterator<Map.Entry<Key, Tally>> seen = tallies.entrySet().iterator();
      while (seen.hasNext()) {
        Map.Entry<Key, Tally> next = seen.next();
        Evidence evidence = next.getValue().evidence();
        Key key = next.getKey();
        transactions.run(tx -> store.add(tx, key.compared(), key.hour(), evidence));
        seen.remove();
      }
    } catch (PlumblineException unreachable) {
      System.getLogger(Comparisons.class.getName())
          .log(System.Logger.Level.DEBUG, "Comparisons wait for the store", unreachable);
    } finally {
      counting.unlock();
    }
  }

  private void take(Map<Compared, LongAdder> counts, Instant hour, Taking taking) {
    counts.forEach(
        (compared, count) -> {
          long rows = count.sumThenReset();
          if (rows > 0) {
            taking.take(tally(new Key(compared, hour)), rows);
          }
        });
  }

  @FunctionalInterface
  private interface Taking {
    void take(Tally tally, long rows);
  }

  /** Ends the thread and stores what was counted. */
  @Override
  public void close() {
    worker.close();
    catchUp();
  }
}
