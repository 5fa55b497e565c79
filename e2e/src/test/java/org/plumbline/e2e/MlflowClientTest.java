package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** The client that MLflow publishes for Java, against the whole service as it is started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowClientTest {
  @TempDir private static Path directory;
  private Program server;
  private String address = "";
  private Api api;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    int port = Program.freePort();
    server =
        Program.start(
            directory.resolve("home"),
            Map.of("PLUMBLINE_ADMIN_PASSWORD", ServedModel.PASSWORD),
            "serve",
            "--port",
            Integer.toString(port));
    ServedModel.awaitReady(server, port);
    address = "http://127.0.0.1:" + port;
    api = Api.anonymous(port).signIn("admin", ServedModel.PASSWORD);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String track(BasicMlflowHostCreds caller, String experiment)
      throws IOException, InterruptedException {
    try (var client = new MlflowClient(caller)) {
      String run = client.createRun(client.createExperiment(experiment)).getRunId();
      client.logMetric(run, "auc", 0.875);
      assertThat(client.getRun(run).getData().getMetricsList())
          .extracting(Metric::getValue)
          .containsExactly(0.875);
      return run;
    }
  }

  @Test
  void aRunIsTrackedByNameAndPasswordAndShownByTheOwnApi()
      throws IOException, InterruptedException {
    String run = track(new BasicMlflowHostCreds(address, "admin", ServedModel.PASSWORD), "basic");

    assertThat(api.read("/api/v1/runs/" + run).text()).contains("0.875");
  }

  @Test
  void aRunIsTrackedByBearerToken() throws IOException, InterruptedException {
    String run = track(new BasicMlflowHostCreds(address, api.token()), "bearer");

    assertThat(run).hasSize(32);
  }

  @Test
  void aModelWithoutAVersionStandsInTheOwnApi() throws IOException, InterruptedException {
    var created = api.post("/api/2.0/mlflow/registered-models/create", Map.of("name", "early"));
    var version =
        api.post(
            "/api/2.0/mlflow/model-versions/create",
            Map.of("name", "early", "source", "s3://elsewhere/model"));

    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(version.status()).as(version.text()).isEqualTo(200);
    for (String path : List.of("", "/versions", "/risk", "/drift", "/performance", "/fairness")) {
      assertThat(api.read("/api/v1/models/early" + path).status()).as(path).isLessThan(500);
    }
    assertThat(api.read("/api/v1/models/early").body().path("task").isNull()).isTrue();
    assertThat(api.read("/api/v1/models?search=early").body().path("items")).hasSize(1);
    assertThat(api.read("/api/v1/overview").status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordIsRefused() {
    try (var client = new MlflowClient(new BasicMlflowHostCreds(address, "admin", "wrong"))) {
      assertThatThrownBy(() -> client.createExperiment("nobody"))
          .isInstanceOf(MlflowHttpException.class)
          .hasMessageContaining("401");
    }
  }

  @Test
  void whatIsNotThereSaysSo() throws IOException, InterruptedException {
    for (String release : List.of("2.0", "3.0")) {
      var answer = api.post("/api/" + release + "/mlflow/traces/search", Map.of());

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body().path("error_code").asText()).isEqualTo("ENDPOINT_NOT_FOUND");
    }
  }
}
