package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.FindingLine;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LookSchedule;
import org.plumbline.monitoring.MonitorPlan;

/** What a plan says of segments and of how often one looks. */
class SegmentRoomTest extends ChurnRoomCase {
  private void plan(LookSchedule schedule, String... segments) {
    room.monitors()
        .set(
            churn.model,
            0,
            MonitorPlan.STANDARD.with(Set.of(segments), schedule),
            "gold customers are looked after apart",
            ChurnRoom.ANA);
  }

  @Test
  void theDriftOfOneSegmentAlertsForIt() {
    VersionId v1 = churn.registerSampled(5);
    plan(LookSchedule.STANDARD, "plan");
    List<LoggedPrediction> rows = ChurnRoom.rows(v1, now.minus(Duration.ofDays(1)), 1_500, 0);
    rows.forEach(row -> row.slots()[0] += row.slots()[1]);
    room.predictionWriter().write(rows);
    room.keeper().catchUp();

    room.jointKeeper().look();

    assertThat(room.alertStore().list(null, churn.model, null, 50))
        .filteredOn(alert -> alert.kind() == AlertKind.SEGMENT_DRIFT)
        .singleElement()
        .satisfies(alert -> assertThat(alert.column()).isEqualTo("plan = gold"));
    assertThat(room.readings().of(v1))
        .filteredOn(one -> one.measure().equals("segmentEffect"))
        .extracting("subject")
        .containsExactly("plan = basic", "plan = gold");
  }

  @Test
  void labelsOfOneSegmentShowThatTheVersionFailsThere() {
    VersionId v1 = churn.register(6);
    plan(LookSchedule.STANDARD, "plan");
    List<LoggedPrediction> rows = ChurnRoom.rows(v1, now.minus(Duration.ofDays(20)), 900, 0);
    room.predictionWriter().write(rows);
    var random = new Random(3);
    List<Label> labels = new ArrayList<>();
    for (LoggedPrediction row : rows) {
      boolean gold = row.slots()[1] == 1;
      boolean churned = gold ? random.nextBoolean() : row.score() > 0.5;
      labels.add(Label.of(row.id(), churned ? "Yes" : "No"));
    }
    room.labels().record(churn.model, labels, ChurnRoom.ANA);

    room.keeper().catchUp();

    assertThat(room.alertStore().findings(v1))
        .filteredOn(one -> one.kind().equals("segmentDrop"))
        .extracting(FindingLine::column)
        .containsExactly("plan = gold");
    assertThat(room.readings().of(v1))
        .filteredOn(one -> one.measure().equals("segmentMetric"))
        .allSatisfy(one -> assertThat(one.points()).hasSize(1))
        .extracting("subject")
        .containsExactly("plan = basic", "plan = gold");
  }

  @Test
  void aLookWaitsForItsTimeAndIsNotForgotten() {
    VersionId v1 = churn.register(7);
    plan(new LookSchedule(60, 7));
    Instant yesterday = now.minus(Duration.ofDays(1));
    room.predictionWriter().write(ChurnRoom.rows(v1, yesterday, 200, 0));
    room.keeper().catchUp();

    now = now.plus(Duration.ofMinutes(10));
    room.predictionWriter().write(ChurnRoom.rows(v1, yesterday.plusSeconds(60), 400, 100));
    room.keeper().catchUp();

    assertThat(room.alertStore().findings(v1)).as("too early").isEmpty();

    now = now.plus(Duration.ofMinutes(50));
    room.keeper().catchUp();

    assertThat(room.alertStore().findings(v1)).extracting(FindingLine::column).contains("tenure");
    assertThat(room.alertStore().postponed()).doesNotContain(v1);
  }
}
