package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.Segment;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.RegistryRoom;

/** Kill switches of every scope over one database, as several instances see them. */
@Timeout(120)
class KillScopesTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor BOB = Actor.user("bob");
  private static final KillScope EVERYTHING = new KillScope.Everything();

  @TempDir private static Path directory;
  private Instant now = Instant.parse("2026-03-31T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final ModelName model = new ModelName("m-" + UUID.randomUUID());
  private SqlAuditTrail audit;
  private Registry registry;
  private WatchRoom room;
  private VersionId serving;

  @BeforeEach
  void serve() {
    audit = new SqlAuditTrail(DATABASE, clock);
    registry = RegistryRoom.over(DATABASE, Home.open(directory), audit, clock, Map.of()).registry();
    room = WatchRoom.over(DATABASE, registry, audit, UUID::randomUUID, clock);
    serving = registry.register(model, Examples.churn(1), Purpose.UNSAID, BOB).version().id();
    DATABASE.run(
        tx ->
            room.ledger()
                .append(
                    tx,
                    new LedgerRow(
                        serving, Stage.PRODUCTION, now, null, now, "bob", null, "a test")));
  }

  @AfterEach
  void revive() {
    for (Kill kill : room.killSwitches().on()) {
      room.killing().turn(kill.scope(), false, "the test is over", null, BOB);
    }
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void eachScopeStopsWhatItNamesOnThreeInstancesWithinASecond() throws InterruptedException {
    try (Routes one = instance();
        Routes two = instance();
        Routes three = instance()) {
      List<Routes> instances = List.of(one, two, three);
      instances.forEach(Routes::start);
      for (KillScope scope :
          List.of(EVERYTHING, new KillScope.OfModel(model), new KillScope.OfVersion(serving))) {
        assertThat(instances).allMatch(this::answers);

        room.killing().turn(scope, true, "wrong prices", null, BOB);
        awaitWithinASecond(() -> instances.stream().noneMatch(this::answers));

        assertThatThrownBy(() -> three.answering(model.value()))
            .isInstanceOfSatisfying(
                PlumblineException.class,
                failure -> {
                  assertThat(failure.code()).isEqualTo(ErrorCode.KILLED);
                  assertThat(failure.details()).containsEntry("scope", scope.kind());
                  assertThat(failure)
                      .hasMessageContainingAll(scope.toString(), "bob", "wrong prices");
                });
        room.killing().turn(scope, false, "prices are right", null, BOB);
        awaitWithinASecond(() -> instances.stream().allMatch(this::answers));
      }
    }
  }

  @Test
  void anotherModelAndAnotherVersionGoOnAnswering() {
    var other = new ModelName("other-" + UUID.randomUUID());
    var second = registry.register(model, Examples.churn(2), Purpose.UNSAID, BOB).version().id();

    room.killing().turn(new KillScope.OfModel(other), true, "a drill", null, BOB);
    room.killing().turn(new KillScope.OfVersion(second), true, "a drill", null, BOB);
    room.routes().refresh();

    assertThat(answers(room.routes())).isTrue();
    assertThatThrownBy(() -> room.routes().version(second))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(second.toString());
    assertThat(room.routes().version(serving).id()).isEqualTo(serving);
  }

  @Test
  void aStopEndsByItselfOnceAndSaysSo() {
    var scope = new KillScope.OfModel(model);
    Instant end = now.plus(Duration.ofMinutes(10));
    room.killing().turn(scope, true, "until the feed is back", end, BOB);
    room.routes().refresh();
    assertThatThrownBy(() -> room.routes().answering(model.value()))
        .hasMessageContaining(end.toString());

    now = end.minusMillis(1);
    assertThat(room.killing().endDue()).isZero();
    now = end;
    assertThat(room.killing().endDue()).isEqualTo(1);
    assertThat(room.killing().endDue()).isZero();

    room.routes().refresh();
    assertThat(answers(room.routes())).isTrue();
    assertThat(room.timeline().newest(model, 10))
        .extracting(TimelineEntry::kind, TimelineEntry::actor)
        .endsWith(tuple("killed", "bob"), tuple("revived", "system:kill-switch"));
    assertThat(
            audit
                .list(
                    AuditQuery.of(AuditFilter.ALL.object(model.value()).action("model.revive"), 5))
                .entries())
        .extracting(AuditEntry::event)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.before()).containsEntry("until", end.toString());
              assertThat(event.after()).containsEntry("on", "false");
            });
  }

  @Test
  void aStopThatWasTurnedOffOrSetAnewDoesNotEndTwice() {
    var scope = new KillScope.OfSegment(model, new Segment.Value("plan", "gold"));
    Instant end = now.plus(Duration.ofMinutes(1));
    room.killing().turn(scope, true, "a drill", end, BOB);
    room.killing().turn(scope, false, "enough", null, BOB);
    room.killing().turn(new KillScope.OfModel(model), true, "a drill", end, BOB);
    room.killing().turn(new KillScope.OfModel(model), true, "for good", null, BOB);

    now = end.plusSeconds(1);

    assertThat(room.killing().endDue()).isZero();
    assertThat(room.killSwitches().find(new KillScope.OfModel(model)).on()).isTrue();
  }

  @Test
  void everyPositionIsKeptWithItsScope() {
    List<KillScope> scopes =
        List.of(
            EVERYTHING,
            new KillScope.OfModel(model),
            new KillScope.OfVersion(serving),
            new KillScope.OfSegment(model, new Segment.Value("plan", "gold")),
            new KillScope.OfSegment(model, new Segment.Range("tenure", 1.5, 12)),
            new KillScope.OfSegment(
                model, new Segment.Range("tenure", Double.NEGATIVE_INFINITY, 0)));
    scopes.forEach(scope -> room.killing().turn(scope, true, "a drill", null, BOB));

    var first = room.killSwitches().history(model, Optional.empty(), 4);
    var second = room.killSwitches().history(model, first.next(), 4);

    assertThat(Stream.concat(first.items().stream(), second.items().stream()).toList().reversed())
        .extracting(Kill::scope)
        .endsWith(scopes.toArray(KillScope[]::new));
    assertThat(room.killSwitches().on()).extracting(Kill::scope).containsAll(scopes);
    assertThat(room.killSwitches().history(new ModelName("nobody"), Optional.empty(), 10).items())
        .extracting(Kill::scope)
        .containsOnly(EVERYTHING);
  }

  @Test
  void aModelThatIsCalledEverythingIsNotEverything() {
    var scope = new KillScope.OfModel(new ModelName("everything"));

    room.killing().turn(scope, true, "a drill", null, BOB);
    room.routes().refresh();

    assertThat(room.killSwitches().find(EVERYTHING).on()).isFalse();
    assertThat(answers(room.routes())).isTrue();
  }

  @Test
  void anEndThatHasPassedIsRefused() {
    assertThatThrownBy(() -> room.killing().turn(EVERYTHING, true, "a drill", now, BOB))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("has passed");
    assertThatThrownBy(
            () -> room.killing().turn(EVERYTHING, false, "a drill", now.plusSeconds(9), BOB))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("leave it out");
  }

  private Routes instance() {
    return WatchRoom.over(DATABASE, registry, audit, UUID::randomUUID, clock).routes();
  }

  private boolean answers(Routes routes) {
    try {
      return routes.answering(model.value()).id().equals(serving);
    } catch (PlumblineException killed) {
      assertThat(killed.code()).isEqualTo(ErrorCode.KILLED);
      return false;
    }
  }

  private static void awaitWithinASecond(BooleanSupplier condition) throws InterruptedException {
    long limit = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < limit) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).as("within a second").isTrue();
  }
}
