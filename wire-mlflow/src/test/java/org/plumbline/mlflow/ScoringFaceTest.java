package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** A model in production, asked as a scoring server is. */
class ScoringFaceTest {
  private static final RunningFace FACE = new RunningFace();
  private static final String BASE = "/mlflow/models/scored/";
  private static final double LOW = 0.2689414213699951;
  private static final double HIGH = 0.8807970779778823;

  @BeforeAll
  static void deploy() {
    try (var client =
        new MlflowClient(new BasicMlflowHostCreds(FACE.address(), "admin", RunningFace.PASSWORD))) {
      String run = client.createRun().getRunId();
      FACE.keep(run, "model/model.txt", ExampleModel.LIGHTGBM);
      for (String name : new String[] {"scored", "idle"}) {
        var _ =
            FACE.post("/api/2.0/mlflow/registered-models/create", "{\"name\":\"" + name + "\"}");
        var _ =
            FACE.post(
                "/api/2.0/mlflow/model-versions/create",
                "{\"name\":\"%s\",\"source\":\"runs:/%s/model\"}".formatted(name, run));
      }
    }
    FACE.serve("scored", 1);
  }

  @AfterAll
  static void close() {
    FACE.close();
  }

  private static HttpResponse<String> invoke(String type, String body) {
    return FACE.send(
        FACE.request(BASE + "invocations", "admin")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static JsonNode answered(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return JsonMapper.builder().build().readTree(response.body());
    } catch (Exception noJson) {
      throw new AssertionError(response.body(), noJson);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'dataframe_split':{'columns':['amount','age'],'index':[0,1],'data':[[0.2,1],[0.9,2]]}}",
        "{'dataframe_records':[{'age':1,'amount':0.2},{'age':2,'amount':0.9}]}",
        "{'instances':[{'age':1,'amount':0.2},{'age':2,'amount':0.9}]}",
        "{'instances':[[1,0.2],[2,0.9]]}",
        "{'inputs':{'age':[1,2],'amount':[0.2,0.9]}}",
        "{'inputs':[[1,0.2],[2,0.9]]}",
        "{'inputs':[{'age':1,'amount':0.2},{'amount':0.9}],'params':{}}"
      })
  void allFormsOfRowsAreScoredAlikeAndLogged(String body) {
    long before = FACE.logged();

    JsonNode answer = answered(invoke("application/json", body.replace('\'', '"')));

    assertThat(answer.get("predictions").get(0).asDouble()).isEqualTo(LOW);
    assertThat(answer.get("predictions").get(1).asDouble()).isEqualTo(HIGH);
    assertThat(answer.get("ids")).hasSize(2);
    assertThat(answer.get("version").asInt()).isEqualTo(1);
    assertThat(FACE.logged()).isEqualTo(before + 2);
  }

  @Test
  void aTableAsTextIsScored() {
    JsonNode answer = answered(invoke("text/csv; charset=utf-8", "age,amount\n1,0.2\n,\"0.9\"\n"));

    assertThat(answer.get("predictions").get(0).asDouble()).isEqualTo(LOW);
    assertThat(answer.get("predictions").get(1).asDouble()).isEqualTo(HIGH);
  }

  @Test
  void reasonsComeWithTheAnswerWhenAskedFor() {
    JsonNode answer =
        answered(
            invoke("application/json", "{\"instances\":[[1,0.2]],\"params\":{\"explain\":1}}"));

    assertThat(answer.get("reasons").get(0).get(0).get("feature").asText()).isEqualTo("amount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "nonsense",
        "{}",
        "{'rows':[]}",
        "{'instances':[]}",
        "{'instances':[[1]]}",
        "{'instances':[[1,2,3]]}",
        "{'instances':[[1,[2]]]}",
        "{'instances':[1]}",
        "{'instances':{'age':1}}",
        "{'instances':[[1,2]],'inputs':[[1,2]]}",
        "{'instances':[[1,2]],'other':1}",
        "{'instances':[[1,2]],'params':{'explain':-1}}",
        "{'instances':[[1,2]],'params':{'x':1}}",
        "{'instances':[[1,2]],'params':[]}",
        "{'instances':[[NaN,2]]}",
        "{'instances':[{'age':1,'age':2,'amount':1}]}",
        "{'dataframe_records':[{'age':'old','amount':1}]}",
        "{'dataframe_records':[{'nobody':1}]}",
        "{'dataframe_records':[[1,2]]}",
        "{'dataframe_split':{'columns':['age','age'],'data':[[1,2]]}}",
        "{'dataframe_split':{'columns':['age','amount'],'data':[{'age':1}]}}",
        "{'dataframe_split':[]}",
        "{'inputs':{'age':[1,2],'amount':[1]}}",
        "{'inputs':7}"
      })
  void aRequestThatCannotBeScoredIsRefusedWhole(String body) {
    long before = FACE.logged();

    HttpResponse<String> refused = invoke("application/json", body.replace('\'', '"'));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("error_code").containsAnyOf("BAD_REQUEST", "INVALID_");
    assertThat(FACE.logged()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "age,age\n1,2", "age,amount\n1", "age,amount\n1,x", "age,amount\n"})
  void aTableThatIsBrokenIsRefused(String body) {
    assertThat(invoke("text/csv", body).statusCode()).isEqualTo(400);
  }

  @Test
  void anotherContentTypeIsRefused() {
    assertThat(invoke("application/xml", "<a/>").statusCode()).isEqualTo(400);
  }

  @Test
  void aModelThatServesAnswersProbes() {
    assertThat(FACE.get(BASE + "ping").statusCode()).isEqualTo(200);
    assertThat(FACE.get(BASE + "health").statusCode()).isEqualTo(200);
    assertThat(FACE.get(BASE + "version").body()).isEqualTo(ScoringFace.RELEASE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle", "nobody"})
  void aModelThatDoesNotServeDoesNot(String model) {
    assertThat(FACE.get("/mlflow/models/" + model + "/ping").statusCode()).isEqualTo(404);
    assertThat(
            FACE.post("/mlflow/models/" + model + "/invocations", "{\"instances\":[[1,2]]}")
                .statusCode())
        .isGreaterThanOrEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "invocations/x", "other", "ping/"})
  void whatIsNotThereSaysSo(String path) {
    assertThat(FACE.get(BASE + path).body()).contains("ENDPOINT_NOT_FOUND");
  }

  @Test
  void aCallNeedsANameAndAPermission() {
    HttpResponse<String> refused =
        FACE.send(
            HttpRequest.newBuilder(java.net.URI.create(FACE.address() + BASE + "invocations"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(FACE.postAs("eve", BASE + "invocations", "{\"instances\":[[1,2]]}").statusCode())
        .isEqualTo(403);
  }
}
