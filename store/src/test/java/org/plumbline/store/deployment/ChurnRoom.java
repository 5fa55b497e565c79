package org.plumbline.store.deployment;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.Vote;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.stats.Interval;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.store.Database;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.DirectoryObjectStore;
import org.plumbline.store.registry.JsonPartCodec;
import org.plumbline.store.registry.SqlLiveObjects;
import org.plumbline.store.registry.SqlModelStore;
import org.plumbline.store.registry.SqlVersionStore;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.GroupFairness;
import org.plumbline.training.Mitigated;
import org.plumbline.training.ReferenceSample;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;

/** A model with versions that three people bring from stage to stage. */
final class ChurnRoom {
  static final Actor ANA = Actor.user("ana");
  static final Actor BOB = Actor.user("bob");
  static final Actor CARL = Actor.user("carl");
  private static final String REASON = "it is measurably better than before";

  final ModelName model = new ModelName("m-" + UUID.randomUUID());
  final WatchRoom room;
  private final Database database;
  private final Supplier<Instant> now;
  private final Registry registry;

  ChurnRoom(Database database, Path objects, Supplier<Instant> now) {
    this.database = database;
    this.now = now;
    var audit = new SqlAuditTrail(database, now::get);
    this.registry =
        new Registry(
            new Registry.Ports(
                database,
                new SqlModelStore(database),
                new SqlVersionStore(database),
                new DirectoryObjectStore(objects),
                new JsonPartCodec(),
                audit,
                Examples.signer(),
                new SqlLiveObjects(),
                new TamperAlarm(database, audit, now::get)),
            List.of(WatchRoom.tellsTimeline(database)),
            now::get);
    this.room = instance();
  }

  /** One more instance of the service over the same database. */
  WatchRoom instance() {
    return WatchRoom.over(
        database, registry, new SqlAuditTrail(database, now::get), UUID::randomUUID, now::get);
  }

  Lineup lineup() {
    room.routes().refresh();
    return room.routes().load(room.routes().route(model.value()));
  }

  /** Asks for the change as Ana, and approves it as others. */
  void bring(VersionId version, Stage stage, @Nullable CanaryPlan plan) {
    approve(room.changeRequests().open(new ChangeDraft(version, stage, REASON, plan), ANA));
  }

  void approve(ChangeRequest request) {
    for (Actor by : List.of(BOB, CARL).subList(0, request.proposal().requiredApprovals())) {
      room.changeRequests()
          .vote(request.proposal().id(), by, true, Vote.Ballot.APPROVE, "looks right");
    }
  }

  /** How often an action on the model is in the audit trail. */
  long audited(String action) {
    return database.in(
        tx ->
            Database.handle(tx)
                .createQuery(
                    "select count(*) from audit_entry where action = :action and object_id like"
                        + " :model || '%'")
                .bind("action", action)
                .bind("model", model.value())
                .mapTo(Long.class)
                .one());
  }

  /** A version that is in production. */
  VersionId deployed(long seed) {
    VersionId version = register(seed);
    bring(version, Stage.PRODUCTION, null);
    return version;
  }

  VersionId register(long seed) {
    return register(seed, 0.5);
  }

  /** A version that is to be better than a simple rule of so much ROC AUC. */
  VersionId register(long seed, double baselineAuc) {
    return register(Examples.churn(seed), baselineAuc, List.of());
  }

  /** A version that keeps rows of its reference: a plain tenure, and the plans in turn. */
  VersionId registerSampled(long seed) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(new double[] {random.nextGaussian(), random.nextInt(2)});
    }
    return register(Examples.churn(seed), 0.5, List.of(), new ReferenceSample(rows));
  }

  /** A version that protects the attributes of these reports. */
  VersionId register(long seed, List<GroupFairness> fairness) {
    return register(Examples.churn(seed), 0.5, fairness);
  }

  /** As above, by a model whose scores grow with the tenure, with a threshold for each group. */
  VersionId register(double slope, List<GroupFairness> fairness, Mitigated mitigation) {
    return register(scoring(slope(slope)), 0.5, fairness, mitigation, ReferenceSample.NONE);
  }

  /** A version that scores with this model. */
  VersionId register(Model scoring) {
    return register(scoring(scoring), 0.5, List.of());
  }

  private static TrainedVersion scoring(Model scoring) {
    TrainedVersion example = Examples.churn(1);
    Map<String, Object> row = Map.of("tenure", 0.1, "plan", "gold");
    var golden = new GoldenRow(row, scoring.score(new double[] {0.1, 1}));
    return new TrainedVersion(
        scoring,
        example.contract(),
        example.scorecard(),
        example.reference(),
        List.of(golden),
        example.provenance(),
        example.quality());
  }

  /** A model whose log odds grow with the tenure alone. */
  static Model slope(double slope) {
    var tenure = new Preprocessing.Numeric(0, 0, false, -10, 10, false, 0, 1);
    return ModelBuilder.binary(
            List.of(Input.numeric("tenure"), Input.categorical("plan", List.of("basic", "gold"))),
            "No",
            "Yes")
        .add(
            1,
            new LinearComponent(
                new Preprocessing(List.of(tenure)),
                new double[][] {{slope}},
                new double[] {0},
                new double[] {0}))
        .build();
  }

  Registry registry() {
    return registry;
  }

  private VersionId register(
      TrainedVersion example, double baselineAuc, List<GroupFairness> fairness) {
    return register(example, baselineAuc, fairness, ReferenceSample.NONE);
  }

  private VersionId register(
      TrainedVersion example,
      double baselineAuc,
      List<GroupFairness> fairness,
      ReferenceSample sample) {
    return register(example, baselineAuc, fairness, null, sample);
  }

  private VersionId register(
      TrainedVersion example,
      double baselineAuc,
      List<GroupFairness> fairness,
      @Nullable Mitigated mitigation,
      ReferenceSample sample) {
    var columns = new ArrayList<ColumnContract>(example.contract().columns());
    fairness.stream()
        .flatMap(report -> report.attributes().stream())
        .distinct()
        .forEach(
            name ->
                columns.add(
                    ColumnContract.category(name, Role.PROTECTED, false, List.of("f", "m"))));
    Scorecard card = example.scorecard();
    var scorecard =
        new Scorecard(
            card.primaryMetric(),
            card.split(),
            card.threshold(),
            card.metrics(),
            card.crossValidation(),
            card.confusion(),
            card.calibration(),
            card.gain(),
            card.segments(),
            card.candidates(),
            new Scorecard.Baseline("prior", Map.of("rocAuc", Interval.of(baselineAuc))),
            card.calibrated(),
            card.importance(),
            fairness,
            mitigation);
    var reference =
        new ProfileBuilder(
            List.of(
                ProfileColumn.numeric("tenure"),
                ProfileColumn.categorical("plan", List.of("basic", "gold")),
                ProfileColumn.numeric("prediction")));
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      reference.addRow(
          new double[] {random.nextGaussian(), random.nextInt(2), random.nextDouble()});
    }
    return registry
        .register(
            model,
            new TrainedVersion(
                example.model(),
                new Contract(columns),
                scorecard,
                reference.build(),
                example.golden(),
                example.provenance(),
                example.quality(),
                sample),
            Purpose.UNSAID,
            ANA)
        .version()
        .id();
  }

  /** What the version answered that day; the shift is that of the tenure. */
  static List<LoggedPrediction> rows(VersionId version, Instant day, int count, double shift) {
    Random random = new Random(day.getEpochSecond() + count);
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new LoggedPrediction(
              UUID.randomUUID(),
              day,
              version,
              Stage.PRODUCTION,
              "C" + i,
              random.nextDouble(),
              new double[] {random.nextGaussian() + shift, random.nextInt(2)},
              List.of(),
              List.of()));
    }
    return rows;
  }
}
