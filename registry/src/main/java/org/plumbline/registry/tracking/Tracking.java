package org.plumbline.registry.tracking;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/**
 * Experiments and runs. Safe to share when the random source is.
 *
 * <p>A run belongs to who started it: nobody else logs metrics, parameters, inputs or files to it.
 * What is done to runs and experiments as a whole leaves an audit entry; what a run's own author
 * logs does not, since it can only add.
 */
public final class Tracking {
  private static final int HISTORY_PAGE = 10_000;

  private final Transactions transactions;
  private final Experiments experiments;
  private final RunStore runs;
  private final RunLog log;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final RandomGenerator random;

  public Tracking(
      Transactions transactions,
      TrackingStore store,
      AuditTrail audit,
      InstantSource clock,
      RandomGenerator random) {
    this.transactions = transactions;
    this.experiments = new Experiments(transactions, store.experiments(), audit, clock);
    this.runs = store.runs();
    this.log = store.log();
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /** What the runs stand in. */
  public Experiments experiments() {
    return experiments;
  }

  /**
   * Starts a run in an active experiment.
   *
   * @throws PlumblineException NOT_FOUND or CONFLICT when there is no such experiment or it is
   *     deleted
   */
  public Run startRun(RunStart start, Actor actor) {
    return transactions.in(
        tx -> {
          Experiment experiment = experiments.lockActive(tx, start.experiment());
          RunInfo info = info(newId(), start, experiment, actor);
          runs.add(tx, info);
          log.add(tx, info.id(), RunBatch.tags(start.tags()));
          audit.append(
              tx,
              event(actor, "run.started", info.id())
                  .after(Map.of("name", info.name(), "experiment", experiment.id().toString())));
          return Run.started(info, start.tags());
        });
  }

  /**
   * Records a run that is over, with all it logged, in one piece and with one audit entry.
   *
   * <p>For what is told afterwards: the parts of a training, runs of another tracker.
   *
   * @param end FINISHED, FAILED or KILLED
   */
  public RunId recordRun(
      RunStart start, RunUpdate end, List<RunBatch> batches, List<RunInput> inputs, Actor actor) {
    return recordRun(newId(), start, end, batches, inputs, actor);
  }

  /**
   * As above, under the id that the run has in another tracker.
   *
   * @throws PlumblineException CONFLICT when there is a run of that id
   */
  public RunId recordRun(
      RunId id,
      RunStart start,
      RunUpdate end,
      List<RunBatch> batches,
      List<RunInput> inputs,
      Actor actor) {
    return transactions.in(
        tx -> {
          Experiment experiment = experiments.lockActive(tx, start.experiment());
          if (runs.lock(tx, id).isPresent()) {
            throw PlumblineException.of(ErrorCode.CONFLICT, "There is a run " + id + " already")
                .with("run", id.hex());
          }
          RunInfo info = applied(info(id, start, experiment, actor), end);
          runs.add(tx, info);
          log.add(tx, info.id(), RunBatch.tags(start.tags()));
          batches.forEach(batch -> log.add(tx, info.id(), batch));
          log.addInputs(tx, info.id(), inputs);
          audit.append(
              tx,
              event(actor, "run.recorded", info.id())
                  .after(
                      Map.of(
                          "name", info.name(),
                          "experiment", experiment.id().toString(),
                          "status", info.status().name())));
          return info.id();
        });
  }

  private RunId newId() {
    return RunId.of(new UUID(random.nextLong(), random.nextLong()));
  }

  private RunInfo info(RunId id, RunStart start, Experiment experiment, Actor actor) {
    Instant startedAt = start.startedAt();
    String name = start.name();
    return new RunInfo(
        id,
        experiment.id(),
        name == null || name.isBlank() ? RunNames.next(random) : name,
        RunStatus.RUNNING,
        actor.username(),
        startedAt == null ? now() : startedAt.truncatedTo(ChronoUnit.MICROS),
        null,
        null,
        experiment.artifactRoot() + "/" + id + "/artifacts",
        start.kind());
  }

  /**
   * Changes name, status or end of a run; a run that ended may be resumed.
   *
   * @throws PlumblineException NOT_FOUND; FORBIDDEN for another's run; CONFLICT for a deleted one
   */
  public RunInfo updateRun(RunId id, RunUpdate update, Actor actor) {
    return transactions.in(
        tx -> {
          RunInfo before = demandOwn(runs.lock(tx, id).orElseThrow(() -> noRun(id)), actor);
          RunInfo after = applied(before, update);
          if (after.equals(before)) {
            return before;
          }
          runs.update(tx, after);
          audit.append(
              tx,
              event(actor, "run.updated", id)
                  .before(Map.of("name", before.name(), "status", before.status().name()))
                  .after(Map.of("name", after.name(), "status", after.status().name())));
          return after;
        });
  }

  private RunInfo applied(RunInfo run, RunUpdate update) {
    String name = update.name() == null || update.name().isBlank() ? run.name() : update.name();
    RunStatus status = update.status() == null ? run.status() : update.status();
    Instant end = run.endedAt();
    if (update.endedAt() != null) {
      end = update.endedAt().truncatedTo(ChronoUnit.MICROS);
    } else if (update.status() != null) {
      end = status.isEnd() ? (run.status() == status && end != null ? end : endOf(run)) : null;
    }
    return run.with(name, status, end);
  }

  /** A clock that was set back does not end a run before its start. */
  private Instant endOf(RunInfo run) {
    Instant now = now();
    return now.isBefore(run.startedAt()) ? run.startedAt() : now;
  }

  /** Hides a run; does nothing to a hidden one. */
  public void deleteRun(RunId id, Actor actor) {
    transactions.run(
        tx -> {
          RunInfo before = runs.lock(tx, id).orElseThrow(() -> noRun(id));
          if (before.lifecycle() == Lifecycle.ACTIVE) {
            runs.update(tx, before.deleted(now()));
            audit.append(tx, event(actor, "run.deleted", id).before(Map.of("name", before.name())));
          }
        });
  }

  /**
   * Brings a hidden run back.
   *
   * @throws PlumblineException CONFLICT while its experiment is deleted
   */
  public void restoreRun(RunId id, Actor actor) {
    // The experiment first, as deleting one does it, so that the two never wait in a circle.
    ExperimentId experiment = loadInfo(id).experiment();
    transactions.run(
        tx -> {
          experiments.lockActive(tx, experiment);
          RunInfo before = runs.lock(tx, id).orElseThrow(() -> noRun(id));
          if (before.lifecycle() == Lifecycle.DELETED) {
            runs.update(tx, before.deleted(null));
            audit.append(tx, event(actor, "run.restored", id).after(Map.of("name", before.name())));
          }
        });
  }

  /**
   * Logs metrics, parameters and tags: all of them or nothing. Logging the same again does nothing.
   *
   * @throws PlumblineException NOT_FOUND; FORBIDDEN for another's run; CONFLICT for a deleted one,
   *     or for a parameter that has another value
   */
  public void log(RunId id, RunBatch batch, Actor actor) {
    if (batch.isEmpty()) {
      demandOwn(loadInfo(id), actor);
      return;
    }
    transactions.run(
        tx -> {
          share(tx, id, actor);
          log.add(tx, id, batch);
        });
  }

  /**
   * Logs to several of one's own runs: to all of them or to none.
   *
   * @throws PlumblineException as {@link #log(RunId, RunBatch, Actor)}
   */
  public void log(SortedMap<RunId, RunBatch> batches, Actor actor) {
    transactions.run(
        tx ->
            batches.forEach(
                (id, batch) -> {
                  share(tx, id, actor);
                  log.add(tx, id, batch);
                }));
  }

  /**
   * Rewrites a tag of one's own run; two who do so at once come one after the other.
   *
   * @param change gives the new value for the present one, which is absent when there is no tag
   */
  public void rewriteTag(
      RunId id, String key, Function<Optional<String>, String> change, Actor actor) {
    transactions.run(
        tx -> {
          demandOwn(runs.lock(tx, id).orElseThrow(() -> noRun(id)), actor);
          String value = change.apply(log.findTag(tx, id, key));
          log.add(tx, id, RunBatch.tags(Map.of(key, value)));
        });
  }

  /** Logs the data that the run read; one of the same name and digest is replaced. */
  public void logInputs(RunId id, List<RunInput> inputs, Actor actor) {
    transactions.run(
        tx -> {
          share(tx, id, actor);
          log.addInputs(tx, id, inputs);
        });
  }

  /** Notes a file whose bytes are in the object store; one of the same path is replaced. */
  public void logArtifact(RunId id, RunArtifact artifact, Actor actor) {
    transactions.run(tx -> logArtifact(tx, id, artifact, actor));
  }

  void logArtifact(Tx tx, RunId id, RunArtifact artifact, Actor actor) {
    share(tx, id, actor);
    log.addArtifact(tx, id, artifact);
  }

  /** Refuses who may not log to the run, before anything is sent. */
  void demandWritable(RunId id, Actor actor) {
    demandOwn(loadInfo(id), actor);
  }

  /** Takes away the notes of a file and of all below that path; their bytes stay. */
  public int removeArtifacts(RunId id, String path, Actor actor) {
    Limits.artifactPath(path);
    return transactions.in(
        tx -> {
          share(tx, id, actor);
          int removed = log.removeArtifacts(tx, id, path);
          audit.append(tx, event(actor, "run.artifacts-removed", id).before(Map.of("path", path)));
          return removed;
        });
  }

  /** Sets a tag. Anybody may tag any active run; on another's it leaves an audit entry. */
  public void tag(RunId id, String key, String value, Actor actor) {
    RunBatch batch = RunBatch.tags(Map.of(key, value));
    transactions.run(
        tx -> {
          RunInfo run = runs.share(tx, id).orElseThrow(() -> noRun(id));
          demandActive(run);
          log.add(tx, id, batch);
          if (!run.author().equals(actor.username())) {
            audit.append(tx, event(actor, "run.tagged", id).after(Map.of(key, value)));
          }
        });
  }

  /**
   * Takes a tag away, with an audit entry.
   *
   * @throws PlumblineException NOT_FOUND when the run has no such tag
   */
  public void untag(RunId id, String key, Actor actor) {
    transactions.run(
        tx -> {
          demandActive(runs.share(tx, id).orElseThrow(() -> noRun(id)));
          if (!log.removeTag(tx, id, key)) {
            throw noTag("run " + id, key);
          }
          audit.append(tx, event(actor, "run.untagged", id).before(Map.of(key, "")));
        });
  }

  public Optional<Run> findRun(RunId id) {
    return runs.find(id);
  }

  /**
   * The run, deleted or not.
   *
   * @throws PlumblineException NOT_FOUND without one
   */
  public Run loadRun(RunId id) {
    return runs.find(id).orElseThrow(() -> noRun(id));
  }

  /**
   * The runs, in the order given.
   *
   * @throws PlumblineException NOT_FOUND naming the first that is not there
   */
  private List<Run> loadRuns(List<RunId> ids) {
    List<Run> found = runs.find(ids);
    List<RunId> there = found.stream().map(Run::id).toList();
    ids.stream()
        .filter(id -> !there.contains(id))
        .findFirst()
        .ifPresent(
            missing -> {
              throw noRun(missing);
            });
    return found;
  }

  /**
   * Notes that a version came of one's own run, in the run's tags and for {@link #runsOf}.
   *
   * @throws PlumblineException NOT_FOUND; FORBIDDEN for another's run; CONFLICT for a deleted one
   */
  public void linkVersion(RunId id, VersionId version, Actor actor) {
    RunBatch tags =
        RunBatch.tags(
            Map.of(
                RunTags.MODEL, version.model().value(),
                RunTags.VERSION, version.number().toString()));
    transactions.run(
        tx -> {
          share(tx, id, actor);
          log.add(tx, id, tags);
          runs.link(tx, id, version);
        });
  }

  /** The runs that a version came of, the first one first; hidden ones too. */
  public List<Run> runsOf(VersionId version) {
    return runs.findByVersion(version);
  }

  public RunPage searchRuns(RunQuery query) {
    return runs.search(query);
  }

  /** A page of a metric's points by step, time and value; empty when it was never logged. */
  public MetricPage metricHistory(RunId id, String key, int limit, @Nullable MetricPoint after) {
    loadInfo(id);
    return log.history(id, key, limit, after);
  }

  /** A metric's whole history, thinned to so many points where there are more. */
  public MetricSeries metricSeries(RunId id, String key, int most) {
    MetricPoint latest = loadRun(id).metrics().get(key);
    if (latest == null) {
      return new MetricSeries(key, List.of(), false, 0);
    }
    Stream<MetricPoint> history =
        Stream.iterate(
                log.history(id, key, HISTORY_PAGE, null),
                Objects::nonNull,
                page ->
                    page.next().map(last -> log.history(id, key, HISTORY_PAGE, last)).orElse(null))
            .flatMap(page -> page.points().stream());
    return MetricSeries.of(key, history, latest.step(), most);
  }

  /**
   * Runs side by side.
   *
   * @throws PlumblineException NOT_FOUND naming the first that is not there
   */
  public RunComparison compareRuns(List<RunId> ids) {
    return RunComparison.of(loadRuns(ids));
  }

  /** All files of a run by path. */
  public List<RunArtifact> artifacts(RunId id) {
    loadInfo(id);
    return log.artifacts(id, "");
  }

  /**
   * What lies directly below a directory of a run, by path.
   *
   * @param directory empty for the root
   * @param after the {@code next} of the page before
   */
  public RunEntryPage entries(RunId run, String directory, int limit, @Nullable String after) {
    if (!directory.isEmpty()) {
      Limits.artifactPath(directory);
    }
    if (limit < 1 || limit > RunFiles.PAGE) {
      throw Limits.invalid("limit", "limit is " + limit + " but must be 1 to " + RunFiles.PAGE);
    }
    loadInfo(run);
    List<RunEntry> found =
        log.entries(run, directory.isEmpty() ? "" : directory + "/", limit + 1, after);
    if (found.size() <= limit) {
      return new RunEntryPage(found, Optional.empty());
    }
    RunEntry last = found.get(limit - 1);
    return new RunEntryPage(
        found.subList(0, limit), Optional.of(last.path() + (last.isDirectory() ? "/" : "")));
  }

  public Optional<RunArtifact> findArtifact(RunId id, String path) {
    return log.findArtifact(id, path);
  }

  private RunInfo loadInfo(RunId id) {
    return loadRun(id).info();
  }

  private void share(Tx tx, RunId id, Actor actor) {
    demandOwn(runs.share(tx, id).orElseThrow(() -> noRun(id)), actor);
  }

  private static RunInfo demandOwn(RunInfo run, Actor actor) {
    if (!run.author().equals(actor.username())) {
      throw PlumblineException.of(
              ErrorCode.FORBIDDEN,
              "Run "
                  + run.id()
                  + " belongs to "
                  + run.author()
                  + " and "
                  + actor.username()
                  + " cannot write to it: start a run of your own")
          .with("run", run.id().hex());
    }
    demandActive(run);
    return run;
  }

  private static void demandActive(RunInfo run) {
    if (run.lifecycle() == Lifecycle.DELETED) {
      throw PlumblineException.of(
              ErrorCode.CONFLICT, "Run " + run.id() + " is deleted: restore it first")
          .with("run", run.id().hex());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static AuditEvent event(Actor actor, String action, RunId id) {
    return AuditEvent.of(actor, action, "run", id.hex());
  }

  private static PlumblineException noRun(RunId id) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no run " + id)
        .with("run", id.hex());
  }

  static PlumblineException noTag(String object, String key) {
    return PlumblineException.of(ErrorCode.NOT_FOUND, "There is no tag '" + key + "' on " + object)
        .with("tag", key);
  }
}
