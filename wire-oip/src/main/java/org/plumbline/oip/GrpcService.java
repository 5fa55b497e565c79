package org.plumbline.oip;

import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.audit.Actor;
import org.plumbline.http.entrance.BearerEntrance;
import org.plumbline.http.prediction.Once;
import org.plumbline.http.problem.FailureLog;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ModelName;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import org.plumbline.oip.wire.ModelInferRequest;
import org.plumbline.oip.wire.ModelInferResponse;
import org.plumbline.oip.wire.ModelMetadataRequest;
import org.plumbline.oip.wire.ModelMetadataResponse;
import org.plumbline.oip.wire.ModelReadyRequest;
import org.plumbline.oip.wire.ModelReadyResponse;
import org.plumbline.oip.wire.ModelRepositoryParameter;
import org.plumbline.oip.wire.RepositoryIndexRequest;
import org.plumbline.oip.wire.RepositoryIndexResponse;
import org.plumbline.oip.wire.RepositoryModelLoadRequest;
import org.plumbline.oip.wire.RepositoryModelLoadResponse;
import org.plumbline.oip.wire.RepositoryModelUnloadRequest;
import org.plumbline.oip.wire.RepositoryModelUnloadResponse;
import org.plumbline.oip.wire.ServerLiveRequest;
import org.plumbline.oip.wire.ServerLiveResponse;
import org.plumbline.oip.wire.ServerMetadataRequest;
import org.plumbline.oip.wire.ServerMetadataResponse;
import org.plumbline.oip.wire.ServerReadyRequest;
import org.plumbline.oip.wire.ServerReadyResponse;

/** Answers the calls of the gRPC service; called on event loops. */
final class GrpcService extends GRPCInferenceServiceImplBase {
  private static final Logger LOG = Logger.getLogger(GrpcService.class);

  private final BearerEntrance entrance;
  private final OipAnswers answers;
  private final EventExecutorGroup loops;

  /**
   * The calls' answers.
   *
   * @param loops read the calls and send the answers
   */
  GrpcService(BearerEntrance entrance, OipAnswers answers, EventExecutorGroup loops) {
    this.entrance = entrance;
    this.answers = answers;
    this.loops = loops;
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> to) {
    answer(
        OipRoute.SERVER_LIVE, "", to, () -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> to) {
    answer(
        OipRoute.SERVER_READY,
        "",
        to,
        () -> ServerReadyResponse.newBuilder().setReady(answers.state().isReady()).build());
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> to) {
    answer(
        OipRoute.SERVER_METADATA,
        "",
        to,
        () ->
            ServerMetadataResponse.newBuilder()
                .setName(ServerState.NAME)
                .setVersion(answers.state().version())
                .addAllExtensions(OipAnswers.EXTENSIONS)
                .build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> to) {
    answer(
        OipRoute.MODEL_READY,
        request.getName(),
        to,
        () ->
            ModelReadyResponse.newBuilder()
                .setReady(answers.models().isReady(request.getName(), request.getVersion()))
                .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> to) {
    answer(
        OipRoute.MODEL_METADATA,
        request.getName(),
        to,
        () -> described(answers.models().describe(request.getName(), request.getVersion())));
  }

  private static ModelMetadataResponse described(ModelDescription model) {
    return ModelMetadataResponse.newBuilder()
        .setName(model.name())
        .addAllVersions(model.versions())
        .setPlatform(ModelDescription.PLATFORM)
        .addAllInputs(model.inputs().stream().map(GrpcService::form).toList())
        .addAllOutputs(model.outputs().stream().map(GrpcService::form).toList())
        .build();
  }

  private static ModelMetadataResponse.TensorMetadata form(ModelDescription.TensorForm tensor) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.type().name())
        .addAllShape(tensor.shape())
        .build();
  }

  /** Stays on the event loop that read the message where nothing is to be waited for. */
  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> to) {
    GrpcCall call = GrpcCall.current();
    try {
      Principal caller = entrance.identify(call.authorization());
      entrance.admit(caller, Permission.PREDICTION_CREATE);
      var _ =
          answers
              .infer(asked(call, caller, request), () -> GrpcInference.read(request))
              // The log's own thread has the next rows to write.
              .whenCompleteAsync((answer, failure) -> send(call, to, answer, failure), own());
    } catch (RuntimeException failure) {
      send(call, to, null, failure);
    }
  }

  /** The loop that read this call: only that one writes to its connection without a hand-over. */
  private Executor own() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return loop;
      }
    }
    return loops;
  }

  private static OipAnswers.Call asked(GrpcCall call, Principal caller, ModelInferRequest request) {
    var model = new ModelName(request.getModelName());
    Optional<Once> once =
        call.onceKey() == null
            ? Optional.empty()
            : Once.of(call.onceKey(), model, caller, request.toByteArray(), "gRPC", call::repeated);
    return new OipAnswers.Call(
        caller, model, request.getModelVersion(), request.getSerializedSize(), once);
  }

  private void send(
      GrpcCall call,
      StreamObserver<ModelInferResponse> to,
      @Nullable ModelInferResponse answer,
      @Nullable Throwable failure) {
    if (failure != null) {
      to.onError(GrpcErrors.of(problem(OipRoute.INFER, call, failure)).asRuntimeException());
      return;
    }
    to.onNext(Objects.requireNonNull(answer, "an answer or a failure"));
    to.onCompleted();
  }

  @Override
  public void repositoryIndex(
      RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> to) {
    answer(
        OipRoute.INDEX,
        "",
        to,
        () -> {
          demandOwn(request.getRepositoryName());
          var index = RepositoryIndexResponse.newBuilder();
          for (Repository.Entry entry : answers.repository().index(request.getReady(), "")) {
            index
                .addModelsBuilder()
                .setName(entry.name())
                .setVersion(entry.version())
                .setState(entry.state())
                .setReason(entry.reason());
          }
          return index.build();
        });
  }

  @Override
  public void repositoryModelLoad(
      RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> to) {
    answer(
        OipRoute.LOAD,
        request.getModelName(),
        to,
        () -> {
          demandOwn(request.getRepositoryName());
          request.getParametersMap().keySet().forEach(Repository::demandLoadParameter);
          ModelRepositoryParameter version = request.getParametersMap().get("version");
          answers
              .repository()
              .load(request.getModelName(), version == null ? "" : version.getStringParam());
          return RepositoryModelLoadResponse.getDefaultInstance();
        });
  }

  @Override
  public void repositoryModelUnload(
      RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> to) {
    answer(
        OipRoute.UNLOAD,
        request.getModelName(),
        to,
        () -> {
          demandOwn(request.getRepositoryName());
          answers.repository().unload(request.getModelName());
          return RepositoryModelUnloadResponse.getDefaultInstance();
        });
  }

  private static void demandOwn(String repository) {
    if (!repository.isEmpty()) {
      throw Refusals.field(
          "repository_name",
          "is '%s'; there is one repository, without a name".formatted(repository));
    }
  }

  /** Lets the caller in where the route asks for one, and sends what the work gives. */
  private <A> void answer(OipRoute route, String model, StreamObserver<A> to, Supplier<A> work) {
    GrpcCall call = GrpcCall.current();
    Thread.startVirtualThread(() -> answer(route, model, call, to, work));
  }

  private <A> void answer(
      OipRoute route, String model, GrpcCall call, StreamObserver<A> to, Supplier<A> work) {
    Actor actor = call.stranger();
    try {
      if (route.permission().isPresent()) {
        Principal caller = entrance.identify(call.authorization());
        actor = caller.actor(call.requestId(), call.address());
        entrance.admit(caller, route.permission().get());
      }
      to.onNext(work.get());
      to.onCompleted();
    } catch (RuntimeException failure) {
      Problem problem = problem(route, call, failure);
      if (!route.audit().isEmpty()) {
        entrance.enter(actor, route.audit(), model, problem);
      }
      to.onError(GrpcErrors.of(problem).asRuntimeException());
    }
  }

  private Problem problem(OipRoute route, GrpcCall call, Throwable failure) {
    Problem problem = Problems.of(failure);
    FailureLog.log(LOG, problem, failure, route.rpc() + " " + call.said());
    entrance.count(problem);
    return problem;
  }
}
