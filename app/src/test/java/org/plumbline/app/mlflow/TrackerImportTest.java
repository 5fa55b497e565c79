package org.plumbline.app.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.audit.Actor;
import org.plumbline.registry.tracking.DatasetKey;
import org.plumbline.registry.tracking.MetricPoint;
import org.plumbline.registry.tracking.Run;
import org.plumbline.registry.tracking.RunArtifact;
import org.plumbline.registry.tracking.RunId;
import org.plumbline.registry.tracking.RunKind;
import org.plumbline.registry.tracking.RunStatus;
import org.plumbline.registry.tracking.RunTags;
import org.plumbline.registry.tracking.Tracking;
import org.plumbline.store.Database;
import org.plumbline.store.Home;
import org.plumbline.store.audit.SqlAuditTrail;
import org.plumbline.store.registry.ObjectStores;
import org.plumbline.store.tracking.TrackingRoom;

/** Imports from a server that answers as trackers of the second and the third release do. */
class TrackerImportTest {
  private static final InstantSource CLOCK = InstantSource.system();
  @TempDir private static Path folder = Path.of("");
  private static Home home;
  private static Database database;
  private static Tracking tracking;

  private HttpServer server;
  private boolean third = true;

  @BeforeAll
  static void open() {
    home = Home.open(folder.resolve("home"));
    database = Database.open(home, Map.of());
    tracking =
        TrackingRoom.over(database, new SqlAuditTrail(database, CLOCK), CLOCK, new SecureRandom());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesOverModelsThatRunsLeftWithTheirFiles() {
    ImportTally first = takeOver();

    assertThat(first.refused()).isEmpty();
    assertThat(first.counts())
        .containsEntry("runs", 1L)
        .containsEntry("loggedModels", 1L)
        .containsEntry("stillRunning", 1L)
        .containsEntry("files", 1L);
    Run model = tracking.loadRun(new RunId("b".repeat(32)));
    assertThat(model.info().kind()).isEqualTo(RunKind.LOGGED_MODEL);
    assertThat(model.info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(model.info().startedAt()).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(model.info().name()).isEqualTo("forest");
    assertThat(model.params()).containsEntry("depth", "6");
    assertThat(Objects.requireNonNull(model.metrics().get("auc")).value()).isEqualTo(0.9);
    assertThat(model.measured())
        .singleElement()
        .extracting(MetricPoint::on)
        .isEqualTo(new DatasetKey("holdout", "a1"));
    assertThat(model.tags())
        .containsEntry("team", "nord")
        .containsEntry(RunTags.MODEL_TYPE, "classifier")
        .containsEntry(RunTags.MODEL_RUN, "a".repeat(32));
    assertThat(tracking.findArtifact(model.id(), "MLmodel").map(RunArtifact::bytes)).contains(4L);
    assertThat(tracking.loadRun(new RunId("a".repeat(32))).tags())
        .hasEntrySatisfying(
            RunTags.MODELS_LEFT, models -> assertThat(models).contains("m-" + "b".repeat(32)));

    ImportTally again = takeOver();

    assertThat(again.counts())
        .containsEntry("thereAlready", 2L)
        .containsEntry("loggedModels", 0L)
        .containsEntry("files", 0L);
  }

  @Test
  void anEarlierReleaseHasNoModelsOfRuns() {
    third = false;

    ImportTally tally = takeOver();

    assertThat(tally.refused()).isEmpty();
    assertThat(tally.counts()).containsEntry("experiments", 1L).containsEntry("loggedModels", 0L);
  }

  private ImportTally takeOver() {
    var tally = new ImportTally();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (TrackingServer source = TrackingServer.at(address, Map.of())) {
      new TrackerImport(
              source,
              tracking,
              TrackingRoom.files(
                  database, ObjectStores.of(home, Map.of()), tracking, CLOCK, Map.of()),
              Actor.user("ana"),
              tally,
              line -> {})
          .run();
    }
    return tally;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    List<String> route = List.of(path.split("/mlflow(-artifacts)?/", 2));
    // In single quotes, to be read.
    String body =
        switch (route.getLast()) {
          case "experiments/search" ->
              "{'experiments': [{'experiment_id': '7', 'name': 'taken over'}]}";
          case "runs/search" ->
              """
              {'runs': [{'info': {'run_id': '%1$s', 'run_name': 'first', 'status': 'FINISHED',
                'start_time': 500, 'end_time': 900, 'artifact_uri': 's3://elsewhere'},
                'data': {}, 'outputs': {'model_outputs': [{'model_id': 'm-%2$s', 'step': 0}]}}]}
              """
                  .formatted("a".repeat(32), "b".repeat(32));
          case "logged-models/search" -> third ? models(asked) : "";
          case "artifacts" -> "{'files': [{'path': 'MLmodel', 'is_dir': false, 'file_size': 4}]}";
          default -> path.endsWith("/artifacts/MLmodel") ? "yaml" : "";
        };
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** One that is ready on the first page, one that is still being written on the second. */
  private static String models(String asked) {
    return asked.contains("page_token")
        ? "{'models': [{'info': {'model_id': 'm-%s', 'status': 'LOGGED_MODEL_PENDING'}}]}"
            .formatted("c".repeat(32))
        : """
          {'models': [{'info': {'model_id': 'm-%1$s', 'name': 'forest', 'experiment_id': '7',
            'creation_timestamp_ms': 1000, 'last_updated_timestamp_ms': 2000,
            'artifact_uri': 'mlflow-artifacts:/7/models/m-%1$s/artifacts',
            'status': 'LOGGED_MODEL_READY', 'model_type': 'classifier', 'source_run_id': '%2$s',
            'tags': [{'key': 'team', 'value': 'nord'}]},
            'data': {'params': [{'key': 'depth', 'value': '6'}],
              'metrics': [{'key': 'auc', 'value': 0.9, 'step': 0, 'timestamp': 1500,
                'dataset_name': 'holdout', 'dataset_digest': 'a1'}]}}],
           'next_page_token': 'more'}
          """
            .formatted("b".repeat(32), "a".repeat(32));
  }
}
