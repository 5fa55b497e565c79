package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that runs leave, by the routes of the third release. */
class LoggedModelTest {
  private static final RunningFace FACE = new RunningFace();
  private static final String BASE = "/api/2.0/mlflow/";

  @AfterAll
  static void close() {
    FACE.close();
  }

  private static JsonNode done(String method, String path, String body) {
    HttpResponse<String> response = FACE.call(method, BASE + path, body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return JsonMapper.builder().build().readTree(response.body());
    } catch (Exception noJson) {
      throw new AssertionError(response.body(), noJson);
    }
  }

  private static JsonNode model(String experiment, String more) {
    return done("POST", "logged-models", "{'experiment_id':'%s'%s}".formatted(experiment, more))
        .get("model");
  }

  private static String experiment(String name) {
    return done("POST", "experiments/create", "{'name':'%s'}".formatted(name))
        .get("experiment_id")
        .asText();
  }

  private static String run(String experiment) {
    return done("POST", "runs/create", "{'experiment_id':'%s'}".formatted(experiment))
        .at("/run/info/run_id")
        .asText();
  }

  @Test
  void aModelGoesTheWholeWayFromItsRunToTheRegistry() {
    String experiment = experiment("whole way");
    String run = run(experiment);
    JsonNode created =
        model(
            experiment,
            (",'name':'churn','model_type':'classifier','source_run_id':'%s',"
                    + "'params':[{'key':'depth','value':'6'}],'tags':[{'key':'a','value':'1'}]")
                .formatted(run));
    String id = created.at("/info/model_id").asText();
    assertThat(created.at("/info/status").asText()).isEqualTo("LOGGED_MODEL_PENDING");

    FACE.keep(id.substring(2), "model.txt", ExampleModel.LIGHTGBM);
    FACE.keep(id.substring(2), "extra/notes.md", "notes");
    var _ =
        done("POST", "logged-models/" + id + "/params", "{'params':[{'key':'trees','value':'1'}]}");
    var _ = done("PATCH", "logged-models/" + id, "{'model_id':'x','status':'LOGGED_MODEL_READY'}");
    var _ =
        done("PATCH", "logged-models/" + id + "/tags", "{'tags':[{'key':'team','value':'risk'}]}");
    var _ = done("DELETE", "logged-models/" + id + "/tags/a", "");
    var _ =
        done(
            "POST",
            "runs/outputs",
            "{'run_id':'%s','models':[{'model_id':'%s','step':3}]}".formatted(run, id));
    var _ =
        done(
            "POST",
            "runs/log-metric",
            "{'run_id':'%s','model_id':'%s','key':'auc','value':0.9,'timestamp':1}"
                .formatted(run, id));
    var _ = done("POST", "registered-models/create", "{'name':'from-logged'}");
    JsonNode version =
        done(
                "POST",
                "model-versions/create",
                "{'name':'from-logged','source':'models:/%s','model_id':'%s'}".formatted(id, id))
            .get("model_version");

    JsonNode read = done("GET", "logged-models/" + id, "").get("model");
    JsonNode files = done("GET", "logged-models/" + id + "/artifacts/directories", "");
    JsonNode shownRun = done("GET", "runs/get?run_id=" + run, "").get("run");

    assertThat(read.at("/info/status").asText()).isEqualTo("LOGGED_MODEL_READY");
    assertThat(read.at("/info/model_type").asText()).isEqualTo("classifier");
    assertThat(read.at("/info/source_run_id").asText()).isEqualTo(run);
    assertThat(read.at("/info/tags").toString())
        .isEqualTo("[{\"key\":\"team\",\"value\":\"risk\"}]");
    assertThat(read.at("/data/params")).hasSize(2);
    assertThat(read.at("/data/metrics/0/value").asDouble()).isEqualTo(0.9);
    assertThat(read.at("/info/registrations/0/name").asText()).isEqualTo("from-logged");
    assertThat(files.at("/files/0/path").asText()).isEqualTo("extra");
    assertThat(files.at("/files/1/path").asText()).isEqualTo("model.txt");
    assertThat(version.get("model_id").asText()).isEqualTo(id);
    assertThat(version.has("status_message")).isFalse();
    assertThat(shownRun.at("/outputs/model_outputs/0/model_id").asText()).isEqualTo(id);
    assertThat(shownRun.at("/outputs/model_outputs/0/step").asInt()).isEqualTo(3);
    assertThat(shownRun.at("/data/tags").toString()).doesNotContain("plumbline.logged-model");
  }

  @Test
  void searchesForRunsDoNotShowModels() {
    String experiment = experiment("apart");
    String run = run(experiment);
    String id = model(experiment, "").at("/info/model_id").asText();
    String ids = "{'experiment_ids':['" + experiment + "']}";

    assertThat(done("POST", "runs/search", ids).get("runs")).hasSize(1);
    assertThat(done("POST", "logged-models/search", ids).at("/models/0/info/model_id").asText())
        .isEqualTo(id);
    assertThat(FACE.get(BASE + "logged-models/m-" + run).body())
        .contains("RESOURCE_DOES_NOT_EXIST");
  }

  @Test
  void modelsAreSearchedByWhatTheyAre() {
    String experiment = experiment("searched");
    for (int i = 0; i < 3; i++) {
      String id =
          model(experiment, ",'name':'n%s','model_type':'t%s'".formatted(i, i % 2))
              .at("/info/model_id")
              .asText();
      if (i == 1) {
        var _ = done("PATCH", "logged-models/" + id, "{'status':'LOGGED_MODEL_READY'}");
      }
    }
    String ids = "'experiment_ids':['" + experiment + "']";

    JsonNode typed =
        done(
            "POST",
            "logged-models/search",
            "{" + ids + ",'filter':'model_type = \\u0027t0\\u0027'}");
    JsonNode ready =
        done(
            "POST",
            "logged-models/search",
            "{" + ids + ",'filter':'status = \\u0027READY\\u0027'}");
    JsonNode first =
        done(
            "POST",
            "logged-models/search",
            "{" + ids + ",'max_results':2,'order_by':[{'field_name':'name','ascending':false}]}");
    JsonNode second =
        done(
            "POST",
            "logged-models/search",
            "{%s,'max_results':2,'order_by':[{'field_name':'name','ascending':false}],'page_token':'%s'}"
                .formatted(ids, first.get("next_page_token").asText()));

    assertThat(typed.get("models")).hasSize(2);
    assertThat(ready.get("models")).hasSize(1);
    assertThat(first.at("/models/0/info/name").asText()).isEqualTo("n2");
    assertThat(second.at("/models/0/info/name").asText()).isEqualTo("n0");
    assertThat(second.has("next_page_token")).isFalse();
  }

  @Test
  void aDeletedModelIsGone() {
    String id = model(experiment("gone"), "").at("/info/model_id").asText();

    var _ = done("DELETE", "logged-models/" + id, "");

    assertThat(FACE.get(BASE + "logged-models/" + id).statusCode()).isEqualTo(404);
    assertThat(FACE.call("DELETE", BASE + "logged-models/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void writersAtOnceLoseNoLink() throws InterruptedException {
    String experiment = experiment("crowd");
    String run = run(experiment);
    List<String> models =
        IntStream.range(0, 12)
            .mapToObj(i -> model(experiment, "").at("/info/model_id").asText())
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(
          models.stream()
              .<Callable<JsonNode>>map(
                  id ->
                      () ->
                          done(
                              "POST",
                              "runs/outputs",
                              "{'run_id':'%s','models':[{'model_id':'%s'}]}".formatted(run, id)))
              .toList());
    }

    assertThat(
            done("GET", "runs/get?run_id=" + run, "")
                .at("/run/outputs/model_outputs")
                .findValuesAsText("model_id"))
        .containsExactlyInAnyOrderElementsOf(models);
  }

  @Test
  void aMetricIsKeptForRunAndModelOrForNeither() {
    String experiment = experiment("both");
    String id = model(experiment, "").at("/info/model_id").asText();
    String run = run(experiment);
    String metric =
        "{\"run_id\":\"%s\",\"model_id\":\"%s\",\"key\":\"auc\",\"value\":1,\"timestamp\":1}"
            .formatted(run, id);
    var _ = done("POST", "runs/delete", "{'run_id':'" + run + "'}");

    assertThat(FACE.post(BASE + "runs/log-metric", metric).statusCode()).isEqualTo(400);

    assertThat(done("GET", "logged-models/" + id, "").at("/model/data/metrics")).isEmpty();
  }

  @Test
  void aMetricStandsOnEachDataSetThatItNames() {
    String experiment = experiment("datasets");
    String steady = model(experiment, "").at("/info/model_id").asText();
    String shaky = model(experiment, "").at("/info/model_id").asText();
    measure(experiment, steady, 0.80, 1, ",'dataset_name':'holdout','dataset_digest':'a1'");
    measure(experiment, steady, 0.79, 2, ",'dataset_name':'fresh','dataset_digest':'b2'");
    measure(experiment, shaky, 0.95, 1, ",'dataset_name':'holdout','dataset_digest':'a1'");
    measure(experiment, shaky, 0.70, 2, ",'dataset_name':'holdout','dataset_digest':'a2'");
    measure(experiment, shaky, 0.99, 3, "");

    assertThat(values(steady)).containsExactly("fresh b2 0.79", "holdout a1 0.8");
    assertThat(values(shaky)).containsExactly("holdout a1 0.95", "holdout a2 0.7", "  0.99");
    assertThat(found(experiment, "", ",'datasets':[{'dataset_name':'fresh'}]"))
        .containsExactly(steady);
    assertThat(
            found(
                experiment,
                "metrics.auc > 0.9",
                ",'datasets':[{'dataset_name':'holdout','dataset_digest':'a1'}]"))
        .containsExactly(shaky);
    assertThat(
            found(
                experiment,
                "metrics.auc > 0.9",
                ",'datasets':[{'dataset_name':'fresh'},"
                    + "{'dataset_name':'holdout','dataset_digest':'a2'}]"))
        .isEmpty();
    assertThat(
            found(
                experiment,
                "",
                ",'order_by':[{'field_name':'metrics.auc','dataset_name':'holdout'}]"))
        .containsExactly(shaky, steady);
    assertThat(
            found(
                experiment,
                "",
                ",'order_by':[{'field_name':'metrics.auc','ascending':false,"
                    + "'dataset_name':'fresh','dataset_digest':'b2'},"
                    + "{'field_name':'metrics.auc','dataset_name':'holdout'}]"))
        .containsExactly(steady, shaky);
  }

  private static void measure(
      String experiment, String model, double value, int step, String dataset) {
    var _ =
        done(
            "POST",
            "runs/log-metric",
            "{'run_id':'%s','model_id':'%s','key':'auc','value':%s,'step':%d,'timestamp':1%s}"
                .formatted(run(experiment), model, value, step, dataset));
  }

  private static List<String> values(String model) {
    var values = new ArrayList<String>();
    done("GET", "logged-models/" + model, "")
        .at("/model/data/metrics")
        .forEach(
            metric ->
                values.add(
                    metric.path("dataset_name").asText("")
                        + " "
                        + metric.path("dataset_digest").asText("")
                        + " "
                        + metric.path("value").asText()));
    return values;
  }

  private static List<String> found(String experiment, String filter, String more) {
    return done(
            "POST",
            "logged-models/search",
            "{'experiment_ids':['%s'],'filter':'%s'%s}".formatted(experiment, filter, more))
        .path("models")
        .findValuesAsText("model_id")
        .stream()
        .distinct()
        .toList();
  }

  @Test
  void whatSomebodyWroteInATagOfOursBreaksNoRun() {
    String run = run(experiment("tags"));
    var _ =
        done(
            "POST",
            "runs/set-tag",
            "{'run_id':'%s','key':'plumbline.logged-model.outputs','value':'nonsense'}"
                .formatted(run));

    assertThat(done("GET", "runs/get?run_id=" + run, "").at("/run/outputs/model_outputs"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|logged-models|{}|400",
        "POST|logged-models|{'experiment_id':'99999'}|404",
        "POST|logged-models|{'experiment_id':'0','name':'a/b'}|400",
        "POST|logged-models|{'experiment_id':'0','source_run_id':'x'}|400",
        "POST|logged-models|{'experiment_id':'0','tags':[{'key':'plumbline.logged-model.run','value':'x'}]}|400",
        "GET|logged-models/x||400",
        "GET|logged-models/m-x||400",
        "GET|logged-models/m-00000000000000000000000000000000||404",
        "PATCH|logged-models/m-00000000000000000000000000000000|{'status':'LOGGED_MODEL_READY'}|404",
        "POST|logged-models/search|{'experiment_ids':['0'],'max_results':1001}|400",
        "POST|logged-models/search|{'experiment_ids':['0'],'filter':'odd'}|400",
        "POST|logged-models/search|{'experiment_ids':['0'],'datasets':[{'dataset_digest':'d'}]}|400",
        "POST|runs/outputs|{'run_id':'00000000000000000000000000000000'}|404"
      })
  void whatBreaksARuleIsRefused(String method, String path, String body, int status) {
    HttpResponse<String> refused =
        FACE.call(method, BASE + path, body == null ? "" : body.replace('\'', '"'));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(refused.body()).contains("error_code");
  }
}
