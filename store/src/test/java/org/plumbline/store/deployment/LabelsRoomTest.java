package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.store.deployment.ChurnRoom.ANA;
import static org.plumbline.store.deployment.ChurnRoom.BOB;
import static org.plumbline.store.deployment.ChurnRoom.CARL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.store.Database;
import org.plumbline.store.audit.SqlAuditTrail;

/** What truly happened: matched with answers, corrected, audited. */
class LabelsRoomTest extends ChurnRoomCase {
  @Test
  void labelsMatureIntoPerformance() {
    VersionId v1 = churn.register(7);
    Instant day = NOW.minus(Duration.ofDays(20));
    List<LoggedPrediction> rows = ChurnRoom.rows(v1, day, 400, 0);
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
    VersionId v1 = churn.register(9);
    List<LoggedPrediction> rows = ChurnRoom.rows(v1, NOW.minus(Duration.ofDays(20)), 3, 0);
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
    VersionId v1 = churn.register(10);
    List<LoggedPrediction> rows = ChurnRoom.rows(v1, NOW.minus(Duration.ofDays(20)), 1, 0);
    room.predictionWriter().write(rows);
    List<Label> labels = List.of(Label.of(rows.get(0).id(), "Yes"));
    database.run(
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
      database.run(tx -> Database.handle(tx).execute("drop trigger die on audit_entry"));
    }

    room.keeper().catchUp();
    assertThat(labelEvents()).isEmpty();
    assertThat(room.performance().of(v1).windows()).noneMatch(week -> week.labelled() > 0);
  }

  private List<AuditEvent> labelEvents() {
    var query = AuditQuery.of(AuditFilter.ALL.action("labels.recorded").object(model.value()), 10);
    return new SqlAuditTrail(database, () -> NOW)
        .list(query).entries().stream().map(AuditEntry::event).toList();
  }
}
