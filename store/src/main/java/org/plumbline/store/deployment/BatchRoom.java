package org.plumbline.store.deployment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.batch.AnswerLog;
import org.plumbline.deployment.batch.BatchFiles;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.batch.BatchWorker;
import org.plumbline.deployment.batch.Effort;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;
import org.plumbline.monitoring.PredictionLog;
import org.plumbline.monitoring.Predictions;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.lineage.ServingEvents;

/** Batch jobs wired to PostgreSQL and the data directory. */
public final class BatchRoom {
  /** How large an upload may be. */
  public static final String MOST_MEGABYTES = "PLUMBLINE_BATCH_MEGABYTES";

  /** How much of one half of the processors jobs may take, in percent. */
  public static final String SHARE = "PLUMBLINE_BATCH_SHARE";

  /** How many answers of files go into the prediction log in a second. */
  public static final String LOG_RATE = "PLUMBLINE_BATCH_LOG_RATE";

  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

  private final Database database;
  private final SqlBatchJobs store;
  private final BatchFiles files;
  private final Routes routes;
  private final InstantSource clock;
  private final Settings settings;
  private final BatchJobs jobs;

  /**
   * Wires the room.
   *
   * @throws PlumblineException INVALID_CONFIGURATION
   */
  public BatchRoom(
      Database database,
      Home home,
      Routes routes,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock,
      Map<String, String> environment) {
    this.database = database;
    this.routes = routes;
    this.clock = clock;
    this.settings = Settings.of(environment);
    this.store = new SqlBatchJobs(database, ServingEvents.of(database, environment));
    this.files =
        new BatchFiles(
            home.batches(),
            home.lake(),
            settings.number(MOST_MEGABYTES, 1L << 30).orElse(20_000) << 20);
    this.jobs = new BatchJobs(database, store, files, routes, audit, ids, clock);
  }

  public BatchJobs jobs() {
    return jobs;
  }

  /**
   * Who does the jobs; waits for its start.
   *
   * @param log takes the answers that are to be logged
   * @throws PlumblineException INVALID_CONFIGURATION
   */
  public BatchWorker worker(PredictionLog log, Predictions predictions) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    double share = settings.number(SHARE, 100).orElse(50) / 100.0;
    int rate = (int) settings.number(LOG_RATE, 1_000_000).orElse(10_000);
    return new BatchWorker(
        database,
        store,
        files,
        routes,
        new AnswerLog(log, predictions, rate),
        clock,
        new Effort(Math.min(8, threads), share, BETWEEN_CHECKPOINTS));
  }
}
