package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.store.deployment.ChurnRoom.ANA;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.contest.ChallengerPlan;
import org.plumbline.deployment.contest.Challengers;
import org.plumbline.deployment.contest.HeldPlan;
import org.plumbline.deployment.contest.Retrainer;
import org.plumbline.deployment.contest.Waiting;
import org.plumbline.governance.ChangeFacts;
import org.plumbline.governance.contest.Contest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Hysteresis;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.Severity;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.monitoring.SqlLabelledCount;

/** Champions and challengers on logged and labelled answers, and what happens by itself. */
@Timeout(120)
class ContestRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant BIRTH = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path objects;
  private Instant now = BIRTH;
  private ChurnRoom churn;
  private ChallengerRoom room;
  private VersionId champion;
  private final List<String> trainings = new ArrayList<>();

  @BeforeEach
  void wire() {
    now = BIRTH;
    churn = new ChurnRoom(DATABASE, objects, () -> now);
    room = room((version, from, until, why, by) -> Optional.empty());
    champion = churn.deployed(1);
  }

  private ChallengerRoom room(Retrainer retrainer) {
    return ChallengerRoom.over(
        DATABASE,
        churn.registry(),
        churn.room,
        retrainer,
        new SqlAuditTrail(DATABASE, () -> now),
        UUID::randomUUID,
        () -> now);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void aBetterVersionWinsOnTheSameAnswersAndPoliciesKnowIt() {
    VersionId better = churn.register(ChurnRoom.slope(2));
    answersAndLabels(400);

    Contest contest = room.contests().compare(champion.model(), null, null, ANA);

    assertThat(contest.gates()).allMatch(Contest.Gate::passed);
    assertThat(contest.won()).isTrue();
    assertThat(contest.challenger()).isEqualTo(better.number().value());
    assertThat(contest.rows()).isEqualTo(400);
    assertThat(room.contests().list(champion.model(), 10)).containsExactly(contest);
    assertThat(churn.audited("version.contest")).isEqualTo(1);
    assertThat(facts(better)).contains("won=true", "needed=true", "champion=1.0");
  }

  @Test
  void whoOnlyGuessesOtherwiseDoesNotPass() {
    churn.register(2);
    answersAndLabels(300);

    Contest contest = room.contests().compare(champion.model(), null, null, ANA);

    assertThat(contest.won()).isFalse();
    assertThat(contest.failed()).contains("gain", "certain").doesNotContain("sample", "fresh");
  }

  @Test
  void answersFromBeforeTheChallengerAreNotTakenForProof() {
    answersAndLabels(300);
    churn.register(ChurnRoom.slope(2));

    Contest nothing = room.contests().compare(champion.model(), null, null, ANA);
    Contest older = room.contests().compare(champion.model(), null, BIRTH, ANA);

    assertThat(nothing.rows()).isZero();
    assertThat(nothing.failed()).contains("sample", "fresh", "finite");
    assertThat(older.rows()).isEqualTo(300);
    assertThat(older.failed()).containsExactly("fresh");
  }

  @Test
  void withoutAnotherVersionThereIsNothingToCompare() {
    assertThatThrownBy(() -> room.contests().compare(champion.model(), null, null, ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED));
    assertThatThrownBy(
            () -> room.contests().compare(champion.model(), champion.number(), null, ANA))
        .hasMessageContaining("in production itself");
  }

  @Test
  void aScheduledComparisonThatIsWonAsksPeopleAndPromotesNothing() {
    VersionId better = churn.register(ChurnRoom.slope(2));
    plan(new ChallengerPlan(3, 0, null, 14, 180));
    answersAndLabels(400);

    room.challengers().look();
    room.challengers().look();

    assertThat(room.contests().list(champion.model(), 10)).hasSize(1);
    assertThat(open())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.proposal().version()).isEqualTo(better);
              assertThat(request.proposal().stage()).isEqualTo(Stage.SHADOW);
              assertThat(request.proposal().author()).isEqualTo(Challengers.KEEPER.username());
            });
    assertThat(room.contests().champion(champion.model())).isEqualTo(champion);
    assertThat(String.valueOf(room.challengers().of(champion.model()).outcome())).contains("won");
  }

  @Test
  void anAlertStartsOneTrainingUntilTheCooldownIsOver() {
    room = training();
    plan(new ChallengerPlan(0, 0, Severity.HIGH, 14, 180));
    alert(AlertKind.CONCEPT_DRIFT, Severity.WARNING);
    room.challengers().look();
    assertThat(trainings).isEmpty();

    alert(AlertKind.PERFORMANCE_DROP, Severity.CRITICAL);
    room.challengers().look();
    now = now.plus(Duration.ofDays(13));
    room.challengers().look();

    assertThat(trainings).singleElement().asString().contains("(critical)");
    assertThat(open())
        .singleElement()
        .satisfies(request -> assertThat(request.proposal().stage()).isEqualTo(Stage.SHADOW));
    assertThat(churn.audited("challenger.retrain")).isEqualTo(1);

    now = now.plus(Duration.ofDays(1));
    room.challengers().look();
    assertThat(trainings).hasSize(2);
  }

  @Test
  void aTrainingThatIsRefusedIsToldAndWaitsToo() {
    room =
        room(
            (version, from, until, why, by) -> {
              if (version.equals(champion)) {
                trainings.add(why);
              }
              throw PlumblineException.of(ErrorCode.REFUSED, "too few labels");
            });
    plan(new ChallengerPlan(0, 7, null, 7, 90));
    now = now.plus(Duration.ofDays(7));

    room.challengers().look();
    room.challengers().look();

    assertThat(trainings).containsExactly("7 days have passed");
    assertThat(room.challengers().of(champion.model()).outcome()).isEqualTo("too few labels");
    assertThat(open()).isEmpty();
  }

  @Test
  void aTrainingWithoutLabelsWaitsForThemAndUsesNoCooldown() {
    var labels = new LabelsToCome();
    room = room(labels);
    plan(new ChallengerPlan(0, 0, Severity.HIGH, 14, 180));
    alert(AlertKind.CONCEPT_DRIFT, Severity.CRITICAL);
    Instant due = now;

    room.challengers().look();
    now = now.plus(Duration.ofMinutes(1));
    room.challengers().look();

    HeldPlan held = room.challengers().of(champion.model());
    assertThat(held.retrainedAt()).isNull();
    assertThat(held.waiting())
        .satisfies(
            waiting -> {
              assertThat(waiting.lacking()).isEqualTo("12 labels");
              assertThat(waiting.cause()).contains("(critical)");
              assertThat(waiting.since()).isEqualTo(due);
            });
    assertThat(labels.asked).isEqualTo(1);
    assertThat(trainings).isEmpty();

    now = due.plus(Duration.ofMinutes(15));
    labels.lacking = Optional.of("150 labels");
    room.challengers().look();
    assertThat(room.challengers().of(champion.model()).waiting())
        .isEqualTo(
            new Waiting(due, Objects.requireNonNull(held.waiting()).cause(), "150 labels", now));
    assertThat(churn.audited("challenger.wait")).isEqualTo(1);

    now = now.plus(Duration.ofMinutes(15));
    labels.lacking = Optional.empty();
    room.challengers().look();
    assertThat(trainings).hasSize(1);
    assertThat(room.challengers().of(champion.model()).retrainedAt()).isEqualTo(now);
    assertThat(room.challengers().of(champion.model()).waiting()).isNull();
  }

  @Test
  void whatWaitsEndsWithItsCauseAndWithANewPlan() {
    room = room(new LabelsToCome());
    plan(new ChallengerPlan(0, 7, null, 7, 90));
    now = now.plus(Duration.ofDays(7));
    room.challengers().look();
    assertThat(room.challengers().of(champion.model()).waiting()).isNotNull();

    plan(new ChallengerPlan(0, 0, Severity.HIGH, 7, 90));
    assertThat(room.challengers().of(champion.model()).waiting()).isNull();

    alert(AlertKind.CONCEPT_DRIFT, Severity.HIGH);
    room.challengers().look();
    assertThat(room.challengers().of(champion.model()).waiting()).isNotNull();

    DATABASE.run(
        tx ->
            churn
                .room
                .alerts()
                .take(
                    tx,
                    champion,
                    List.of(),
                    Map.of(AlertKind.CONCEPT_DRIFT, new Hysteresis(1, 1, 1)),
                    Set.of(),
                    now));
    room.challengers().look();
    assertThat(room.challengers().of(champion.model()).waiting()).isNull();
  }

  @Test
  void oneInstanceBeginsToWait() {
    plan(new ChallengerPlan(0, 7, null, 7, 90));
    HeldPlan seen = room.challengers().of(champion.model());
    var plans = new SqlChallengerPlans(DATABASE);
    var waiting = new Waiting(now, "7 days have passed", "labels", now);

    boolean first = DATABASE.in(tx -> plans.keepWaiting(tx, champion.model(), seen, waiting));
    boolean second = DATABASE.in(tx -> plans.keepWaiting(tx, champion.model(), seen, waiting));

    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void labelsAreCountedByVersionAndSpanAndNoFurtherThanAsked() {
    answersAndLabels(40);
    Instant given = now.minus(Duration.ofDays(10));
    var counts = new SqlLabelledCount(DATABASE);

    assertThat(counts.count(champion, BIRTH, now, 200))
        .satisfies(
            found -> {
              assertThat(found.answers()).isEqualTo(40);
              assertThat(found.moments()).isEqualTo(1);
              assertThat(found.values()).isEqualTo(2);
            });
    assertThat(counts.count(champion, BIRTH, now, 25).answers()).isEqualTo(25);
    assertThat(counts.count(champion, BIRTH, given, 200).answers()).isZero();
    assertThat(counts.count(VersionId.of("nobody", 1), BIRTH, now, 200).answers()).isZero();
  }

  /** Trains the model of this test once its labels are there. */
  private final class LabelsToCome implements Retrainer {
    private Optional<String> lacking = Optional.of("12 labels");
    private int asked;

    @Override
    public Optional<String> lacking(VersionId version, Instant from, Instant until) {
      if (!version.equals(champion)) {
        return Optional.of("another test's");
      }
      asked++;
      return lacking;
    }

    @Override
    public Optional<VersionId> retrain(
        VersionId version, Instant from, Instant until, String why, Actor by) {
      trainings.add(why);
      return Optional.empty();
    }
  }

  @Test
  void aTrainingThatBreaksIsToldAndKeepsNobodyFromTheirTurn() {
    room =
        room(
            (version, from, until, why, by) -> {
              throw new IllegalStateException("no memory");
            });
    plan(new ChallengerPlan(3, 7, null, 7, 90));
    churn.register(2);
    now = now.plus(Duration.ofDays(7));

    room.challengers().look();

    assertThat(churn.audited("challenger.retrain")).isEqualTo(1);
    assertThat(room.contests().list(champion.model(), 10)).hasSize(1);
  }

  @Test
  void twoInstancesTrainOnce() {
    room = training();
    plan(new ChallengerPlan(0, 7, null, 7, 90));
    var seen = room.challengers().of(champion.model());
    now = now.plus(Duration.ofDays(7));
    var plans = new SqlChallengerPlans(DATABASE);

    boolean first = DATABASE.in(tx -> plans.beginTraining(tx, champion.model(), seen, now));
    boolean second = DATABASE.in(tx -> plans.beginTraining(tx, champion.model(), seen, now));

    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  /** Trains the model of this test; those of the others share the store. */
  private ChallengerRoom training() {
    return room(
        (version, from, until, why, by) -> {
          if (!version.equals(champion)) {
            return Optional.empty();
          }
          trainings.add(why);
          return Optional.of(churn.register(ChurnRoom.slope(1 + trainings.size())));
        });
  }

  private void plan(ChallengerPlan plan) {
    room.challengers().set(champion.model(), plan, "agreed", ANA);
  }

  private void alert(AlertKind kind, Severity severity) {
    churn.room.alerts().report(champion, new Finding(kind, null, severity, "it is off", "by far"));
  }

  private List<ChangeRequest> open() {
    return churn.room.changeRequestStore().list("open", champion.model(), null, 10);
  }

  private String facts(VersionId version) {
    return String.valueOf(
        churn
            .room
            .evaluator()
            .judge(version, new ChangeFacts(Stage.PRODUCTION, "ana", false, now), ANA, now)
            .evaluation()
            .facts()
            .tree()
            .get("contest"));
  }

  /** A day later the champion answers, and ten days later it is known that long tenure leaves. */
  private void answersAndLabels(int count) {
    now = now.plus(Duration.ofDays(1));
    List<LoggedPrediction> rows = ChurnRoom.rows(champion, now, count, 0);
    churn.room.predictionWriter().write(rows);
    Random random = new Random(11);
    List<Label> labels = new ArrayList<>();
    for (LoggedPrediction row : rows) {
      boolean leaves = random.nextDouble() < 1 / (1 + Math.exp(-2 * row.slots()[0]));
      labels.add(Label.of(row.id(), leaves ? "Yes" : "No"));
    }
    now = now.plus(Duration.ofDays(10));
    churn.room.labels().record(champion.model(), labels, ANA);
  }
}
