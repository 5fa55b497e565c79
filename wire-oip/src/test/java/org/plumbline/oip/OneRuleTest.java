package org.plumbline.oip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.Share;
import org.plumbline.oip.wire.InferTensorContents;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ModelInferResponse;
import org.plumbline.scoring.Model;

/** Both wires answer as the own route does: with a canary, and once where a key says so. */
class OneRuleTest {
  private static final RunningFaces FACES = new RunningFaces();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INFER = "/v2/models/scored/infer";
  private static final Model CHALLENGER = ExampleVersion.model(-1);
  private static final List<String> ENTITIES =
      IntStream.range(0, 40).mapToObj(i -> "c" + i).toList();

  private static final Share SHARE =
      FACES.tryOut(
          ExampleVersion.trained(CHALLENGER, ExampleVersion.CONTRACT, Map.of("age", 30)), 50);

  @AfterAll
  static void close() {
    FACES.close();
  }

  @Test
  void theCanaryAnswersForTheSameEntitiesOnBothWires() throws IOException {
    long before = FACES.compared();

    JsonNode http =
        JSON.readTree(FACES.post("ben", INFER, "{\"inputs\":[%s]}".formatted(inputs())).body());
    ModelInferResponse grpc = FACES.stub("ben").modelInfer(message());

    List<Long> versions = ENTITIES.stream().map(OneRuleTest::version).toList();
    List<Double> scores = ENTITIES.stream().map(OneRuleTest::score).toList();
    assertThat(versions).contains(1L, 2L);
    assertThat(grpc.getOutputs(4).getContents().getInt64ContentsList()).isEqualTo(versions);
    assertThat(grpc.getOutputs(0).getContents().getFp64ContentsList()).isEqualTo(scores);
    assertThat(grpc.getModelVersion()).isEmpty();
    assertThat(http.at("/outputs/4/data")).hasToString(versions.toString().replace(" ", ""));
    assertThat(http.at("/outputs/0/data")).hasToString(scores.toString().replace(" ", ""));
    assertThat(http.has("model_version")).isFalse();
    assertThat(http.at("/parameters/stages").asText())
        .isEqualTo("{\"1\":\"PRODUCTION\",\"2\":\"CANARY\"}")
        .isEqualTo(grpc.getParametersOrThrow("stages").getStringParam());
    assertThat(FACES.compared()).isEqualTo(before + 2L * ENTITIES.size());
  }

  @Test
  void aKeyOverHttpGivesTheSameBytesAndOneRow() {
    long before = FACES.logged();

    HttpResponse<byte[]> first = keyed("k-1", "{\"inputs\":[%s]}".formatted(inputs()));
    HttpResponse<byte[]> again = keyed("k-1", "{\"inputs\":[%s]}".formatted(inputs()));
    HttpResponse<byte[]> other = keyed("k-1", "{\"id\":\"x\",\"inputs\":[%s]}".formatted(inputs()));

    assertThat(first.statusCode()).as(RunningFaces.text(first)).isEqualTo(200);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(FACES.logged()).isEqualTo(before + ENTITIES.size());
  }

  @Test
  void aKeyOverGrpcGivesTheSameAnswerAndOneRow() {
    var key = new Metadata();
    key.put(Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER), "k-2");
    var headers = new AtomicReference<Metadata>();
    ClientInterceptor capture =
        MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>());
    var stub =
        FACES.stub("ben").withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key), capture);
    long before = FACES.logged();

    ModelInferResponse first = stub.modelInfer(message());
    ModelInferResponse again = stub.modelInfer(message());

    assertThat(again).isEqualTo(first);
    assertThat(
            headers
                .get()
                .get(Metadata.Key.of("idempotency-replayed", Metadata.ASCII_STRING_MARSHALLER)))
        .isEqualTo("true");
    assertThat(FACES.logged()).isEqualTo(before + ENTITIES.size());
  }

  private static HttpResponse<byte[]> keyed(String key, String body) {
    return FACES.send(
        FACES
            .request("ben", INFER)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static long version(String entity) {
    return SHARE.takes(entity, new UUID(0, 0)) ? 2 : 1;
  }

  private static double score(String entity) {
    Model model = version(entity) == 2 ? CHALLENGER : ExampleVersion.model();
    Map<String, Object> row = Map.of("age", age(entity));
    return model.score(new RowParser(ExampleVersion.CONTRACT).parse(row).slots());
  }

  private static int age(String entity) {
    return 20 + ENTITIES.indexOf(entity);
  }

  private static String inputs() {
    return """
        {"name": "customer", "shape": [40], "datatype": "BYTES", "data": [%s]},
        {"name": "age", "shape": [40], "datatype": "INT32", "data": %s}
        """
        .formatted(
            ENTITIES.stream().map(it -> '"' + it + '"').collect(Collectors.joining(",")),
            ENTITIES.stream().map(OneRuleTest::age).toList());
  }

  private static ModelInferRequest message() {
    var entities = InferTensorContents.newBuilder();
    var ages = InferTensorContents.newBuilder();
    for (String entity : ENTITIES) {
      entities.addBytesContents(ByteString.copyFromUtf8(entity));
      ages.addIntContents(age(entity));
    }
    return ModelInferRequest.newBuilder()
        .setModelName("scored")
        .addInputs(input("customer", "BYTES").setContents(entities))
        .addInputs(input("age", "INT32").setContents(ages))
        .build();
  }

  private static ModelInferRequest.InferInputTensor.Builder input(String name, String type) {
    return ModelInferRequest.InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(type)
        .addShape(ENTITIES.size());
  }
}
