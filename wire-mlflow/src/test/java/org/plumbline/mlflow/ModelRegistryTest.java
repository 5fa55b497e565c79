package org.plumbline.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.RegisteredModel;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.plumbline.audit.AuditQuery;

/** Models, versions, aliases and stages, as clients see them. */
class ModelRegistryTest {
  private static final RunningFace FACE = new RunningFace();
  private static final String BASE = "/api/2.0/mlflow/";

  private final MlflowClient client =
      new MlflowClient(new BasicMlflowHostCreds(FACE.address(), "admin", RunningFace.PASSWORD));

  @AfterAll
  static void close() {
    FACE.close();
  }

  private static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return JsonMapper.builder().build().readTree(response.body());
    } catch (Exception noJson) {
      throw new AssertionError(response.body(), noJson);
    }
  }

  private static JsonNode done(String method, String path, String body) {
    return json(FACE.call(method, BASE + path, body.replace('\'', '"')));
  }

  private static void assertRefused(
      String method, String path, String body, int status, String code) {
    HttpResponse<String> refused = FACE.call(method, BASE + path, body.replace('\'', '"'));

    assertThat(refused.body()).contains("\"error_code\":\"" + code + "\"");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
  }

  private static void model(String name) {
    var _ = done("POST", "registered-models/create", "{'name':'%s'}".formatted(name));
  }

  private static JsonNode version(String model, String source, String more) {
    return done(
            "POST",
            "model-versions/create",
            "{'name':'%s','source':'%s'%s}".formatted(model, source, more))
        .get("model_version");
  }

  private String runWith(String path, String content) {
    String run = client.createRun().getRunId();
    FACE.keep(run, path, content);
    return run;
  }

  @Test
  void aModelIsCreatedBeforeItHasAVersion() {
    JsonNode created =
        done(
                "POST",
                "registered-models/create",
                "{'name':'early','description':'first','tags':[{'key':'team','value':'risk'}]}")
            .get("registered_model");

    RegisteredModel read = client.getRegisteredModel("early");

    assertThat(created.get("latest_versions")).isEmpty();
    assertThat(read.getDescription()).isEqualTo("first");
    assertThat(read.getTags(0).getValue()).isEqualTo("risk");
    assertThat(read.getUserId()).isEqualTo("admin");
    assertRefused(
        "POST", "registered-models/create", "{'name':'early'}", 400, "RESOURCE_ALREADY_EXISTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Churn Model", "UPPER", "a/b", "a:b", "-x", "\u00e4"})
  void aNameThatOursDoNotAllowIsRefusedWithTheRule(String name) {
    assertRefused(
        "POST",
        "registered-models/create",
        "{'name':'%s'}".formatted(name),
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void aPromptIsNoModel() {
    assertRefused(
        "POST",
        "registered-models/create",
        "{'name':'prompt','tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]}",
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @Test
  void filesThatWeCanScoreBecomeAVersionOfOurOwn() {
    String run = runWith("model/model.txt", ExampleModel.LIGHTGBM);
    FACE.keep(run, "model/requirements.txt", "lightgbm");
    model("adopted");

    JsonNode version =
        version(
            "adopted",
            "runs:/" + run + "/model",
            ",'run_id':'" + run + "','description':'from the risk team'");

    assertThat(version.get("version").asText()).isEqualTo("1");
    assertThat(version.has("status_message")).isFalse();
    assertThat(version.get("run_id").asText()).isEqualTo(run);
    assertThat(version.get("source").asText()).isEqualTo("runs:/" + run + "/model");
    assertThat(version.get("description").asText()).isEqualTo("from the risk team");
    assertThat(client.getModelVersion("adopted", "1").getCurrentStage()).isEqualTo("None");
  }

  @Test
  void filesThatWeCannotScoreAreKeptAsAForeignVersion() {
    String run = runWith("model/model.pkl", "pickled");
    model("foreign");

    JsonNode version = version("foreign", "runs:/" + run + "/model", "");

    assertThat(version.get("status").asText()).isEqualTo("READY");
    assertThat(version.get("status_message").asText())
        .contains("Cannot serve", "XGBoost JSON or UBJ");
    assertThat(client.getModelVersionDownloadUri("foreign", "1"))
        .isEqualTo("runs:/" + run + "/model");
    assertRefused(
        "POST",
        "model-versions/transition-stage",
        "{'name':'foreign','version':'1','stage':'Production','archive_existing_versions':true}",
        403,
        "PERMISSION_DENIED");
  }

  @Test
  void aDamagedModelFileSaysWhyItCannotServe() {
    String run = runWith("model.txt", ExampleModel.LIGHTGBM.replace("threshold=0.5\n", ""));
    model("damaged");

    JsonNode version = version("damaged", "runs:/" + run + "/model.txt", "");

    assertThat(version.get("status_message").asText()).contains("model.txt: ");
  }

  @Test
  void numbersOfOwnAndForeignVersionsAreOneSequence() {
    String own = runWith("model.txt", ExampleModel.LIGHTGBM);
    model("mixed");

    var _ = version("mixed", "s3://bucket/model", "");
    var _ = version("mixed", "runs:/" + own, "");
    var _ = done("DELETE", "model-versions/delete", "{'name':'mixed','version':'1'}");
    JsonNode third = version("mixed", "s3://bucket/model", "");

    assertThat(third.get("version").asText()).isEqualTo("3");
    assertRefused(
        "DELETE",
        "model-versions/delete",
        "{'name':'mixed','version':'2'}",
        403,
        "PERMISSION_DENIED");
    assertRefused(
        "GET", "model-versions/get?name=mixed&version=1", "", 404, "RESOURCE_DOES_NOT_EXIST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "runs:/../../x",
        "s3://b/%2e%2e/x",
        "s3://b/..\\\\x",
        "model"
      })
  void aSourceOnThisMachineOrThatClimbsIsRefused(String source) {
    if (FACE.get(BASE + "registered-models/get?name=climber").statusCode() == 404) {
      model("climber");
    }

    assertRefused(
        "POST",
        "model-versions/create",
        "{'name':'climber','source':'%s'}".formatted(source),
        400,
        "INVALID_PARAMETER_VALUE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|model-versions/create|{'name':'nobody','source':'s3://x/y'}|404|RESOURCE_DOES_NOT_EXIST",
        "GET|model-versions/get?name=nobody&version=1||404|RESOURCE_DOES_NOT_EXIST",
        "GET|model-versions/get?name=nobody&version=one||400|INVALID_PARAMETER_VALUE",
        "GET|model-versions/get?name=nobody&version=0||400|INVALID_PARAMETER_VALUE",
        "GET|model-versions/get?name=nobody&version=99999999999||400|INVALID_PARAMETER_VALUE",
        "GET|model-versions/search?max_results=200001||400|INVALID_PARAMETER_VALUE",
        "GET|model-versions/search?filter=nonsense||400|INVALID_PARAMETER_VALUE",
        "GET|model-versions/search?page_token=zzz||400|INVALID_PARAMETER_VALUE",
        "GET|registered-models/search?max_results=1001||400|INVALID_PARAMETER_VALUE",
        "GET|registered-models/get?name=nobody||404|RESOURCE_DOES_NOT_EXIST",
        "GET|registered-models/alias?name=nobody&alias=x||404|RESOURCE_DOES_NOT_EXIST",
        "POST|registered-models/set-tag|{'name':'nobody','key':'a'}|404|RESOURCE_DOES_NOT_EXIST",
        "POST|registered-models/set-tag|{'name':'nobody','key':'a','value':'\\u0000'}|400|INVALID_PARAMETER_VALUE",
        "PATCH|registered-models/update|{'name':'nobody'}|404|RESOURCE_DOES_NOT_EXIST",
        "DELETE|registered-models/delete|{'name':'nobody'}|404|RESOURCE_DOES_NOT_EXIST",
        "POST|registered-models/rename|{'name':'nobody','new_name':'x'}|404|RESOURCE_DOES_NOT_EXIST",
        "POST|registered-models/get-latest-versions|{'name':'nobody','stages':['Odd']}|400|INVALID_PARAMETER_VALUE",
      })
  void whatBreaksARuleIsRefused(String method, String path, String body, int status, String code) {
    assertRefused(method, path, body == null ? "" : body, status, code);
  }

  @Test
  void aModelIsDescribedTaggedAndDeleted() {
    model("short");
    var _ = done("PATCH", "registered-models/update", "{'name':'short','description':'says more'}");
    var _ = done("POST", "registered-models/set-tag", "{'name':'short','key':'a','value':'1'}");
    var _ = done("DELETE", "registered-models/delete-tag", "{'name':'short','key':'absent'}");

    assertThat(client.getRegisteredModel("short").getDescription()).isEqualTo("says more");
    assertThat(client.getRegisteredModel("short").getTagsCount()).isEqualTo(1);
    var _ = done("DELETE", "registered-models/delete-tag", "{'name':'short','key':'a'}");
    assertThat(client.getRegisteredModel("short").getTagsCount()).isZero();
    assertRefused(
        "POST",
        "registered-models/rename",
        "{'name':'short','new_name':'long'}",
        403,
        "PERMISSION_DENIED");

    var _ = done("DELETE", "registered-models/delete", "{'name':'short'}");
    assertRefused("GET", "registered-models/get?name=short", "", 404, "RESOURCE_DOES_NOT_EXIST");
    assertThat(FACE.audit().list(AuditQuery.newest(20)).entries())
        .extracting(entry -> entry.event().action())
        .contains("model.created", "model.described", "tag.set", "tag.removed", "model.deleted")
        .contains("model.renamed");
  }

  @Test
  void aModelWithASignedVersionIsNotDeleted() {
    String run = runWith("model.txt", ExampleModel.LIGHTGBM);
    model("kept");
    var _ = version("kept", "runs:/" + run, "");

    assertRefused(
        "DELETE", "registered-models/delete", "{'name':'kept'}", 403, "PERMISSION_DENIED");
  }

  @Test
  void versionsAreDescribedAndTagged() {
    model("notes");
    var _ = version("notes", "s3://b/m", ",'tags':[{'key':'a','value':'1'}]");
    var _ =
        done(
            "PATCH",
            "model-versions/update",
            "{'name':'notes','version':'1','description':'better'}");
    var _ =
        done(
            "POST",
            "model-versions/set-tag",
            "{'name':'notes','version':'1','key':'b','value':'2'}");
    var _ = done("DELETE", "model-versions/delete-tag", "{'name':'notes','version':'1','key':'a'}");

    ModelVersion read = client.getModelVersion("notes", "1");

    assertThat(read.getDescription()).isEqualTo("better");
    assertThat(read.getTagsList()).singleElement().matches(tag -> tag.getKey().equals("b"));
  }

  @Test
  void anAliasNamesAVersionUntilItIsTakenAway() {
    model("named");
    var _ = version("named", "s3://b/m", "");
    var _ = version("named", "s3://b/m", "");
    var _ =
        done("POST", "registered-models/alias", "{'name':'named','alias':'best','version':'1'}");
    var _ =
        done("POST", "registered-models/alias", "{'name':'named','alias':'best','version':'2'}");

    JsonNode found =
        done("GET", "registered-models/alias?name=named&alias=best", "").get("model_version");

    assertThat(found.get("version").asText()).isEqualTo("2");
    assertThat(found.get("aliases").get(0).asText()).isEqualTo("best");
    assertThat(client.getRegisteredModel("named").getAliases(0).getVersion()).isEqualTo("2");
    var _ = done("DELETE", "registered-models/alias", "{'name':'named','alias':'best'}");
    var _ = done("DELETE", "registered-models/alias", "{'name':'named','alias':'best'}");
    assertRefused(
        "GET", "registered-models/alias?name=named&alias=best", "", 404, "RESOURCE_DOES_NOT_EXIST");
  }

  @Test
  void whatThePolicyBlocksIsRefusedWithItsReasons() {
    String run = runWith("model.txt", ExampleModel.LIGHTGBM);
    model("gated");
    var _ =
        version(
            "gated",
            "runs:/" + run,
            ",'description':'adopted from the risk team after their own review'");
    String body = "{'name':'gated','version':'1','stage':'production'}".replace('\'', '"');

    HttpResponse<String> first = FACE.post(BASE + "model-versions/transition-stage", body);
    HttpResponse<String> alias =
        FACE.post(
            BASE + "registered-models/alias",
            "{\"name\":\"gated\",\"alias\":\"champion\",\"version\":\"1\"}");

    assertThat(FACE.post(BASE + "model-versions/transition-stage", body).body())
        .as("asked again for the same reasons, the same request answers")
        .isEqualTo(first.body());
    assertThat(first.statusCode()).isEqualTo(403);
    assertThat(first.body())
        .contains("PERMISSION_DENIED", FACE.address() + "/api/v1/change-requests/");
    assertThat(first.body()).contains("The policy blocks gated v1");
    assertThat(alias.statusCode()).isEqualTo(403);
    assertThat(alias.body()).contains("The policy blocks gated v1");
    assertThat(FACE.audit().list(AuditQuery.newest(20)).entries())
        .extracting(entry -> entry.event().action())
        .contains("change-request.open", "version.staged", "alias.set");
    assertThat(client.getModelVersion("gated", "1").getCurrentStage()).isEqualTo("None");
    assertThat(
            done(
                    "POST",
                    "model-versions/transition-stage",
                    "{'name':'gated','version':'1','stage':'None'}")
                .toString())
        .contains("\"current_stage\":\"None\"");
  }

  @Test
  void whoMayNotAskForChangesIsRefused() {
    HttpResponse<String> refused =
        FACE.postAs(
            "eve",
            BASE + "model-versions/transition-stage",
            "{\"name\":\"x\",\"version\":\"1\",\"stage\":\"Production\"}");

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void versionsAreSearchedPageByPage() {
    model("paged");
    model("paged-too");
    for (int i = 0; i < 5; i++) {
      var _ = version(i == 4 ? "paged-too" : "paged", "s3://b/" + i, "");
    }

    List<String> found = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          done(
              "GET",
              "model-versions/search?max_results=2&filter=name+LIKE+%27paged%25%27"
                  + "&order_by=name+ASC&order_by=version_number+DESC&page_token="
                  + token,
              "");
      page.get("model_versions")
          .forEach(v -> found.add(v.get("name").asText() + v.get("version").asText()));
      token = page.path("next_page_token").asText();
    } while (!token.isEmpty());

    assertThat(found).containsExactly("paged4", "paged3", "paged2", "paged1", "paged-too1");
    assertThat(client.searchModelVersions("name='paged-too'").getItems()).hasSize(1);
    assertThat(client.searchModelVersions("version_number > 3").getItems())
        .extracting(ModelVersion::getVersion)
        .contains("4");
  }

  @Test
  void modelsAreSearchedByNameAndTag() {
    for (String name : List.of("find-b", "find-a", "find-c")) {
      model(name);
      var _ =
          done(
              "POST",
              "registered-models/set-tag",
              "{'name':'%s','key':'kind','value':'%s'}".formatted(name, name));
    }

    JsonNode first =
        done("GET", "registered-models/search?max_results=2&filter=name+ILIKE+%27FIND-%25%27", "");
    JsonNode second =
        done(
            "GET",
            "registered-models/search?max_results=2&filter=name+ILIKE+%27FIND-%25%27&page_token="
                + first.get("next_page_token").asText(),
            "");
    JsonNode tagged = done("GET", "registered-models/search?filter=tags.kind+%3D+%27find-b%27", "");

    assertThat(first.get("registered_models")).hasSize(2);
    assertThat(first.get("registered_models").get(0).get("name").asText()).isEqualTo("find-a");
    assertThat(second.get("registered_models")).hasSize(1);
    assertThat(second.has("next_page_token")).isFalse();
    assertThat(tagged.get("registered_models")).hasSize(1);
  }

  @Test
  void theLatestVersionOfEachStageIsTold() {
    model("latest");
    var _ = version("latest", "s3://b/1", "");
    var _ = version("latest", "s3://b/2", "");

    assertThat(client.getLatestVersions("latest"))
        .extracting(ModelVersion::getVersion)
        .containsExactly("2");
    assertThat(client.getLatestVersions("latest", List.of("Production"))).isEmpty();
  }

  @Test
  void aForeignVersionIsCopiedToAnotherModel() {
    String run = runWith("m/model.pkl", "pickled");
    model("origin");
    model("copy");
    var _ = version("origin", "runs:/" + run + "/m", "");

    JsonNode copy = version("copy", "models:/origin/1", "");

    assertThat(copy.get("status_message").asText()).contains("none of its files");
  }
}
