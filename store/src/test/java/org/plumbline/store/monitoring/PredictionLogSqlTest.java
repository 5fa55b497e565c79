package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.store.TestDatabase;

@Timeout(60)
class PredictionLogSqlTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final VersionId V1 = VersionId.of("churn", 1);

  private final SqlPredictionWriter writer = new SqlPredictionWriter(TEST.database());
  private final SqlPredictions predictions = new SqlPredictions(TEST.database());

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void givesBackWhatWasWritten() {
    var row =
        new LoggedPrediction(
            UUID.randomUUID(),
            NOON,
            V1,
            Stage.CANARY,
            "C-ö-1",
            0.25,
            new double[] {1.5, Double.NaN, -1, -0.0},
            List.of("country"),
            List.of(new LoggedReason("tenure", -0.5), new LoggedReason("größe", 1e-300)));

    writer.write(List.of(row));

    assertThat(predictions.find(row.id())).contains(row);
  }

  @Test
  void keepsOptionalPartsAbsent() {
    var row = row(NOON, null, 1);

    writer.write(List.of(row));

    assertThat(predictions.find(row.id())).contains(row);
  }

  @Test
  void takesRowsOfAnyDay() {
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      rows.add(row(NOON.minus(Duration.ofDays(400L * day)), "E", day));
    }

    writer.write(rows);

    assertThat(rows).allSatisfy(row -> assertThat(predictions.find(row.id())).contains(row));
  }

  @Test
  void anUnknownIdIsAbsent() {
    assertThat(predictions.find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void makesADroppedPartitionAgain() {
    Instant day = Instant.parse("2020-02-02T02:02:02Z");
    writer.write(List.of(row(day, null, 1)));
    TEST.database().read(handle -> handle.execute("drop table prediction_20200202"));
    var row = row(day, null, 2);

    writer.write(List.of(row));

    assertThat(predictions.find(row.id())).contains(row);
  }

  @Test
  void aRequestThatRepeatsAnIdFailsAloneAndLeavesNothing() {
    var known = row(NOON, null, 1);
    writer.write(List.of(known));
    var fresh = row(NOON, null, 2);
    try (var log = GroupCommitLog.start(writer, 1000)) {
      CompletableFuture<Void> bad = log.append(List.of(fresh, known)).toCompletableFuture();
      CompletableFuture<Void> good = log.append(List.of(row(NOON, null, 3))).toCompletableFuture();

      good.join();
      assertThatThrownBy(bad::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));
      assertThat(predictions.find(fresh.id())).isEmpty();
    }
  }

  @Test
  void aBrokenConnectionFailsTheRequestAndTheNextOneSucceeds() {
    try (var log = GroupCommitLog.start(writer, 1000)) {
      log.append(List.of(row(NOON, null, 1))).toCompletableFuture().join();
      TEST.database()
          .read(
              handle ->
                  handle
                      .createQuery(
                          "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                              + " current_database() and pid <> pg_backend_pid()")
                      .mapTo(Boolean.class)
                      .list());
      List<LoggedPrediction> acknowledged = new ArrayList<>();
      List<ErrorCode> failures = new ArrayList<>();

      for (int i = 0; i < 20; i++) {
        var row = row(NOON, null, i);
        try {
          log.append(List.of(row)).toCompletableFuture().join();
          acknowledged.add(row);
        } catch (CompletionException failure) {
          failures.add(codeOf(failure));
        }
      }

      assertThat(acknowledged).isNotEmpty();
      assertThat(failures).allMatch(code -> code == ErrorCode.STORE_UNAVAILABLE);
      assertThat(acknowledged)
          .allSatisfy(row -> assertThat(predictions.find(row.id())).contains(row));
    }
  }

  private static ErrorCode codeOf(CompletionException failure) {
    return failure.getCause() instanceof PlumblineException ours ? ours.code() : ErrorCode.INTERNAL;
  }

  private static LoggedPrediction row(Instant at, @Nullable String entity, double score) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        at,
        V1,
        entity == null ? null : Stage.PRODUCTION,
        entity,
        score,
        new double[] {1, 2, 3},
        List.of(),
        List.of());
  }
}
