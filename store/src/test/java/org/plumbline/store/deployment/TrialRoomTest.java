package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.CanaryPlanLine;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.TrialPlanLine;
import org.plumbline.deployment.trial.TrialLine;
import org.plumbline.deployment.trial.TrialReport;
import org.plumbline.deployment.trial.TrialReport.Verdict;
import org.plumbline.deployment.trial.TrialSize;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class TrialRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final CanaryPlan TRIAL = plan("outcome", 0.05);

  @TempDir private Path objects;
  private final SplittableRandom random = new SplittableRandom(8);
  private volatile Instant now = NOON;
  private ChurnRoom churn;
  private VersionId control;
  private VersionId treatment;

  @BeforeEach
  void aModelWithAVersionInProductionAndOneInTheShadow() {
    churn = new ChurnRoom(DATABASE, objects, () -> now);
    control = churn.register(1);
    treatment = churn.register(2);
    churn.bring(control, Stage.PRODUCTION, null);
    churn.bring(treatment, Stage.SHADOW, null);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void findsWhichVersionDoesBetterInTheLogAndTheLabels() {
    day(400, 0.1, 0.1);
    now = now.plus(Duration.ofHours(1));
    churn.bring(treatment, Stage.CANARY, TRIAL);
    day(400, 0.1, 0.3);
    day(800, 0.1, 0.3);

    TrialReport report = report();

    assertThat(report.verdict()).isEqualTo(Verdict.HIGHER);
    /* An entity counts once, however often it was answered about. */
    assertThat(report.control().entities() + report.treatment().entities()).isEqualTo(800);
    assertThat(report.control().known() + report.treatment().known()).isEqualTo(800);
    assertThat(report.difference().value()).isCloseTo(0.2, within(0.1));
    assertThat(report.days()).hasSize(2);
    assertThat(report.days().getFirst().control() + report.days().getFirst().treatment())
        .isEqualTo(400);
    assertThat(report.split().holds()).isTrue();
    assertThat(report.split().both()).isZero();
    assertThat(report.adjustment().applied()).isTrue();
    assertThat(report.state()).isEqualTo("running");
  }

  @Test
  void comparesHowFarTheScoresLieFromTheTruth() {
    churn.bring(treatment, Stage.CANARY, plan("squared-error", 0.05));
    day(400, 0.5, 0.5);

    TrialReport report = report();

    assertThat(report.control().mean().value()).isBetween(0.0, 1.0);
    assertThat(report.adjustment().refusal()).contains("known of 0 and 0");
  }

  @Test
  void anEntityStaysWithItsVersionOnEveryInstanceAndAfterARestart() {
    churn.bring(treatment, Stage.CANARY, TRIAL);
    Lineup here = churn.lineup();
    WatchRoom restarted = churn.instance();
    restarted.routes().refresh();
    Lineup there = restarted.routes().load(restarted.routes().route(churn.model.value()));

    int treated = 0;
    for (int i = 0; i < 2_000; i++) {
      String entity = "C" + i;
      VersionId version = here.choose(entity, new UUID(i, 1)).id();
      assertThat(there.choose(entity, new UUID(i, 2)).id()).isEqualTo(version);
      treated += version.equals(treatment) ? 1 : 0;
    }

    assertThat(treated).isBetween(900, 1_100);
  }

  @Test
  void nothingElseMovesWhileATrialRuns() {
    VersionId other = churn.register(3);
    churn.bring(treatment, Stage.CANARY, TRIAL);
    churn.bring(other, Stage.SHADOW, null);

    assertRefused(() -> open(other, Stage.CANARY), "TRIAL_RUNNING");
    assertRefused(() -> open(other, Stage.PRODUCTION), "TRIAL_RUNNING");
    assertRefused(
        () -> churn.room.canaries().promote(churn.model, "more", ChurnRoom.BOB), "LAST_STEP");

    churn.bring(treatment, Stage.PRODUCTION, null);

    assertThat(line().state()).isEqualTo("promoted");
    assertThat(line().end()).isEqualTo(now);
    assertThat(churn.lineup().champion().id()).isEqualTo(treatment);
  }

  @Test
  void aCanaryAndATrialDoNotRunTogether() {
    VersionId other = churn.register(3);
    var asked =
        churn
            .room
            .changeRequests()
            .open(new ChangeDraft(treatment, Stage.CANARY, "a trial", TRIAL), ChurnRoom.ANA);
    churn.bring(other, Stage.SHADOW, null);
    churn.bring(other, Stage.CANARY, null);

    assertRefused(() -> churn.approve(asked), "CANARY_RUNNING");
  }

  @Test
  void isStoppedWithWhatItFoundAndWithoutAnAlert() {
    churn.bring(treatment, Stage.CANARY, TRIAL);
    day(300, 0.1, 0.1);
    UUID id = line().id();

    TrialReport stopped =
        churn.room.trials().stop(churn.model, id, "no difference that matters", ChurnRoom.BOB);

    assertThat(stopped.state()).isEqualTo("stopped");
    assertThat(stopped.endedBy()).isEqualTo("bob");
    assertThat(stopped.control().known()).isPositive();
    assertThat(churn.lineup().divides()).isFalse();
    assertThat(churn.audited("trial.stop")).isEqualTo(1);
    assertThat(churn.room.alertStore().list("open", churn.model, null, 10)).isEmpty();
    assertThatThrownBy(() -> churn.room.trials().stop(churn.model, id, "again", ChurnRoom.BOB))
        .isInstanceOf(PlumblineException.class);
  }

  @Test
  void sizesATrialByLabelsAndTraffic() {
    for (int i = 0; i < 9; i++) {
      day(120, 0.2, 0.2);
    }

    TrialSize size = churn.room.trials().size(control, TRIAL, null, null);

    assertThat(size.baseline()).isCloseTo(0.2, within(0.12));
    assertThat(size.entitiesPerMonth()).isEqualTo(120);
    assertThat(size.labelledShare()).isEqualTo(1);
    assertThat(size.fixed()).isGreaterThan(1_000);
    assertThat(size.sequential()).isGreaterThan(size.fixed());
    /* The same 120 come every day. */
    assertThat(size.days()).isNull();
    assertThat(churn.room.trials().size(control, TRIAL, 0.5, null).baseline()).isEqualTo(0.5);
  }

  @Test
  void comparesBusinessValuesThatComeWithLabelsOrAlone() {
    churn.bring(treatment, Stage.CANARY, plan("revenue", 2));
    List<LoggedPrediction> rows = answers(400);
    List<Label> told = new ArrayList<>();
    for (LoggedPrediction row : rows) {
      double revenue = random.nextDouble() * 10 + (row.version().equals(treatment) ? 5 : 0);
      told.add(new Label(row.id(), null, null, null, Map.of("revenue", revenue), null));
    }

    assertThat(churn.room.labels().record(churn.model, told, ChurnRoom.ANA).accepted())
        .isEqualTo(400);

    assertThat(report().verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(report().difference().value()).isCloseTo(5, within(1.0));
    assertThat(churn.room.performance().of(control).windows())
        .allMatch(week -> week.labelled() == 0);
    assertThatThrownBy(
            () -> new Label(UUID.randomUUID(), null, null, null, Map.of("outcome", 1.0), null))
        .hasMessageContaining("outcome");
  }

  @Test
  void answersThatAreTooYoungDoNotCount() {
    churn.bring(treatment, Stage.CANARY, TRIAL);
    churn.room.horizons().set(churn.model, 10, "churn shows late", ChurnRoom.ANA);
    day(400, 0.1, 0.3);
    assertThat(report().control().known()).isZero();

    now = now.plus(Duration.ofDays(10));

    assertThat(report().control().known()).isBetween(150L, 250L);
    assertThat(report().days())
        .singleElement()
        .matches(look -> !look.day().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC)));
  }

  /** Answers about that many entities, and what happened to them half a day later. */
  private void day(int entities, double controlRate, double treatmentRate) {
    List<Label> labels = new ArrayList<>();
    for (LoggedPrediction row : answers(entities)) {
      double rate = row.version().equals(treatment) ? treatmentRate : controlRate;
      labels.add(Label.of(row.id(), random.nextDouble() < rate));
    }
    assertThat(churn.room.labels().record(churn.model, labels, ChurnRoom.ANA).accepted())
        .isEqualTo(entities);
  }

  private List<LoggedPrediction> answers(int entities) {
    now = now.plus(Duration.ofHours(12));
    Lineup lineup = churn.lineup();
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < entities; i++) {
      UUID id = UUID.randomUUID();
      ServingVersion version = lineup.choose("C" + i, id);
      double[] slots = {i % 60, i % 2};
      rows.add(
          new LoggedPrediction(
              id,
              now,
              version.id(),
              version.stage(),
              "C" + i,
              version.model().score(slots),
              slots,
              List.of(),
              List.of()));
    }
    churn.room.predictionWriter().write(rows);
    now = now.plus(Duration.ofHours(12));
    return rows;
  }

  private TrialLine line() {
    return churn.room.trials().list(churn.model).getFirst();
  }

  private TrialReport report() {
    return churn.room.trials().report(churn.model, line().id());
  }

  private void open(VersionId version, Stage stage) {
    var _ =
        churn
            .room
            .changeRequests()
            .open(new ChangeDraft(version, stage, "it may be better"), ChurnRoom.ANA);
  }

  private static CanaryPlan plan(String metric, double effect) {
    return CanaryPlanLine.of(new TrialPlanLine(metric, effect, null, null, null), null).plan();
  }

  private static void assertRefused(Runnable action, String rule) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.details().get("rules")).asString().contains(rule));
  }
}
