package org.plumbline.app.tracking;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Version;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.Limits;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunBatch;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunInput;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunTags;
import org.plumbline.registry.tracking.RunUpdate;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.stats.Interval;
import org.plumbline.store.registry.JsonPartCodec;
import org.plumbline.training.Progress;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;
import org.plumbline.training.Trial;

/**
 * A training as a run: started before the first row is read, so that a failure leaves a trace too,
 * and ended as finished, failed or killed.
 *
 * <p>The run holds settings, metrics with their intervals, each candidate's metrics, the loss of
 * each fold, the data's hash and the parts of the version. Each setting that the search tried is a
 * run of its own below it, with its learning curve. Safe to share between threads.
 */
public final class RecordedTraining implements Progress {
  private final Tracking tracking;
  private final Actor author;
  private final InstantSource clock;
  private final ExperimentId experiment;
  private final RunId run;
  private final Progress shown;
  private final List<TimedTrial> trials = Collections.synchronizedList(new ArrayList<>());
  private final List<MetricPoint> folds = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean over = new AtomicBoolean();

  private record TimedTrial(Trial trial, Instant end) {}

  private RecordedTraining(
      Tracking tracking,
      Actor author,
      InstantSource clock,
      ExperimentId experiment,
      RunId run,
      Progress shown) {
    this.tracking = tracking;
    this.author = author;
    this.clock = clock;
    this.experiment = experiment;
    this.run = run;
    this.shown = shown;
  }

  /**
   * Starts the run in the experiment of that name, made when there is none.
   *
   * @param asked what was asked for, by name
   * @param shown hears of the steps as well
   */
  public static RecordedTraining start(
      Tracking tracking,
      String experimentName,
      ModelName model,
      Map<String, String> asked,
      Actor author,
      InstantSource clock,
      Progress shown) {
    ExperimentId experiment = tracking.experiments().open(experimentName, author).id();
    RunId run =
        tracking
            .startRun(
                RunStart.in(experiment)
                    .at(clock.instant())
                    .tagged(Map.of(RunTags.MODEL, model.value())),
                author)
            .id();
    var recorded = new RecordedTraining(tracking, author, clock, experiment, run, shown);
    recorded.params(run, asked);
    return recorded;
  }

  public RunId run() {
    return run;
  }

  /** Notes the data that is learnt from. */
  public void read(String name, String hash, String source, long rows) {
    var tags = new TreeMap<>(Map.of(RunInput.CONTEXT_TAG, "training"));
    String profile = "{\"rows\":" + rows + "}";
    tracking.logInputs(
        run,
        List.of(new RunInput(name, digest(hash), "local", source, null, profile, tags)),
        author);
  }

  private static String digest(String hash) {
    return hash.length() <= 64 ? hash : hash.substring(0, 64);
  }

  @Override
  public void step(String name, String detail) {
    shown.step(name, detail);
  }

  @Override
  public void tried(Trial trial) {
    trials.add(new TimedTrial(trial, clock.instant()));
  }

  @Override
  public void judged(int fold, String learner, String metric, double value) {
    folds.add(new MetricPoint(key(learner, metric, "fold"), value, fold, clock.instant()));
  }

  /** Ends the run with what came of it. */
  public void finished(TrainedVersion trained, Version version) {
    Instant now = clock.instant();
    Map<String, String> settings = new TreeMap<>(trained.provenance().settings());
    tracking.loadRun(run).params().keySet().forEach(settings::remove);
    params(run, settings);
    var points = new ArrayList<MetricPoint>();
    trained.scorecard().metrics().forEach((name, metric) -> points.add(point(name, metric, now)));
    for (Scorecard.Candidate candidate : trained.scorecard().candidates()) {
      candidate
          .metrics()
          .forEach(
              (name, metric) -> points.add(point(key(candidate.learner(), name), metric, now)));
    }
    points.add(new MetricPoint("rows", trained.provenance().rows(), 0, now));
    points.add(
        new MetricPoint("durationSeconds", trained.provenance().durationMillis() / 1e3, 0, now));
    points.addAll(List.copyOf(folds));
    log(run, points);
    keepTrials();
    new JsonPartCodec()
        .encode(trained)
        .forEach(
            (part, bytes) ->
                tracking.logArtifact(
                    run,
                    new RunArtifact(
                        "version/" + part.wireName(), ContentHash.of(bytes), bytes.length, now),
                    author));
    tracking.linkVersion(run, version.id(), author);
    end(RunStatus.FINISHED);
  }

  private void keepTrials() {
    Instant began = tracking.loadRun(run).info().startedAt();
    int number = 0;
    for (TimedTrial timed : List.copyOf(trials)) {
      Trial trial = timed.trial();
      number++;
      var points = new ArrayList<MetricPoint>();
      String metric = key(trial.metric());
      for (int round = 0; round < trial.curve().size(); round++) {
        points.add(new MetricPoint(metric, trial.curve().get(round), round + 1, timed.end()));
      }
      points.add(new MetricPoint("best." + metric, trial.best(), 0, timed.end()));
      var batches = new ArrayList<RunBatch>(chunks(points));
      batches.add(RunBatch.params(shortened(trial.settings())));
      tracking.recordRun(
          RunStart.in(experiment)
              .named("trial " + number + " of " + trial.learner())
              .at(began)
              .tagged(Map.of(RunTags.PARENT, run.hex())),
          new RunUpdate(null, RunStatus.FINISHED, timed.end()),
          batches,
          List.of(),
          author);
      began = timed.end();
    }
  }

  /** Ends the run as failed; what then fails with the store does not hide the first failure. */
  public void failed(Throwable why) {
    stop(RunStatus.FAILED, String.valueOf(why.getMessage()), why);
  }

  /** Ends the run as killed, when the process is asked to end before the run has. */
  public void killed() {
    stop(RunStatus.KILLED, "The process was asked to end", new IllegalStateException("killed"));
  }

  private void stop(RunStatus status, String reason, Throwable why) {
    if (over.get()) {
      return;
    }
    try {
      String text = reason.replace('\0', ' ');
      tracking.tag(
          run,
          RunTags.FAILURE,
          text.substring(0, Math.min(Limits.TAG_VALUE, text.length())),
          author);
      end(status);
    } catch (PlumblineException storeIsAway) {
      why.addSuppressed(storeIsAway);
    }
  }

  private void end(RunStatus status) {
    if (over.compareAndSet(false, true)) {
      tracking.updateRun(run, new RunUpdate(null, status, clock.instant()), author);
    }
  }

  private void params(RunId of, Map<String, String> params) {
    if (!params.isEmpty()) {
      tracking.log(of, RunBatch.params(shortened(params)), author);
    }
  }

  /** Keys and values as tracking takes them; a value that is too long is cut. */
  private static Map<String, String> shortened(Map<String, String> params) {
    var fit = new TreeMap<String, String>();
    params.entrySet().stream()
        .limit(Limits.BATCH_PARAMS)
        .forEach(
            entry ->
                fit.put(
                    key(entry.getKey()),
                    entry
                        .getValue()
                        .substring(0, Math.min(Limits.PARAM_VALUE, entry.getValue().length()))));
    return fit;
  }

  private void log(RunId of, List<MetricPoint> points) {
    chunks(points).forEach(batch -> tracking.log(of, batch, author));
  }

  private static List<RunBatch> chunks(List<MetricPoint> points) {
    var batches = new ArrayList<RunBatch>();
    for (int from = 0; from < points.size(); from += Limits.BATCH_METRICS) {
      batches.add(
          RunBatch.metrics(
              points.subList(from, Math.min(points.size(), from + Limits.BATCH_METRICS))));
    }
    return batches;
  }

  private static MetricPoint point(String key, Interval metric, Instant at) {
    MetricPoint.Bounds bounds =
        metric.low() <= metric.high() ? new MetricPoint.Bounds(metric.low(), metric.high()) : null;
    return new MetricPoint(key, metric.value(), 0, at, bounds);
  }

  private static String key(String... parts) {
    return String.join(".", parts).replaceAll("[^A-Za-z0-9_. -]", "_");
  }

  /** What was asked of a training, as parameters. */
  public static Map<String, String> asked(String label, long seed, Duration budget) {
    return Map.of(
        "label",
        label,
        "seed",
        Long.toString(seed),
        "budget",
        String.format(Locale.ROOT, "%d s", budget.toSeconds()));
  }
}
