package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kafka.Broker;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc;
import org.plumbline.oip.wire.InferTensorContents;
import org.plumbline.oip.wire.ModelInferRequest;

/**
 * While a canary answers for half of the customers, each wire gives each of them the same answer.
 */
class EveryWireTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Customers as those of the training, or drift would send the canary back. */
  private static final List<Map<String, Object>> ROWS = Tables.rows(400, 21);

  @TempDir private Path directory;

  /** What was answered about a customer. */
  private record Told(long version, double score) {}

  @Test
  void everyWireTellsTheSameVersionsAndScores() throws IOException, InterruptedException {
    try (var broker = Broker.start()) {
      broker.createTopics(1, "plumbline.requests", "plumbline.predictions", "plumbline.refused");
      try (var served =
          ServedModel.start(
              directory.resolve("home"), Map.of("PLUMBLINE_KAFKA_BROKERS", broker.address()))) {
        tryAnother(served);
        clip(served);

        List<Told> own = own(served);

        assertThat(own.stream().map(Told::version)).contains(1L, 2L);
        assertThat(httpTensors(served)).isEqualTo(own);
        assertThat(grpcTensors(served)).isEqualTo(own);
        assertThat(invocations(served)).isEqualTo(own);
        assertThat(events(broker)).isEqualTo(own);
        List<Told> file = file(served);
        assertThat(file)
            .as(served.api().read("/api/v1/models/churn/routing").text())
            .isEqualTo(own);
      }
    }
  }

  /** Brings a second version into the shadow and then to half of the customers. */
  private static void tryAnother(ServedModel served) throws IOException, InterruptedException {
    Path others = served.home().resolveSibling("others.csv");
    ServedModel.train(served.home(), Tables.customers(others, 3_000, 12));
    served.deploy(2, "shadow", Map.of());
    served.deploy(
        2, "canary", Map.of("shares", List.of(50), "leastSeconds", 86_400, "scoreShift", 1.0));
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (own(served).stream().noneMatch(told -> told.version() == 2)) {
      assertThat(System.nanoTime()).as("the canary answers within 30 s").isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(200));
    }
  }

  /** Some of the scores leave these bounds. */
  private static void clip(ServedModel served) throws IOException, InterruptedException {
    var set =
        served
            .api()
            .put(
                "/api/v1/models/churn/safeguards",
                Map.of(
                    "revision",
                    0,
                    "reason",
                    "tests",
                    "safeguards",
                    Map.of("output", Map.of("max", 0.9, "reaction", "CLIP"))));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (own(served).stream().noneMatch(told -> told.score() == 0.9)) {
      assertThat(System.nanoTime()).as("the bounds hold within 30 s").isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(200));
    }
  }

  private static List<Told> own(ServedModel served) throws IOException, InterruptedException {
    var answer = served.api().post("/api/v1/models/churn/predictions", Map.of("rows", ROWS));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return told(answer.body().path("predictions"));
  }

  private static List<Told> told(JsonNode predictions) {
    var all = new ArrayList<Told>();
    predictions.forEach(
        one -> all.add(new Told(one.path("version").asLong(), one.path("score").asDouble())));
    return all;
  }

  private static List<Told> httpTensors(ServedModel served)
      throws IOException, InterruptedException {
    var inputs =
        List.of(
            column("customer", "BYTES"),
            column("tenure", "INT64"),
            column("plan", "BYTES"),
            column("charges", "FP64"),
            column("support_calls", "INT32"));
    var answer = served.api().post("/v2/models/churn/infer", Map.of("inputs", inputs));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode outputs = answer.body().path("outputs");
    return IntStream.range(0, ROWS.size())
        .mapToObj(
            i ->
                new Told(
                    outputs.at("/4/data/" + i).asLong(), outputs.at("/0/data/" + i).asDouble()))
        .toList();
  }

  private static Map<String, Object> column(String name, String type) {
    return Map.of(
        "name",
        name,
        "datatype",
        type,
        "shape",
        List.of(ROWS.size()),
        "data",
        ROWS.stream().map(row -> row.get(name)).toList());
  }

  private static List<Told> grpcTensors(ServedModel served) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", served.grpcPort()).usePlaintext().build();
    try {
      var headers = new Metadata();
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          "Bearer " + served.api().token());
      var answer =
          GRPCInferenceServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
              .modelInfer(message());
      return IntStream.range(0, ROWS.size())
          .mapToObj(
              i ->
                  new Told(
                      answer.getOutputs(4).getContents().getInt64Contents(i),
                      answer.getOutputs(0).getContents().getFp64Contents(i)))
          .toList();
    } finally {
      channel.shutdownNow();
    }
  }

  private static ModelInferRequest message() {
    return ModelInferRequest.newBuilder()
        .setModelName("churn")
        .addInputs(tensor("customer", "BYTES", EveryWireTest::addText))
        .addInputs(tensor("tenure", "INT64", (to, value) -> to.addInt64Contents((int) value)))
        .addInputs(tensor("plan", "BYTES", EveryWireTest::addText))
        .addInputs(tensor("charges", "FP64", (to, value) -> to.addFp64Contents((double) value)))
        .addInputs(tensor("support_calls", "INT32", (to, value) -> to.addIntContents((int) value)))
        .build();
  }

  private static void addText(InferTensorContents.Builder to, Object value) {
    to.addBytesContents(ByteString.copyFromUtf8((String) value));
  }

  private static ModelInferRequest.InferInputTensor tensor(
      String name, String type, BiConsumer<InferTensorContents.Builder, Object> adding) {
    var contents = InferTensorContents.newBuilder();
    ROWS.forEach(row -> adding.accept(contents, row.get(name)));
    return ModelInferRequest.InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(type)
        .addShape(ROWS.size())
        .setContents(contents)
        .build();
  }

  private static List<Told> invocations(ServedModel served)
      throws IOException, InterruptedException {
    var answer =
        served.api().post("/mlflow/models/churn/invocations", Map.of("dataframe_records", ROWS));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return IntStream.range(0, ROWS.size())
        .mapToObj(
            i ->
                new Told(
                    answer.body().at("/versions/" + i).asLong(),
                    answer.body().at("/predictions/" + i).asDouble()))
        .toList();
  }

  /** As a file that the server scores and logs. */
  private static List<Told> file(ServedModel served) throws IOException, InterruptedException {
    Path rows = served.home().resolveSibling("rows.jsonl");
    var lines = new ArrayList<String>();
    for (Map<String, Object> row : ROWS) {
      lines.add(JSON.writeValueAsString(row));
    }
    Files.write(rows, lines);
    Path out = served.home().resolveSibling("answers.jsonl");
    String batch =
        JSON.readTree(
                Program.run(
                        served.home(),
                        "batches",
                        "submit",
                        "--model",
                        "churn",
                        "--data",
                        rows.toString(),
                        "--log",
                        "--json")
                    .output())
            .path("id")
            .asText();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    String path = "/api/v1/models/churn/batches/" + batch;
    while (!served.api().read(path).body().path("state").asText().equals("done")) {
      assertThat(System.nanoTime()).as("%s", served.api().read(path)).isLessThan(end);
      served.server().awaitMoment(Duration.ofMillis(200));
    }
    Files.writeString(out, served.api().read(path + "/result").text());
    var told = new ArrayList<Told>();
    for (String line : Files.readAllLines(out)) {
      JsonNode answer = JSON.readTree(line);
      told.add(new Told(answer.path("version").asLong(), answer.path("score").asDouble()));
    }
    return told;
  }

  private static List<Told> events(Broker broker) throws IOException {
    broker.send(
        "plumbline.requests",
        "all",
        JSON.writeValueAsString(
            Map.of(
                "specversion",
                "1.0",
                "type",
                "org.plumbline.prediction.requested",
                "source",
                "/tests",
                "id",
                "every-wire",
                "subject",
                "churn",
                "data",
                Map.of("rows", ROWS))));
    String answer =
        broker.await("plumbline.predictions", found -> !found.isEmpty()).getFirst().value();
    return told(JSON.readTree(answer).at("/data/predictions"));
  }
}
