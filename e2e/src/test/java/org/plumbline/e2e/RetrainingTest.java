package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers drift, so the model is trained again on them, and people are asked about the result. */
class RetrainingTest {
  private static final String MODEL = "/api/v1/models/" + ServedModel.MODEL;
  private static final int ANSWERS = 600;
  private static final int PER_REQUEST = 60;

  @TempDir private Path directory;

  @Test
  void anAlertOfDriftTrainsFromTheLogAsksPeopleAndPromotesNothing()
      throws IOException, InterruptedException {
    try (ServedModel served = ServedModel.start(directory.resolve("home"), Program.FOR_LONG_WORK)) {
      Api api = served.api();
      answerAndLabel(api);

      Api.Answer set =
          api.put(
              MODEL + "/challengers",
              Map.of(
                  "plan",
                  Map.of(
                      "compareDays",
                      0,
                      "retrainDays",
                      0,
                      "trigger",
                      "WARNING",
                      "cooldownDays",
                      1,
                      "learnDays",
                      30),
                  "reason",
                  "Customers change with every season"));
      assertThat(set.status()).as(set.text()).isEqualTo(200);
      JsonNode held = awaitOutcome(served);

      assertThat(held.path("outcome").asText()).contains("Trained churn v2", "to shadow is");
      JsonNode alert =
          only(api, "/api/v1/alerts?state=open&model=" + ServedModel.MODEL, "featureDrift");
      JsonNode run = items(api, MODEL + "/versions/2/runs").path(0);
      assertThat(run.path("status").asText()).isEqualTo("finished");
      assertThat(run.path("author").asText()).isEqualTo("system:challenger");
      assertThat(run.path("params").path("champion").asText()).isEqualTo("churn v1");
      assertThat(run.path("params").path("because").asText()).startsWith("Alert ");
      assertThat(run.path("metrics").path("rows").path("value").asInt()).isEqualTo(ANSWERS);
      assertThat(alert.path("version").asInt()).isEqualTo(1);

      JsonNode request = items(api, "/api/v1/change-requests?model=" + ServedModel.MODEL).path(0);
      assertThat(request.path("version").asInt()).isEqualTo(2);
      assertThat(request.path("stage").asText()).isEqualTo("SHADOW");
      assertThat(request.path("author").asText()).isEqualTo("system:challenger");
      assertThat(request.path("approvals")).isEmpty();

      assertThat(items(api, MODEL + "/deployments"))
          .allMatch(row -> row.path("version").asInt() == 1);
      assertThat(served.predict(3).body().path("predictions").path(0).path("version").asInt())
          .isEqualTo(1);
      JsonNode kept = items(api, "/api/v1/audit/entries?action=challenger.retrain").path(0);
      assertThat(kept.path("actor").asText()).isEqualTo("system:challenger");
      assertThat(kept.path("objectId").asText()).isEqualTo(ServedModel.MODEL);
    }
  }

  /**
   * New customers only, who leave for another reason than those that the model knows. Asked in
   * several requests, since a training judges itself on the latest moments.
   */
  private static void answerAndLabel(Api api) throws IOException, InterruptedException {
    List<Map<String, Object>> labels = new ArrayList<>();
    List<String> customers = Tables.lines(ANSWERS, 21);
    for (int from = 0; from < ANSWERS; from += PER_REQUEST) {
      List<String> asked = customers.subList(from, from + PER_REQUEST);
      Api.Answer answered =
          api.post(
              MODEL + "/predictions",
              Map.of("rows", asked.stream().map(RetrainingTest::newCustomer).toList()));
      assertThat(answered.status()).as(answered.text()).isEqualTo(200);
      for (int i = 0; i < PER_REQUEST; i++) {
        String id = answered.body().path("predictions").path(i).path("id").asText();
        labels.add(Map.of("predictionId", id, "value", calls(asked.get(i)) >= 4 ? "yes" : "no"));
      }
    }
    Api.Answer told = api.post(MODEL + "/labels", Map.of("labels", labels));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.body().path("accepted").asInt()).isEqualTo(ANSWERS);
  }

  private static Map<String, Object> newCustomer(String line) {
    String[] cells = line.split(",");
    var row = new HashMap<>(ServedModel.row(Integer.parseInt(cells[1]) / 10));
    row.put("customer", "new-" + cells[0]);
    row.put("plan", cells[2]);
    row.put("support_calls", calls(line));
    return row;
  }

  private static int calls(String line) {
    return Integer.parseInt(line.split(",")[4]);
  }

  /** Plans are looked at each minute, and a training has a minute. */
  private static JsonNode awaitOutcome(ServedModel served)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    JsonNode held = served.api().read(MODEL + "/challengers").body();
    while (held.path("outcome").isNull()) {
      assertThat(System.nanoTime()).as(held.toString()).isLessThan(end);
      served.server().awaitMoment(Duration.ofSeconds(1));
      held = served.api().read(MODEL + "/challengers").body();
    }
    return held;
  }

  private static JsonNode only(Api api, String path, String kind)
      throws IOException, InterruptedException {
    for (JsonNode alert : items(api, path)) {
      if (alert.path("kind").asText().equals(kind)) {
        return alert;
      }
    }
    throw new AssertionError("no " + kind + " in " + path);
  }

  private static JsonNode items(Api api, String path) throws IOException, InterruptedException {
    Api.Answer answer = api.read(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body().path("items");
  }
}
