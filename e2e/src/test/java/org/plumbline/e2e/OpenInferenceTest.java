package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ModelInferResponse;
import org.plumbline.oip.wire.ModelReadyRequest;
import org.plumbline.oip.wire.ServerReadyRequest;

/** The packaged server, asked over HTTP and by gRPC's own client, gives the own API's answers. */
class OpenInferenceTest {
  @TempDir private Path directory;

  @Test
  void bothWiresScoreAsTheOwnApi() throws IOException, InterruptedException {
    try (var served = ServedModel.start(directory.resolve("home"))) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", served.grpcPort()).usePlaintext().build();
      try {
        GRPCInferenceServiceBlockingStub stub = stub(channel, served.api().token());
        double own = served.predict(7).body().path("predictions").path(0).path("score").asDouble();

        assertThat(scoreByHttp(served)).isEqualTo(own);
        assertThat(scoreByGrpc(stub)).isEqualTo(own);
        assertThat(ready(stub)).isTrue();
        strangersAreLetIntoNothingButHealth(channel, served);

        kill(served);
        assertThat(ready(stub)).isFalse();
        assertThat(
                catchThrowableOfType(StatusRuntimeException.class, () -> scoreByGrpc(stub))
                    .getStatus()
                    .getCode())
            .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(served.api().read("/v2/models/churn/ready").status()).isEqualTo(503);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static GRPCInferenceServiceBlockingStub stub(ManagedChannel channel, String token) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return GRPCInferenceServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .withDeadlineAfter(2, TimeUnit.MINUTES);
  }

  private static double scoreByHttp(ServedModel served) throws IOException, InterruptedException {
    var inputs =
        List.of(
            input("customer", "BYTES", "c7"),
            input("tenure", "INT64", 7),
            input("plan", "BYTES", "monthly"),
            input("charges", "FP64", 70.5),
            input("support_calls", "UINT8", 2));
    var answer = served.api().post("/v2/models/churn/infer", Map.of("id", "a-1", "inputs", inputs));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.body().path("id").asText()).isEqualTo("a-1");
    assertThat(answer.body().path("model_version").asText()).isEqualTo("1");
    return answer.body().at("/outputs/0/data/0").asDouble();
  }

  private static Map<String, Object> input(String name, String type, Object value) {
    return Map.of("name", name, "datatype", type, "shape", List.of(1), "data", List.of(value));
  }

  private static double scoreByGrpc(GRPCInferenceServiceBlockingStub stub) {
    byte[] plan = "monthly".getBytes(StandardCharsets.UTF_8);
    ModelInferResponse answer =
        stub.modelInfer(
            ModelInferRequest.newBuilder()
                .setModelName("churn")
                .addInputs(raw("tenure", "INT32"))
                .addRawInputContents(ByteString.copyFrom(bytes(4).putInt(0, 7)))
                .addInputs(raw("plan", "BYTES"))
                .addRawInputContents(
                    ByteString.copyFrom(bytes(4 + plan.length).putInt(0, plan.length).put(4, plan)))
                .addInputs(raw("charges", "FP64"))
                .addRawInputContents(ByteString.copyFrom(bytes(8).putDouble(0, 70.5)))
                .addInputs(raw("support_calls", "INT8"))
                .addRawInputContents(ByteString.copyFrom(bytes(1).put(0, (byte) 2)))
                .build());

    assertThat(answer.getOutputs(0).getName()).isEqualTo("score");
    return answer
        .getRawOutputContents(0)
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .getDouble();
  }

  private static ModelInferRequest.InferInputTensor raw(String name, String type) {
    return ModelInferRequest.InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(type)
        .addShape(1)
        .build();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean ready(GRPCInferenceServiceBlockingStub stub) {
    return stub.modelReady(ModelReadyRequest.newBuilder().setName("churn").build()).getReady();
  }

  private static void strangersAreLetIntoNothingButHealth(
      ManagedChannel channel, ServedModel served) throws IOException, InterruptedException {
    var stranger = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    assertThat(stranger.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    assertThat(
            catchThrowableOfType(StatusRuntimeException.class, () -> scoreByGrpc(stranger))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);

    Api anonymous = Api.anonymous(served.port());
    assertThat(anonymous.read("/v2/health/ready").status()).isEqualTo(200);
    assertThat(anonymous.read("/v2").body().path("name").asText()).isEqualTo("plumbline");
    assertThat(anonymous.read("/v2/models/churn").status()).isEqualTo(401);
  }

  private static void kill(ServedModel served) throws IOException, InterruptedException {
    var answer =
        served
            .api()
            .put(
                "/api/v1/models/churn/kill-switch",
                Map.of("on", true, "reason", "a drill of the open wire"));
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (served.predict(7).status() == 200 && System.nanoTime() < end) {
      served.server().awaitMoment(java.time.Duration.ofMillis(50));
    }
  }
}
