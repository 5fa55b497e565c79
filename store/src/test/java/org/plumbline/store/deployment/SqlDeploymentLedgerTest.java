package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class SqlDeploymentLedgerTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-03-03T09:00:00Z");
  private static final Instant WEDNESDAY = Instant.parse("2026-03-04T09:00:00Z");
  private static final Instant THURSDAY = Instant.parse("2026-03-05T09:00:00Z");

  private final ModelName model = new ModelName("m-" + UUID.randomUUID());
  private final SqlDeploymentLedger ledger = new SqlDeploymentLedger(DATABASE);

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void tellsWhatServedAtAnInstant() {
    append(1, Stage.PRODUCTION, MONDAY, MONDAY);
    append(2, Stage.SHADOW, TUESDAY, TUESDAY);
    append(1, Stage.RETIRED, WEDNESDAY, WEDNESDAY);
    append(2, Stage.PRODUCTION, WEDNESDAY, WEDNESDAY);

    assertThat(served(MONDAY.minusNanos(1_000), THURSDAY)).isEmpty();
    assertThat(served(MONDAY, THURSDAY)).containsExactly("1 PRODUCTION");
    assertThat(served(TUESDAY, THURSDAY)).containsExactly("1 PRODUCTION", "2 SHADOW");
    assertThat(served(WEDNESDAY, THURSDAY)).containsExactly("2 PRODUCTION");
    assertThat(served(THURSDAY, THURSDAY)).containsExactly("2 PRODUCTION");
  }

  @Test
  void tellsWhatWasKnownBeforeALateRecord() {
    append(1, Stage.PRODUCTION, MONDAY, MONDAY);
    // Written down on Thursday: since Tuesday it was version 2.
    append(1, Stage.RETIRED, TUESDAY, THURSDAY);
    append(2, Stage.PRODUCTION, TUESDAY, THURSDAY);

    assertThat(served(WEDNESDAY, WEDNESDAY)).containsExactly("1 PRODUCTION");
    assertThat(served(WEDNESDAY, THURSDAY)).containsExactly("2 PRODUCTION");
    assertThat(ledger.at(model, WEDNESDAY, WEDNESDAY))
        .singleElement()
        .satisfies(row -> assertThat(row.effectiveUntil()).isNull());
    assertThat(ledger.at(model, MONDAY, THURSDAY))
        .singleElement()
        .satisfies(row -> assertThat(row.effectiveUntil()).isEqualTo(TUESDAY));
  }

  @Test
  void knowsARowThatWasClosedAtItsBirth() {
    append(3, Stage.CANARY, MONDAY, TUESDAY, THURSDAY);

    assertThat(served(MONDAY, THURSDAY)).containsExactly("3 CANARY");
    assertThat(served(MONDAY, WEDNESDAY)).isEmpty();
    assertThat(served(TUESDAY, THURSDAY)).isEmpty();
  }

  private List<String> served(Instant at, Instant known) {
    return ledger.at(model, at, known).stream()
        .map(row -> row.version().number() + " " + row.stage())
        .toList();
  }

  private void append(int version, Stage stage, Instant from, Instant recorded) {
    append(version, stage, from, null, recorded);
  }

  private void append(
      int version, Stage stage, Instant from, @Nullable Instant until, Instant recorded) {
    var id = new VersionId(model, new VersionNumber(version));
    DATABASE.run(
        tx ->
            ledger.append(
                tx, new LedgerRow(id, stage, from, until, recorded, "ana", null, "a test")));
  }
}
