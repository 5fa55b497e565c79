package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.deployment.BusinessGuard;
import org.plumbline.deployment.BusinessGuard.Worse;
import org.plumbline.deployment.Canary;
import org.plumbline.deployment.CanaryPlan;
import org.plumbline.deployment.Evidence;
import org.plumbline.deployment.Guards;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class CanaryRoomTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final CanaryPlan PLAN =
      new CanaryPlan(List.of(10, 50), Duration.ofMinutes(1), 100, Guards.STANDARD);

  @TempDir private Path objects;
  private volatile Instant now = NOON;
  private ChurnRoom churn;
  private WatchRoom room;
  private ModelName model;
  private VersionId v1;
  private VersionId v2;

  @BeforeEach
  void aModelWithAVersionInProductionAndOneInTheShadow() {
    churn = new ChurnRoom(DATABASE, objects, () -> now);
    room = churn.room;
    model = churn.model;
    v1 = churn.register(1);
    v2 = churn.register(2);
    churn.bring(v1, Stage.PRODUCTION, null);
    churn.bring(v2, Stage.SHADOW, null);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void growsByThePlanAndTellsTheShareInTheLedger() {
    churn.bring(v2, Stage.CANARY, PLAN);
    assertThat(room.ledger().serving(model)).extracting("share").containsExactly(0.9, 0.1);

    room.canaries().look();
    assertThat(canary()).isInstanceOf(Canary.Running.class);
    assertThat(canary().share()).isEqualTo(10);

    answer(150);
    pass(Duration.ofMinutes(2));
    room.canaries().look();

    assertThat(canary().share()).isEqualTo(50);
    assertThat(room.ledger().serving(model)).extracting("share").containsExactly(0.5, 0.5);
    assertThat(shares(v2)).containsExactly(50, 10, 0);
    /* The sample of a step is its own: without new answers nothing moves. */
    pass(Duration.ofHours(1));
    room.canaries().look();
    assertThat(canary().share()).isEqualTo(50);
    assertThat(steered("advance")).isEqualTo(1);
  }

  @Test
  void sendsBackWhatFailsWithAlertLedgerAndAuditAtOnce() {
    churn.bring(v2, Stage.CANARY, PLAN);
    answer(20);
    room.comparisons().answered(churn.lineup(), List.of(), 15);
    room.comparisons().catchUp();

    room.canaries().look();

    assertThat(canary())
        .isInstanceOfSatisfying(
            Canary.Ended.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Canary.Outcome.ROLLED_BACK);
              assertThat(ended.by().reason()).contains("15 of ");
            });
    assertThat(room.ledger().stages(model, List.of(v2.number())))
        .containsEntry(v2.number(), Stage.RETIRED);
    assertThat(room.alertStore().list("open", model, null, 10))
        .extracting("kind")
        .containsExactly(AlertKind.CANARY_ROLLED_BACK);
    assertThat(steered("rollback")).isEqualTo(1);
    assertThat(room.timeline().newest(model, 20)).extracting("kind").contains("rolledBack");
    assertThat(churn.lineup().challenger()).isNull();
  }

  @Test
  void sendsBackWhatCostsTheBusiness() {
    var guards = new Guards(0.01, 3, 1, new BusinessGuard("margin", 2, Worse.LOWER));
    churn.bring(v2, Stage.CANARY, new CanaryPlan(List.of(50), Duration.ZERO, 1, guards));
    pass(Duration.ofMinutes(1));
    Lineup lineup = churn.lineup();
    List<LoggedPrediction> rows = rows(lineup, 150);
    room.predictionWriter().write(rows);
    pass(Duration.ofMinutes(1));

    tell(rows, 10, 10);
    room.canaries().look();
    assertThat(canary()).isInstanceOf(Canary.Running.class);

    /* The corrected margins of the challenger's entities are lower; what was told is replaced. */
    tell(rows, 10, 6);
    pass(Duration.ofMinutes(1));
    room.canaries().look();

    assertThat(canary())
        .isInstanceOfSatisfying(
            Canary.Ended.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Canary.Outcome.ROLLED_BACK);
              assertThat(ended.by().reason()).contains("margin of the challenger's entities");
            });
  }

  private void tell(List<LoggedPrediction> rows, double champion, double challenger) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double mean = rows.get(i).version().equals(v2) ? challenger : champion;
      labels.add(
          new Label(
              rows.get(i).id(), null, null, null, Map.of("margin", mean + i % 5 - 2.0), null));
    }
    assertThat(room.labels().record(model, labels, ChurnRoom.ANA).accepted())
        .isEqualTo(rows.size());
  }

  @Test
  void severalInstancesTakeEachStepOnce() throws InterruptedException {
    churn.bring(v2, Stage.CANARY, PLAN);
    answer(150);
    pass(Duration.ofMinutes(2));
    List<WatchRoom> instances = IntStream.range(0, 4).mapToObj(_ -> churn.instance()).toList();

    List<Thread> threads =
        instances.stream()
            .map(one -> Thread.startVirtualThread(() -> one.canaries().look()))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    room.canaries().look();

    assertThat(canary().share()).isEqualTo(50);
    assertThat(steered("advance")).isEqualTo(1);
  }

  @Test
  void whatSeveralInstancesSawMeetsInTheStore() {
    churn.bring(v2, Stage.CANARY, PLAN);
    WatchRoom other = churn.instance();
    other.routes().refresh();

    answer(60);
    int before = (int) seen().challenger().answers();
    Lineup there = other.routes().load(other.routes().route(model.value()));
    other.comparisons().answered(there, rows(there, 100), 0);
    other.comparisons().catchUp();

    assertThat(seen().champion().answers() + seen().challenger().answers()).isGreaterThan(160);
    assertThat((int) seen().challenger().answers()).isGreaterThan(before);
    assertThat(seen().ks()).isBetween(0.0, 1.0);
  }

  @Test
  void aShadowIsComparedRowByRow() {
    answer(40);

    Evidence seen = seen();

    assertThat(seen.champion().answers()).isEqualTo(40);
    assertThat(seen.challenger().answers()).isEqualTo(40);
    assertThat(seen.challenger().differences().mean()).isCloseTo(0.00024, within(0.0001));
    assertThat(seen.disagreements()).isZero();
  }

  @Test
  void peopleSteerWithAReason() {
    churn.bring(v2, Stage.CANARY, PLAN);

    room.canaries().pause(model, "the caller changes its data", ChurnRoom.BOB);
    answer(150);
    pass(Duration.ofMinutes(2));
    room.canaries().look();
    assertThat(canary().share()).isEqualTo(10);
    assertThat(canary()).isInstanceOf(Canary.Paused.class);

    room.canaries().promote(model, "it looks well", ChurnRoom.BOB);
    assertThat(canary().share()).isEqualTo(50);
    assertRefused(() -> room.canaries().promote(model, "more", ChurnRoom.BOB), "LAST_STEP");
    assertThatThrownBy(() -> room.canaries().pause(model, " ", ChurnRoom.BOB))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MISSING_FIELD));
  }

  @Test
  void aCanaryThatGoesToProductionHasEndedWell() {
    churn.bring(v2, Stage.CANARY, PLAN);

    churn.bring(v2, Stage.PRODUCTION, null);

    assertThat(canary())
        .isInstanceOfSatisfying(
            Canary.Ended.class,
            ended -> assertThat(ended.outcome()).isEqualTo(Canary.Outcome.PROMOTED));
    assertThat(room.ledger().serving(model)).extracting("share").containsExactly(1.0);
  }

  @Test
  void comesBackAtOnceToAnyVersionThatWasInProduction() {
    churn.bring(v2, Stage.CANARY, PLAN);
    churn.bring(v2, Stage.PRODUCTION, null);
    VersionId v3 = churn.register(3);
    churn.bring(v3, Stage.SHADOW, null);
    churn.bring(v3, Stage.CANARY, PLAN);

    assertThat(room.rollbacks().former(model)).contains(v1);
    assertRefused(
        () -> room.rollbacks().rollBack(v3, "prices are wrong", ChurnRoom.BOB),
        "NEVER_IN_PRODUCTION");
    assertRefused(
        () -> room.rollbacks().rollBack(v2, "prices are wrong", ChurnRoom.BOB), "ALREADY_AT_STAGE");
    var done = room.rollbacks().rollBack(v1, "prices are wrong", ChurnRoom.BOB);

    assertThat(done.retired()).isEqualTo(v2.number());
    assertThat(churn.lineup().champion().id()).isEqualTo(v1);
    assertThat(churn.lineup().challenger()).isNull();
    assertThat(canary()).isInstanceOf(Canary.Ended.class);
    assertThat(churn.audited("deployment.rollback")).isEqualTo(1);
    assertThat(room.rollbacks().former(model)).contains(v2);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.api.Assertions.within(offset);
  }

  private Canary canary() {
    return room.canaryStore().latest(model).orElseThrow();
  }

  private List<Integer> shares(VersionId version) {
    return room.ledger().list(model).stream()
        .filter(row -> row.version().equals(version))
        .map(LedgerRow::share)
        .toList();
  }

  private Evidence seen() {
    return room.canaryStore().hours(room.ledger().deployment(v2).orElseThrow(), v1).stream()
        .map(hour -> hour.evidence())
        .reduce(Evidence.NONE, Evidence::merge);
  }

  /** Every move of a canary is one action in the trail, whoever made it; the entry says which. */
  private long steered(String move) {
    return DATABASE.in(
        tx ->
            Database.handle(tx)
                .createQuery(
                    "select count(*) from audit_entry where action = 'canary.steer' and object_id"
                        + " like :model || '%' and cast(after as json) ->> 'move' = :move")
                .bind("move", move)
                .bind("model", model.value())
                .mapTo(Long.class)
                .one());
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  /** So many answers of the version that answers least; a shadow sees as many. */
  private void answer(int least) {
    Lineup lineup = churn.lineup();
    room.comparisons().answered(lineup, rows(lineup, least), 0);
    room.comparisons().catchUp();
  }

  private List<LoggedPrediction> rows(Lineup lineup, int least) {
    List<LoggedPrediction> rows = new ArrayList<>();
    int byChallenger = 0;
    for (int i = 0; lineup.divides() ? byChallenger < least : rows.size() < least; i++) {
      ServingVersion version = lineup.choose("C" + i, new UUID(0, i));
      byChallenger += version.equals(lineup.challenger()) ? 1 : 0;
      double[] slots = {i % 60, i % 2};
      rows.add(
          new LoggedPrediction(
              UUID.randomUUID(),
              now,
              version.id(),
              version.stage(),
              "C" + i,
              version.model().score(slots),
              slots,
              List.of(),
              List.of()));
    }
    return rows;
  }

  private static void assertRefused(Runnable action, String rule) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.details().get("rules")).asString().contains(rule));
  }
}
