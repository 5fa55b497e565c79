package org.plumbline.app.demo;

import static java.time.ZoneOffset.UTC;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.plumbline.app.serve.Service;
import org.plumbline.app.tracking.RecordedTraining;
import org.plumbline.audit.Actor;
import org.plumbline.data.Table;
import org.plumbline.data.view.ContentHash;
import org.plumbline.data.view.SnapshotEngine;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.Vote;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Label;
import org.plumbline.registry.LoadedVersion;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registered;
import org.plumbline.registry.Registry;
import org.plumbline.solutions.DataManifest;
import org.plumbline.solutions.Recipe;
import org.plumbline.solutions.SolutionPack;
import org.plumbline.solutions.customer.CustomerGenerator;
import org.plumbline.solutions.customer.CustomerParameters;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.store.tracking.TrackingRoom;
import org.plumbline.training.TrainedVersion;
import org.plumbline.training.Trainer;
import org.plumbline.training.TrainingRequest;

/**
 * Brings an installation to where a team would be after some months: a model in production, ninety
 * days of traffic, a drift in the last weeks, and a retrained version that waits for approval.
 *
 * <p>Each step first looks whether it has been done, so a demo that was killed goes on, and a
 * second start does nothing.
 */
final class Demo {
  private static final Duration TRAFFIC = Duration.ofDays(90);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration BUDGET = Duration.ofSeconds(20);
  private static final long SEED = 42;
  private static final String COMMENT = "Scorecard, segments and calibration read";

  private final Service service;
  private final WatchRoom watch;
  private final Steps steps;
  private final int customers;
  private final SolutionPack pack = SolutionPack.load("customer");
  private final Recipe recipe = pack.recipes().getFirst();

  Demo(Service service, Steps steps, int customers) {
    this.service = service;
    this.watch = service.watch();
    this.steps = steps;
    this.customers = customers;
  }

  /** The number of steps that {@link #run} shows. */
  static final int STEPS = 7;

  void run() {
    var data = new DataManifest[1];
    steps.step("Sample data", () -> describe(data[0] = generate()));
    Instant end = data[0].dataEnd();
    Instant start = end.minus(TRAFFIC);
    try (SnapshotEngine engine =
        pack.open(folder(), end, service.home().lake().resolve(pack.name()))) {
      steps.step("Training", () -> train(engine, 1, start));
      steps.step("Approval", () -> approve(1, start));
      steps.step("Traffic", () -> replay(engine, start, end));
      steps.step("Retraining", () -> train(engine, 2, end));
      steps.step("Change request", () -> ask(2));
      steps.step("Watching", this::watch);
    }
  }

  private Path folder() {
    return service.home().lake().resolve(pack.name()).resolve("raw");
  }

  private DataManifest generate() {
    // The last day of the first start stays the last day, or a second start would begin anew.
    LocalDate end =
        DataManifest.find(folder())
            .map(manifest -> manifest.dataEnd().atZone(UTC).toLocalDate())
            .orElseGet(() -> service.clock().instant().atZone(UTC).toLocalDate());
    CustomerParameters demo = CustomerParameters.demo(end);
    return CustomerGenerator.generate(
        folder(),
        new CustomerParameters(demo.seed(), customers, end, demo.months(), demo.driftFrom()));
  }

  private static String describe(DataManifest data) {
    List<String> parts = new ArrayList<>();
    data.rows()
        .forEach((source, rows) -> parts.add(String.format(Locale.ROOT, "%,d %s", rows, source)));
    return String.join(", ", parts);
  }

  private VersionId version(int number) {
    return new VersionId(recipe.model(), new VersionNumber(number));
  }

  private String train(SnapshotEngine engine, int number, Instant knownUntil) {
    return service
        .versions()
        .find(version(number))
        .map(line -> "present: " + line.id())
        .orElseGet(() -> learn(engine, knownUntil));
  }

  private String learn(SnapshotEngine engine, Instant knownUntil) {
    steps.remark("Training", "features at " + recipe.times() + " as-of times");
    Table table = engine.trainingSet(recipe.view(), recipe.label(), recipe.asOfTimes(knownUntil));
    TrainingRequest request =
        TrainingRequest.learning(recipe.label().column())
            .positive(recipe.positive())
            .id(recipe.view().entity())
            .time("as_of")
            .seed(SEED)
            .budget(BUDGET)
            .data(recipe.view().name() + " v" + recipe.view().version(), ContentHash.of(table), 0)
            .build();
    Clock replayed = Clock.offset(Clock.systemUTC(), backThen(knownUntil));
    RecordedTraining recorded =
        RecordedTraining.start(
            TrackingRoom.over(service.database(), service.audit(), replayed, new SecureRandom()),
            recipe.model().value(),
            recipe.model(),
            RecordedTraining.asked(recipe.label().column(), SEED, BUDGET),
            DemoPeople.SCIENTIST,
            replayed,
            (name, detail) -> steps.remark("Training", name + " " + detail));
    TrainedVersion trained;
    Registered registered;
    try {
      recorded.read(
          request.dataName(), request.dataHash(), "view " + request.dataName(), table.rowCount());
      trained = new Trainer(replayed).train(table, request, recorded);
      registered =
          registryAt(knownUntil)
              .register(
                  recipe.model(),
                  trained,
                  new Purpose(recipe.description(), recipe.owner(), recipe.intendedUse()),
                  DemoPeople.SCIENTIST);
      recorded.finished(trained, registered.version());
    } catch (RuntimeException failure) {
      recorded.failed(failure);
      throw failure;
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d rows, %s%s",
        registered.version().id(),
        table.rowCount(),
        trained.scorecard().champion().learner(),
        trained
            .scorecard()
            .metric("rocAuc")
            .map(
                auc ->
                    String.format(
                        Locale.ROOT,
                        ", ROC-AUC %.3f (%.3f–%.3f)",
                        auc.value(),
                        auc.low(),
                        auc.high()))
            .orElse(""));
  }

  /** How far the replay's clock is behind ours when it shows that instant. */
  private Duration backThen(Instant shown) {
    Duration behind = Duration.between(service.clock().instant(), shown);
    return behind.compareTo(Duration.ofDays(-1)) > 0 ? Duration.ZERO : behind;
  }

  /** The registry of this service, writing the replay's time into what it registers. */
  private Registry registryAt(Instant shown) {
    return RegistryRoom.over(
            service.database(),
            service.home(),
            service.audit(),
            Clock.offset(Clock.systemUTC(), backThen(shown)))
        .registry();
  }

  private boolean isDeployed(VersionId id) {
    return !watch.ledger().stages(id.model(), List.of(id.number())).isEmpty();
  }

  private String approve(int number, Instant at) {
    if (isDeployed(version(number))) {
      return "present: " + version(number) + " was approved";
    }
    new DemoPeople(service.access().accounts()).create();
    ChangeRequest request =
        openRequest(number, Stage.PRODUCTION, "First model of the customer solution", at);
    for (Actor approver : DemoPeople.APPROVERS) {
      if (request instanceof ChangeRequest.Open open
          && open.votes().stream().noneMatch(vote -> vote.by().equals(approver.username()))) {
        request =
            watch
                .changeRequests()
                .vote(open.proposal().id(), approver, true, Vote.Ballot.APPROVE, COMMENT, at);
      }
    }
    if (!(request instanceof ChangeRequest.Applied)) {
      throw PlumblineException.of(
          ErrorCode.REFUSED,
          version(number) + " was not approved: " + request.state() + " " + request.refusals());
    }
    return version(number)
        + ": policy "
        + request.proposal().verdict().name().toLowerCase(Locale.ROOT)
        + ", approved by rosa and ravi, in production since "
        + at.atZone(UTC).toLocalDate();
  }

  private ChangeRequest openRequest(int number, Stage stage, String reason, Instant at) {
    return watch.changeRequestStore().list("open", recipe.model(), null, 10).stream()
        .filter(request -> request.proposal().version().equals(version(number)))
        .findFirst()
        .orElseGet(
            () ->
                watch
                    .changeRequests()
                    .open(
                        new ChangeDraft(version(number), stage, reason), DemoPeople.SCIENTIST, at));
  }

  private String replay(SnapshotEngine engine, Instant start, Instant end) {
    if (service.versions().find(version(2)).isPresent()) {
      // Retraining comes after the whole replay, so there is nothing left to replay.
      return "present: " + TRAFFIC.toDays() + " days";
    }
    LoadedVersion serving = service.registry().loadModel(version(1));
    var replay = new Replay(recipe, engine, serving, Math.max(20, customers / 60));
    List<Label> waiting = new ArrayList<>();
    long answers = 0;
    long refused = 0;
    long labelled = 0;
    for (Instant week = start; week.isBefore(end); week = week.plus(WEEK)) {
      Instant now = week.plus(WEEK).isBefore(end) ? week.plus(WEEK) : end;
      List<Replay.Day> days = replay.days(week, now);
      for (Replay.Day day : days) {
        log(day);
        answers += day.answers().size();
        refused += day.refused();
      }
      waiting.addAll(replay.labels(week, days));
      labelled += record(waiting, now);
      watch.keeper().catchUpWindows();
      watch.risks().refresh(version(1), now);
      watch.executives().keep(now);
      steps.remark("Traffic", String.format(Locale.ROOT, "%,d predictions", answers));
    }
    return String.format(
        Locale.ROOT,
        "%,d predictions over %d days (%,d rows refused), %,d labels so far",
        answers,
        TRAFFIC.toDays(),
        refused,
        labelled);
  }

  /** Tells the labels that are known by now; later ones go on waiting. */
  private int record(List<Label> waiting, Instant now) {
    List<Label> known =
        waiting.stream()
            .filter(label -> label.observedAt() != null && !label.observedAt().isAfter(now))
            .toList();
    waiting.removeAll(Set.copyOf(known));
    watch.labels().record(recipe.model(), known, Actor.system("demo"));
    return known.size();
  }

  /** A day is one append, so it is in the log wholly or not at all. */
  private void log(Replay.Day day) {
    if (day.answers().isEmpty()
        || watch.predictions().find(day.answers().getFirst().id()).isPresent()) {
      return;
    }
    try {
      service.predictionLog().append(day.answers()).toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof PlumblineException known
          ? known
          : PlumblineException.of(
              ErrorCode.STORE_UNAVAILABLE, "The traffic could not be logged", failed);
    }
  }

  private String ask(int number) {
    if (isDeployed(version(number))) {
      return "present: " + version(number) + " was approved";
    }
    ChangeRequest request =
        openRequest(
            number,
            Stage.SHADOW,
            "Retrained on the months with the drift",
            service.clock().instant());
    return version(number) + " to shadow, asked by dora: " + request.state();
  }

  private String watch() {
    watch.keeper().catchUp();
    watch.jointKeeper().look();
    int open = watch.alertStore().list("open", recipe.model(), null, 100).size();
    return open + (open == 1 ? " alert open" : " alerts open");
  }
}
