package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.store.deployment.ChurnRoom.ANA;
import static org.plumbline.store.deployment.ChurnRoom.BOB;
import static org.plumbline.store.deployment.ChurnRoom.CARL;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditQuery;
import org.plumbline.deployment.ChangeDraft;
import org.plumbline.deployment.ChangeRequest;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Vote;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.store.Database;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.SqlModelStore;

/** Who may bring which version to which stage, and what stops it there. */
class StagesRoomTest extends ChurnRoomCase {
  @Test
  void deploysWithTwoOthersApprovalsAndTellsEverybody() {
    VersionId v1 = churn.register(1);

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
    var line = new SqlModelStore(database).findLine(model).orElseThrow();
    assertThat(line.standing().stage()).isEqualTo(Stage.PRODUCTION);
    assertThat(new SqlAuditTrail(database, () -> NOW).verify().valid()).isTrue();
  }

  @Test
  void aNewVersionRetiresTheOldOneAndAFormerOneComesBackWithOneApproval() {
    VersionId v1 = churn.deployed(1);
    VersionId v2 = churn.register(2);

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
    VersionId weak = churn.register(3, 0.84);

    ChangeRequest refused = room.changeRequests().open(draft(weak, Stage.PRODUCTION), ANA);

    assertThat(refused).isInstanceOf(ChangeRequest.Refused.class);
    assertThat(refused.proposal().verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(room.changeRequestStore().list("refused", model, null, 10)).containsExactly(refused);
    assertRefused(() -> approve(refused, BOB), "NOT_OPEN");
  }

  @Test
  void theKillSwitchReachesRoutesWithinASecond() throws InterruptedException {
    churn.deployed(4);
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
  void whatServesPastItsAnnouncedEndRaisesOneAlertUntilThatIsMended() {
    VersionId v1 = churn.deployed(1);
    database.run(
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
    assertThat(new SqlAuditTrail(database, () -> NOW).list(AuditQuery.newest(1)).entries())
        .singleElement()
        .matches(entry -> entry.event().action().equals("alert.acknowledge"));
    database.run(tx -> Database.handle(tx).execute("delete from sunset"));
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

  private ChangeRequest approve(ChangeRequest request, Actor by) {
    return room.changeRequests()
        .vote(request.proposal().id(), by, true, Vote.Ballot.APPROVE, "looks right");
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
}
