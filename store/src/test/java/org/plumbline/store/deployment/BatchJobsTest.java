package org.plumbline.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.deployment.RouteSource;
import org.plumbline.deployment.Routes;
import org.plumbline.deployment.Share;
import org.plumbline.deployment.VersionLoader;
import org.plumbline.deployment.batch.AnswerLog;
import org.plumbline.deployment.batch.BatchFiles;
import org.plumbline.deployment.batch.BatchForm;
import org.plumbline.deployment.batch.BatchJob;
import org.plumbline.deployment.batch.BatchJobs;
import org.plumbline.deployment.batch.BatchOrder;
import org.plumbline.deployment.batch.BatchProgress;
import org.plumbline.deployment.batch.BatchState;
import org.plumbline.deployment.batch.BatchWorker;
import org.plumbline.deployment.batch.CanaryShare;
import org.plumbline.deployment.batch.Effort;
import org.plumbline.deployment.safeguard.Kill;
import org.plumbline.deployment.safeguard.KillScope;
import org.plumbline.deployment.safeguard.KillSwitch;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.TimeOrderedIds;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.GroupCommitLog;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.lineage.OpenLineageSettings;
import org.plumbline.store.lineage.ServingEvents;
import org.plumbline.store.monitoring.SqlPredictionWriter;
import org.plumbline.store.monitoring.SqlPredictions;

class BatchJobsTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final GroupCommitLog LOG =
      GroupCommitLog.start(new SqlPredictionWriter(DATABASE), 10_000);
  private static final ServingEvents EVENTS =
      ServingEvents.of(DATABASE, Map.of(OpenLineageSettings.URL, "http://localhost:1/lineage"));
  private static final String SOME_ID = "0199a7c2-5f41-7c10-9f0e-2d6f8b1c44aa";
  private static final Actor ANA = Actor.user("ana");
  private static final BatchOrder CSV =
      new BatchOrder(BatchForm.CSV, BatchForm.CSV, 0, false, null);

  @TempDir private Path folder = Path.of("");
  private final ModelName model = new ModelName("m-" + UUID.randomUUID());
  private final SqlBatchJobs store = new SqlBatchJobs(DATABASE, EVENTS);
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private Kills kills = Kills.NONE;
  private Routes routes = routes();
  private BatchJobs jobs = jobs();
  private BatchWorker worker = worker();

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("lake"));
    routes = routes();
    jobs = jobs();
    worker = worker();
  }

  @AfterAll
  static void close() {
    LOG.close();
    TEST.close();
  }

  @Test
  void anUploadIsScoredAndTellsWhatWasRefused() throws IOException {
    BatchJob job = submit("id,age\na,1\nb,old\nc,3\n");

    worker.runOpen();

    BatchJob done = jobs.load(model, job.id());
    assertThat(job.state()).isEqualTo(BatchState.QUEUED);
    assertThat(done.state()).as("%s", done.failure()).isEqualTo(BatchState.DONE);
    assertThat(done.progress().scored()).isEqualTo(2);
    assertThat(done.progress().rejected()).isEqualTo(1);
    assertThat(Files.readString(jobs.result(model, job.id())))
        .isEqualTo("line,id,score,version,safeguard\n2,a,7.0,1,\n4,c,7.0,1,\n");
    assertThat(Files.readString(jobs.rejects(model, job.id()))).contains("'age' is \"\"old\"\"");
  }

  @Test
  void answersGoIntoTheLogWhereThatIsAskedFor() {
    var order = new BatchOrder(BatchForm.CSV, BatchForm.CSV, 0, true, null);
    BatchJob job =
        jobs.submit(
            model,
            OptionalInt.empty(),
            order,
            new ByteArrayInputStream("id,age\na,1\nb,2\n".getBytes(StandardCharsets.UTF_8)),
            ANA);

    assertThatCode(worker::runOpen).doesNotThrowAnyException();

    assertThat(jobs.load(model, job.id()).failure()).isNull();
    assertThat(loggedEntities()).containsExactly("a", "b");
  }

  private List<String> loggedEntities() {
    return DATABASE.read(
        handle ->
            handle
                .createQuery(
                    """
                    select entity from logged_prediction join watched_version on key = version_key
                    where model = :model order by entity
                    """)
                .bind("model", model.value())
                .mapTo(String.class)
                .list());
  }

  @Test
  void theCanaryOfTheSubmissionIsKept() {
    BatchJob job =
        new BatchJob(
            UUID.randomUUID(),
            new VersionId(model, version(1)),
            new CanaryShare(new VersionId(model, version(2)), new Share(25, -7)),
            CSV,
            BatchState.QUEUED,
            BatchProgress.NONE,
            "ana",
            now,
            null,
            null,
            null);

    DATABASE.run(tx -> store.add(tx, job));

    assertThat(store.find(job.id())).hasValue(job);
  }

  @Test
  void aFileOfTheLakeIsScoredInPlace() throws IOException {
    Files.writeString(folder.resolve("lake/rows.csv"), "id,age\na,1\n");

    BatchJob job =
        jobs.submit(
            model,
            OptionalInt.empty(),
            new BatchOrder(BatchForm.CSV, BatchForm.JSONL, 0, false, "rows.csv"),
            ANA);
    worker.runOpen();

    assertThat(Files.readString(jobs.result(model, job.id())))
        .isEqualTo("{\"line\":2,\"id\":\"a\",\"score\":7.0,\"version\":1}\n");
  }

  @Test
  void aLineageServerIsToldOnceOfTheBeginningAndOfEachEnd() throws IOException {
    BatchJob good = submit("id,age\na,1\n");
    BatchJob bad = submit("id\na\n");
    BatchJob unwanted = submit("id,age\na,1\n");
    jobs.cancel(model, unwanted.id(), ANA);
    // A worker that died has told of the beginning already.
    store.start(good.id(), now.minusSeconds(9));

    worker.runOpen();

    assertThat(told(good.id())).containsExactly("START", "COMPLETE");
    assertThat(told(bad.id())).containsExactly("START", "FAIL");
    assertThat(told(unwanted.id())).containsExactly("ABORT");
    assertThat(events(good.id()).getLast())
        .contains("\"name\":\"score." + model + "\"")
        .contains("\"name\":\"model." + model + "\"")
        .contains("batch." + good.id() + ".scores");
  }

  private static List<String> told(UUID run) {
    return events(run).stream()
        .map(event -> event.replaceFirst(".*\"eventType\":\"([A-Z]+)\".*", "$1"))
        .toList();
  }

  private static List<String> events(UUID run) {
    return DATABASE.read(
        handle ->
            handle
                .createQuery("select body from outbox where body like :run order by position")
                .bind("run", "%\"runId\":\"" + run + "\"%")
                .mapTo(String.class)
                .list());
  }

  @Test
  void pathsDoNotLeadOutOfTheLake() throws IOException {
    Files.writeString(folder.resolve("secret.csv"), "id,age\na,1\n");
    Files.createSymbolicLink(folder.resolve("lake/link.csv"), folder.resolve("secret.csv"));

    for (String path :
        List.of("../secret.csv", "link.csv", folder.resolve("secret.csv").toString(), "no.csv")) {
      assertThatThrownBy(
              () ->
                  jobs.submit(
                      model,
                      OptionalInt.empty(),
                      new BatchOrder(BatchForm.CSV, BatchForm.CSV, 0, false, path),
                      ANA))
          .isInstanceOfSatisfying(
              PlumblineException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
    assertThat(jobs.list(model, null, 10)).isEmpty();
  }

  @Test
  void aBadFileFailsWithItsReason() throws IOException {
    BatchJob job = submit("customer\na\n");

    worker.runOpen();

    BatchJob failed = jobs.load(model, job.id());
    assertThat(failed.state()).isEqualTo(BatchState.FAILED);
    assertThat(failed.failure()).contains("no column 'age'");
    assertThatThrownBy(() -> jobs.result(model, job.id()))
        .hasMessageContaining("failed and has no result");
  }

  @Test
  void anEmptyUploadIsRefusedAndLeavesNothing() throws IOException {
    assertThatThrownBy(() -> submit("")).hasMessageContaining("empty");

    assertThat(jobs.list(model, null, 10)).isEmpty();
    try (var left = Files.list(folder.resolve("batches"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aCancelledJobIsNotRunAndCannotBeCancelledAgain() throws IOException {
    BatchJob job = submit("id,age\na,1\n");

    BatchJob cancelled = jobs.cancel(model, job.id(), ANA);
    worker.runOpen();

    assertThat(cancelled.state()).isEqualTo(BatchState.CANCELLED);
    assertThat(jobs.load(model, job.id()).state()).isEqualTo(BatchState.CANCELLED);
    assertThatThrownBy(() -> jobs.cancel(model, job.id(), ANA))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void aJobThatARunningProcessLeftBehindIsTakenUp() throws IOException {
    BatchJob job = submit("id,age\na,1\n");
    assertThat(store.start(job.id(), now)).isTrue();
    assertThat(store.advance(job.id(), new BatchProgress(0.5, 1, 0, 10))).isTrue();

    worker.runOpen();

    assertThat(jobs.load(model, job.id()).state()).isEqualTo(BatchState.DONE);
  }

  @Test
  void aKilledModelIsNotScored() throws IOException {
    BatchJob job = submit("id,age\na,1\n");
    var stopped = new KillSwitch(true, "broken feed", "ana", now, null);
    kills = new Kills(List.of(new Kill(new KillScope.OfModel(model), stopped)));
    routes = routes();

    worker().runOpen();

    BatchJob failed = jobs.load(model, job.id());
    assertThat(failed.state()).isEqualTo(BatchState.FAILED);
    assertThat(failed.failure()).contains("broken feed");
  }

  @Test
  void whatEndedLongAgoGoesWithItsFiles() throws IOException {
    BatchJob job = submit("id,age\na,1\n");
    worker.runOpen();

    now = now.plus(Duration.ofDays(6));
    worker.sweep();
    assertThat(jobs.result(model, job.id())).exists();
    now = now.plus(Duration.ofDays(2));
    worker.sweep();

    assertThat(store.find(job.id())).isEmpty();
    assertThat(folder.resolve("batches").resolve(job.id().toString())).doesNotExist();
  }

  @Test
  void anUploadThatNeverBecameAJobGoesAfterADay() throws IOException {
    BatchJob job = submit("id,age\na,1\n");
    Path broken = Files.createDirectories(folder.resolve("batches").resolve(SOME_ID));
    FileTime before = FileTime.from(now.minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(broken, before);
    Files.setLastModifiedTime(folder.resolve("batches").resolve(job.id().toString()), before);

    worker.sweep();

    assertThat(broken).doesNotExist();
    assertThat(folder.resolve("batches").resolve(job.id().toString())).exists();
  }

  @Test
  void listsByPagesNewestFirst() throws IOException {
    List<UUID> submitted =
        List.of(submit("age\n1\n").id(), submit("age\n1\n").id(), submit("age\n1\n").id());

    List<BatchJob> first = jobs.list(model, null, 2);
    List<BatchJob> second = jobs.list(model, first.getLast().id(), 2);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(submitted)
        .containsExactlyInAnyOrder(first.get(0).id(), first.get(1).id(), second.get(0).id());
  }

  private BatchJob submit(String rows) {
    return jobs.submit(
        model,
        OptionalInt.empty(),
        CSV,
        new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
        ANA);
  }

  private BatchJobs jobs() {
    InstantSource clock = () -> now;
    return new BatchJobs(
        DATABASE,
        store,
        files(),
        routes,
        new SqlAuditTrail(DATABASE, clock),
        new TimeOrderedIds(InstantSource.system(), new SecureRandom())::next,
        clock);
  }

  private BatchWorker worker() {
    return new BatchWorker(
        DATABASE,
        store,
        files(),
        routes,
        new AnswerLog(LOG, new SqlPredictions(DATABASE), 1_000_000),
        () -> now,
        new Effort(1, 1, Duration.ZERO));
  }

  private BatchFiles files() {
    return new BatchFiles(folder.resolve("batches"), folder.resolve("lake"), 1 << 20);
  }

  private Routes routes() {
    var standing =
        new RouteSource.Standing(
            new VersionId(model, version(1)), Stage.PRODUCTION, now, 1, Share.NONE);
    RouteSource source =
        new RouteSource() {
          @Override
          public long revision() {
            return 1;
          }

          @Override
          public List<Entry> entries() {
            return List.of(new Entry(model, kills, List.of(standing)));
          }
        };
    var loader =
        new VersionLoader() {
          @Override
          public Loaded load(VersionId version) {
            return BatchJobsTest.load();
          }

          @Override
          public TableProfile reference(VersionId version) {
            throw new UnsupportedOperationException("nothing is guarded");
          }
        };
    var opened = new Routes(source, loader);
    opened.refresh();
    return opened;
  }

  private static VersionNumber version(int number) {
    return new VersionNumber(number);
  }

  private static VersionLoader.Loaded load() {
    var contract =
        new Contract(
            List.of(
                ColumnContract.of("id", ColumnType.IDENTIFIER, Role.ID, false),
                ColumnContract.of("age", ColumnType.NUMBER, Role.FEATURE, true)));
    var scorer =
        ModelBuilder.regression(List.of(Input.numeric("age")))
            .add(1, new ConstantComponent(7))
            .build();
    return new VersionLoader.Loaded(scorer, contract, Double.NaN, 1_000);
  }
}
