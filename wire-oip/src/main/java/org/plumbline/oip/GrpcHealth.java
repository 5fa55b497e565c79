package org.plumbline.oip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.plumbline.oip.wire.GRPCInferenceServiceGrpc;

/**
 * The health service that gRPC's tools and the probes of Kubernetes ask: {@code Check}, by anybody.
 * Its two messages have a field each, so they are written by hand.
 */
final class GrpcHealth implements BindableService {
  static final MethodDescriptor<String, Boolean> CHECK =
      MethodDescriptor.<String, Boolean>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .setRequestMarshaller(new ServiceName())
          .setResponseMarshaller(new Serving())
          .build();

  /** The empty name asks for the server as a whole. */
  private static final Set<String> SERVICES = Set.of("", GRPCInferenceServiceGrpc.SERVICE_NAME);

  private final ServerState state;

  GrpcHealth(ServerState state) {
    this.state = state;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder("grpc.health.v1.Health")
        .addMethod(CHECK, ServerCalls.asyncUnaryCall(this::check))
        .build();
  }

  private void check(String service, StreamObserver<Boolean> to) {
    if (!SERVICES.contains(service)) {
      to.onError(
          Status.NOT_FOUND
              .withDescription("there is no service of that name")
              .asRuntimeException());
      return;
    }
    // Readiness may wait for the store.
    Thread.startVirtualThread(
        () -> {
          to.onNext(state.isReady());
          to.onCompleted();
        });
  }

  /** {@code HealthCheckRequest}: the name of a service in field 1. */
  private static final class ServiceName implements MethodDescriptor.Marshaller<String> {
    private static final int SERVICE = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    @Override
    public InputStream stream(String service) {
      byte[] name = service.getBytes(StandardCharsets.UTF_8);
      byte[] message = new byte[name.length + 2];
      message[0] = SERVICE;
      message[1] = (byte) name.length;
      System.arraycopy(name, 0, message, 2, name.length);
      return new ByteArrayInputStream(message);
    }

    @Override
    public String parse(InputStream message) {
      var fields = CodedInputStream.newInstance(message);
      String service = "";
      try {
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
          if (tag == SERVICE) {
            service = fields.readStringRequireUtf8();
          } else {
            fields.skipField(tag);
          }
        }
      } catch (IOException broken) {
        throw Status.INVALID_ARGUMENT
            .withDescription("the message is no HealthCheckRequest")
            .withCause(broken)
            .asRuntimeException();
      }
      return service;
    }
  }

  /** {@code HealthCheckResponse}: 1 for serving, 2 for not, in field 1. */
  private static final class Serving implements MethodDescriptor.Marshaller<Boolean> {
    private static final int STATUS = (1 << 3) | WireFormat.WIRETYPE_VARINT;

    @Override
    public InputStream stream(Boolean serving) {
      return new ByteArrayInputStream(new byte[] {STATUS, (byte) (serving ? 1 : 2)});
    }

    @Override
    public Boolean parse(InputStream message) {
      try {
        byte[] bytes = message.readAllBytes();
        return bytes.length == 2 && bytes[0] == STATUS && bytes[1] == 1;
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
