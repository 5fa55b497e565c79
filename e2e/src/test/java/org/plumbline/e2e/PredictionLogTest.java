package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is found again, shown as it was asked, and answered the same once more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictionLogTest {
  private static final String PREDICTIONS = "/api/v1/models/" + ServedModel.MODEL + "/predictions";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private ServedModel served;
  private Api api;

  @BeforeAll
  void serve() throws IOException, InterruptedException {
    served = ServedModel.start(directory.resolve("home"));
    api = served.api();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private JsonNode predict(Object row, int explain) throws IOException, InterruptedException {
    var answer = api.post(PREDICTIONS, Map.of("rows", List.of(row), "explain", explain));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body().path("predictions").path(0);
  }

  @Test
  void anAnswerIsFoundByWhomItIsAboutAndShownAsItWasAsked() throws Exception {
    var row =
        Map.of(
            "customer",
            "c-found",
            "tenure",
            7,
            "plan",
            "monthly",
            "charges",
            70.5,
            "support_calls",
            2);
    String id = predict(row, 2).path("id").asText();

    var found = api.read(PREDICTIONS + "?entity=c-found").body();
    var read = api.read(PREDICTIONS + "/" + id).body();

    assertThat(found.path("items")).hasSize(1);
    assertThat(found.path("items").path(0).path("id").asText()).isEqualTo(id);
    assertThat(found.path("items").path(0).path("reasons")).hasSize(2);
    assertThat(found.path("next").isNull()).isTrue();
    assertThat(value(read, "plan")).isEqualTo("monthly");
    assertThat(value(read, "charges")).isEqualTo("70.5");
    assertThat(value(read, "tenure")).isEqualTo("7");
    var entry = api.read("/api/v1/audit/entries?action=prediction.read&limit=1").body();
    assertThat(entry.path("items").path(0).path("objectId").asText()).isEqualTo(id);
  }

  private static String value(JsonNode read, String input) {
    for (JsonNode one : read.path("inputs")) {
      if (one.path("name").asText().equals(input)) {
        return one.path("value").asText();
      }
    }
    return "(absent)";
  }

  @Test
  void pagesFollowEachOther() throws Exception {
    for (int i = 0; i < 3; i++) {
      predict(ServedModel.row(60 + i), 0);
    }

    var first = api.read(PREDICTIONS + "?limit=2").body();
    var second = api.read(PREDICTIONS + "?limit=2&after=" + first.path("next").asText()).body();

    assertThat(first.path("items")).hasSize(2);
    assertThat(second.path("items").path(0).path("predictedAt").asText())
        .isLessThanOrEqualTo(first.path("items").path(1).path("predictedAt").asText());
    assertThat(second.path("items").path(0)).isNotEqualTo(first.path("items").path(1));
  }

  @Test
  void whatCannotBeMeantIsRefusedByName() throws Exception {
    for (String asked : List.of("id=x", "from=x", "stage=x", "labelled=x", "after=x", "limit=0")) {
      var answer = api.read(PREDICTIONS + "?" + asked);

      assertThat(answer.status()).as(asked).isEqualTo(422);
      assertThat(answer.body().path("detail").asText()).contains(asked.substring(0, 2));
    }
  }

  @Test
  void rowsOfSmallAndLargeRequestsReplayToTheLastBit() throws Exception {
    var rows = IntStream.range(0, 300).mapToObj(ServedModel::row).toList();
    var answer = api.post(PREDICTIONS, Map.of("rows", rows, "explain", 3));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> ids =
        List.of(
            predict(ServedModel.row(3), 0).path("id").asText(),
            predict(ServedModel.row(4), 3).path("id").asText(),
            answer.body().path("predictions").path(0).path("id").asText(),
            answer.body().path("predictions").path(299).path("id").asText());

    for (String id : ids) {
      var replay = api.post(PREDICTIONS + "/" + id + "/replay", Map.of());

      assertThat(replay.status()).as(replay.text()).isEqualTo(200);
      assertThat(replay.body().path("same").asBoolean()).as(replay.text()).isTrue();
    }
  }

  @Test
  void theCommandsSayTheSame() throws Exception {
    String id = predict(ServedModel.row(42), 2).path("id").asText();

    var search =
        Program.run(
            served.home(),
            "predictions",
            "search",
            "--model",
            "churn",
            "--entity",
            "c42",
            "--json");
    var show = Program.run(served.home(), "predictions", "show", "--model", "churn", id);
    var replay = Program.run(served.home(), "replay", id);

    assertThat(search.exitCode()).as(search.errors()).isZero();
    assertThat(JSON.readTree(search.output()).path("items").path(0).path("id").asText())
        .isEqualTo(id);
    assertThat(show.exitCode()).as(show.errors()).isZero();
    assertThat(show.output()).contains("input plan").contains("monthly");
    assertThat(replay.exitCode()).as(replay.errors()).isZero();
    assertThat(replay.output()).contains("The same to the last bit");
  }

  @Test
  void aRepeatedKeyGetsTheSameAnswerAndIsLoggedOnceThoughTheServerWasKilled() throws Exception {
    var row = Map.of("rows", List.of(rowAbout("c-keyed")), "explain", 2);
    var other = Map.of("rows", List.of(rowAbout("c-other")));

    var first = api.post(PREDICTIONS, row, Map.of("Idempotency-Key", "k-1"));
    served.server().kill();
    served.serve();
    api = served.api();
    var again = api.post(PREDICTIONS, row, Map.of("Idempotency-Key", "k-1"));
    var reused = api.post(PREDICTIONS, other, Map.of("Idempotency-Key", "k-1"));
    var unkeyed = api.post(PREDICTIONS, row, Map.of());

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.headers()).doesNotContainKey("Idempotency-Replayed");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
    assertThat(reused.status()).isEqualTo(409);
    assertThat(unkeyed.text()).isNotEqualTo(first.text());
    assertThat(api.read(PREDICTIONS + "?entity=c-keyed").body().path("items")).hasSize(2);
  }

  @Test
  void labelsComeFromAFileAndTheLogGoesToOne() throws Exception {
    String id = predict(rowAbout("c-file"), 0).path("id").asText();
    Path told = directory.resolve("told.csv");
    Files.writeString(told, "prediction_id,value\n" + id + ",yes\n" + id + ",perhaps\n");
    Path out = directory.resolve("log.csv");

    var labels =
        Program.run(
            served.home(), "labels", "--model", "churn", "--data", told.toString(), "--json");
    var export =
        Program.run(
            served.home(),
            "predictions",
            "export",
            "--model",
            "churn",
            "--from",
            "2020-01-01T00:00:00Z",
            "--out",
            out.toString());
    var file =
        api.read("/api/v1/models/churn/prediction-export?format=csv&from=2020-01-01T00:00:00Z");

    assertThat(labels.exitCode()).as("one label is no class").isEqualTo(1);
    assertThat(JSON.readTree(labels.output()).path("accepted").asInt()).isEqualTo(1);
    assertThat(JSON.readTree(labels.output()).path("unmatched").asInt()).isEqualTo(1);
    assertThat(export.exitCode()).as(export.errors()).isZero();
    assertThat(Files.readAllLines(out))
        .anyMatch(line -> line.startsWith(id) && line.contains("c-file") && line.contains(",yes,"));
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.text()).contains(id);
    assertThat(
            api.read(PREDICTIONS + "?label=yes").body().path("items").path(0).path("id").asText())
        .isEqualTo(id);
  }

  private static Map<String, Object> rowAbout(String customer) {
    var row = new HashMap<>(ServedModel.row(7));
    row.put("customer", customer);
    return row;
  }
}
