package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEntry;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.AliasName;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registered;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

/** Several writers of one model at once, in several processes as far as the store can tell. */
class RegistryRacesTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");
  private static final int WRITERS = 5;

  @TempDir private Path directory;
  private final SqlAuditTrail audit = new SqlAuditTrail(DATABASE, InstantSource.system());
  private final ModelName model = new ModelName("m-" + UUID.randomUUID());
  private Home home;

  @BeforeEach
  void open() {
    home = Home.open(directory);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void writersOfANewModelGetNumbersWithoutGapAndNoneTwice() throws Exception {
    List<Registered> registered = atOnce(writer -> register(writer + 1));

    assertThat(registered)
        .extracting(one -> one.version().id().number().value())
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, WRITERS).boxed().toList());
    assertThat(registered).allMatch(one -> one.isNew());
    assertThat(entries("version.registered")).hasSize(WRITERS);
    RegistryRoom room = room();
    registered.forEach(one -> room.registry().loadModel(one.version().id()));
    assertThat(room.collector().check().missing()).isEmpty();
  }

  @Test
  void theSameContentFromAllIsOneVersion() throws Exception {
    List<Registered> registered = atOnce(writer -> register(1));

    assertThat(registered).extracting(one -> one.version().id().number().value()).containsOnly(1);
    assertThat(registered).filteredOn(one -> one.isNew()).hasSize(1);
    assertThat(room().versions().list(model, 10, OptionalInt.empty()).versions()).hasSize(1);
    assertThat(entries("version.registered")).hasSize(1);
  }

  @Test
  void ofRacingMovesOfAnAliasEachStartsWhereTheOneBeforeEnded() throws Exception {
    for (int i = 1; i <= WRITERS; i++) {
      register(i);
    }
    var name = new AliasName("candidate");

    atOnce(
        writer ->
            room()
                .stewardship()
                .alias(new VersionId(model, new VersionNumber(writer + 1)), name, ANA));

    List<AuditEntry> moves = entries("alias.set").reversed();
    assertThat(moves).hasSize(WRITERS);
    Map<String, String> before = Map.of();
    for (AuditEntry move : moves) {
      assertThat(move.event().before()).isEqualTo(before);
      before = move.event().after();
    }
    assertThat(room().stewardship().aliases(model))
        .singleElement()
        .satisfies(
            alias ->
                assertThat(alias.version().toString())
                    .isEqualTo(moves.getLast().event().after().get("candidate")));
  }

  private Registered register(int seed) {
    return room().registry().register(model, Examples.churn(seed), Purpose.UNSAID, ANA);
  }

  /** A room of one's own, as each process has. */
  private RegistryRoom room() {
    return RegistryRoom.over(DATABASE, home, audit, InstantSource.system(), Map.of());
  }

  private interface Work<T> {
    T by(int writer);
  }

  private static <T> List<T> atOnce(Work<T> work) throws Exception {
    List<Callable<T>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      writers.add(() -> work.by(writer));
    }
    List<T> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<T> one : threads.invokeAll(writers)) {
        done.add(one.get());
      }
    }
    return done;
  }

  private List<AuditEntry> entries(String action) {
    AuditFilter filter = AuditFilter.ALL.action(action);
    return audit.list(new AuditQuery(filter, 200, null)).entries().stream()
        .filter(entry -> entry.event().objectId().startsWith(model.value()))
        .toList();
  }
}
