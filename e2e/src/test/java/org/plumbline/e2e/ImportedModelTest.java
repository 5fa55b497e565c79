package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Versions that another tool trained are shown and answered for like our own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportedModelTest {
  private static final String LIGHTGBM =
      """
      tree
      version=v4
      num_class=1
      num_tree_per_iteration=1
      label_index=0
      max_feature_idx=1
      objective=binary sigmoid:1
      feature_names=age amount
      feature_infos=[0:9] [0:9]
      tree_sizes=1

      Tree=0
      num_leaves=2
      num_cat=0
      split_feature=1
      split_gain=1
      threshold=0.5
      decision_type=10
      left_child=-1
      right_child=-2
      leaf_value=-1 2
      leaf_weight=1 1
      leaf_count=30 10
      internal_value=0
      internal_weight=0
      internal_count=40
      is_linear=0
      shrinkage=1

      end of trees
      """;

  @TempDir private static Path directory;
  private Program server;
  private Api api;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    Path home = directory.resolve("home");
    Path model = Files.writeString(directory.resolve("model.txt"), LIGHTGBM);
    var table = new StringBuilder("age,amount,left\n");
    for (int i = 0; i < 100; i++) {
      table.append(i).append(i % 2 == 0 ? ",0.2," : ",0.9,");
      table.append(i % 2 == 0 || i % 7 == 0 ? "no" : "yes").append('\n');
    }
    Path data = Files.writeString(directory.resolve("labelled.csv"), table);
    importModel(home, model, "bare");
    importModel(
        home, model, "judged", "--data", data.toString(), "--label", "left", "--positive", "yes");
    int port = Program.freePort();
    server =
        Program.start(
            home,
            Map.of("PLUMBLINE_ADMIN_PASSWORD", ServedModel.PASSWORD),
            "serve",
            "--port",
            Integer.toString(port));
    ServedModel.awaitReady(server, port);
    api = Api.anonymous(port).signIn("admin", ServedModel.PASSWORD);
  }

  private static void importModel(Path home, Path file, String name, String... more)
      throws InterruptedException {
    var arguments =
        new java.util.ArrayList<>(List.of("import", "--file", file.toString(), "--name", name));
    arguments.addAll(List.of(more));
    var result = Program.run(home, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.errors()).isZero();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aVersionWithoutDataIsShownWithoutMetrics() throws IOException, InterruptedException {
    var version = api.read("/api/v1/models/bare/versions/1");

    assertThat(version.status()).as(version.text()).isEqualTo(200);
    assertThat(version.body().path("scorecard").path("metrics").size()).isZero();
    assertThat(version.body().path("scorecard").path("split").path("detail").asText())
        .contains("not judged");
    assertThat(api.read("/api/v1/models/bare").status()).isEqualTo(200);
    assertThat(api.read("/api/v1/models").text()).contains("bare");
    assertThat(api.read("/models/bare").status()).isEqualTo(200);
  }

  @Test
  void labelledRowsFillTheScorecard() throws IOException, InterruptedException {
    var version = api.read("/api/v1/models/judged/versions/1");

    assertThat(version.status()).as(version.text()).isEqualTo(200);
    var metric = version.body().path("scorecard").path("metrics").path("rocAuc");
    assertThat(metric.path("value").asDouble()).isBetween(0.8, 1.0);
    assertThat(metric.path("low").asDouble()).isLessThan(metric.path("value").asDouble());
    assertThat(version.body().path("scorecard").path("baseline").path("learner").asText())
        .isEqualTo("prior");
    assertThat(version.body().path("importance").path(0).path("feature").asText())
        .isEqualTo("amount");
  }

  @Test
  void bothPredictAndMayBeAskedForProduction() throws IOException, InterruptedException {
    for (String name : List.of("bare", "judged")) {
      var scored =
          api.post(
              "/api/v1/models/" + name + "/predictions",
              Map.of("version", 1, "rows", List.of(Map.of("age", 1, "amount", 0.2))));
      var asked =
          api.post(
              "/api/v1/change-requests",
              Map.of(
                  "model",
                  name,
                  "version",
                  1,
                  "stage",
                  "production",
                  "reason",
                  "adopted from the risk team's own pipeline"));

      assertThat(scored.status()).as(scored.text()).isEqualTo(200);
      assertThat(scored.body().path("predictions").path(0).path("score").asDouble())
          .isEqualTo(0.2689414213699951);
      assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    }
  }
}
