package org.plumbline.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.plumbline.data.RowParser;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.plumbline.oip.wire.InferParameter;
import org.plumbline.oip.wire.InferTensorContents;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ModelInferResponse;
import org.plumbline.oip.wire.ModelMetadataRequest;
import org.plumbline.oip.wire.ModelReadyRequest;
import org.plumbline.oip.wire.RepositoryIndexRequest;
import org.plumbline.oip.wire.RepositoryModelLoadRequest;
import org.plumbline.oip.wire.RepositoryModelUnloadRequest;
import org.plumbline.oip.wire.ServerLiveRequest;
import org.plumbline.oip.wire.ServerMetadataRequest;
import org.plumbline.oip.wire.ServerReadyRequest;

/** The calls of the service by the client that gRPC for Java gives. */
class GrpcFaceTest {
  private static final RunningFaces FACES = new RunningFaces();
  private static final GRPCInferenceServiceBlockingStub BEN = FACES.stub("ben");

  private static final double SCORE =
      ExampleVersion.model()
          .score(
              new RowParser(ExampleVersion.CONTRACT)
                  .parse(Map.of("age", 41, "amount", 12.5, "plan", "gold", "active", true))
                  .slots());

  @AfterAll
  static void close() {
    FACES.close();
  }

  private static ModelInferRequest.InferInputTensor.Builder input(
      String name, DataType type, long... shape) {
    var input =
        ModelInferRequest.InferInputTensor.newBuilder().setName(name).setDatatype(type.name());
    for (long size : shape) {
      input.addShape(size);
    }
    return input;
  }

  private static ModelInferRequest.Builder typed() {
    return ModelInferRequest.newBuilder()
        .setModelName("scored")
        .setId("42")
        .addInputs(
            input("customer", DataType.BYTES, 1)
                .setContents(
                    InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFromUtf8("c7"))))
        .addInputs(
            input("age", DataType.INT8, 1)
                .setContents(InferTensorContents.newBuilder().addIntContents(41)))
        .addInputs(
            input("amount", DataType.FP32, 1, 1)
                .setContents(InferTensorContents.newBuilder().addFp32Contents(12.5f)))
        .addInputs(
            input("plan", DataType.BYTES, 1)
                .setContents(
                    InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFromUtf8("gold"))))
        .addInputs(
            input("active", DataType.BOOL, 1)
                .setContents(InferTensorContents.newBuilder().addBoolContents(true)));
  }

  private static ModelInferRequest.Builder raw(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return ModelInferRequest.newBuilder()
        .setModelName("numbers")
        .addInputs(input("features", DataType.FP64, values.length / 3, 3))
        .addRawInputContents(ByteString.copyFrom(bytes.array()));
  }

  private static Status refused(ModelInferRequest.Builder request) {
    return refused(BEN, request);
  }

  private static Status refused(
      GRPCInferenceServiceBlockingStub caller, ModelInferRequest.Builder request) {
    return catchThrowableOfType(
            StatusRuntimeException.class, () -> caller.modelInfer(request.build()))
        .getStatus();
  }

  @Test
  void anybodyMayAskWhetherTheServerLivesAndWhatItIs() {
    var stranger = FACES.stranger();

    assertThat(stranger.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(stranger.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    var server = stranger.serverMetadata(ServerMetadataRequest.getDefaultInstance());
    assertThat(server.getName()).isEqualTo("plumbline");
    assertThat(server.getVersion()).isEqualTo("1.2.3");
    assertThat(server.getExtensionsList())
        .containsExactly("binary_tensor_data", "model_repository");
  }

  @Test
  void probesAskTheHealthServiceOfGrpc() {
    assertThat(health("")).isTrue();
    assertThat(health("inference.GRPCInferenceService")).isTrue();
    assertThat(
            catchThrowableOfType(StatusRuntimeException.class, () -> health("another"))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private static boolean health(String service) {
    return ClientCalls.blockingUnaryCall(
        FACES.channel(),
        GrpcHealth.CHECK,
        CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
        service);
  }

  @Test
  void aModelTellsItsTensorsAndWhetherItAnswers() {
    var model = BEN.modelMetadata(ModelMetadataRequest.newBuilder().setName("numbers").build());

    assertThat(model.getVersionsList()).containsExactly("1");
    assertThat(model.getPlatform()).isEqualTo("plumbline_model");
    assertThat(model.getInputsList()).extracting("name").containsExactly("a", "b", "c");
    assertThat(model.getInputs(0).getDatatype()).isEqualTo("FP64");
    assertThat(model.getInputs(0).getShapeList()).containsExactly(-1L);
    assertThat(ready("scored", "")).isTrue();
    assertThat(ready("scored", "1")).isTrue();
    assertThat(ready("idle", "")).isFalse();
    assertThat(
            catchThrowableOfType(StatusRuntimeException.class, () -> ready("nobody", ""))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private static boolean ready(String model, String version) {
    return BEN.modelReady(ModelReadyRequest.newBuilder().setName(model).setVersion(version).build())
        .getReady();
  }

  @Test
  void contentsOfEveryKindAreScoredAndLogged() {
    long before = FACES.logged();

    ModelInferResponse answer = BEN.modelInfer(typed().build());

    assertThat(answer.getModelName()).isEqualTo("scored");
    assertThat(answer.getModelVersion()).isEqualTo("1");
    assertThat(answer.getId()).isEqualTo("42");
    assertThat(answer.getOutputsList())
        .extracting("name")
        .containsExactly("score", "label", "probabilities", "id", "version");
    assertThat(answer.getRawOutputContentsList()).isEmpty();
    assertThat(answer.getOutputs(0).getContents().getFp64ContentsList()).containsExactly(SCORE);
    assertThat(answer.getOutputs(2).getShapeList()).containsExactly(1L, 2L);
    assertThat(answer.getOutputs(4).getContents().getInt64ContentsList()).containsExactly(1L);
    assertThat(FACES.logged()).isEqualTo(before + 1);
    assertThat(FACES.loggedEntities(1)).containsExactly("c7");
  }

  @Test
  void rawContentsAreAnsweredRaw() {
    ModelInferResponse answer = BEN.modelInfer(raw(1, 2, 3, 4, Double.NaN, 6).build());

    assertThat(answer.getOutputs(0).getName()).isEqualTo("score");
    assertThat(answer.getOutputs(0).hasContents()).isFalse();
    assertThat(answer.getRawOutputContentsCount()).isEqualTo(answer.getOutputsCount());
    ByteBuffer scores =
        answer.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(scores.getDouble()).isEqualTo(22.5);
    assertThat(scores.getDouble())
        .isEqualTo(ExampleVersion.numbers().score(new double[] {4, Double.NaN, 6}));
  }

  @Test
  void reasonsStandInTheParameters() {
    ModelInferResponse answer =
        BEN.modelInfer(
            typed()
                .putParameters("explain", InferParameter.newBuilder().setInt64Param(1).build())
                .addOutputs(
                    ModelInferRequest.InferRequestedOutputTensor.newBuilder().setName("score"))
                .build());

    assertThat(answer.getOutputsList()).extracting("name").containsExactly("score");
    assertThat(answer.getParametersMap().get("reasons").getStringParam())
        .startsWith("[[{\"feature\":");
  }

  @Test
  void aRequestThatIsNotWhatItSaysIsRefused() {
    var age = typed().getInputsBuilder(1);
    record Case(String reason, ModelInferRequest.Builder request) {}

    List<Case> cases =
        List.of(
            new Case("has no inputs", ModelInferRequest.newBuilder().setModelName("scored")),
            new Case("16 take", raw(1, 2, 3).setRawInputContents(0, ByteString.EMPTY)),
            new Case("raw contents for", raw(1, 2, 3).addRawInputContents(ByteString.EMPTY)),
            new Case(
                "beside the raw ones",
                raw(1, 2, 3)
                    .setInputs(
                        0,
                        input("features", DataType.FP64, 1, 3)
                            .setContents(InferTensorContents.getDefaultInstance()))),
            new Case("no rows", raw()),
            new Case("has the shape [-1, 3]", changed(raw(1, 2, 3), -1, 3)),
            new Case("has the shape", changed(raw(1, 2, 3), Long.MAX_VALUE, Long.MAX_VALUE)),
            new Case("has the shape", changed(raw(1, 2, 3), 1L << 40, 0)),
            new Case("elements of FP64 take", changed(raw(1, 2, 3), 5, 3)),
            new Case("it holds -128 to 127", with(age.clone().clearContents(), contents(200))),
            new Case(
                "another type beside",
                with(
                    age.clone(),
                    InferTensorContents.newBuilder().addIntContents(1).addFp64Contents(2))),
            new Case(
                "sent as raw contents only", typed().setInputs(1, age.clone().setDatatype("FP16"))),
            new Case(
                "belongs to an extension",
                typed()
                    .putParameters(
                        "sequence_id", InferParameter.newBuilder().setInt64Param(1).build())),
            new Case(
                "is no int64_param",
                typed()
                    .putParameters(
                        "explain", InferParameter.newBuilder().setStringParam("1").build())));
    for (Case it : cases) {
      Status status = refused(it.request());
      if (!it.reason().equals("16 take")) {
        assertThat(status.getDescription()).contains(it.reason());
      }
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  private static InferTensorContents.Builder contents(int value) {
    return InferTensorContents.newBuilder().addIntContents(value);
  }

  private static ModelInferRequest.Builder with(
      ModelInferRequest.InferInputTensor.Builder input, InferTensorContents.Builder contents) {
    return typed().setInputs(1, input.setContents(contents));
  }

  private static ModelInferRequest.Builder changed(
      ModelInferRequest.Builder request, long... shape) {
    return request.setInputs(0, input("features", DataType.FP64, shape));
  }

  @Test
  void refusalsHaveTheirStatus() {
    assertThat(refused(FACES.stranger(), typed()).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refused(FACES.stub("eve"), typed()).getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused(typed().setModelName("idle")).getCode())
        .isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(refused(typed().setModelVersion("9")).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused(typed().setModelName("nobody")).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused(typed().setModelName("No such")).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused(raw(new double[3 * 1_001])).getDescription()).contains("at most 1,000 rows");
    assertThat(refused(raw(new double[150_000])).getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void theRepositoryListsAndLoadsButLeavesWhatServes() {
    var index = BEN.repositoryIndex(RepositoryIndexRequest.newBuilder().setReady(true).build());
    assertThat(index.getModelsList()).extracting("name").containsExactly("numbers", "scored");
    assertThat(index.getModelsList()).extracting("state").containsOnly("READY");
    var _ =
        BEN.repositoryModelLoad(
            RepositoryModelLoadRequest.newBuilder().setModelName("scored").build());
    var _ =
        BEN.repositoryModelUnload(
            RepositoryModelUnloadRequest.newBuilder().setModelName("idle").build());

    Status refused =
        catchThrowableOfType(
                StatusRuntimeException.class,
                () ->
                    BEN.repositoryModelUnload(
                        RepositoryModelUnloadRequest.newBuilder().setModelName("scored").build()))
            .getStatus();

    assertThat(refused.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(refused.getDescription()).contains("change request");
  }

  @Test
  void theRequestIdComesBackWithAnswersAndRefusals() {
    Metadata.Key<String> key = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    var brought = new Metadata();
    brought.put(key, "mine-1");
    var headers = new AtomicReference<Metadata>();
    var trailers = new AtomicReference<Metadata>();
    var _ =
        BEN.withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(brought),
                MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
            .modelInfer(typed().build());
    assertThat(headers.get().get(key)).isEqualTo("mine-1");

    Status refused =
        refused(
            FACES
                .stranger()
                .withInterceptors(
                    MetadataUtils.newAttachHeadersInterceptor(brought),
                    MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)),
            typed());
    assertThat(refused.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(trailers.get().get(key)).isEqualTo("mine-1");
  }
}
