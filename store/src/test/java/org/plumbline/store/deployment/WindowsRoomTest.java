package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.WindowKind;
import org.plumbline.store.Database;

/** What is counted of the logged answers, and what that tells. */
class WindowsRoomTest extends ChurnRoomCase {
  @Test
  void feedsEachRowOnceThoughKilledInEveryStep() {
    VersionId v1 = churn.register(5);
    Instant day = NOW.minus(Duration.ofDays(3));
    room.predictionWriter().write(ChurnRoom.rows(v1, day, 120, 0));
    room.keeper().feed();
    room.predictionWriter().write(ChurnRoom.rows(v1, day, 80, 0));

    database.run(
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
    database.run(tx -> Database.handle(tx).execute("drop trigger die on window_watermark"));
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
    VersionId v1 = churn.register(6);
    for (int day = 40; day > 4; day--) {
      boolean drifted = day <= 36 && day > 33;
      room.predictionWriter()
          .write(ChurnRoom.rows(v1, NOW.minus(Duration.ofDays(day)), 200, drifted ? 100 : 0));
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
  void comparesGroupsOfTheLastThirtyDays() {
    VersionId v1 = churn.register(8);
    room.predictionWriter().write(ChurnRoom.rows(v1, NOW.minus(Duration.ofDays(2)), 400, 0));

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
}
