package org.plumbline.store.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditQuery;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;
import org.plumbline.deployment.LedgerRow;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.registry.Examples;
import org.plumbline.registry.FactsChange;
import org.plumbline.registry.Purpose;
import org.plumbline.registry.RiskTier;
import org.plumbline.registry.lineage.Affected;
import org.plumbline.registry.lineage.ImpactPage;
import org.plumbline.registry.lineage.ImpactQuery;
import org.plumbline.registry.lineage.Lineage;
import org.plumbline.registry.lineage.LineageDirection;
import org.plumbline.registry.lineage.LineageEdge;
import org.plumbline.registry.lineage.LineageGraph;
import org.plumbline.registry.lineage.NodeKind;
import org.plumbline.registry.lineage.NodeRef;
import org.plumbline.registry.lineage.ReadColumn;
import org.plumbline.registry.tracking.ExperimentId;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunStart;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.TestDatabase;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.deployment.SqlDeploymentLedger;
import org.plumbline.store.registry.RegistryRoom;
import org.plumbline.store.tracking.TrackingRoom;

class SqlLineageTest {
  private static final TestDatabase TEST = TestDatabase.fresh();
  private static final Database DATABASE = TEST.database();
  private static final Actor ANA = Actor.user("ana");
  private static final NodeRef FILE = NodeRef.source("ab".repeat(32));

  @TempDir private Path home;
  private RegistryRoom room;
  private Lineage lineage;
  private ModelName model;

  @BeforeEach
  void register() {
    var audit = new SqlAuditTrail(DATABASE, () -> Examples.NOON);
    room = RegistryRoom.over(DATABASE, Home.open(home), audit, () -> Examples.NOON);
    lineage = room.lineage();
    model = new ModelName("m-" + UUID.randomUUID());
    room.registry().register(model, Examples.churn(1), Purpose.UNSAID, ANA);
    room.registry().register(model, Examples.churn(2), Purpose.UNSAID, ANA);
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void walksFromPredictionsBackToTheFile() {
    deploy(1, Stage.PRODUCTION);

    LineageGraph graph = up(NodeRef.predictions(version(1)), 4);

    assertThat(kinds(graph))
        .containsExactly(
            NodeKind.PREDICTIONS,
            NodeKind.DEPLOYMENT,
            NodeKind.VERSION,
            NodeKind.RUN,
            NodeKind.SOURCE);
    assertThat(graph.places().getLast().depth()).isEqualTo(-4);
    assertThat(graph.places().getLast().node().name()).isEqualTo("churn.csv");
    assertThat(graph.edges()).hasSize(4).contains(edgeToVersion(graph));
    assertThat(graph.truncated()).isFalse();
  }

  @Test
  void namesTheTrackedRunThatAVersionCameOf() {
    Tracking tracking =
        TrackingRoom.over(
            DATABASE,
            new SqlAuditTrail(DATABASE, () -> Examples.NOON),
            () -> Examples.NOON,
            new SecureRandom());
    RunId run = tracking.startRun(RunStart.in(ExperimentId.parse("0")), ANA).id();
    tracking.linkVersion(run, version(1), ANA);

    assertThat(made(1)).containsEntry("run", run.hex());
    assertThat(made(2)).doesNotContainKey("run");
  }

  private Map<String, String> made(int number) {
    return up(NodeRef.version(version(number)), 1).places().getLast().node().facts();
  }

  @Test
  void walksFromTheFileToAllThatCameOfIt() {
    deploy(1, Stage.PRODUCTION);
    deploy(2, Stage.SHADOW);

    LineageGraph graph = lineage.around(FILE, LineageDirection.DOWNSTREAM, 6);

    assertThat(graph.places())
        .extracting(place -> place.node().ref())
        .contains(
            NodeRef.version(version(1)),
            NodeRef.version(version(2)),
            NodeRef.predictions(version(1)),
            NodeRef.predictions(version(2)));
  }

  @Test
  void walksNoFurtherThanAsked() {
    LineageGraph graph = up(NodeRef.version(version(1)), 1);

    assertThat(kinds(graph)).containsExactly(NodeKind.VERSION, NodeKind.RUN);
    assertThat(graph.edges()).hasSize(1);
  }

  @Test
  void bothWaysHoldTheRootOnce() {
    deploy(1, Stage.CANARY);

    LineageGraph graph = lineage.around(NodeRef.version(version(1)), LineageDirection.BOTH, 2);

    assertThat(kinds(graph)).hasSize(5).doesNotHaveDuplicates();
    assertThat(graph.places().getFirst().depth()).isZero();
  }

  @Test
  void aCircleEnds() {
    NodeRef one = new NodeRef(NodeKind.RUN, UUID.randomUUID().toString());
    NodeRef file = NodeRef.source(UUID.randomUUID().toString());
    DATABASE.run(
        tx -> {
          var handle = Database.handle(tx);
          for (NodeRef ref : List.of(one, file)) {
            handle.execute(
                "insert into lineage_node values (?, ?, 'x', now(), null, null, '{}')",
                ref.kind().name(),
                ref.id());
          }
          LineageWriter.edge(handle, new LineageEdge(one, file));
          LineageWriter.edge(handle, new LineageEdge(file, one));
        });

    assertThat(up(one, Lineage.MOST_DEPTH).places()).hasSize(2);
    assertThat(up(one, Lineage.MOST_DEPTH).edges()).hasSize(2);
  }

  @Test
  void aDeploymentTellsItsStageAndTheVersionItsTier() {
    deploy(1, Stage.PRODUCTION);
    rate(RiskTier.HIGH);

    LineageGraph graph =
        lineage.around(NodeRef.version(version(1)), LineageDirection.DOWNSTREAM, 1);

    assertThat(graph.places().getFirst().node().facts()).containsEntry("tier", "high");
    assertThat(graph.places().getLast().node().facts())
        .containsEntry("stage", "production")
        .containsEntry("from", Examples.NOON.toString())
        .doesNotContainKey("until");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> up(NodeRef.source("nothing"), 3))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> up(FILE, 21)).hasMessageContaining("use 1 to 20");
  }

  @Test
  void namesTheLiveVersionsThatReadAColumn() {
    deploy(1, Stage.PRODUCTION);
    rate(RiskTier.MEDIUM);

    List<Affected> reached = mine(impact(null, "tenure"));

    assertThat(reached)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.version()).isEqualTo(version(1));
              assertThat(one.tier()).isEqualTo(RiskTier.MEDIUM);
              assertThat(one.stage()).isEqualTo(Stage.PRODUCTION);
              assertThat(one.column())
                  .isEqualTo(new ReadColumn("tenure", ColumnType.NUMBER, Role.FEATURE));
            });
    assertThat(mine(impact(null, "height"))).isEmpty();
  }

  @Test
  void namesTheLiveVersionsThatCameOfASource() {
    deploy(1, Stage.SHADOW);
    deploy(1, Stage.RETIRED);
    deploy(2, Stage.CANARY);

    assertThat(mine(impact("churn.csv", null)))
        .extracting(Affected::version)
        .containsExactly(version(2));
    assertThat(mine(impact(FILE.id(), "plan"))).hasSize(1);
    assertThat(mine(impact("other.csv", "plan"))).isEmpty();
  }

  @Test
  void impactIsPagedWithMostAtStakeFirst() {
    deploy(1, Stage.PRODUCTION);
    deploy(2, Stage.SHADOW);
    rate(RiskTier.HIGH);

    ImpactPage whole = impact(null, "tenure");
    ImpactPage first = lineage.impact(new ImpactQuery(null, "tenure", 1, Optional.empty()));
    ImpactPage second = lineage.impact(new ImpactQuery(null, "tenure", 1, first.next()));

    assertThat(whole.affected()).startsWith(first.affected().getFirst());
    assertThat(first.affected().getFirst().tier()).isEqualTo(RiskTier.HIGH);
    assertThat(second.affected().getFirst()).isEqualTo(whole.affected().get(1));
    assertThat(mine(whole)).extracting(Affected::version).containsExactly(version(1), version(2));
  }

  @Test
  void versionsFromBeforeTheLineageAreRecordedOnce() {
    DATABASE.run(
        tx -> {
          Database.handle(tx)
              .execute("delete from lineage_edge where to_id = ?", model.value() + ":1");
          Database.handle(tx)
              .execute("delete from lineage_column where model = ? and number = 1", model.value());
        });

    int recorded = lineage.recordMissing(room.registry());

    assertThat(recorded).isEqualTo(1);
    assertThat(lineage.recordMissing(room.registry())).isZero();
    assertThat(kinds(up(NodeRef.version(version(1)), 2)))
        .containsExactly(NodeKind.VERSION, NodeKind.RUN, NodeKind.SOURCE);
  }

  @Test
  void aRegistrationThatFailsLeavesNoLineage() {
    var fresh = new ModelName("m-" + UUID.randomUUID());
    var version = VersionId.of(fresh.value(), 1);

    assertThatThrownBy(
            () ->
                DATABASE.run(
                    tx -> {
                      new SqlDeploymentLedger(DATABASE).append(tx, row(version, Stage.PRODUCTION));
                      throw new IllegalStateException("the power fails");
                    }))
        .hasMessage("the power fails");

    assertThatThrownBy(() -> up(NodeRef.version(version), 1)).hasMessageContaining("knows no");
  }

  @Test
  void whatAnotherSystemTellsLeadsToItsModels() {
    deploy(1, Stage.PRODUCTION);
    String raw = "raw-" + UUID.randomUUID();
    Map<String, Object> event = told(raw);

    assertThat(room.lineageEvents().tell(event, ANA)).isTrue();
    assertThat(room.lineageEvents().tell(event, ANA)).isFalse();

    assertThat(mine(impact(raw, null))).extracting(Affected::version).containsExactly(version(1));
    assertThat(kinds(up(NodeRef.version(version(1)), 6)))
        .contains(NodeKind.RUN, NodeKind.SOURCE, NodeKind.DATASET);
    var entry =
        new SqlAuditTrail(DATABASE, () -> Examples.NOON).list(AuditQuery.newest(1)).entries();
    assertThat(entry.getFirst().event().action()).isEqualTo("lineage.told");
  }

  @Test
  void anEventThatCannotBeReadLeavesNothing() {
    Map<String, Object> event = new HashMap<>(told("raw"));
    event.put("eventTime", "soon");

    assertThatThrownBy(() -> room.lineageEvents().tell(event, ANA))
        .hasMessageContaining("eventTime");
  }

  private static Map<String, Object> told(String input) {
    return Map.of(
        "eventType",
        "COMPLETE",
        "eventTime",
        "2026-03-01T10:00:00Z",
        "producer",
        "https://example.org/loader",
        "schemaURL",
        "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run",
        Map.of("runId", UUID.randomUUID().toString()),
        "job",
        Map.of("namespace", "etl", "name", "load"),
        "inputs",
        List.of(Map.of("namespace", "db", "name", input)),
        "outputs",
        List.of(
            Map.of(
                "namespace", "lake",
                "name", "churn.csv",
                "facets", Map.of("version", Map.of("datasetVersion", FILE.id())))));
  }

  private VersionId version(int number) {
    return new VersionId(model, new VersionNumber(number));
  }

  private LineageGraph up(NodeRef root, int depth) {
    return lineage.around(root, LineageDirection.UPSTREAM, depth);
  }

  private LineageEdge edgeToVersion(LineageGraph graph) {
    return new LineageEdge(graph.places().get(3).node().ref(), NodeRef.version(version(1)));
  }

  private ImpactPage impact(@Nullable String source, @Nullable String column) {
    return lineage.impact(new ImpactQuery(source, column, 200, Optional.empty()));
  }

  private List<Affected> mine(ImpactPage page) {
    return page.affected().stream().filter(one -> one.version().model().equals(model)).toList();
  }

  private void rate(RiskTier tier) {
    room.stewardship()
        .describe(
            model,
            new FactsChange(null, null, null, tier),
            room.models().find(model).orElseThrow().revision(),
            ANA);
  }

  private void deploy(int number, Stage stage) {
    DATABASE.run(tx -> new SqlDeploymentLedger(DATABASE).append(tx, row(version(number), stage)));
  }

  private static LedgerRow row(VersionId version, Stage stage) {
    return new LedgerRow(version, stage, Examples.NOON, null, Examples.NOON, "ana", null, "a test");
  }

  private static List<NodeKind> kinds(LineageGraph graph) {
    return graph.places().stream().map(place -> place.node().ref().kind()).toList();
  }
}
