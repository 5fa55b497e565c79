package org.plumbline.oip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.data.RowParser;

/** The protocol's own examples over HTTP, written by hand, and what is not in them. */
class HttpFaceTest {
  private static final RunningFaces FACES = new RunningFaces();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INFER = "/v2/models/scored/infer";

  private static final double FIRST =
      score(Map.of("age", 41, "amount", 12.5, "plan", "gold", "active", true));
  private static final double SECOND =
      score(Map.of("age", 30, "amount", -3.0, "plan", "basic", "active", false));

  private static final String COLUMNS =
      """
      {"id": "42", "parameters": {"content_type": "pd"}, "inputs": [
        {"name": "customer", "shape": [2], "datatype": "BYTES", "data": ["c1", "c2"]},
        {"name": "age", "shape": [2], "datatype": "INT32", "data": [41, 30]},
        {"name": "amount", "shape": [2, 1], "datatype": "FP64", "data": [[12.5], [-3]]},
        {"name": "plan", "shape": [2], "datatype": "BYTES", "data": ["gold", "basic"],
         "parameters": {"content_type": "str"}},
        {"name": "active", "shape": [2], "datatype": "BOOL", "data": [true, false]}]}
      """;

  @AfterAll
  static void close() {
    FACES.close();
  }

  private static double score(Map<String, Object> row) {
    return ExampleVersion.model().score(new RowParser(ExampleVersion.CONTRACT).parse(row).slots());
  }

  private static JsonNode ok(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(RunningFaces.text(response)).isEqualTo(200);
    return json(response);
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    try {
      return JSON.readTree(response.body());
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  @Test
  void anybodyMayAskWhetherTheServerLivesAndWhatItIs() {
    assertThat(ok(FACES.get("", "/v2/health/live"))).hasToString("{\"live\":true}");
    assertThat(ok(FACES.get("", "/v2/health/ready"))).hasToString("{\"live\":true,\"ready\":true}");
    for (String path : new String[] {"/v2", "/v2/"}) {
      assertThat(ok(FACES.get("", path)))
          .hasToString(
              "{\"name\":\"plumbline\",\"version\":\"1.2.3\","
                  + "\"extensions\":[\"binary_tensor_data\",\"model_repository\"]}");
    }
  }

  @Test
  void aModelTellsItsTensors() throws IOException {
    for (String path : new String[] {"/v2/models/scored", "/v2/models/scored/versions/1"}) {
      assertThat(ok(FACES.get("eve", path)))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"name": "scored", "versions": ["1"], "platform": "plumbline_model",
                   "inputs": [
                     {"name": "customer", "datatype": "BYTES", "shape": [-1]},
                     {"name": "age", "datatype": "INT64", "shape": [-1]},
                     {"name": "amount", "datatype": "FP64", "shape": [-1]},
                     {"name": "plan", "datatype": "BYTES", "shape": [-1]},
                     {"name": "active", "datatype": "BOOL", "shape": [-1]}],
                   "outputs": [
                     {"name": "score", "datatype": "FP64", "shape": [-1]},
                     {"name": "label", "datatype": "BYTES", "shape": [-1]},
                     {"name": "probabilities", "datatype": "FP64", "shape": [-1, 2]},
                     {"name": "id", "datatype": "BYTES", "shape": [-1]},
                     {"name": "version", "datatype": "INT64", "shape": [-1]}],
                   "parameters": {"content_type": "pd"}}
                  """));
    }
    assertThat(ok(FACES.get("eve", "/v2/models/numbers")).get("outputs").findValuesAsText("name"))
        .containsExactly("score", "id", "version");
  }

  @Test
  void aModelIsReadyWhenItAnswers() {
    assertThat(ok(FACES.get("eve", "/v2/models/scored/ready")))
        .hasToString("{\"name\":\"scored\",\"ready\":true}");
    assertThat(ok(FACES.get("eve", "/v2/models/idle/versions/1/ready")).get("ready").asBoolean())
        .isTrue();

    HttpResponse<byte[]> idle = FACES.get("eve", "/v2/models/idle/ready");
    assertThat(idle.statusCode()).isEqualTo(503);
    assertThat(json(idle)).hasToString("{\"name\":\"idle\",\"ready\":false}");
    assertThat(FACES.get("eve", "/v2/models/nobody/ready").statusCode()).isEqualTo(404);
    assertThat(FACES.get("eve", "/v2/models/scored/versions/9/ready").statusCode()).isEqualTo(404);
    assertThat(FACES.get("eve", "/v2/models/scored/versions/x/ready").statusCode()).isEqualTo(400);
  }

  @Test
  void columnsAreScoredAndLogged() {
    long before = FACES.logged();

    JsonNode answer = ok(FACES.post("ben", INFER, COLUMNS));

    assertThat(answer.get("model_name").asText()).isEqualTo("scored");
    assertThat(answer.get("model_version").asText()).isEqualTo("1");
    assertThat(answer.get("id").asText()).isEqualTo("42");
    assertThat(answer.get("parameters"))
        .hasToString("{\"stages\":\"{\\\"1\\\":\\\"PRODUCTION\\\"}\"}");
    assertThat(answer.get("outputs").findValuesAsText("name"))
        .containsExactly("score", "label", "probabilities", "id", "version");
    assertThat(answer.at("/outputs/0/data")).hasToString("[" + FIRST + "," + SECOND + "]");
    assertThat(answer.at("/outputs/0/shape")).hasToString("[2]");
    assertThat(answer.at("/outputs/0/datatype").asText()).isEqualTo("FP64");
    assertThat(answer.at("/outputs/2/shape")).hasToString("[2,2]");
    assertThat(answer.at("/outputs/2/data/1").asDouble()).isEqualTo(FIRST);
    assertThat(answer.at("/outputs/4/data")).hasToString("[1,1]");
    assertThat(FACES.logged()).isEqualTo(before + 2);
    assertThat(FACES.loggedEntities(2)).containsExactlyInAnyOrder("c1", "c2");
  }

  @Test
  void outputsComeInTheOrderAskedFor() {
    JsonNode answer =
        ok(
            FACES.post(
                "ben",
                INFER,
                COLUMNS.replace(
                    "\"inputs\"",
                    "\"outputs\":[{\"name\":\"version\"},{\"name\":\"score\"}],\"inputs\"")));

    assertThat(answer.get("outputs").findValuesAsText("name")).containsExactly("version", "score");
  }

  @Test
  void reasonsStandInTheParameters() throws IOException {
    JsonNode answer =
        ok(
            FACES.post(
                "ben",
                INFER,
                COLUMNS.replace(
                    "\"content_type\": \"pd\"}, \"inputs\"", "\"explain\": 2}, \"inputs\"")));

    JsonNode reasons = JSON.readTree(answer.at("/parameters/reasons").asText());
    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(0)).hasSize(2);
    assertThat(reasons.at("/0/0/feature").asText()).isEqualTo("age");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,3,4,5,6]", "[[1,2,3],[4,5,6]]"})
  void allFeaturesMayComeInOneTensor(String data) {
    JsonNode answer =
        ok(
            FACES.post(
                "ben",
                "/v2/models/numbers/infer",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[2,3],\"datatype\":\"FP64\",\"data\":"
                    + data
                    + "}]}"));

    assertThat(answer.at("/outputs/0/data")).hasToString("[22.5,49.5]");
    assertThat(answer.get("outputs").findValuesAsText("name"))
        .containsExactly("score", "id", "version");
  }

  /** The example of the binary extension, with our own columns. */
  @Test
  void tensorsMayComeAndGoAsBytes() throws IOException {
    byte[] json =
        """
        {"inputs": [
          {"name": "age", "shape": [2], "datatype": "UINT32", "parameters": {"binary_data_size": 8}},
          {"name": "amount", "shape": [2], "datatype": "FP32", "parameters": {"binary_data_size": 8}},
          {"name": "plan", "shape": [2], "datatype": "BYTES", "parameters": {"binary_data_size": 17}},
          {"name": "active", "shape": [2], "datatype": "BOOL", "parameters": {"binary_data_size": 2}}],
         "outputs": [
          {"name": "score", "parameters": {"binary_data": true}},
          {"name": "version"},
          {"name": "label", "parameters": {"binary_data": true}}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer tensors = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
    tensors.putInt(41).putInt(30).putFloat(12.5f).putFloat(-3f);
    tensors.putInt(4).put("gold".getBytes(StandardCharsets.UTF_8));
    tensors.putInt(5).put("basic".getBytes(StandardCharsets.UTF_8));
    tensors.put((byte) 1).put((byte) 0);

    HttpResponse<byte[]> response = FACES.send(binary(json, tensors.array(), json.length));

    assertThat(response.statusCode()).as(RunningFaces.text(response)).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    int length =
        Integer.parseInt(response.headers().firstValue(HttpFace.JSON_LENGTH).orElseThrow());
    JsonNode answer = JSON.readTree(response.body(), 0, length);
    assertThat(answer.at("/outputs/0/parameters/binary_data_size").asInt()).isEqualTo(16);
    assertThat(answer.at("/outputs/0").has("data")).isFalse();
    assertThat(answer.at("/outputs/1/data")).hasToString("[1,1]");
    ByteBuffer behind =
        ByteBuffer.wrap(response.body(), length, response.body().length - length)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(behind.getDouble()).isEqualTo(FIRST);
    assertThat(behind.getDouble()).isEqualTo(SECOND);
    byte[] label = new byte[behind.getInt()];
    behind.get(label);
    assertThat(new String(label, StandardCharsets.UTF_8)).isIn("yes", "no");
  }

  private static HttpRequest binary(byte[] json, byte[] tensors, int length) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(json);
    body.writeBytes(tensors);
    return FACES
        .request("ben", INFER)
        .header("Content-Type", "application/octet-stream")
        .header(HttpFace.JSON_LENGTH, Integer.toString(length))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5, 1_000_000, Integer.MAX_VALUE})
  void aLengthThatIsNotThatOfTheJsonIsRefused(int length) {
    byte[] json = COLUMNS.getBytes(StandardCharsets.UTF_8);

    assertThat(FACES.send(binary(json, new byte[0], length)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "| JSON object",
        "[] | JSON object",
        "{ | not valid JSON",
        "{} {} | not valid JSON",
        "{} | no inputs",
        "{'inputs':7} | is no list",
        "{'inputs':[]} | no inputs",
        "{'inputs':[{}]} | 'name' of an input",
        "{'inputs':[{'name':'age'}]} | has the datatype 'null'",
        "{'inputs':[{'name':'age','datatype':'FP128'}]} | has the datatype 'FP128'",
        "{'inputs':[{'name':'age','datatype':'INT32'}]} | has no list 'shape'",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1.5]}]} | in its shape",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[-1],'data':[]}]} | has the shape"
            + " [-1]",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[9223372036854775807,2],'data':[]}]} |"
            + " has the shape",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1]}]} | has no list 'data'",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[2],'data':[1]}]} | holds 2",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[2],'data':[[1],2]}]} | does not fit"
            + " its shape",
        "{'inputs':[{'name':'age','datatype':'INT8','shape':[1],'data':[300]}]} | holds -128 to"
            + " 127",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':['1']}]} | whole numbers",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1.5]}]} | whole numbers",
        "{'inputs':[{'name':'age','datatype':'UINT64','shape':[1],'data':[-1]}]} | whole numbers"
            + " from 0",
        "{'inputs':[{'name':'age','datatype':'BOOL','shape':[1],'data':[1]}]} | true or false",
        "{'inputs':[{'name':'age','datatype':'FP16','shape':[1],'data':[1]}]} | binary data only",
        "{'inputs':[{'name':'age','datatype':'FP64','shape':[0],'data':[]}]} | no rows",
        "{'inputs':[{'name':'age','datatype':'FP64','shape':[1001],'data':[]}]} | holds 1001",
        "{'inputs':[{'name':'age','datatype':'FP64','shape':[2,2],'data':[1,2,3,4]}]} | a column is"
            + " [rows]",
        "{'inputs':[{'name':'age','datatype':'FP64','shape':[1],'data':[1.5]}]} | must be a whole"
            + " number",
        "{'inputs':[{'name':'age','datatype':'FP64','shape':[1],'data':[null]}]} | Row 0",
        "{'inputs':[{'name':'nobody','datatype':'FP64','shape':[1],'data':[1]},{'name':'age','datatype':'INT32','shape':[1],'data':[1]}]}"
            + " | 'nobody'",
        "{'inputs':[{'name':'age','datatype':'BYTES','shape':[1],'data':['x']}]} | must be a whole"
            + " number",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]},{'name':'age','datatype':'INT32','shape':[1],'data':[1]}]}"
            + " | stands twice",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]},{'name':'amount','datatype':'FP64','shape':[2],'data':[1,2]}]}"
            + " | has 1 rows",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1],'parameters':{'binary_data_size':4}}]}"
            + " | both",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'parameters':{'binary_data_size':4}}]}"
            + " | bytes are left",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1],'parameters':{'content_type':'str'}}]}"
            + " | content type of BYTES",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1],'parameters':{'content_type':'x'}}]}"
            + " | has the content type",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]}],'outputs':[{'name':'x'}]}"
            + " | is no output",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]}],'parameters':{'explain':-1}}"
            + " | counts reasons",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]}],'parameters':{'content_type':'xml'}}"
            + " | a request is pd",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]}],'parameters':{'content_type':'np'}}"
            + " | all features in one tensor",
        "{'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]}],'parameters':{'sequence_id':1}}"
            + " | belongs to an extension",
        "{'id':7,'inputs':[{'name':'age','datatype':'INT32','shape':[1],'data':[1]}]} | it is a"
            + " text",
      })
  void whatCannotBeScoredIsRefusedWithAReason(String body, String reason) {
    String sent = body == null ? "[1]" : body.replace('\'', '"');

    HttpResponse<byte[]> refused = FACES.post("ben", INFER, sent);

    assertThat(refused.statusCode()).as(RunningFaces.text(refused)).isEqualTo(400);
    assertThat(json(refused).fieldNames()).toIterable().containsExactly("error");
    assertThat(json(refused).get("error").asText()).contains(reason.strip());
  }

  @Test
  void aCallNeedsATokenAndAPermission() {
    HttpResponse<byte[]> stranger = FACES.post("", INFER, COLUMNS);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(json(stranger).has("error")).isTrue();

    assertThat(FACES.post("eve", INFER, COLUMNS).statusCode()).isEqualTo(403);
    assertThat(FACES.get("", "/v2/models/scored").statusCode()).isEqualTo(401);
  }

  @Test
  void aVersionMayBeNamed() {
    assertThat(FACES.post("ben", "/v2/models/scored/versions/1/infer", COLUMNS).statusCode())
        .isEqualTo(200);
    JsonNode idle = ok(FACES.post("ben", "/v2/models/idle/versions/1/infer", COLUMNS));
    assertThat(idle.get("model_version").asText()).isEqualTo("1");
    assertThat(FACES.post("ben", "/v2/models/idle/infer", COLUMNS).statusCode()).isEqualTo(409);
    assertThat(FACES.post("ben", "/v2/models/nobody/infer", COLUMNS).statusCode()).isEqualTo(404);
  }

  @Test
  void theRepositoryListsAndLoadsButLeavesWhatServes() {
    assertThat(ok(FACES.post("eve", "/v2/repository/index", "{\"ready\":true}")))
        .hasToString(
            "[{\"name\":\"numbers\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"},"
                + "{\"name\":\"scored\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}]");
    assertThat(ok(FACES.post("eve", "/v2/repository/index", "")).get(0))
        .hasToString(
            "{\"name\":\"idle\",\"version\":\"1\",\"state\":\"UNAVAILABLE\","
                + "\"reason\":\"no version is in production\"}");

    var _ = ok(FACES.post("ben", "/v2/repository/models/scored/load", ""));
    var _ =
        ok(
            FACES.post(
                "ben", "/v2/repository/models/idle/load", "{\"parameters\":{\"version\":\"1\"}}"));
    assertThat(FACES.post("ben", "/v2/repository/models/idle/load", "{}").statusCode())
        .isEqualTo(409);
    assertThat(
            FACES
                .post(
                    "ben",
                    "/v2/repository/models/scored/load",
                    "{\"parameters\":{\"config\":\"{}\"}}")
                .statusCode())
        .isEqualTo(400);
    assertThat(FACES.post("eve", "/v2/repository/models/scored/load", "").statusCode())
        .isEqualTo(403);
    var _ = ok(FACES.post("ben", "/v2/repository/models/idle/unload", ""));

    HttpResponse<byte[]> refused = FACES.post("ben", "/v2/repository/models/scored/unload", "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).get("error").asText()).contains("version 1 serves", "change request");
    assertThat(FACES.entered("model.unload")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v2/models,404",
    "GET,/v2/models/scored/,404",
    "GET,/v2/models//ready,404",
    "GET,/v2/models/scored/stats,404",
    "GET,/v2/health,404",
    "GET,/v2/models/scored/infer,405",
    "DELETE,/v2/models/scored,405",
    "POST,/v2,405"
  })
  void whatIsNotThereSaysSo(String method, String path, int status) {
    HttpResponse<byte[]> refused =
        FACES.send(
            FACES.request("ben", path).method(method, HttpRequest.BodyPublishers.noBody()).build());

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(json(refused).has("error")).isTrue();
  }

  @Test
  void otherMediaAndLargeBodiesAreRefused() {
    HttpRequest xml =
        FACES
            .request("ben", INFER)
            .header("Content-Type", "application/xml")
            .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
            .build();
    assertThat(FACES.send(xml).statusCode()).isEqualTo(415);
    assertThat(FACES.post("ben", INFER, " ".repeat(1 << 21)).statusCode()).isEqualTo(413);
  }
}
