package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.PredictionWriter;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.segment.Segments;

@Timeout(60)
class SegmentLogSqlTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final Segments.Limits LIMITS = new Segments.Limits(64 << 20, 4 << 10);

  private final SqlPredictionWriter store = new SqlPredictionWriter(TEST.database());
  private final SqlPredictions predictions = new SqlPredictions(TEST.database());

  @TempDir private Path directory;

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void drainsWhatItWroteBitForBit() {
    var row =
        new LoggedPrediction(
            UUID.randomUUID(),
            NOON,
            VersionId.of("churn", 3),
            Stage.CANARY,
            "C-ö",
            Math.nextUp(0.25),
            new double[] {Double.NaN, -0.0, 1e-300},
            List.of("größe"),
            List.of(new LoggedReason("tenure", -0.5)));

    try (var log = start(store)) {
      log.write(List.of(row, row("x")));
      await(() -> log.waitingBytes() == 0);
    }

    assertThat(predictions.find(row.id())).contains(row);
  }

  @Test
  void keepsWritingWhileTheDatabaseIsAwayAndDrainsWhenItIsBack() {
    var away = new AtomicBoolean(true);
    PredictionWriter flaky =
        rows -> {
          if (away.get()) {
            throw PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "away");
          }
          store.write(rows);
        };
    List<LoggedPrediction> rows = rows(200);

    try (var log = start(flaky)) {
      rows.forEach(row -> log.write(List.of(row)));
      assertThat(log.waitingBytes()).isPositive();
      away.set(false);
      await(() -> log.waitingBytes() == 0);
    }

    assertAllThereOnce(rows);
  }

  @Test
  void whatAClosedLogLeftIsDrainedByTheNext() {
    PredictionWriter never =
        rows -> {
          throw PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "away");
        };
    List<LoggedPrediction> rows = rows(100);
    try (var log = start(never)) {
      rows.forEach(row -> log.write(List.of(row)));
    }

    try (var log = start(store)) {
      await(() -> log.waitingBytes() == 0);
    }

    assertAllThereOnce(rows);
  }

  /** The commit went through and its answer was lost: what is there is not written again. */
  @Test
  void anUnknownOutcomeDoublesNothing() {
    var lost = new AtomicBoolean(true);
    PredictionWriter losing =
        rows -> {
          store.write(rows);
          if (lost.getAndSet(false)) {
            throw PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, "the answer was lost");
          }
        };
    List<LoggedPrediction> rows = rows(50);

    try (var log = start(losing)) {
      log.write(rows);
      log.write(List.of(row("later")));
      await(() -> log.waitingBytes() == 0);
    }

    assertThat(lost).isFalse();
    assertAllThereOnce(rows);
  }

  @Test
  void aRowThatTheDatabaseRefusesIsKeptAsideAndHoldsUpNoOther() throws IOException {
    List<LoggedPrediction> rows = new ArrayList<>(rows(10));
    var bad = row("bad");
    rows.add(5, bad);
    TEST.database()
        .run(
            tx ->
                Database.handle(tx)
                    .execute(
                        "alter table prediction add constraint no_bad check (entity <> 'bad')"));

    try (var log = start(store)) {
      log.write(rows);
      await(() -> log.waitingBytes() == 0);
    }

    rows.remove(bad);
    assertAllThereOnce(rows);
    try (Stream<Path> aside = Files.list(directory.resolve("aside"))) {
      assertThat(aside.map(file -> String.valueOf(file.getFileName())))
          .containsExactly("refused-" + bad.id());
    }
  }

  /** Written by the first release; must be read for ever. */
  @Test
  void readsRowsOfTheFirstForm() {
    byte[] frozen =
        HexFormat.of()
            .parseHex(
                "0100000001019aa6c5000070008000000000000001000000006b003640075bca0000000005636875"
                    + "726e000000020300000003432d373fd00000000000000000001840280000000000007ff800000000"
                    + "000080000000000000000000002b020000000100000004706c616e000000010000000674656e7572"
                    + "65bfe0000000000000000000046f7665720021");

    List<LoggedPrediction> rows = LoggedRows.decode(frozen);

    assertThat(rows)
        .containsExactly(
            new LoggedPrediction(
                UUID.fromString("019aa6c5-0000-7000-8000-000000000001"),
                NOON,
                VersionId.of("churn", 2),
                Stage.PRODUCTION,
                "C-7",
                0.25,
                new double[] {12, Double.NaN, -0.0},
                List.of("plan"),
                List.of(new LoggedReason("tenure", -0.5)),
                new AppliedSafeguard(
                    AppliedSafeguard.Action.CLIPPED, AppliedSafeguard.Cause.OUTPUT, "over")));
  }

  @Test
  void keepsTheThresholdOfRowsThatHaveOne() {
    LoggedPrediction plain = rows(1).getFirst();
    var byGroup =
        new LoggedPrediction(
            plain.id(),
            plain.predictedAt(),
            plain.version(),
            plain.stage(),
            plain.entity(),
            plain.score(),
            plain.slots(),
            List.of(),
            List.of(),
            null,
            0.375);

    assertThat(LoggedRows.decode(LoggedRows.encode(List.of(byGroup, plain))))
        .containsExactly(byGroup, plain);
    assertThat(LoggedRows.encode(List.of(plain))[0])
        .as("older programs read it")
        .isEqualTo((byte) 1);
  }

  private SegmentLog start(PredictionWriter writer) {
    return SegmentLog.start(directory, LIMITS, writer, TEST.database());
  }

  private void assertAllThereOnce(List<LoggedPrediction> rows) {
    rows.forEach(row -> assertThat(predictions.find(row.id())).contains(row));
    long there =
        TEST.database()
            .read(
                handle ->
                    handle
                        .createQuery("select count(*) from prediction where id = any(:ids)")
                        .bindArray("ids", UUID.class, rows.stream().map(r -> r.id()).toList())
                        .mapTo(Long.class)
                        .one());
    assertThat(there).isEqualTo(rows.size());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("drained within 30 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static List<LoggedPrediction> rows(int count) {
    List<LoggedPrediction> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row("E" + i));
    }
    return rows;
  }

  private static LoggedPrediction row(String entity) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        NOON,
        VersionId.of("churn", 1),
        Stage.PRODUCTION,
        entity,
        0.5,
        new double[] {1, 2, 3},
        List.of(),
        List.of());
  }
}
