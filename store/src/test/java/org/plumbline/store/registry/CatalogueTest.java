package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.catalogue.CatalogueQuery;
import org.plumbline.registry.catalogue.ForeignFile;
import org.plumbline.registry.catalogue.VersionDraft;
import org.plumbline.registry.catalogue.VersionEntry;
import org.plumbline.registry.catalogue.VersionOrigin;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.tracking.TrackingRoom;

class CatalogueTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");
  private static final ModelName CHURN = new ModelName("churn");

  @TempDir private Path directory;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private RegistryRoom room;
  private Catalogue catalogue;
  private Tracking tracking;
  private DirectoryObjectStore objects;

  @BeforeEach
  void open() {
    DATABASE.run(tx -> Database.handle(tx).execute("truncate model, run cascade"));
    Home home = Home.open(directory);
    var audit = new SqlAuditTrail(DATABASE, () -> now);
    room = RegistryRoom.over(DATABASE, home, audit, () -> now, Map.of());
    catalogue = room.catalogue();
    tracking = TrackingRoom.over(DATABASE, audit, () -> now, new SecureRandom());
    objects = new DirectoryObjectStore(home.objects());
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  private VersionEntry foreign(String content) {
    Run run = tracking.startRun(RunStart.in(ExperimentId.DEFAULT), ANA);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    tracking.logArtifact(
        run.id(), new RunArtifact("model/model.pkl", objects.write(bytes), bytes.length, now), ANA);
    var origin = new VersionOrigin("runs:/" + run.id() + "/model", run.id(), null);
    return catalogue.register(new VersionDraft(CHURN, origin, "", List.of()), ANA);
  }

  private static ErrorCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(PlumblineException.class, call).code();
  }

  @Test
  void aNameIsGivenOnce() {
    catalogue.create(CHURN, "who leaves", List.of(), ANA);

    assertThat(refusal(() -> catalogue.create(CHURN, "", List.of(), ANA)))
        .isEqualTo(ErrorCode.CONFLICT);
    assertThat(room.models().find(CHURN).orElseThrow().task()).isNull();
    assertThat(room.models().list(org.plumbline.registry.ModelQuery.first(10)).models()).hasSize(1);
  }

  @Test
  void theFirstOwnVersionTellsWhatAModelPredicts() {
    catalogue.create(CHURN, "who leaves", List.of(), ANA);
    foreign("pickled");

    var registered =
        room.registry().register(CHURN, Examples.churn(1), Purpose.UNSAID, ANA).version();

    assertThat(registered.id()).isEqualTo(VersionId.of("churn", 2));
    assertThat(room.models().find(CHURN).orElseThrow().task()).isEqualTo(registered.task());
    assertThat(room.models().find(CHURN).orElseThrow().description()).isEqualTo("who leaves");
    assertThat(catalogue.load(registered.id()).isForeign()).isFalse();
  }

  @Test
  void aForeignVersionIsHeldToItsFiles() {
    catalogue.create(CHURN, "", List.of(), ANA);
    VersionEntry entry = foreign("pickled");
    assertThat(catalogue.files(entry.id()))
        .extracting(ForeignFile::path)
        .containsExactly("model.pkl");

    DATABASE.run(
        tx ->
            Database.handle(tx)
                .execute(
                    "update foreign_file set hash = ?",
                    ContentHash.of("other".getBytes(StandardCharsets.UTF_8)).hex()));

    assertThat(refusal(() -> catalogue.files(entry.id()))).isEqualTo(ErrorCode.TAMPERED);
  }

  @Test
  void itsFilesAreKeptWhenTheRunLosesThem() {
    catalogue.create(CHURN, "", List.of(), ANA);
    VersionEntry entry = foreign("pickled");
    ContentHash hash = catalogue.files(entry.id()).getFirst().hash();
    tracking.removeArtifacts(java.util.Objects.requireNonNull(entry.origin().run()), "model", ANA);
    now = now.plus(Duration.ofDays(2));

    var _ = room.collector().collect(Duration.ofDays(1), ANA);
    assertThat(objects.contains(hash)).isTrue();

    catalogue.delete(entry.id(), ANA);
    var _ = room.collector().collect(Duration.ofDays(1), ANA);
    assertThat(objects.contains(hash)).isFalse();
    assertThat(foreign("again").id().number().value()).isEqualTo(2);
  }

  @Test
  void itsRunKnowsOfIt() {
    catalogue.create(CHURN, "", List.of(), ANA);

    VersionEntry entry = foreign("pickled");

    assertThat(tracking.runsOf(entry.id()))
        .extracting(Run::id)
        .containsExactly(entry.origin().run());
  }

  @Test
  void aPageOfVersionsTouchesLittleOfMany() {
    DATABASE.run(
        tx -> {
          var handle = Database.handle(tx);
          handle.execute(
              """
              insert into model (name, label, description, owner, intended_use, created_at,
                updated_at)
              select 'm' || i, '', '', 'ana', '', now(), now() from generate_series(1, 1000) i
              """);
          handle.execute(
              """
              insert into version_entry (model, number, is_foreign, created_at, updated_at, author,
                source)
              select 'm' || i, k, true, now(), now() - (i * 20 + k) * interval '1 second', 'ana', ''
              from generate_series(1, 1000) i, generate_series(1, 20) k
              """);
          handle.execute(
              """
              insert into registry_tag (model, number, key, value)
              select model, number, 'team', case when number = 7 and model = 'm77' then 'rare'
                else 'common' end
              from version_entry
              """);
        });
    DATABASE.read(handle -> handle.execute("vacuum analyze"));

    assertThat(touched("")).isLessThan(600);
    assertThat(touched("name = 'm500'")).isLessThan(600);
    assertThat(touched("tags.team = 'rare'")).isLessThan(600);
  }

  private static long touched(String filter) {
    CatalogueSql sql =
        CatalogueSql.versions(
            new CatalogueQuery(CatalogueQuery.versions().parse(filter), List.of(), 50, null));
    return DATABASE.read(
        handle ->
            sql
                .values()
                .bindTo(
                    handle.createQuery(
                        "explain (analyze, buffers, timing off, format text) " + sql.statement()))
                .mapTo(String.class)
                .list()
                .stream()
                .filter(line -> line.contains("Buffers: shared"))
                .mapToLong(CatalogueTest::pages)
                .max()
                .orElse(0));
  }

  private static long pages(String line) {
    long pages = 0;
    for (String word : line.strip().split(" ", -1)) {
      if (word.startsWith("hit=") || word.startsWith("read=")) {
        pages += Long.parseLong(word.substring(word.indexOf('=') + 1));
      }
    }
    return pages;
  }
}
