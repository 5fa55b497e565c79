package org.plumbline.deployment.batch;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Share;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;

/**
 * Takes files to be scored, tells of them and gives the answers; {@link BatchWorker} does the work.
 * Each job names the version that answered when it was submitted, and a canary beside it, and keeps
 * both; safeguards are those of the moment. Safe to share.
 */
public final class BatchJobs {
  /** How long the files of a job that has ended are kept. */
  public static final Duration KEPT = Duration.ofDays(7);

  private final Transactions transactions;
  private final BatchJobStore store;
  private final BatchFiles files;
  private final Routes routes;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public BatchJobs(
      Transactions transactions,
      BatchJobStore store,
      BatchFiles files,
      Routes routes,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.files = files;
    this.routes = routes;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Queues a file of the lake.
   *
   * @param version asked for, else the one in production
   * @throws PlumblineException NOT_FOUND for a path outside of the lake or a version that is
   *     absent; NOT_SERVING, KILLED; REFUSED while the canary reads other columns; INVALID_FIELD
   *     when the version has no reasons to give
   */
  public BatchJob submit(ModelName model, OptionalInt version, BatchOrder order, Actor by) {
    Chosen chosen = choose(model, version, order);
    String path = order.lakePath();
    if (path == null) {
      throw PlumblineException.of(ErrorCode.MISSING_FIELD, "'path' is required and has no value")
          .with("field", "path");
    }
    files.inLake(path);
    return note(ids.get(), chosen, order, by);
  }

  /**
   * Keeps an upload and queues it. The caller closes the stream.
   *
   * @throws PlumblineException as {@link #submit(ModelName, OptionalInt, BatchOrder, Actor)};
   *     BODY_TOO_LARGE, STORE_FULL
   */
  public BatchJob submit(
      ModelName model, OptionalInt version, BatchOrder order, InputStream upload, Actor by) {
    Chosen chosen = choose(model, version, order);
    UUID id = ids.get();
    files.keep(id, order.input(), upload);
    boolean noted = false;
    try {
      BatchJob job = note(id, chosen, order, by);
      noted = true;
      return job;
    } finally {
      if (!noted) {
        files.remove(id);
      }
    }
  }

  /** Whether the model's version of this number is the one in production. */
  public boolean isInProduction(ModelName model, int number) {
    return routes.isInProduction(new VersionId(model, new VersionNumber(number)));
  }

  /** Who is to answer. */
  private record Chosen(VersionId version, @Nullable CanaryShare canary) {}

  private Chosen choose(ModelName model, OptionalInt version, BatchOrder order) {
    Lineup lineup =
        version.isPresent()
            ? routes.kept(
                new VersionId(model, new VersionNumber(version.getAsInt())),
                Optional.empty(),
                Share.NONE)
            : routes.load(routes.route(model.value()));
    ServingVersion chosen = lineup.champion();
    if (order.explain() > 0 && !chosen.model().explains()) {
      throw ScoringJob.unexplained(chosen.id());
    }
    ServingVersion challenger = lineup.challenger();
    if (challenger == null || !lineup.divides()) {
      return new Chosen(chosen.id(), null);
    }
    demandOneContract(chosen, challenger);
    return new Chosen(chosen.id(), new CanaryShare(challenger.id(), lineup.share()));
  }

  /** A file is read once, so both have to read the same columns of it. */
  private static void demandOneContract(ServingVersion champion, ServingVersion challenger) {
    if (CommonContract.of(champion.contract(), challenger.contract()).isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.REFUSED,
              "%s, the canary, reads other columns than %s, or columns of other types, so a file"
                      .formatted(challenger.id(), champion.id())
                  + " cannot be divided between them; name the version that is to answer all of it")
          .with("field", "version");
    }
  }

  private BatchJob note(UUID id, Chosen chosen, BatchOrder order, Actor by) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var job =
        new BatchJob(
            id,
            chosen.version(),
            chosen.canary(),
            order,
            BatchState.QUEUED,
            BatchProgress.NONE,
            by.username(),
            now,
            null,
            null,
            null);
    String path = order.lakePath();
    transactions.run(
        tx -> {
          store.add(tx, job);
          audit.append(
              tx,
              AuditEvent.of(by, "batch.submitted", "batch", id.toString())
                  .after(
                      Map.of(
                          "version",
                          chosen.version().toString(),
                          "rows",
                          path == null ? "upload" : path)));
        });
    return job;
  }

  /**
   * One job of the model.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public BatchJob load(ModelName model, UUID id) {
    return store
        .find(id)
        .filter(job -> job.version().model().equals(model))
        .orElseThrow(() -> absent(id.toString()));
  }

  /** What is said of an id that no job has. */
  public static PlumblineException absent(String id) {
    return PlumblineException.of(
            ErrorCode.NOT_FOUND,
            "There is no batch '%s'; those that ended are kept for %s days"
                .formatted(id, KEPT.toDays()))
        .with("batch", id);
  }

  /** Newest first. */
  public List<BatchJob> list(ModelName model, @Nullable UUID after, int limit) {
    return store.list(model, after, limit);
  }

  /**
   * Ends a job that has not ended; what runs stops within a second or two.
   *
   * @throws PlumblineException NOT_FOUND; CONFLICT when it has ended
   */
  public BatchJob cancel(ModelName model, UUID id, Actor by) {
    load(model, id);
    transactions.run(
        tx -> {
          if (!store.end(tx, id, BatchState.CANCELLED, null, null, clock.instant())) {
            throw PlumblineException.of(
                    ErrorCode.CONFLICT, "The batch has ended already; there is nothing to cancel")
                .with("batch", id.toString());
          }
          audit.append(tx, AuditEvent.of(by, "batch.cancelled", "batch", id.toString()));
        });
    return load(model, id);
  }

  /**
   * The file with the answers.
   *
   * @throws PlumblineException NOT_FOUND; CONFLICT while the job is not done
   */
  public Path result(ModelName model, UUID id) {
    BatchJob job = done(model, id);
    return present(files.output(job), id);
  }

  /**
   * The file with the refused rows and their reasons.
   *
   * @throws PlumblineException NOT_FOUND also when no row was refused; CONFLICT while the job is
   *     not done
   */
  public Path rejects(ModelName model, UUID id) {
    BatchJob job = done(model, id);
    if (job.progress().rejected() == 0) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "No row of the batch was refused")
          .with("batch", id.toString());
    }
    return present(files.rejects(job), id);
  }

  private BatchJob done(ModelName model, UUID id) {
    BatchJob job = load(model, id);
    if (job.state() != BatchState.DONE) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT,
              "The batch is %s and has no result%s"
                  .formatted(job.state().wireName(), job.state().isEnd() ? "" : " yet"))
          .with("batch", id.toString());
    }
    return job;
  }

  private static Path present(Path file, UUID id) {
    if (!Files.isRegularFile(file)) {
      throw absent(id.toString());
    }
    return file;
  }
}
