package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertState;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.MonitorPlan;
import org.plumbline.monitoring.PaceLimits;
import org.plumbline.monitoring.ReadingLine;
import org.plumbline.store.Database;

/** How quickly versions answer, and on how fresh features, from the answer to the alert. */
class PaceRoomTest extends ChurnRoomCase {
  private static void answer(
      WatchRoom by, VersionId version, Instant day, int requests, long millis) {
    List<LoggedPrediction> rows = ChurnRoom.rows(version, day, requests, 0);
    by.predictionWriter().write(rows);
    for (LoggedPrediction row : rows) {
      by.paces().answered(List.of(row), new double[] {7_200}, Duration.ofMillis(millis).toNanos());
    }
  }

  private ReadingLine reading(VersionId version, String measure) {
    return room.readings().of(version).stream()
        .filter(one -> one.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTwoInstancesAnswerIsMeasuredTogetherAndSlownessAlerts() {
    VersionId v1 = churn.register(5);
    room.monitors()
        .set(
            churn.model,
            0,
            MonitorPlan.STANDARD.with(new PaceLimits(null, null, 250.0, 1.0, 0.05, null, 2)),
            "answers are waited for",
            ChurnRoom.ANA);
    WatchRoom other = churn.instance();
    answer(room, v1, NOW.minus(Duration.ofHours(1)), 60, 10);
    answer(other, v1, NOW.minus(Duration.ofHours(2)), 40, 900);

    room.paces().catchUp();
    other.paces().catchUp();
    room.keeper().catchUp();

    assertThat(reading(v1, "latencyP99").points())
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.answers()).isEqualTo(100);
              assertThat(point.limit()).isEqualTo(250.0);
              assertThat(point.value()).isBetween(850.0, 950.0);
            });
    assertThat(room.alertStore().findings(v1))
        .extracting(FindingLine::kind)
        .contains("slowAnswers", "staleRows");
    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .anyMatch(alert -> alert.kind() == AlertKind.SLOW_ANSWERS)
        .anyMatch(alert -> alert.kind() == AlertKind.STALE_ROWS);
    assertThat(reading(v1, "latencyP99").alerts())
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(mark.title()).isEqualTo("The version answers more slowly than it may");
              assertThat(mark.resolvedAt()).isNull();
              assertThat(mark.isOpenAt(NOW)).isTrue();
              assertThat(mark.isOpenAt(mark.openedAt().minusSeconds(1))).isFalse();
            });
    assertThat(reading(v1, "staleShare").alerts())
        .singleElement()
        .isNotEqualTo(reading(v1, "latencyP99").alerts().getFirst());
  }

  @Test
  void aSnapshotThatDoesNotComeAlertsUntilItDoes() {
    VersionId v1 = churn.register(6);
    room.predictionWriter().write(ChurnRoom.rows(v1, NOW.minus(Duration.ofHours(3)), 60, 0));
    for (int day = 9; day >= 5; day--) {
      snapshot(NOW.minus(Duration.ofDays(day)));
    }

    room.keeper().catchUp();

    assertThat(reading(v1, "snapshotAge").points().getLast().value()).isEqualTo(120.0);
    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .filteredOn(alert -> alert.kind() == AlertKind.LATE_SNAPSHOT)
        .singleElement()
        .satisfies(alert -> assertThat(alert.state()).isInstanceOf(AlertState.Open.class));

    snapshot(NOW.minus(Duration.ofHours(1)));
    room.keeper().catchUp();

    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .filteredOn(alert -> alert.kind() == AlertKind.LATE_SNAPSHOT)
        .singleElement()
        .satisfies(alert -> assertThat(alert.state()).isInstanceOf(AlertState.Resolved.class));
    assertThat(reading(v1, "snapshotAge").alerts())
        .singleElement()
        .satisfies(
            mark -> {
              Instant end = Objects.requireNonNull(mark.resolvedAt());
              assertThat(mark.isOpenAt(end)).isFalse();
            });
  }

  private void snapshot(Instant asOf) {
    database.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    insert into feature_snapshot
                      (id, model, columns, as_of, rows, taken, published_by, published_at)
                    values (?, ?, '{tenure}', ?::timestamptz, 1, 1, 'ana', ?::timestamptz)
                    """,
                    UUID.randomUUID(),
                    churn.model.value(),
                    asOf.toString(),
                    asOf.toString()));
  }

  @Test
  void aPlanFromBeforeHasTheStandardPace() {
    VersionId v1 = churn.register(7);
    database.run(
        tx ->
            Database.handle(tx)
                .execute(
                    """
                    insert into monitor_plan (model, revision, plan, set_by, set_at, reason)
                    values (?, 1, ?, 'ana', now(), 'older')
                    """,
                    v1.model().value(),
                    "{\"off\":[],\"ignored\":[],\"windowDays\":7,\"leastRows\":50,"
                        + "\"falseAlarmRate\":0.01,\"learned\":false,\"slight\":0.06,"
                        + "\"moderate\":0.134,\"severe\":0.212,\"missingRise\":0.1,"
                        + "\"unseenShare\":0.01,"
                        + "\"hysteresis\":{\"opensAfter\":1,\"of\":1,\"resolvesAfter\":2}}"));

    assertThat(room.monitors().of(v1.model()).plan()).isEqualTo(MonitorPlan.STANDARD);
  }
}
