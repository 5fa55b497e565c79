package org.plumbline.app.retraining;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.app.tracking.RecordedTraining;
import org.plumbline.audit.Actor;
import org.plumbline.data.Table;
import org.plumbline.data.view.ContentHash;
import org.plumbline.deployment.contest.Retrainer;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.WatchedVersion;
import org.plumbline.monitoring.log.LabelledCount;
import org.plumbline.monitoring.log.PredictionScan;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registered;
import org.plumbline.registry.Registry;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.scoring.Task;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.training.TrainedVersion;
import org.plumbline.training.Trainer;
import org.plumbline.training.TrainingRequest;

/**
 * Learns from the prediction log: the inputs as they were scored, the outcomes as they were told.
 *
 * <p>The run is recorded before the first row is read, so a refusal leaves a trace too. Protected
 * columns are not in the log, so a version of this kind has no fairness of its own training. Safe
 * to share.
 */
public final class LogRetraining implements Retrainer {
  /** From fewer answers nothing is learnt that would last. */
  private static final int LEAST = 200;

  /** To learn from, to choose by and to judge. */
  private static final int LEAST_MOMENTS = 3;

  private static final Duration BUDGET = Duration.ofSeconds(60);
  private static final long SEED = 42;

  private final Registry registry;
  private final Tracking tracking;
  private final WatchRoom watch;
  private final PredictionScan scan;
  private final LabelledCount labelled;
  private final Clock clock;

  public LogRetraining(
      Registry registry,
      Tracking tracking,
      WatchRoom watch,
      PredictionScan scan,
      LabelledCount labelled,
      Clock clock) {
    this.registry = registry;
    this.tracking = tracking;
    this.watch = watch;
    this.scan = scan;
    this.labelled = labelled;
    this.clock = clock;
  }

  @Override
  public Optional<String> lacking(VersionId champion, Instant from, Instant until) {
    LabelledCount.Labelled found =
        labelled.count(champion, from, matureBefore(champion, until), LEAST);
    if (found.answers() < LEAST) {
      return Optional.of(tooFew(champion, found.answers(), from));
    }
    if (found.moments() < LEAST_MOMENTS) {
      return Optional.of(
          "The labelled answers of %s since %s were given at fewer than %d moments, so none is left to judge by"
              .formatted(champion, from, LEAST_MOMENTS));
    }
    return found.values() < 2
        ? Optional.of(
            "All labelled answers of %s since %s have the same label".formatted(champion, from))
        : Optional.empty();
  }

  private Instant matureBefore(VersionId version, Instant until) {
    return watch.horizons().of(version.model()).matureBefore(until);
  }

  private static String tooFew(VersionId version, int answers, Instant from) {
    return "%s has %d labelled answers since %s and %d are needed to train again: tell more labels, or look further back"
        .formatted(version, answers, from, LEAST);
  }

  @Override
  public Optional<VersionId> retrain(
      VersionId champion, Instant from, Instant until, String why, Actor by) {
    WatchedVersion version = watch.versions().load(champion);
    var answers = new LabelledAnswers(champion, version.contract(), version.model().classes());
    Map<String, String> asked =
        new HashMap<>(RecordedTraining.asked(answers.label(), SEED, BUDGET));
    asked.put("champion", champion.toString());
    asked.put("because", why);
    RecordedTraining recorded =
        RecordedTraining.start(
            tracking,
            champion.model().value(),
            champion.model(),
            asked,
            by,
            clock,
            (step, detail) -> {});
    try {
      TrainedVersion trained = learn(version, answers, from, until, recorded);
      Registered registered = registry.register(champion.model(), trained, Purpose.UNSAID, by);
      recorded.finished(trained, registered.version());
      return registered.isNew() ? Optional.of(registered.version().id()) : Optional.empty();
    } catch (RuntimeException failure) {
      recorded.failed(failure);
      throw failure;
    }
  }

  private TrainedVersion learn(
      WatchedVersion version,
      LabelledAnswers answers,
      Instant from,
      Instant until,
      RecordedTraining recorded) {
    VersionId id = version.id();
    Instant mature = matureBefore(id, until);
    if (from.isBefore(mature)) {
      scan.scan(id.model(), from, mature, answers::take);
    }
    if (answers.size() < LEAST) {
      throw PlumblineException.of(ErrorCode.REFUSED, tooFew(id, answers.size(), from));
    }
    Table table = answers.table();
    String name = "answers of " + id;
    String hash = ContentHash.of(table);
    recorded.read(name, hash, name, table.rowCount());
    TrainingRequest.Builder request =
        TrainingRequest.learning(answers.label())
            .task(version.model().task())
            .id(answers.entity())
            .time(answers.time())
            .seed(SEED)
            .budget(BUDGET)
            .data(name, hash, 0);
    if (version.model().task() == Task.BINARY) {
      request.positive(version.model().classes().getLast());
    }
    return new Trainer(clock).train(table, request.build(), recorded);
  }
}
