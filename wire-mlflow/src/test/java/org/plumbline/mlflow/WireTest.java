package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.audit.AuditQuery;

/** The rules of the wire that the Java client does not show. */
class WireTest {
  private static final RunningFace FACE = new RunningFace();
  private static final String BASE = "/api/2.0/mlflow/";

  @AfterAll
  static void close() {
    FACE.close();
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JsonMapper.builder().build().readTree(response.body());
    } catch (Exception noJson) {
      throw new AssertionError(response.body(), noJson);
    }
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.body()).contains("\"error_code\":\"" + code + "\"");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).get("message").asText()).isNotBlank();
  }

  private static String experiment(String name) {
    HttpResponse<String> created =
        FACE.post(BASE + "experiments/create", "{\"name\":\"" + name + "\"}");
    return json(created).get("experiment_id").asText();
  }

  private static String run(String experiment) {
    HttpResponse<String> created =
        FACE.post(
            BASE + "runs/create",
            "{\"experiment_id\":\"" + experiment + "\",\"start_time\":\"1700000000000\"}");
    return json(created).get("run").get("info").get("run_id").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/2.0/mlflow/traces",
        "/api/3.0/mlflow/traces",
        "/ajax-api/3.0/mlflow/traces/search",
        "/api/2.0/mlflow/",
        "/api/2.0/other/thing",
        "/ajax-api/2.0/mlflow/gateway-proxy",
        "/api/2.0/mlflow/registered-models/create/x"
      })
  void whatWeDoNotHaveSaysSo(String path) {
    assertRefused(FACE.get(path), 404, "ENDPOINT_NOT_FOUND");
    assertRefused(FACE.post(path, "{}"), 404, "ENDPOINT_NOT_FOUND");
  }

  @Test
  void whatTheTableListsIsWhatAnswers() {
    assertThat(FACE.answered()).containsExactlyInAnyOrder(MlflowRoute.values());
  }

  @ParameterizedTest
  @EnumSource(MlflowRoute.class)
  void aListedRouteAnswersUnderBothPrefixes(MlflowRoute route) {
    for (String prefix : new String[] {"/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/"}) {
      HttpResponse<String> answer =
          FACE.send(
              FACE.request(prefix + route.path().replaceAll("[{}]", ""), "admin")
                  .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"))
                  .build());

      assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
      assertThat(answer.body()).doesNotContain("ENDPOINT_NOT_FOUND");
      assertThat(json(answer).isObject()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiments/create|{}|400|INVALID_PARAMETER_VALUE",
        "experiments/create|[1]|400|BAD_REQUEST",
        "experiments/create|{\"name\":|400|BAD_REQUEST",
        "experiments/create|{\"name\":{}}|400|INVALID_PARAMETER_VALUE",
        "experiments/delete|{\"experiment_id\":\"999\"}|404|RESOURCE_DOES_NOT_EXIST",
        "experiments/delete|{\"experiment_id\":\"abc\"}|400|INVALID_PARAMETER_VALUE",
        "experiments/search|{\"max_results\":50001}|400|INVALID_PARAMETER_VALUE",
        "experiments/search|{\"max_results\":0}|400|INVALID_PARAMETER_VALUE",
        "experiments/search|{\"page_token\":\"??\"}|400|INVALID_PARAMETER_VALUE",
        "runs/search|{\"filter\":\"metrics.auc >\"}|400|INVALID_PARAMETER_VALUE",
        "runs/search|{\"experiment_ids\":[\"0\"],\"order_by\":[\"what ever\"]}|400|INVALID_PARAMETER_VALUE",
        "runs/search|{\"run_view_type\":\"NONE\"}|400|INVALID_PARAMETER_VALUE",
        "runs/create|{\"experiment_id\":\"77777\"}|404|RESOURCE_DOES_NOT_EXIST",
        "runs/create|{\"start_time\":\"soon\"}|400|INVALID_PARAMETER_VALUE",
        "runs/create|{\"start_time\":9223372036854775807}|400|INVALID_PARAMETER_VALUE",
        "runs/log-metric|{\"run_id\":\"no\",\"key\":\"a\",\"value\":1,\"timestamp\":1}|400|INVALID_PARAMETER_VALUE"
      })
  void aRequestThatBreaksARuleIsRefused(String path, String body, int status, String code) {
    assertRefused(FACE.post(BASE + path, body), status, code);
  }

  @Test
  void wholeNumbersAndDoublesMayBeTextAndNamesInCamelCase() {
    String run = run(experiment("numbers"));

    HttpResponse<String> logged =
        FACE.post(
            BASE + "runs/log-batch",
            "{\"runId\":\""
                + run
                + "\",\"metrics\":[{\"key\":\"loss\",\"value\":\"Infinity\",\"timestamp\":\"5\","
                + "\"step\":\"7\"}],\"unknown_field\":1}");
    JsonNode metric = json(FACE.get(BASE + "runs/get?run_id=" + run)).at("/run/data/metrics/0");

    assertThat(logged.statusCode()).isEqualTo(200);
    assertThat(logged.body()).isEqualTo("{}");
    assertThat(metric.toString())
        .isEqualTo("{\"key\":\"loss\",\"value\":\"Infinity\",\"timestamp\":5,\"step\":7}");
  }

  @Test
  void aHistoryIsReadPageByPage() {
    String run = run(experiment("history"));
    for (int step = 0; step < 5; step++) {
      var _ =
          FACE.post(
              BASE + "runs/log-metric",
              "{\"run_id\":\"%s\",\"key\":\"loss\",\"value\":%d,\"timestamp\":9,\"step\":%d}"
                  .formatted(run, 10 - step, step));
    }
    String address = BASE + "metrics/get-history?metric_key=loss&max_results=3&run_id=" + run;

    JsonNode first = json(FACE.get(address));
    JsonNode second =
        json(FACE.get(address + "&page_token=" + first.get("next_page_token").asText()));

    assertThat(first.get("metrics").findValuesAsText("step")).containsExactly("0", "1", "2");
    assertThat(second.get("metrics").findValuesAsText("step")).containsExactly("3", "4");
    assertThat(second.has("next_page_token")).isFalse();
    assertRefused(FACE.get(address + "&page_token=x"), 400, "INVALID_PARAMETER_VALUE");
  }

  @Test
  void aParameterIsWrittenOnce() {
    String run = run(experiment("once"));
    String body = "{\"run_id\":\"%s\",\"key\":\"depth\",\"value\":\"%s\"}";

    var first = FACE.post(BASE + "runs/log-parameter", body.formatted(run, "6"));
    var again = FACE.post(BASE + "runs/log-parameter", body.formatted(run, "6"));
    var other = FACE.post(BASE + "runs/log-parameter", body.formatted(run, "7"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertRefused(other, 400, "INVALID_PARAMETER_VALUE");
  }

  @Test
  void modelsAndInputsAreLogged() {
    String run = run(experiment("inputs"));
    String model =
        "{\\\"artifact_path\\\":\\\"m\\\",\\\"flavors\\\":{},\\\"utc_time_created\\\":\\\"t\\\","
            + "\\\"run_id\\\":\\\"r\\\"}";

    for (int i = 0; i < 2; i++) {
      var logged =
          FACE.post(
              BASE + "runs/log-model",
              "{\"run_id\":\"" + run + "\",\"model_json\":\"" + model + "\"}");
      assertThat(logged.statusCode()).isEqualTo(200);
    }
    var inputs =
        FACE.post(
            BASE + "runs/log-inputs",
            "{\"run_id\":\""
                + run
                + "\",\"datasets\":[{\"tags\":[{\"key\":\"mlflow.data.context\",\"value\":"
                + "\"training\"}],\"dataset\":{\"name\":\"churn\",\"digest\":\"abc\","
                + "\"source_type\":\"local\",\"source\":\"churn.csv\"}}]}");
    JsonNode read = json(FACE.get(BASE + "runs/get?run_id=" + run)).get("run");

    assertThat(inputs.statusCode()).isEqualTo(200);
    assertThat(read.at("/inputs/dataset_inputs/0/dataset/digest").asText()).isEqualTo("abc");
    assertThat(read.toString()).contains(LogAnswers.MODEL_HISTORY);
    assertRefused(
        FACE.post(BASE + "runs/log-model", "{\"run_id\":\"" + run + "\",\"model_json\":\"{}\"}"),
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void historiesOfManyRunsAreReadAndSampled() {
    String experiment = experiment("histories");
    String one = run(experiment);
    String other = run(experiment);
    for (int step = 0; step < 10; step++) {
      var _ =
          FACE.post(
              BASE + "runs/log-metric",
              "{\"run_id\":\"%s\",\"key\":\"loss\",\"value\":%s,\"timestamp\":%s,\"step\":%s}"
                  .formatted(one, step, 1_000 + step, step));
    }
    String runs = "run_id=" + one + "&run_id=" + other + "&metric_key=loss";

    JsonNode bulk = json(FACE.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk?" + runs));
    JsonNode sampled =
        json(
            FACE.get(
                BASE
                    + "metrics/get-history-bulk-interval?"
                    + runs.replace("run_id", "run_ids")
                    + "&start_step=2&end_step=8&max_results=3"));

    assertThat(bulk.get("metrics")).hasSize(10);
    assertThat(bulk.get("metrics").get(0).get("run_id").asText()).isEqualTo(one);
    assertThat(sampled.get("metrics")).hasSize(3);
    assertThat(sampled.get("metrics").get(0).get("step").asInt()).isEqualTo(2);
    assertThat(sampled.get("metrics").get(2).get("step").asInt()).isEqualTo(8);
    assertRefused(
        FACE.get(BASE + "metrics/get-history-bulk?metric_key=loss"),
        400,
        "INVALID_PARAMETER_VALUE");
    assertRefused(
        FACE.get(
            BASE
                + "metrics/get-history-bulk-interval?start_step=3&end_step=2&metric_key=loss"
                + "&run_ids="
                + one),
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void aRunWithoutFilesListsNone() {
    String run = run(experiment("files"));

    JsonNode listed = json(FACE.get(BASE + "artifacts/list?run_id=" + run));

    assertThat(listed.get("root_uri").asText()).endsWith(run + "/artifacts");
    assertThat(listed.get("files")).isEmpty();
  }

  @Test
  void nobodyPassesWithoutAName() {
    var request = HttpRequest.newBuilder(URI.create(FACE.address() + BASE + "runs/get")).build();

    HttpResponse<String> refused = FACE.send(request);

    assertRefused(refused, 401, "UNAUTHENTICATED");
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"plumbline\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic !!!", "Basic YWRtaW4=", "Basic YWRtaW46bm8=", "Bearer x", "Odd"})
  void aWrongPasswordOrTokenIsRefused(String header) {
    var request =
        HttpRequest.newBuilder(URI.create(FACE.address() + BASE + "runs/get"))
            .header("Authorization", header)
            .build();

    assertRefused(FACE.send(request), 401, "UNAUTHENTICATED");
  }

  @Test
  void whoMayOnlyReadIsRefusedAndTheAttemptIsEntered() {
    var refused = FACE.postAs("eve", BASE + "experiments/create", "{\"name\":\"eve\"}");

    assertRefused(refused, 403, "PERMISSION_DENIED");
    assertThat(FACE.audit().list(AuditQuery.newest(10)).entries())
        .anySatisfy(
            entry -> {
              assertThat(entry.event().action()).isEqualTo("experiment.created");
              assertThat(entry.event().outcome().code()).hasValue("forbidden");
            });
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    var refused = FACE.post(BASE + "runs/log-batch", "{\"x\":\"" + "y".repeat(1 << 20) + "\"}");

    assertRefused(refused, 400, "INVALID_PARAMETER_VALUE");
  }
}
