package org.plumbline.store.deployment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.Fallback;
import org.plumbline.deployment.safeguard.InputRanges;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.MissingValues;
import org.plumbline.deployment.safeguard.OutputBounds;
import org.plumbline.deployment.safeguard.Reaction;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.deployment.safeguard.SafeguardRevision;
import org.plumbline.deployment.safeguard.SafeguardStore;
import org.plumbline.deployment.safeguard.Safeguarding;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.deployment.safeguard.Staleness;
import org.plumbline.deployment.safeguard.UnusualRow;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.AppliedSafeguard.Action;
import org.plumbline.monitoring.AppliedSafeguard.Cause;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.scoring.Task;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.Json;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;

/** Safeguards from their setting to the guard of the version that serves. */
@Timeout(120)
class SqlSafeguardsTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor BOB = Actor.user("bob");
  private static final double[] ROW = {5, 1};

  @TempDir private static Path directory;
  private final SqlAuditTrail audit = new SqlAuditTrail(DATABASE, () -> NOW);
  private final ModelName model = new ModelName("m-" + UUID.randomUUID());
  private Registry registry;
  private WatchRoom room;
  private VersionId first;
  private VersionId second;

  @BeforeEach
  void serve() {
    registry =
        RegistryRoom.over(DATABASE, Home.open(directory), audit, () -> NOW, Map.of()).registry();
    room = WatchRoom.over(DATABASE, registry, audit, UUID::randomUUID, () -> NOW);
    first = registry.register(model, Examples.churn(1), Purpose.UNSAID, BOB).version().id();
    second = registry.register(model, Examples.churn(300), Purpose.UNSAID, BOB).version().id();
    append(first, Stage.PRODUCTION);
    append(first, Stage.RETIRED);
    append(second, Stage.PRODUCTION);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void everySettingComesBackAsItWasSet() {
    var all =
        new Safeguards(
            new OutputBounds(0.05, null, Reaction.CLIP),
            new InputRanges(
                InputRanges.Source.REFERENCE,
                List.of(new InputRanges.Limit("tenure", 0.0, null)),
                Reaction.MARK),
            new MissingValues(0.5, Reaction.REFUSE),
            new Staleness(Duration.ofHours(24), Reaction.FALL_BACK),
            new UnusualRow(0.01, 0.25, Reaction.FALL_BACK),
            Reaction.FALL_BACK,
            Reaction.FALL_BACK,
            List.of(
                Fallback.previousVersion(),
                new Fallback(
                    Fallback.Kind.BASELINE,
                    0.2,
                    "plan",
                    List.of(new Fallback.Case("gold", null, null, 0.1))),
                Fallback.constant(0.25)));

    assertThat(Json.read(Json.write(all), Safeguards.class)).isEqualTo(all);
    assertThat(Json.read("{}", Safeguards.class)).isEqualTo(Safeguards.NONE);
  }

  @Test
  void aRevisionIsAuditedWithBeforeAndAfterAndToldOnTheTimeline() {
    SafeguardRevision one = set(0, bounded(0.9));
    SafeguardRevision two = set(1, bounded(0.8));

    assertThat(room.safeguards().history(model)).containsExactly(two, one);
    assertThat(room.safeguards().find(model)).contains(two);
    assertThat(room.timeline().newest(model, 2))
        .extracting(TimelineEntry::kind)
        .containsOnly("guarded");
    assertThat(
            audit
                .list(
                    AuditQuery.of(
                        AuditFilter.ALL.object(model.value()).action("safeguards.set"), 5))
                .entries())
        .extracting(AuditEntry::event)
        .first()
        .satisfies(
            event -> {
              assertThat(event.before().get("output")).contains("0.9");
              assertThat(event.after().get("output")).contains("0.8");
            });
  }

  @Test
  void whoSawAnOlderRevisionIsRefused() {
    set(0, bounded(0.9));

    assertThatThrownBy(() -> set(0, bounded(0.8)))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(room.safeguards().history(model)).hasSize(1);
  }

  @Test
  void theVersionThatServesHasTheGuardAndTheFormerOneStandsIn() {
    room.routes().refresh();
    assertThat(serving().guard()).isSameAs(RowGuard.NONE);

    set(0, failingTo(Fallback.previousVersion()));
    room.routes().refresh();

    RowGuard.Outcome outcome = serving().guard().decideFailed(ROW, "it broke");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RowGuard.Outcome.Replaced.class,
            replaced -> {
              assertThat(replaced.by().former()).isNotNull();
              assertThat(requireNonNull(replaced.by().former()).version().id()).isEqualTo(first);
              assertThat(replaced.by().score())
                  .isEqualTo(registry.loadModel(first).model().score(ROW));
            });
  }

  @Test
  void aStoppedVersionFallsBackWhereThatWasSaid() {
    room.killing().turn(new KillScope.OfVersion(second), true, "wrong prices", null, BOB);
    room.routes().refresh();
    assertThatThrownBy(this::serving).hasMessageContaining("wrong prices");

    set(0, failingTo(Fallback.constant(0.25)));
    room.routes().refresh();

    RowGuard guard = serving().guard();
    assertThat(guard.isStopped()).isTrue();
    assertThat(guard.decide(ROW, guard.find(ROW, 0), Double.NaN))
        .isInstanceOfSatisfying(
            RowGuard.Outcome.Replaced.class,
            replaced -> assertThat(replaced.applied().cause()).isEqualTo(Cause.KILL));
    room.killing().turn(new KillScope.OfModel(model), true, "all wrong", null, BOB);
    room.routes().refresh();
    assertThatThrownBy(this::serving).hasMessageContaining("all wrong");
    room.killing().turn(new KillScope.OfModel(model), false, "right", null, BOB);
    room.killing().turn(new KillScope.OfVersion(second), false, "right", null, BOB);
  }

  @Test
  void theLogKeepsWhatWasDoneAndCountsIt() {
    var clipped = new AppliedSafeguard(Action.CLIPPED, Cause.OUTPUT, "the score 2 is above 1");
    var constant = new AppliedSafeguard(Action.CONSTANT, Cause.KILL, "plan is gold: \u00e9");
    LoggedPrediction untouched = row(null, List.of());
    LoggedPrediction one = row(clipped, List.of(new LoggedReason("tenure", 0.5)));
    LoggedPrediction two = row(constant, List.of());

    room.predictionWriter().write(List.of(untouched, one, two));

    assertThat(List.of(untouched, one, two))
        .allMatch(row -> room.predictions().find(row.id()).orElseThrow().equals(row));
    assertThat(room.safeguards().counts(model, NOW.minusSeconds(1)))
        .containsExactlyInAnyOrder(
            new SafeguardStore.Count(Action.CLIPPED, Cause.OUTPUT, 1),
            new SafeguardStore.Count(Action.CONSTANT, Cause.KILL, 1));
    assertThat(room.safeguards().counts(model, NOW.plusSeconds(1))).isEmpty();
  }

  private LoggedPrediction row(@Nullable AppliedSafeguard applied, List<LoggedReason> reasons) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        NOW,
        second,
        Stage.PRODUCTION,
        null,
        0.5,
        new double[] {1, 0},
        List.of(),
        reasons,
        applied);
  }

  private ServingVersion serving() {
    return room.routes().answering(model.value());
  }

  private SafeguardRevision set(int from, Safeguards safeguards) {
    return room.safeguarding()
        .set(
            new Safeguarding.Change(model, from, safeguards, "the committee asked for it"),
            Examples.churn(1).contract(),
            Task.BINARY,
            BOB);
  }

  private static Safeguards bounded(double max) {
    return new Safeguards(
        new OutputBounds(null, max, Reaction.CLIP),
        null,
        null,
        null,
        null,
        Reaction.REFUSE,
        Reaction.REFUSE,
        List.of());
  }

  private static Safeguards failingTo(Fallback fallback) {
    return new Safeguards(
        null, null, null, null, null, Reaction.FALL_BACK, Reaction.FALL_BACK, List.of(fallback));
  }

  private void append(VersionId version, Stage stage) {
    DATABASE.run(
        tx ->
            room.ledger()
                .append(tx, new LedgerRow(version, stage, NOW, null, NOW, "bob", null, "a test")));
  }
}
