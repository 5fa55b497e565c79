package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.RouteSource;
import org.plumbline.deployment.RouteSource.Entry;
import org.plumbline.deployment.RouteSource.Reading;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;

class SqlRoutesTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final RouteSource source = new SqlRoutes(DATABASE);
  private final SqlDeploymentLedger ledger = new SqlDeploymentLedger(DATABASE);
  private final SqlKillSwitches switches = new SqlKillSwitches(DATABASE);
  private final String one = "m-" + UUID.randomUUID();
  private final String other = "m-" + UUID.randomUUID();

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void tellsOnlyTheModelsThatHaveChangedSince() {
    bring(one, 1, Stage.PRODUCTION);
    bring(other, 1, Stage.PRODUCTION);
    long before = source.revision();

    bring(one, 2, Stage.SHADOW);
    bring(one, 2, Stage.RETIRED);
    bring(one, 3, Stage.SHADOW);
    Reading reading = source.since(before);

    assertThat(reading.revision()).isEqualTo(before + 3);
    assertThat(reading.models()).hasValue(Set.of(one));
    assertThat(reading.entries()).extracting(entry -> entry.model().value()).containsExactly(one);
    assertThat(reading.entries().getFirst().serving())
        .extracting(standing -> standing.version().number().value())
        .containsExactlyInAnyOrder(1, 3);
    assertThat(source.since(reading.revision()).models()).hasValue(Set.of());
    assertThat(source.entries()).contains(reading.entries().getFirst());
  }

  @Test
  void aModelThatServesNoLongerIsNamedWithoutAnEntry() {
    bring(one, 1, Stage.PRODUCTION);
    long before = source.revision();

    bring(one, 1, Stage.RETIRED);
    Reading reading = source.since(before);

    assertThat(reading.models()).hasValue(Set.of(one));
    assertThat(reading.entries()).isEmpty();
  }

  @Test
  void aStopOfEverythingIsAboutEveryModel() {
    bring(one, 1, Stage.PRODUCTION);
    bring(other, 1, Stage.PRODUCTION);
    long before = source.revision();

    turn(new KillScope.Everything(), true);
    Reading reading = source.since(before);
    turn(new KillScope.Everything(), false);

    assertThat(reading.models()).isEmpty();
    assertThat(reading.entries()).extracting(entry -> entry.model().value()).contains(one, other);
  }

  @Test
  void theStopOfOneModelIsAboutItAlone() {
    bring(one, 1, Stage.PRODUCTION);
    long before = source.revision();

    turn(new KillScope.OfModel(new ModelName(one)), true);
    Reading reading = source.since(before);

    assertThat(reading.models()).hasValue(Set.of(one));
    Entry entry = reading.entries().getFirst();
    assertThat(entry.kills().ofModel()).isPresent();
  }

  @Test
  void whatAnOlderProgramDidNotTellIsReadWithEverything() {
    bring(one, 1, Stage.PRODUCTION);
    long before = source.revision();

    bring(one, 2, Stage.SHADOW);
    DATABASE.run(
        tx -> Database.handle(tx).execute("update route_revision set revision = revision + 1"));

    assertThat(source.since(before).models()).isEqualTo(Optional.empty());
    assertThat(source.since(-1).models()).isEqualTo(Optional.empty());
  }

  private void bring(String model, int version, Stage stage) {
    DATABASE.run(
        tx ->
            ledger.append(
                tx,
                new LedgerRow(
                    VersionId.of(model, version), stage, NOON, null, NOON, "ana", null, "test")));
  }

  private void turn(KillScope scope, boolean on) {
    DATABASE.run(tx -> switches.set(tx, scope, new KillSwitch(on, "test", "ana", NOON, null)));
  }
}
