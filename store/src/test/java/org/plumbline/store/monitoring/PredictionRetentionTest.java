package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LabelStore;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.WindowStore;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

/** The clock stands on a Friday. */
class PredictionRetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final VersionId V1 = VersionId.of("churn", 1);

  private TestDatabase test;
  private Database database;
  private SqlPredictions predictions;
  private SqlPredictionSearch search;
  private PredictionRetention retention;

  @BeforeEach
  void open() {
    test = TestDatabase.fresh();
    database = test.database();
    predictions = new SqlPredictions(database);
    search = new SqlPredictionSearch(database);
    retention = keeping(10);
  }

  private PredictionRetention keeping(int days) {
    return new PredictionRetention(
        database, new SqlAuditTrail(database, () -> NOW), () -> NOW, days);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void dropsWholeWeeksThatAreOldEnoughWithTheirLabels() {
    LoggedPrediction old = log("2026-11-08T12:00:00Z");
    LoggedPrediction kept = log("2026-11-09T12:00:00Z");
    label(old, 0);
    label(old, 1);
    label(kept, 1);
    feed();
    settle();

    List<LocalDate> dropped = retention.drop();

    assertThat(dropped).containsExactly(LocalDate.parse("2026-11-08"));
    assertThat(predictions.find(old.id())).isEmpty();
    assertThat(search.labels(old.id())).isEmpty();
    assertThat(predictions.find(kept.id())).as("its week reaches into the days kept").isPresent();
    assertThat(search.labels(kept.id())).hasSize(1);
    assertThat(retention.drop()).isEmpty();
  }

  @Test
  void eachDayLeavesOneEntryWithCountsAndNobodysName() {
    log("2026-10-01T12:00:00Z");
    log("2026-10-01T13:00:00Z");
    log("2026-10-02T13:00:00Z");
    feed();

    retention.drop();

    var query = AuditQuery.of(AuditFilter.ALL.action("predictions.dropped"), 10);
    var entries = new SqlAuditTrail(database, () -> NOW).list(query).entries();
    assertThat(entries).extracting(e -> e.event().objectId()).contains("2026-10-01", "2026-10-02");
    assertThat(entries.getLast().event().actor().username()).isEqualTo("system:retention");
    assertThat(entries.getLast().event().after())
        .containsEntry("predictions", "2")
        .containsEntry("labels", "0")
        .containsEntry("keptDays", "10");
  }

  @Test
  void rowsThatNoWindowHasTakenStay() {
    LoggedPrediction row = log("2026-10-01T12:00:00Z");

    assertThat(retention.drop()).isEmpty();
    feed();
    assertThat(retention.drop()).hasSize(1);
    assertThat(predictions.find(row.id())).isEmpty();
  }

  @Test
  void aWeekWhosePerformanceWaitsStays() {
    LoggedPrediction row = log("2026-10-01T12:00:00Z");
    feed();
    database.run(
        tx -> new SqlLabels(database).stale(tx, row.version(), LocalDate.parse("2026-09-28")));

    assertThat(retention.drop()).isEmpty();
    settle();
    assertThat(retention.drop()).hasSize(1);
  }

  @Test
  void theRunningWeekStaysHoweverShortItIsKept() {
    LoggedPrediction monday = log("2026-11-16T12:00:00Z");
    LoggedPrediction sunday = log("2026-11-15T12:00:00Z");
    feed();

    keeping(1).drop();

    assertThat(predictions.find(monday.id())).isPresent();
    assertThat(predictions.find(sunday.id())).isEmpty();
  }

  @Test
  void goesOnWhereItWasKilledBetweenDetachingAndDropping() {
    log("2026-10-01T12:00:00Z");
    feed();
    database.read(
        handle -> handle.execute("alter table prediction detach partition prediction_20261001"));

    assertThat(retention.drop()).containsExactly(LocalDate.parse("2026-10-01"));
    LoggedPrediction again = log("2026-10-01T12:00:00Z");
    assertThat(predictions.find(again.id())).isPresent();
  }

  @Test
  void nothingToDropIsNothing() {
    assertThat(retention.drop()).isEmpty();
  }

  private LoggedPrediction log(String at) {
    var row =
        new LoggedPrediction(
            UUID.randomUUID(),
            Instant.parse(at),
            V1,
            Stage.PRODUCTION,
            "E",
            0.5,
            new double[] {1},
            List.of(),
            List.of());
    new SqlPredictionWriter(database).write(List.of(row));
    return row;
  }

  private void label(LoggedPrediction row, double value) {
    database.run(
        tx ->
            new SqlLabels(database)
                .save(
                    tx,
                    new LabelStore.Answer(row.id(), row.version(), row.predictedAt(), row.score()),
                    value,
                    NOW,
                    NOW.plusSeconds((long) value)));
  }

  /** As the window keeper does: the watermark moves beyond all that is committed. */
  private void feed() {
    var windows = new SqlWindows(database);
    database.run(
        tx -> {
          WindowStore.Feed feed = windows.next(tx, 1_000);
          windows.advance(tx, feed, Map.of());
        });
  }

  private void settle() {
    database.run(tx -> Database.handle(tx).execute("update performance_window set stale = false"));
  }
}
