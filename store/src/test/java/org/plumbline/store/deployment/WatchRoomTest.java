package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Vote;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.stats.Interval;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.DirectoryObjectStore;
import org.plumbline.store.registry.JsonPartCodec;
import org.plumbline.store.registry.SqlLiveObjects;
import org.plumbline.store.registry.SqlModelStore;
import org.plumbline.store.registry.SqlVersionStore;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;

@Timeout(120)
class WatchRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA = Actor.user("ana");
  private static final Actor BOB = Actor.user("bob");
  private static final Actor CARL = Actor.user("carl");

  @TempDir private Path objects;
  private Registry registry;
  private WatchRoom room;
  private ModelName model;

  @BeforeEach
  void wire() {
    var audit = new SqlAuditTrail(DATABASE, () -> NOW);
    registry =
        new Registry(
            new Registry.Ports(
                DATABASE,
                new SqlModelStore(DATABASE),
                new SqlVersionStore(DATABASE),
                new DirectoryObjectStore(objects),
                new JsonPartCodec(),
                audit,
                Examples.signer(),
                new SqlLiveObjects(),
                new TamperAlarm(DATABASE, audit, () -> NOW)),
            List.of(WatchRoom.tellsTimeline(DATABASE)),
            () -> NOW);
    room = WatchRoom.over(DATABASE, registry, audit, UUID::randomUUID, () -> NOW);
    model = new ModelName("m-" + UUID.randomUUID());
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void deploysWithTwoOthersApprovalsAndTellsEverybody() {
    VersionId v1 = register(1, 0.5);

    ChangeRequest opened = room.changeRequests().open(draft(v1, Stage.PRODUCTION), ANA);
    assertRefused(() -> approve(opened, ANA), "SEPARATION_OF_DUTIES");
    ChangeRequest once = approve(opened, BOB);
    assertRefused(() -> approve(opened, BOB), "VOTED_ALREADY");
    ChangeRequest applied = approve(opened, CARL);

    assertThat(opened.proposal().verdict()).isEqualTo(Verdict.APPROVED);
    assertThat(once).isInstanceOf(ChangeRequest.Open.class);
    assertThat(applied).isInstanceOf(ChangeRequest.Applied.class);
    assertThat(room.changeRequestStore().find(opened.proposal().id())).contains(applied);
    room.routes().refresh();
    ServingVersion serving = room.routes().answering(model.value());
    assertThat(serving.id()).isEqualTo(v1);
    assertThat(serving.stage()).isEqualTo(Stage.PRODUCTION);
    assertThat(room.ledger().list(model)).singleElement().matches(r -> r.by().equals("ana"));
    assertThat(room.timeline().newest(model, 50))
        .extracting(TimelineEntry::kind)
        .containsSubsequence("trained", "evaluated", "changeRequested", "approved", "deployed");
    var line = new SqlModelStore(DATABASE).findLine(model).orElseThrow();
    assertThat(line.standing().stage()).isEqualTo(Stage.PRODUCTION);
    assertThat(new SqlAuditTrail(DATABASE, () -> NOW).verify().valid()).isTrue();
  }

  @Test
  void whatServesPastItsAnnouncedEndRaisesOneAlertUntilThatIsMended() {
    VersionId v1 = deployed(1);
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .execute(
                    "insert into sunset values (?, 0, ?, 'The product ends', 2, 'ana', ?)",
                    model.value(),
                    NOW.minusSeconds(86_400).atOffset(ZoneOffset.UTC),
                    NOW.minusSeconds(90_000).atOffset(ZoneOffset.UTC)));

    room.keeper().catchUp();
    room.keeper().catchUp();

    Alert alert = sunsetAlerts().getFirst();
    assertThat(sunsetAlerts()).hasSize(1);
    assertThat(alert.version()).isEqualTo(v1);
    assertThat(alert.detail())
        .startsWith("Version 1 was to end on 2026-03-30 and still serves. Put version 2");
    assertThat(room.timeline().newest(model, 50))
        .extracting(TimelineEntry::kind)
        .contains("alertOpened");
    room.alerts().acknowledge(alert.id(), "its successor is on the way", BOB);
    assertThat(new SqlAuditTrail(DATABASE, () -> NOW).list(AuditQuery.newest(1)).entries())
        .singleElement()
        .matches(entry -> entry.event().action().equals("alert.acknowledge"));
    DATABASE.run(tx -> Database.handle(tx).execute("delete from sunset"));
    room.keeper().catchUp();
    assertThat(sunsetAlerts())
        .singleElement()
        .matches(mended -> mended.state() instanceof AlertState.Resolved);
  }

  private List<Alert> sunsetAlerts() {
    return room.alertStore().list(null, model, null, 50).stream()
        .filter(alert -> alert.kind() == AlertKind.SUNSET_PASSED)
        .toList();
  }

  @Test
  void aNewVersionRetiresTheOldOneAndAFormerOneComesBackWithOneApproval() {
    VersionId v1 = deployed(1);
    VersionId v2 = register(2, 0.5);

    assertRefused(
        () -> room.changeRequests().open(draft(v2, Stage.PRODUCTION), ANA), "STAGE_SKIPPED");
    approve(room.changeRequests().open(draft(v2, Stage.SHADOW), ANA), BOB);
    approve(room.changeRequests().open(draft(v2, Stage.CANARY), ANA), BOB);
    ChangeRequest last = room.changeRequests().open(draft(v2, Stage.PRODUCTION), ANA);
    approve(last, BOB);
    approve(last, CARL);

    assertThat(room.ledger().stages(model, List.of(v1.number(), v2.number())))
        .containsEntry(v1.number(), Stage.RETIRED)
        .containsEntry(v2.number(), Stage.PRODUCTION);
    ChangeRequest back = room.changeRequests().open(draft(v1, Stage.PRODUCTION), ANA);
    assertThat(back.proposal().rollback()).isTrue();
    approve(back, BOB);
    room.routes().refresh();
    assertThat(room.routes().answering(model.value()).id()).isEqualTo(v1);
  }

  @Test
  void whatThePolicyBlocksIsKeptAsRefused() {
    VersionId weak = register(3, 0.84);

    ChangeRequest refused = room.changeRequests().open(draft(weak, Stage.PRODUCTION), ANA);

    assertThat(refused).isInstanceOf(ChangeRequest.Refused.class);
    assertThat(refused.proposal().verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(room.changeRequestStore().list("refused", model, null, 10)).containsExactly(refused);
    assertRefused(() -> approve(refused, BOB), "NOT_OPEN");
  }

  @Test
  void theKillSwitchReachesRoutesWithinASecond() throws InterruptedException {
    deployed(4);
    try (var routes = room.routes()) {
      routes.start();
      assertThat(routes.answering(model.value())).isNotNull();

      room.killing().turn(model, true, "wrong prices", BOB);
      long limit = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      while (routes.find(model.value()).orElseThrow().kills().on().isEmpty()
          && System.nanoTime() < limit) {
        Thread.onSpinWait();
      }

      assertThatThrownBy(() -> routes.answering(model.value()))
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.KILLED));
      room.killing().turn(model, false, "prices are right", BOB);
      routes.refresh();
      assertThat(routes.answering(model.value())).isNotNull();
    }
  }

  @Test
  void feedsEachRowOnceThoughKilledInEveryStep() {
    VersionId v1 = register(5, 0.5);
    Instant day = NOW.minus(Duration.ofDays(3));
    room.predictionWriter().write(rows(v1, day, 120, 0));
    room.keeper().feed();
    room.predictionWriter().write(rows(v1, day, 80, 0));

    DATABASE.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    create or replace function die() returns trigger language plpgsql as
                    $$ begin raise exception 'killed'; end $$;
                    create trigger die before update on window_watermark
                    for each row execute function die()
                    """));
    assertThatThrownBy(() -> room.keeper().feed()).isInstanceOf(PlumblineException.class);
    DATABASE.run(tx -> Database.handle(tx).execute("drop trigger die on window_watermark"));
    room.keeper().catchUp();
    room.keeper().catchUp();

    assertThat(room.drift().matrix(v1, WindowKind.DAY, null, null).windows())
        .singleElement()
        .satisfies(window -> assertThat(window.rows()).isEqualTo(200));
    assertThat(room.drift().matrix(v1, WindowKind.WEEK, null, null).windows())
        .singleElement()
        .satisfies(window -> assertThat(window.rows()).isEqualTo(200));
  }

  @Test
  void driftOpensOneAlertAndRecoveryResolvesIt() {
    VersionId v1 = register(6, 0.5);
    for (int day = 40; day > 4; day--) {
      boolean drifted = day <= 36 && day > 33;
      room.predictionWriter()
          .write(rows(v1, NOW.minus(Duration.ofDays(day)), 200, drifted ? 100 : 0));
    }

    room.keeper().catchUp();

    List<Alert> alerts = room.alertStore().list(null, model, null, 50);
    List<Alert> drift =
        alerts.stream().filter(alert -> alert.kind() == AlertKind.FEATURE_DRIFT).toList();
    assertThat(drift)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.column()).isEqualTo("tenure");
              assertThat(alert.state()).isInstanceOf(AlertState.Resolved.class);
              assertThat(alert.openedAt()).isBefore(NOW.minus(Duration.ofDays(30)));
            });
    assertThat(alerts).anyMatch(alert -> alert.kind() == AlertKind.VOLUME_STOP);
    var detail = room.drift().detail(v1, "tenure", WindowKind.DAY, NOW.minus(Duration.ofDays(35)));
    assertThat(detail.statistics().verdict().isDrift()).isTrue();
    assertThat(detail.bins()).isNotEmpty();
    assertThat(detail.measures())
        .extracting("method")
        .contains("cramerVonMises", "energy", "hellinger", "wassersteinScaled");
    room.risks().refresh(v1);
    var risk = room.risks().report(v1);
    assertThat(risk.state()).isEqualTo("scored");
    assertThat(risk.first().index()).as("no attribute is protected").isNull();
    assertThat(risk.first().drift()).isNotNull();
    assertThat(risk.history()).last().matches(point -> point.formula().equals("mri-v2"));
    assertThat(room.risks().backTest().days()).isZero();
    assertThat(room.overviews().at(NOW).attention()).anyMatch(item -> item.kind().equals("alert"));
  }

  @Test
  void labelsMatureIntoPerformance() {
    VersionId v1 = register(7, 0.5);
    Instant day = NOW.minus(Duration.ofDays(20));
    List<LoggedPrediction> rows = rows(v1, day, 400, 0);
    room.predictionWriter().write(rows);
    List<Label> labels = new ArrayList<>();
    for (LoggedPrediction row : rows.subList(0, 300)) {
      labels.add(Label.of(row.id(), row.score() > 0.5 ? "Yes" : "No"));
    }
    LoggedPrediction byEntity = rows.get(350);
    labels.add(new Label(null, byEntity.entity(), day.plusSeconds(3600), true, null));
    labels.add(Label.of(UUID.randomUUID(), "Yes"));
    labels.add(Label.of(rows.get(360).id(), "Perhaps"));

    var receipt = room.labels().record(model, labels, ANA);
    var correction =
        room.labels()
            .record(
                model,
                List.of(Label.of(rows.get(0).id(), rows.get(0).score() > 0.5 ? "No" : "Yes")),
                BOB);
    room.keeper().catchUp();

    assertThat(receipt.accepted()).isEqualTo(301);
    assertThat(receipt.unmatched()).extracting("index").containsExactly(301, 302);
    assertThat(correction.corrected()).isEqualTo(1);
    assertThat(room.performance().of(v1).windows())
        .singleElement()
        .satisfies(
            week -> {
              assertThat(week.predictions()).isEqualTo(400);
              assertThat(week.labelled()).isEqualTo(301);
              assertThat(week.maturity()).isBetween(0.75, 0.76);
              assertThat(week.metrics())
                  .hasEntrySatisfying("rocAuc", auc -> assertThat(auc.value()).isGreaterThan(0.9));
            });
  }

  @Test
  void eachTellingOfLabelsLeavesOneEntryWithCountsAndNoValues() {
    VersionId v1 = register(9, 0.5);
    List<LoggedPrediction> rows = rows(v1, NOW.minus(Duration.ofDays(20)), 3, 0);
    room.predictionWriter().write(rows);
    Label told = Label.of(rows.get(0).id(), "Yes");

    room.labels().record(model, List.of(told, Label.of(UUID.randomUUID(), "Yes")), ANA);
    room.labels().record(model, List.of(Label.of(rows.get(0).id(), "No")), BOB);
    room.labels().record(model, List.of(), CARL);
    room.keeper().catchUp();

    assertThat(labelEvents())
        .containsExactly(
            AuditEvent.of(BOB, "labels.recorded", "model", model.value())
                .after(Map.of("accepted", "0", "corrected", "1", "unmatched", "0")),
            AuditEvent.of(ANA, "labels.recorded", "model", model.value())
                .after(Map.of("accepted", "1", "corrected", "0", "unmatched", "1")));
  }

  @Test
  void noLabelIsKeptWithoutItsEntry() {
    VersionId v1 = register(10, 0.5);
    List<LoggedPrediction> rows = rows(v1, NOW.minus(Duration.ofDays(20)), 1, 0);
    room.predictionWriter().write(rows);
    List<Label> labels = List.of(Label.of(rows.get(0).id(), "Yes"));
    DATABASE.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    create or replace function die() returns trigger language plpgsql as
                    $$ begin raise exception 'killed'; end $$;
                    create trigger die before insert on audit_entry
                    for each row execute function die()
                    """));

    try {
      assertThatThrownBy(() -> room.labels().record(model, labels, ANA))
          .isInstanceOf(PlumblineException.class);
    } finally {
      DATABASE.run(tx -> Database.handle(tx).execute("drop trigger die on audit_entry"));
    }

    room.keeper().catchUp();
    assertThat(labelEvents()).isEmpty();
    assertThat(room.performance().of(v1).windows()).noneMatch(week -> week.labelled() > 0);
  }

  private List<AuditEvent> labelEvents() {
    var query = AuditQuery.of(AuditFilter.ALL.action("labels.recorded").object(model.value()), 10);
    return new SqlAuditTrail(DATABASE, () -> NOW)
        .list(query).entries().stream().map(AuditEntry::event).toList();
  }

  @Test
  void comparesGroupsOfTheLastThirtyDays() {
    VersionId v1 = register(8, 0.5);
    room.predictionWriter().write(rows(v1, NOW.minus(Duration.ofDays(2)), 400, 0));

    var report = room.fairness().of(v1, "plan");

    assertThat(report.groups()).extracting("group").containsExactly("basic", "gold");
    assertThat(report.groups().stream().mapToLong(group -> group.rows()).sum()).isEqualTo(400);
    assertThat(report.disparity()).isBetween(0.0, 0.25);
    assertThat(report.groups())
        .allSatisfy(
            group ->
                assertThat(group.interval())
                    .satisfies(one -> assertThat(one.value()).isBetween(one.low(), one.high())));
    assertThat(report.mostSelected()).isIn("basic", "gold");
    assertThat(report.overall()).isNotNull();
    assertThatThrownBy(() -> room.fairness().of(v1, "tenure"))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELD));
  }

  @Test
  void anUnknownVersionIsNotFound() {
    assertThatThrownBy(
            () ->
                room.drift()
                    .matrix(
                        new VersionId(model, VersionId.of("x", 1).number()),
                        WindowKind.DAY,
                        null,
                        null))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private ChangeRequest approve(ChangeRequest request, Actor by) {
    return room.changeRequests()
        .vote(request.proposal().id(), by, true, Vote.Ballot.APPROVE, "looks right");
  }

  private VersionId deployed(long seed) {
    VersionId version = register(seed, 0.5);
    ChangeRequest request = room.changeRequests().open(draft(version, Stage.PRODUCTION), ANA);
    approve(request, BOB);
    approve(request, CARL);
    return version;
  }

  private static ChangeDraft draft(VersionId version, Stage stage) {
    return new ChangeDraft(version, stage, "it is measurably better than before");
  }

  private static void assertRefused(Runnable action, String rule) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.REFUSED);
              assertThat(failure.details().get("rules")).asString().contains(rule);
            });
  }

  private VersionId register(long seed, double baselineAuc) {
    TrainedVersion example = Examples.churn(seed);
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
            card.importance());
    var reference =
        new ProfileBuilder(
            Stream.of(
                    ProfileColumn.numeric("tenure"),
                    ProfileColumn.categorical("plan", List.of("basic", "gold")),
                    ProfileColumn.numeric("prediction"))
                .toList());
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
                example.contract(),
                scorecard,
                reference.build(),
                example.golden(),
                example.provenance(),
                example.quality()),
            Purpose.UNSAID,
            ANA)
        .version()
        .id();
  }

  private static List<LoggedPrediction> rows(
      VersionId version, Instant day, int count, double shift) {
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
