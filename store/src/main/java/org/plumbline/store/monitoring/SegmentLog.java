package org.plumbline.store.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.store.Database;
import org.plumbline.store.segment.Segments;

/**
 * Writes predictions to local segments, and drains them into PostgreSQL whenever that is there.
 *
 * <p>What {@link #write} returned from survives a crash of the process and of the machine, as the
 * disk does. A row reaches PostgreSQL once: rows are drained in order, a portion is given up only
 * after its commit, and one whose outcome a crash or a lost connection left open is written again
 * without the ids that are there already. Safe to share between threads.
 */
public final class SegmentLog implements PredictionWriter, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SegmentLog.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /**
   * A commit for each group that was synced would cost the database as much as without segments.
   */
  private static final Duration GATHERING = Duration.ofMillis(20);

  private final Segments segments;
  private final PredictionWriter store;
  private final LoggedIds ids;
  private final Semaphore news = new Semaphore(0);
  private final Thread drain;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Instant oldest;

  private SegmentLog(Segments segments, PredictionWriter store, LoggedIds ids) {
    this.segments = segments;
    this.store = store;
    this.ids = ids;
    this.drain = Thread.ofPlatform().name("prediction-drain").daemon().unstarted(this::drain);
  }

  /** Opens the directory and begins to drain what is there from before. */
  public static SegmentLog start(
      Path directory, Segments.Limits limits, PredictionWriter store, Database database) {
    var log = new SegmentLog(Segments.open(directory, limits), store, new LoggedIds(database));
    log.drain.start();
    return log;
  }

  /** Whether an earlier run wrote segments there. */
  public static boolean isLeftIn(Path directory) {
    return Files.isDirectory(directory);
  }

  @Override
  public void write(List<LoggedPrediction> rows) {
    segments.append(LoggedRows.encode(rows));
    news.release();
  }

  /** Bytes that PostgreSQL does not have yet. */
  public long waitingBytes() {
    return segments.waiting();
  }

  /** When the oldest of them was answered, as far as it was read; empty while nothing waits. */
  public Optional<Instant> oldestWaiting() {
    return Optional.ofNullable(oldest);
  }

  private void drain() {
    try {
      Duration pause = FIRST_PAUSE;
      while (true) {
        try {
          if (!drainNext()) {
            return;
          }
          pause = FIRST_PAUSE;
        } catch (RuntimeException failure) {
          LOG.log(System.Logger.Level.DEBUG, "Predictions wait for the database", failure);
          if (closes(pause)) {
            return;
          }
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      }
    } catch (InterruptedException _) {
      // Closing has waited long enough: the rest stays for the next start.
    }
  }

  /** Takes a portion away or waits for one; false when the log closes and nothing is left. */
  private boolean drainNext() throws InterruptedException {
    Segments.Portion portion = segments.next();
    if (!portion.payloads().isEmpty()) {
      store(portion);
      segments.take(portion);
      oldest = null;
      return true;
    }
    if (isClosing()) {
      return false;
    }
    news.acquire();
    var _ = closes(GATHERING);
    news.drainPermits();
    return true;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Waits so long, or until the log closes. */
  private boolean closes(Duration within) throws InterruptedException {
    return closing.await(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void store(Segments.Portion portion) {
    Map<UUID, LoggedPrediction> rows = new LinkedHashMap<>();
    int number = 0;
    for (byte[] payload : portion.payloads()) {
      try {
        LoggedRows.decode(payload).forEach(row -> rows.put(row.id(), row));
      } catch (RuntimeException unreadable) {
        keepAside(portion.number() + "-" + portion.until() + "-" + number, payload, unreadable);
      }
      number++;
    }
    oldest =
        rows.values().stream()
            .map(LoggedPrediction::predictedAt)
            .min(Comparator.naturalOrder())
            .orElse(null);
    store(new ArrayList<>(rows.values()));
  }

  private void store(List<LoggedPrediction> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      store.write(rows);
    } catch (PlumblineException failure) {
      Set<UUID> known = failure.code() == ErrorCode.CONFLICT ? ids.among(rows) : Set.of();
      if (!known.isEmpty()) {
        store(rows.stream().filter(row -> !known.contains(row.id())).toList());
      } else if (isRefusal(failure)) {
        oneByOne(rows, failure);
      } else {
        throw failure;
      }
    }
  }

  /** Whether what was written is at fault, by the classes of SQL states, and not the server. */
  private static boolean isRefusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
      }
    }
    return false;
  }

  /** A row that PostgreSQL refuses for what it is must not hold up all that follow. */
  private void oneByOne(List<LoggedPrediction> rows, PlumblineException failure) {
    if (rows.size() == 1) {
      keepAside("refused-" + rows.getFirst().id(), LoggedRows.encode(rows), failure);
      return;
    }
    rows.forEach(row -> store(List.of(row)));
  }

  private void keepAside(String name, byte[] bytes, RuntimeException why) {
    // Without the cause, whose text may hold the row.
    LOG.log(
        System.Logger.Level.ERROR,
        "Logged predictions cannot be stored and were kept aside as {0}: {1}",
        name,
        why.getMessage());
    try {
      segments.keepAside(name, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Drains what it can in a few seconds; the rest stays for the next start. */
  @Override
  public void close() {
    closing.countDown();
    news.release();
    try {
      if (!drain.join(Duration.ofSeconds(5))) {
        drain.interrupt();
        drain.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    segments.close();
  }
}
