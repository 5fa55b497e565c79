package org.plumbline.store.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditFilter;
import org.plumbline.audit.AuditQuery;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.Label;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;
import org.plumbline.monitoring.log.PredictionExport;
import org.plumbline.monitoring.log.PredictionPage;
import org.plumbline.monitoring.log.PredictionQuery;
import org.plumbline.monitoring.log.PredictionQuery.Labelled;
import org.plumbline.registry.Examples;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.Registry;
import org.plumbline.scoring.Explanation;
import org.plumbline.scoring.Model;
import org.plumbline.store.Database;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.TamperAlarm;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.DirectoryObjectStore;
import org.plumbline.store.registry.JsonPartCodec;
import org.plumbline.store.registry.SqlLiveObjects;
import org.plumbline.store.registry.SqlModelStore;
import org.plumbline.store.registry.SqlVersionStore;

/** Answers of a registered version: read in its words, and given once more. */
class PredictionReaderTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA = Actor.user("ana");

  @TempDir private Path objects;
  private SqlAuditTrail audit;
  private WatchRoom room;
  private ModelName model;
  private VersionId version;
  private Model scorer;

  @BeforeEach
  void register() {
    audit = new SqlAuditTrail(DATABASE, () -> NOW);
    var registry =
        new Registry(
            new Registry.Ports(
                DATABASE,
                new SqlModelStore(DATABASE),
                new SqlVersionStore(DATABASE),
                new DirectoryObjectStore(objects),
                new JsonPartCodec(),
                audit,
                Examples.signer(),
                new SqlLiveObjects(),
                new TamperAlarm(DATABASE, audit, () -> NOW)),
            List.of(),
            () -> NOW);
    room = WatchRoom.over(DATABASE, registry, audit, UUID::randomUUID, () -> NOW);
    model = new ModelName("m-" + UUID.randomUUID());
    version = registry.register(model, Examples.churn(1), Purpose.UNSAID, ANA).version().id();
    scorer = registry.loadModel(version).model();
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void showsInputsAsTheyWereWritten() {
    LoggedPrediction row = log(new double[] {Double.NaN, 1}, List.of());

    var read = room.predictionReader().read(model, row.id(), ANA);

    assertThat(read.inputs()).extracting("name").containsExactly("tenure", "plan");
    assertThat(read.inputs()).extracting("value").containsExactly(null, "gold");
    assertThat(read.score()).isEqualTo(row.score());
    assertThat(read.entity()).isEqualTo("C-1");
    assertThat(read.labels()).isEmpty();
  }

  @Test
  void anUnknownCategoryIsSaidToBeUnknown() {
    LoggedPrediction row = log(new double[] {3.5, -1}, List.of("plan"));

    var read = room.predictionReader().read(model, row.id(), ANA);

    assertThat(read.inputs()).extracting("value").containsExactly("3.5", null);
    assertThat(read.inputs()).extracting("unknown").containsExactly(false, true);
  }

  @Test
  void eachLookAtInputsIsEnteredInTheTrailAndSearchesAreNot() {
    LoggedPrediction row = log(new double[] {1, 0}, List.of());

    room.predictionReader().search(PredictionQuery.of(model, 10));
    room.predictionReader().read(model, row.id(), ANA);

    var query =
        AuditQuery.of(AuditFilter.ALL.action("prediction.read").object(row.id().toString()), 10);
    assertThat(audit.list(query).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.event().actor().username()).isEqualTo("ana"));
  }

  @Test
  void anotherModelsAnswerIsNotFound() {
    LoggedPrediction row = log(new double[] {1, 0}, List.of());
    var other = new ModelName("other");

    assertNotFound(() -> room.predictionReader().read(other, row.id(), ANA));
    assertNotFound(() -> room.replays().replay(other, row.id(), ANA));
    assertNotFound(() -> room.replays().replay(UUID.randomUUID(), ANA));
  }

  @Test
  void findsByTheNameOfALabelAndShowsItsHistory() {
    LoggedPrediction row = log(new double[] {1, 0}, List.of());
    log(new double[] {2, 0}, List.of());
    room.labels().record(model, List.of(Label.of(row.id(), "No")), ANA);
    room.labels().record(model, List.of(Label.of(row.id(), "Yes")), ANA);

    assertThat(labelled("Yes")).extracting("id", "label").containsExactly(tuple(row.id(), "Yes"));
    assertThat(labelled("No")).isEmpty();
    assertThat(labelled("Perhaps")).isEmpty();
    var labels = room.predictionReader().read(model, row.id(), ANA).labels();
    assertThat(labels).extracting("value").containsExactly("Yes", "No");
    assertThat(labels.getLast().replacedAt()).isEqualTo(NOW);
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  private List<PredictionPage.Line> labelled(String label) {
    var query =
        new PredictionQuery(
            model, null, null, null, null, null, null, null, new Labelled.Value(label), 10, null);
    return room.predictionReader().search(query).items();
  }

  @Test
  void aReplayIsTheSameToTheLastBit() {
    LoggedPrediction row = log(new double[] {0.1 + 0.2, 1}, List.of());

    var report = room.replays().replay(row.id(), ANA);

    assertThat(report.same()).isTrue();
    assertThat(report.score().loggedBits()).isEqualTo(report.score().replayedBits());
    assertThat(report.reasons()).hasSize(2).allMatch(reason -> reason.contribution().same());
    assertThat(report.contentHash()).isNotBlank();
  }

  @Test
  void oneBitOfDifferenceIsTold() {
    LoggedPrediction row =
        log(new double[] {0.5, 1}, List.of(), Math.nextUp(scorer.score(new double[] {0.5, 1})));

    var report = room.replays().replay(row.id(), ANA);

    assertThat(report.same()).isFalse();
    assertThat(report.score().same()).isFalse();
    assertThat(report.score().loggedBits()).isNotEqualTo(report.score().replayedBits());
    assertThat(report.reasons()).allMatch(reason -> reason.contribution().same());
  }

  @Test
  void anExportHoldsInputsReasonsAndLabelsAndLeavesAnEntry(@TempDir Path directory)
      throws IOException {
    LoggedPrediction known = log(new double[] {3.5, 1}, List.of());
    LoggedPrediction odd = log(new double[] {Double.NaN, -1}, List.of("plan"));
    room.labels().record(model, List.of(Label.of(known.id(), "Yes")), ANA);
    Path file = directory.resolve("out.csv");
    var order = new PredictionExport.Order(model, NOW.minusSeconds(60), NOW.plusSeconds(60), file);

    long rows = room.predictionExport().export(order, ANA, (share, done) -> {});

    assertThat(rows).isEqualTo(2);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).endsWith("unknown_categories,input.tenure,input.plan");
    assertThat(line(lines, known)).contains(",Yes,").endsWith(",3.5,gold");
    assertThat(line(lines, odd)).endsWith(",plan,,");
    var query =
        AuditQuery.of(AuditFilter.ALL.action("predictions.exported").object(model.value()), 10);
    assertThat(audit.list(query).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.event().after()).containsEntry("predictions", "2"));
  }

  private static String line(List<String> lines, LoggedPrediction of) {
    return lines.stream()
        .filter(line -> line.startsWith(of.id().toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anExportEndsBeforeItsEnd(@TempDir Path directory) {
    log(new double[] {1, 0}, List.of());
    var order =
        new PredictionExport.Order(
            model, NOW.minusSeconds(60), NOW, directory.resolve("out.parquet"));

    assertThat(room.predictionExport().export(order, ANA, (share, done) -> {})).isZero();
    assertThat(directory.resolve("out.parquet")).exists();
  }

  private LoggedPrediction log(double[] slots, List<String> unknown) {
    return log(slots, unknown, scorer.score(slots));
  }

  private LoggedPrediction log(double[] slots, List<String> unknown, double score) {
    Explanation explanation = scorer.explain(slots);
    var row =
        new LoggedPrediction(
            UUID.randomUUID(),
            NOW,
            version,
            Stage.PRODUCTION,
            "C-1",
            score,
            slots,
            unknown,
            List.of(reason(explanation, 0), reason(explanation, 1)));
    room.predictionWriter().write(List.of(row));
    return row;
  }

  private LoggedReason reason(Explanation explanation, int input) {
    return new LoggedReason(scorer.inputs().get(input).name(), explanation.contribution(input));
  }

  private static void assertNotFound(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }
}
