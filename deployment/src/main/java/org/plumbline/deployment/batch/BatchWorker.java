package org.plumbline.deployment.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Recurring;
import org.plumbline.kernel.Transactions;

/**
 * Takes one job after the other, oldest first, with a bounded share of the machine.
 *
 * <p>A job belongs to whoever holds the lock of its folder. It falls when its process dies, so
 * another server, or this one after its restart, goes on at the last checkpoint. One thread.
 */
public final class BatchWorker implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long NOTE_EACH_NANOS = 500_000_000;
  private static final int SWEPT_AT_ONCE = 100;
  private static final Duration SWEPT_EACH = Duration.ofMinutes(1);

  /** An upload takes less, so what nobody has noted by then was broken off by a kill. */
  private static final Duration UPLOADED_WITHIN = Duration.ofDays(1);

  private static final System.Logger LOG = System.getLogger(BatchWorker.class.getName());

  private final Transactions transactions;
  private final BatchJobStore store;
  private final BatchFiles files;
  private final Routes routes;
  private final AnswerLog log;
  private final InstantSource clock;
  private final Effort effort;
  private volatile boolean closing;
  private final Recurring worker = Recurring.platform("batches", PAUSE, this::look);
  private Instant swept = Instant.EPOCH;

  public BatchWorker(
      Transactions transactions,
      BatchJobStore store,
      BatchFiles files,
      Routes routes,
      AnswerLog log,
      InstantSource clock,
      Effort effort) {
    this.transactions = transactions;
    this.store = store;
    this.files = files;
    this.routes = routes;
    this.log = log;
    this.clock = clock;
    this.effort = effort;
  }

  /** The job has been cancelled. */
  private static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Works until {@link #close}. */
  public void start() {
    worker.start();
  }

  private void look() {
    try {
      runOpen();
    } catch (IOException failure) {
      throw new UncheckedIOException("The files of the batches cannot be read now", failure);
    }
    if (swept.plus(SWEPT_EACH).isBefore(clock.instant())) {
      sweep();
      swept = clock.instant();
    }
  }

  /** Runs what is open and nobody else runs. */
  public void runOpen() throws IOException {
    for (BatchJob job : store.open()) {
      if (closing) {
        return;
      }
      Optional<FileChannel> lock = files.tryLock(job.id());
      if (lock.isPresent()) {
        try (FileChannel _ = lock.get()) {
          run(job);
        }
      }
    }
  }

  private void run(BatchJob job) {
    if (!store.start(job.id(), clock.instant())) {
      return;
    }
    try {
      BatchProgress done = score(job);
      end(job, BatchState.DONE, done, null);
    } catch (Cancelled _) {
      files.remove(job.id());
    } catch (PlumblineException failure) {
      if (closing || failure.code() == ErrorCode.STORE_UNAVAILABLE) {
        // It stays open, and goes on where it stopped.
        return;
      }
      end(job, BatchState.FAILED, null, failure.text());
    } catch (RuntimeException failure) {
      if (!closing) {
        LOG.log(System.Logger.Level.ERROR, "Batch " + job.id() + " failed", failure);
        end(job, BatchState.FAILED, null, "Something failed on our side; see the server's log");
      }
    }
  }

  private BatchProgress score(BatchJob job) {
    var lineup = new KeptLineup(routes, job);
    ServingVersion version = lineup.get().champion();
    var rule =
        new OnlineRule(
            lineup,
            job.id(),
            job.submittedAt().truncatedTo(ChronoUnit.MILLIS),
            job.order().log() ? Optional.of(log) : Optional.empty());
    double threshold = version.threshold();
    var scoring =
        new BatchScoring(
            new ScoringJob(
                version.id(),
                hash(lineup.get()),
                version.model(),
                parser(lineup.get()),
                Double.isNaN(threshold) ? null : threshold,
                files.input(job),
                files.output(job),
                job.order().explain(),
                rule),
            effort);
    ScoringOutcome outcome = scoring.run(new Noted(job, lineup));
    return new BatchProgress(1, outcome.scored(), outcome.rejected(), outcome.rate());
  }

  /** An answer by groups has columns of its own, so that a job does not change between the two. */
  private static String hash(Lineup lineup) {
    Set<String> groups = KeptLineup.attributes(lineup);
    return lineup.champion().id() + (groups.isEmpty() ? "" : " by " + new TreeSet<>(groups));
  }

  private static RowParser parser(Lineup lineup) {
    ServingVersion challenger = lineup.challenger();
    return challenger == null
        ? lineup.champion().parser()
        : new RowParser(
            CommonContract.of(lineup.champion().contract(), challenger.contract()).orElseThrow(),
            KeptLineup.attributes(lineup));
  }

  private void end(
      BatchJob job, BatchState state, @Nullable BatchProgress progress, @Nullable String failure) {
    transactions.run(tx -> store.end(tx, job.id(), state, progress, failure, clock.instant()));
  }

  /** Removes what ended long ago, and uploads that never became a job. */
  public void sweep() {
    for (UUID id : store.endedBefore(clock.instant().minus(BatchJobs.KEPT), SWEPT_AT_ONCE)) {
      files.remove(id);
      store.remove(id);
    }
    for (UUID id : files.olderThan(clock.instant().minus(UPLOADED_WITHIN))) {
      if (store.find(id).isEmpty()) {
        files.remove(id);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    worker.close();
  }

  /** Notes the progress now and then, and hears of cancellation and the kill switch. */
  private final class Noted implements ScoringProgress {
    private final BatchJob job;
    private final KeptLineup lineup;
    private final long begun = System.nanoTime();
    private long noted = begun;
    private long before = -1;

    Noted(BatchJob job, KeptLineup lineup) {
      this.job = job;
      this.lineup = lineup;
    }

    @Override
    public void at(double share, long rows, long refused) {
      if (before < 0) {
        before = rows;
      }
      long now = System.nanoTime();
      if (now - noted < NOTE_EACH_NANOS) {
        return;
      }
      noted = now;
      var _ = lineup.get();
      double rate = (rows - before) * 1e9 / (now - begun);
      if (!store.advance(
          job.id(), new BatchProgress(Math.min(1, share), rows - refused, refused, rate))) {
        throw new Cancelled();
      }
    }
  }
}
