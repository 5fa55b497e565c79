package org.plumbline.oip;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.http.entrance.RequestIds;
import org.plumbline.http.entrance.TraceContext;
import org.plumbline.http.prediction.Once;

/**
 * What a gRPC call brings beside its message.
 *
 * @param authorization the metadata of that name, null without
 * @param requestId brought as {@code x-request-id}, or made; goes back under the same name
 * @param trace the caller's, with a span of ours that goes back as {@code traceparent}
 * @param onceKey brought as {@code idempotency-key}, null without
 * @param isRepeated becomes true when the answer was given before, which goes back too
 */
record GrpcCall(
    @Nullable String authorization,
    String requestId,
    Optional<TraceContext> trace,
    String address,
    @Nullable String onceKey,
    AtomicBoolean isRepeated) {
  private static final Context.Key<GrpcCall> KEY = Context.key("plumbline.call");
  private static final Metadata.Key<String> AUTHORIZATION = key("Authorization");
  private static final Metadata.Key<String> REQUEST_ID = key(RequestIds.HEADER);
  private static final Metadata.Key<String> TRACE = key(TraceContext.HEADER);
  private static final Metadata.Key<String> ONCE = key(Once.HEADER);
  private static final Metadata.Key<String> REPLAYED = key(Once.REPLAYED);

  private static Metadata.Key<String> key(String header) {
    return Metadata.Key.of(header.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  }

  static GrpcCall current() {
    GrpcCall call = KEY.get();
    if (call == null) {
      throw new IllegalStateException("a call passed by the interceptor");
    }
    return call;
  }

  Actor stranger() {
    return new Actor(Actor.ANONYMOUS, null, requestId, address);
  }

  /** As lines of the log name it. */
  String said() {
    return requestId + trace.map(it -> " of trace " + it.traceId()).orElse("");
  }

  void repeated() {
    isRepeated.set(true);
  }

  private void answer(Metadata metadata) {
    metadata.put(REQUEST_ID, requestId);
    trace.ifPresent(it -> metadata.put(TRACE, it.header()));
    if (isRepeated.get()) {
      metadata.put(REPLAYED, "true");
    }
  }

  /** Reads it from the metadata, and sends request id and trace back. */
  static final class Reading implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var brought =
          new GrpcCall(
              headers.get(AUTHORIZATION),
              RequestIds.of(headers.get(REQUEST_ID)),
              TraceContext.continued(headers.get(TRACE)),
              address(call),
              headers.get(ONCE),
              new AtomicBoolean());
      return Contexts.interceptCall(
          Context.current().withValue(KEY, brought),
          new ForwardingServerCall.SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void sendHeaders(Metadata answered) {
              brought.answer(answered);
              super.sendHeaders(answered);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              if (!status.isOk()) {
                brought.answer(trailers);
              }
              super.close(status, trailers);
            }
          },
          headers,
          next);
    }

    private static String address(ServerCall<?, ?> call) {
      SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
      return remote instanceof InetSocketAddress internet && internet.getAddress() != null
          ? internet.getAddress().getHostAddress()
          : "unknown";
    }
  }
}
