package org.plumbline.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Examples;
import org.plumbline.registry.ObjectCollector;
import org.plumbline.registry.Part;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.StoredObject;
import org.plumbline.registry.Version;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;

class ObjectCollectorTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private Home home;
  private RegistryRoom room;
  private DirectoryObjectStore objects;
  private SqlAuditTrail audit;

  @BeforeEach
  void open() {
    DATABASE.run(tx -> Database.handle(tx).execute("truncate model, run cascade"));
    home = Home.open(directory);
    audit = new SqlAuditTrail(DATABASE, () -> now);
    room = RegistryRoom.over(DATABASE, home, audit, () -> now);
    objects = new DirectoryObjectStore(home.objects());
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void removesOnlyWhatNothingRefersToAndIsOld() {
    Version version = register(1);
    ContentHash forgotten = objects.write("forgotten".getBytes(StandardCharsets.UTF_8));
    now = now.plus(DAY).plusSeconds(60);

    ObjectCollector.Collection plan = room.collector().plan(DAY);
    assertThat(plan.removed()).extracting(StoredObject::hash).containsExactly(forgotten);
    assertThat(plan.bytes()).isEqualTo(9);
    assertThat(objects.contains(forgotten)).isTrue();

    ObjectCollector.Collection done = room.collector().collect(DAY, ANA);

    assertThat(done).isEqualTo(plan);
    assertThat(objects.contains(forgotten)).isFalse();
    assertThat(room.registry().loadModel(version.id()).version()).isEqualTo(version);
    var entry = audit.list(AuditQuery.newest(1)).entries().getFirst().event();
    assertThat(entry.action()).isEqualTo("objects.collected");
    assertThat(entry.after()).containsEntry("proof", done.proof().hex());
    assertThat(done.proof())
        .isEqualTo(ContentHash.of((forgotten + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void keepsWhatIsYoung() {
    ContentHash young = objects.write("young".getBytes(StandardCharsets.UTF_8));

    ObjectCollector.Collection done = room.collector().collect(DAY, ANA);

    assertThat(done.removed()).isEmpty();
    assertThat(done.kept()).isEqualTo(1);
    assertThat(objects.contains(young)).isTrue();
  }

  @Test
  void keepsWhatARunRefersTo() {
    ContentHash artifact = objects.write("of a run".getBytes(StandardCharsets.UTF_8));
    DATABASE.run(
        tx -> {
          var handle = Database.handle(tx);
          handle.execute(
              "insert into run (id, experiment, name, status, author, started_at, artifact_uri)"
                  + " values (gen_random_uuid(), 0, 'r', 'RUNNING', 'ana', now(), '')");
          handle.execute(
              "insert into run_artifact (run, path, hash, bytes, at)"
                  + " select number, 'a', ?, 8, now() from run where name = 'r'",
              artifact.hex());
        });
    now = now.plus(DAY).plusSeconds(60);

    assertThat(room.collector().collect(DAY, ANA).removed()).isEmpty();
    assertThat(room.collector().check().objects()).isEqualTo(1);
  }

  @Test
  void removesNothingOfTheLastHour() {
    assertThatThrownBy(() -> room.collector().collect(Duration.ofMinutes(59), ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELD));
  }

  @Test
  void writingTheSameAgainMakesItYoung() throws IOException {
    byte[] content = "written twice".getBytes(StandardCharsets.UTF_8);
    ContentHash hash = objects.write(content);
    Path file = home.objects().resolve(hash.hex().substring(0, 2)).resolve(hash.hex());
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(now.minus(Duration.ofDays(9))));

    objects.write(content);

    assertThat(room.collector().plan(DAY).removed()).isEmpty();
  }

  @Test
  void checksWhatIsReferredTo() throws IOException {
    Version version = register(2);
    assertThat(room.collector().check().holds()).isTrue();

    ContentHash damaged = version.line().manifest().of(Part.SCORECARD);
    ContentHash missing = version.line().manifest().of(Part.GOLDEN);
    Path file = home.objects().resolve(damaged.hex().substring(0, 2)).resolve(damaged.hex());
    Files.writeString(file, "{}");
    objects.delete(missing);

    ObjectCollector.Check check = room.collector().check();
    assertThat(check.holds()).isFalse();
    assertThat(check.damaged()).containsExactly(damaged);
    assertThat(check.missing()).containsExactly(missing);
  }

  @Test
  void aChangedArtefactLeavesAnEntryAndAnAlertOnce() throws IOException {
    Version version = register(3);
    ContentHash model = version.line().manifest().of(Part.MODEL);
    Path file = home.objects().resolve(model.hex().substring(0, 2)).resolve(model.hex());
    Files.writeString(file, "another model");
    long before = audit.verify().entries();

    for (int i = 0; i < 3; i++) {
      assertThat(catchThrowable(() -> room.registry().loadModel(version.id()))).isNotNull();
    }

    var entry = audit.list(AuditQuery.newest(1)).entries().getFirst().event();
    assertThat(entry.action()).isEqualTo("version.load-refused");
    assertThat(Objects.requireNonNull(entry.reason())).contains(model.hex());
    assertThat(audit.verify().entries()).isEqualTo(before + 1);
    assertThat(
            DATABASE.<Integer>read(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from alert where kind = 'TAMPERED_ARTEFACT' and model ="
                                + " :model")
                        .bind("model", version.id().model().value())
                        .mapTo(Integer.class)
                        .one()))
        .isEqualTo(1);
  }

  private Version register(long seed) {
    return room.registry()
        .register(
            new ModelName("m-" + UUID.randomUUID()), Examples.churn(seed), Purpose.UNSAID, ANA)
        .version();
  }
}
