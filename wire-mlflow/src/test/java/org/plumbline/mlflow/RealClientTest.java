package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ExperimentsPage;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** The client that MLflow publishes for Java, against our face. */
class RealClientTest {
  private static final RunningFace FACE = new RunningFace();

  private final MlflowClient client = clientOf("admin");

  @AfterAll
  static void close() {
    FACE.close();
  }

  private static MlflowClient clientOf(String user) {
    return new MlflowClient(new BasicMlflowHostCreds(FACE.address(), user, RunningFace.PASSWORD));
  }

  @Test
  void anExperimentIsCreatedFoundRenamedDeletedAndRestored() {
    String id = client.createExperiment("churn");
    client.setExperimentTag(id, "team", "risk");
    client.renameExperiment(id, "churn-eu");

    assertThat(client.getExperimentByName("churn")).isEmpty();
    assertThat(client.getExperimentByName("churn-eu"))
        .map(Experiment::getExperimentId)
        .hasValue(id);
    assertThat(client.getExperiment(id).getTagsList())
        .singleElement()
        .satisfies(tag -> assertThat(tag.getValue()).isEqualTo("risk"));

    client.deleteExperiment(id);
    assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
    client.restoreExperiment(id);
    assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("active");
  }

  @Test
  void aNameThatIsTakenIsRefusedByItsOwnCode() {
    var _ = client.createExperiment("taken");

    assertThatThrownBy(() -> client.createExperiment("taken"))
        .isInstanceOf(MlflowHttpException.class)
        .hasMessageContaining("400")
        .satisfies(
            refused ->
                assertThat(((MlflowHttpException) refused).getBodyMessage())
                    .contains("RESOURCE_ALREADY_EXISTS"));
  }

  @Test
  void aRunKeepsAllThatIsLoggedToIt() {
    String experiment = client.createExperiment("runs");
    RunInfo started = client.createRun(experiment);
    String run = started.getRunId();
    client.logParam(run, "depth", "6");
    client.logMetric(run, "auc", 0.7, 1_700_000_000_000L, 1);
    client.logMetric(run, "auc", 0.9, 1_700_000_001_000L, 2);
    client.logMetric(run, "loss", Double.NaN, 1_700_000_001_000L, 2);
    client.setTag(run, "team", "risk");
    client.logBatch(
        run,
        List.of(Metric.newBuilder().setKey("f1").setValue(0.5).setTimestamp(1).build()),
        List.of(Param.newBuilder().setKey("trees").setValue("100").build()),
        List.of(RunTag.newBuilder().setKey("stage").setValue("trial").build()));
    client.deleteTag(run, "team");
    client.setTerminated(run, RunStatus.FINISHED);

    Run read = client.getRun(run);

    assertThat(read.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
    assertThat(read.getInfo().getEndTime()).isPositive();
    assertThat(read.getInfo().getArtifactUri())
        .isEqualTo("mlflow-artifacts:/" + experiment + "/" + run + "/artifacts");
    assertThat(read.getInfo().getUserId()).isEqualTo("admin");
    assertThat(read.getData().getParamsList()).extracting(Param::getKey).contains("depth", "trees");
    assertThat(read.getData().getTagsList()).extracting(RunTag::getKey).contains("stage");
    assertThat(read.getData().getTagsList()).extracting(RunTag::getKey).doesNotContain("team");
    assertThat(read.getData().getMetricsList())
        .extracting(Metric::getKey, Metric::getValue)
        .contains(
            org.assertj.core.groups.Tuple.tuple("auc", 0.9),
            org.assertj.core.groups.Tuple.tuple("loss", Double.NaN));
    assertThat(client.getMetricHistory(run, "auc"))
        .extracting(Metric::getValue)
        .containsExactly(0.7, 0.9);
  }

  @Test
  void searchPagesThroughRunsInTheOrderAskedFor() {
    String experiment = client.createExperiment("search");
    IntStream.range(0, 5)
        .forEach(
            i -> {
              String run = client.createRun(experiment).getRunId();
              client.logMetric(run, "auc", i / 10.0);
              client.logParam(run, "depth", Integer.toString(i));
            });

    RunsPage first =
        client.searchRuns(
            List.of(experiment),
            "metrics.`auc` > 0.05 AND params.depth != '4'",
            ViewType.ACTIVE_ONLY,
            2,
            List.of("metrics.auc DESC"));
    RunsPage second = (RunsPage) first.getNextPage();

    assertThat(depths(first)).containsExactly("3", "2");
    assertThat(depths(second)).containsExactly("1");
    assertThat(second.hasNextPage()).isFalse();
  }

  private static List<String> depths(RunsPage page) {
    return page.getItems().stream().map(run -> run.getData().getParams(0).getValue()).toList();
  }

  @Test
  void aDeletedRunIsHiddenAndComesBack() {
    String experiment = client.createExperiment("hidden");
    String run = client.createRun(experiment).getRunId();

    client.deleteRun(run);

    assertThat(active(experiment)).isEmpty();
    assertThatThrownBy(() -> client.logParam(run, "a", "b"))
        .isInstanceOf(MlflowHttpException.class);
    client.restoreRun(run);
    assertThat(active(experiment)).hasSize(1);
  }

  private List<Run> active(String experiment) {
    return client
        .searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, 10, List.of())
        .getItems();
  }

  @Test
  void experimentsAreSearchedByFilterAndOrder() {
    String id = client.createExperiment("find-me");
    client.setExperimentTag(id, "kind", "rare");

    ExperimentsPage page =
        client.searchExperiments("tags.kind = 'rare'", ViewType.ALL, 10, List.of("name ASC"));

    assertThat(page.getItems()).extracting(Experiment::getName).containsExactly("find-me");
  }

  @Test
  void theNameOfARunIsKept() {
    String experiment = client.createExperiment("names");
    RunInfo run =
        client.createRun(
            CreateRun.newBuilder().setExperimentId(experiment).setRunName("first").build());

    assertThat(run.getRunName()).isEqualTo("first");
    client.setTag(run.getRunId(), "mlflow.runName", "second");
    assertThat(client.getRun(run.getRunId()).getInfo().getRunName()).isEqualTo("second");
  }

  @Test
  void nobodyLogsToAnothersRun() {
    String run = client.createRun(client.createExperiment("mine")).getRunId();

    assertThatThrownBy(() -> clientOf("ben").logParam(run, "a", "b"))
        .isInstanceOf(MlflowHttpException.class)
        .hasMessageContaining("403");
  }
}
