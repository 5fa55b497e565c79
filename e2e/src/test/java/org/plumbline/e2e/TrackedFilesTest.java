package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** Files of runs on the whole service, runs that another home takes over, and a kill between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackedFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Program server;
  private int port;
  private Api api;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    port = Program.freePort();
    serve();
  }

  private void serve() throws IOException, InterruptedException {
    server =
        Program.start(
            directory.resolve("home"),
            Map.of("PLUMBLINE_ADMIN_PASSWORD", ServedModel.PASSWORD),
            "serve",
            "--port",
            Integer.toString(port));
    ServedModel.awaitReady(server, port);
    api = Api.anonymous(port).signIn("admin", ServedModel.PASSWORD);
  }

  @AfterAll
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void aFileLargerThanOtherBodiesComesBackWhole() throws IOException, InterruptedException {
    String run = run("large");
    byte[] large = random(5_000_000);
    String content = "/api/v1/runs/" + run + "/artifacts/content?path=";

    var kept = send(request(content + "data/large.bin").PUT(BodyPublishers.ofByteArray(large)));

    assertThat(kept.statusCode())
        .as(new String(kept.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(JSON.readTree(kept.body()).path("bytes").asInt()).isEqualTo(large.length);
    assertThat(send(request(content + "data/large.bin").GET()).body()).isEqualTo(large);
    JsonNode listed = api.read("/api/v1/runs/" + run + "/artifacts").body().path("items");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).path("directory").asBoolean()).isTrue();
    assertThat(
            send(request(content + "other")
                    .header("Content-Digest", "sha-256=:" + "A".repeat(43) + "=:")
                    .PUT(BodyPublishers.ofString("x")))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            send(HttpRequest.newBuilder(URI.create(address() + content + "a"))
                    .PUT(BodyPublishers.ofByteArray(large)))
                .statusCode())
        .isEqualTo(401);
    assertThat(api.call("DELETE", "/api/v1/runs/" + run + "/artifacts?path=data", "").status())
        .isEqualTo(204);
    assertThat(send(request(content + "data/large.bin").GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void anotherHomeTakesRunsOverOnceHoweverOftenItIsAsked()
      throws IOException, InterruptedException {
    String run = run("taken");
    try (var mlflow = new MlflowClient(creds())) {
      for (int step = 0; step < 5; step++) {
        mlflow.logMetric(run, "auc", 0.5 + step / 10.0, 1_700_000_000_000L + step, step);
      }
      mlflow.logParam(run, "depth", "6");
      mlflow.setTag(run, "team", "risk");
      mlflow.setTerminated(run);
      String proxy =
          "/api/2.0/mlflow-artifacts/artifacts/"
              + mlflow
                  .getRun(run)
                  .getInfo()
                  .getArtifactUri()
                  .replaceAll("^mlflow-artifacts:/+", "");
      byte[] weights = random(3_000_000);
      assertThat(
              send(request(proxy + "/model/weights").PUT(BodyPublishers.ofByteArray(weights)))
                  .statusCode())
          .isEqualTo(200);
    }
    register("{'name':'taken-model','tags':[{'key':'team','value':'risk'}]}", "models/create");
    register("{'name':'taken-model','source':'runs:/%s/model'}".formatted(run), "versions/create");
    register("{'name':'taken-model','source':'s3://b/k'}", "versions/create");
    register("{'name':'taken-model','alias':'best','version':'2'}", "models/alias");
    Path other = directory.resolve("other");

    JsonNode first = takeOver(other);
    JsonNode second = takeOver(other);

    assertThat(first.path("refused")).isEmpty();
    assertThat(first.path("runs").asInt()).isPositive();
    assertThat(first.path("files").asInt()).isEqualTo(1);
    assertThat(second.path("runs").asInt()).isZero();
    assertThat(second.path("thereAlready")).isEqualTo(first.path("runs"));
    assertThat(second.path("files").asInt()).isZero();
    assertThat(first.path("versions").asInt()).isEqualTo(2);
    assertThat(first.path("aliases").asInt()).isEqualTo(1);
    assertThat(second.path("versions").asInt()).isZero();
    assertThat(second.path("versionsThereAlready").asInt()).isEqualTo(2);
    JsonNode shown = JSON.readTree(Program.run(other, "runs", "show", run, "--json").output());
    assertThat(shown.path("status").asText()).isEqualTo("finished");
    assertThat(shown.path("params").path("depth").asText()).isEqualTo("6");
    assertThat(shown.path("tags").path("team").asText()).isEqualTo("risk");
    assertThat(shown.path("metrics").path("auc").path("step").asInt()).isEqualTo(4);
    assertThat(shown.path("artifacts").get(0).path("bytes").asInt()).isEqualTo(3_000_000);
    assertThat(Program.run(other, "objects", "verify").exitCode()).isZero();
  }

  /** Calls a route of the model registry; {@code what} is models or versions and the verb. */
  private void register(String body, String what) throws IOException, InterruptedException {
    String room = what.startsWith("models/") ? "registered-" : "model-";
    var answer =
        send(
            request("/api/2.0/mlflow/" + room + what)
                .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
  }

  private JsonNode takeOver(Path home) throws IOException, InterruptedException {
    try (var program =
        Program.start(
            home,
            Map.of(
                "MLFLOW_TRACKING_USERNAME",
                "admin",
                "MLFLOW_TRACKING_PASSWORD",
                ServedModel.PASSWORD),
            "import",
            "mlflow",
            "--uri",
            address(),
            "--author",
            "ana",
            "--json")) {
      Program.Result result = program.end();
      assertThat(result.exitCode()).as(result.errors() + result.output()).isZero();
      return JSON.readTree(result.output());
    }
  }

  @Test
  void everyAcknowledgedPointSurvivesKillOfTheService() throws Exception {
    String run = run("killed");
    List<Integer> acknowledged = new ArrayList<>();
    Thread killer =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    server.kill();
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                });
    for (int step = 0;
        step < 100_000 && !killer.getState().equals(Thread.State.TERMINATED);
        step++) {
      if (step == 150) {
        killer.start();
      }
      if (!logs(run, step)) {
        break;
      }
      acknowledged.add(step);
    }
    killer.join(Duration.ofSeconds(20));

    serve();

    JsonNode points = api.read("/api/v1/runs/" + run + "/metrics/loss?points=10000").body();
    List<Integer> kept = new ArrayList<>();
    points.path("items").forEach(point -> kept.add(point.path("step").asInt()));
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(150);
    assertThat(kept).containsAll(acknowledged).hasSizeLessThanOrEqualTo(acknowledged.size() + 1);
    assertThat(logs(run, 200_000)).isTrue();
  }

  private boolean logs(String run, int step) throws InterruptedException {
    try {
      var point = Map.of("key", "loss", "value", 1.0, "step", step, "at", Instant.EPOCH.toString());
      int status =
          api.post("/api/v1/runs/" + run + "/logs", Map.of("metrics", List.of(point))).status();
      return status == 200 || status == 204;
    } catch (IOException gone) {
      return false;
    }
  }

  private String run(String experiment) {
    try (var mlflow = new MlflowClient(creds())) {
      return mlflow.createRun(mlflow.createExperiment(experiment)).getRunId();
    }
  }

  private BasicMlflowHostCreds creds() {
    return new BasicMlflowHostCreds(address(), "admin", ServedModel.PASSWORD);
  }

  private String address() {
    return "http://127.0.0.1:" + port;
  }

  private HttpRequest.Builder request(String path) {
    String pair = "admin:" + ServedModel.PASSWORD;
    String authorization =
        path.startsWith("/api/v1/")
            ? "Bearer " + api.token()
            : "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(address() + path))
        .header("Authorization", authorization);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static byte[] random(int length) {
    byte[] content = new byte[length];
    new Random(7).nextBytes(content);
    return content;
  }
}
