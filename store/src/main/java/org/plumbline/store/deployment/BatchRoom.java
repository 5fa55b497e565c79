package org.plumbline.store.deployment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.batch.BatchFiles;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.batch.BatchWorker;
import org.plumbline.deployment.batch.Effort;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Settings;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.lineage.ServingEvents;

/** Batch jobs wired to PostgreSQL and the data directory. The worker waits for its start. */
public record BatchRoom(BatchJobs jobs, BatchWorker worker) {
  /** How large an upload may be. */
  public static final String MOST_MEGABYTES = "PLUMBLINE_BATCH_MEGABYTES";

  /** How much of one half of the processors jobs may take, in percent. */
  public static final String SHARE = "PLUMBLINE_BATCH_SHARE";

  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

  /**
   * Wires the room.
   *
   * @throws PlumblineException INVALID_CONFIGURATION
   */
  public static BatchRoom over(
      Database database,
      Home home,
      Routes routes,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock,
      Map<String, String> environment) {
    Settings settings = Settings.of(environment);
    var store = new SqlBatchJobs(database, ServingEvents.of(database, environment));
    var files =
        new BatchFiles(
            home.batches(),
            home.lake(),
            settings.number(MOST_MEGABYTES, 1L << 30).orElse(20_000) << 20);
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    double share = settings.number(SHARE, 100).orElse(50) / 100.0;
    return new BatchRoom(
        new BatchJobs(database, store, files, routes, audit, ids, clock),
        new BatchWorker(
            database,
            store,
            files,
            routes,
            clock,
            new Effort(Math.min(8, threads), share, BETWEEN_CHECKPOINTS)));
  }
}
