package org.plumbline.oip;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.audit.Actor;
import org.plumbline.http.entrance.BearerEntrance;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.Entrance;
import org.plumbline.http.prediction.Once;
import org.plumbline.http.problem.FailureLog;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;

/** Answers all below {@code /v2}: predictions on the event loop, others on virtual threads. */
@Singleton
public final class HttpFace {
  /** Where the JSON of a body ends that has bytes behind it. */
  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  /** Before the pages and the resources of the own API. */
  private static final int ORDER = 1_000;

  private static final Logger LOG = Logger.getLogger(HttpFace.class);

  private final BearerEntrance entrance;
  private final HttpReplies replies;

  public HttpFace(BearerEntrance entrance, OipAnswers answers) {
    this.entrance = entrance;
    this.replies = new HttpReplies(answers);
  }

  void register(@Observes Router router) {
    router.route("/v2").order(ORDER).handler(this::take);
    router.route("/v2/*").order(ORDER).handler(this::take);
  }

  private void take(RoutingContext context) {
    context.response().putHeader("Cache-Control", "no-store");
    String path = context.normalizedPath();
    String method = context.request().method().name();
    List<OipRoute.Match> matches = OipRoute.matches(path.equals("/v2/") ? "/v2" : path);
    Optional<OipRoute.Match> found =
        matches.stream().filter(match -> match.route().method().equals(method)).findFirst();
    if (found.isPresent()) {
      read(context, found.get());
      return;
    }
    context.request().resume();
    send(
        context,
        matches.isEmpty()
            ? HttpReply.error(404, "There is no route %s here".formatted(path))
            : HttpReply.error(405, "%s does not exist at %s".formatted(method, path)));
  }

  private void read(RoutingContext context, OipRoute.Match asked) {
    Buffer body = Buffer.buffer();
    context
        .request()
        .handler(
            part -> {
              if (body.length() <= Entrance.MAX_BODY_BYTES) {
                body.appendBuffer(part);
              }
            })
        .endHandler(_ -> start(context, asked, body.getBytes()))
        .exceptionHandler(
            gone -> LOG.debugf(gone, "A request of %s was broken off", context.normalizedPath()));
  }

  private void start(RoutingContext context, OipRoute.Match asked, byte[] body) {
    if (asked.route() == OipRoute.INFER) {
      infer(context, asked, body);
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          HttpReply reply = reply(context, asked, body);
          loop.runOnContext(_ -> send(context, reply));
        });
  }

  /** Stays on the event loop where nothing is to be waited for. */
  private void infer(RoutingContext context, OipRoute.Match asked, byte[] body) {
    Context loop = context.vertx().getOrCreateContext();
    try {
      Principal caller = entrance.identify(context.request().getHeader("Authorization"));
      entrance.admit(caller, Permission.PREDICTION_CREATE);
      demandPlain(context, body);
      var _ =
          replies
              .infer(call(context, caller, asked, body), body, jsonLength(context))
              .whenComplete(
                  (reply, failure) ->
                      loop.runOnContext(
                          _ ->
                              send(
                                  context,
                                  failure == null
                                      ? reply
                                      : error(context, problem(context, failure)))));
    } catch (RuntimeException failure) {
      send(context, error(context, problem(context, failure)));
    }
  }

  private static OipAnswers.Call call(
      RoutingContext context, Principal caller, OipRoute.Match asked, byte[] body) {
    var model = new ModelName(asked.model());
    Optional<Once> once =
        Once.of(
            context.request().getHeader(Once.HEADER),
            model,
            caller,
            body,
            context.normalizedPath() + " " + jsonLength(context),
            () -> context.response().putHeader(Once.REPLAYED, "true"));
    return new OipAnswers.Call(caller, model, asked.version(), body.length, once);
  }

  private HttpReply reply(RoutingContext context, OipRoute.Match asked, byte[] body) {
    Actor actor = Callers.stranger(context);
    try {
      Optional<Permission> permission = asked.route().permission();
      if (permission.isPresent()) {
        Principal caller = entrance.identify(context.request().getHeader("Authorization"));
        actor = caller.actor(actor.requestId(), actor.address());
        entrance.admit(caller, permission.get());
        demandPlain(context, body);
      }
      return switch (asked.route()) {
        case SERVER_LIVE -> replies.live();
        case SERVER_READY -> replies.ready();
        case SERVER_METADATA -> replies.metadata();
        case MODEL_READY -> replies.modelReady(asked);
        case MODEL_METADATA -> replies.described(asked);
        case INDEX -> replies.index(body);
        case LOAD -> replies.load(asked, body);
        case UNLOAD -> replies.unload(asked, body);
        case INFER -> throw new IllegalStateException("answered without waiting");
      };
    } catch (RuntimeException failure) {
      Problem problem = problem(context, failure);
      if (!asked.route().audit().isEmpty()) {
        entrance.enter(actor, asked.route().audit(), asked.model(), problem);
      }
      return error(context, problem);
    }
  }

  private static void demandPlain(RoutingContext context, byte[] body) {
    if (body.length > Entrance.MAX_BODY_BYTES) {
      throw PlumblineException.of(
          ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB: send fewer rows");
    }
    String type = plain(context.request().getHeader("Content-Type"));
    String coding = plain(context.request().getHeader("Content-Encoding"));
    boolean known =
        type.isEmpty()
            || type.equals("application/json")
            || type.equals("application/octet-stream");
    if (!known || !(coding.isEmpty() || coding.equals("identity"))) {
      throw PlumblineException.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "A body of the type '%s' and coding '%s' is not read: send application/json, or"
                  .formatted(type, coding)
              + " application/octet-stream with binary tensors, not compressed");
    }
  }

  private static String plain(@Nullable String header) {
    return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static OptionalInt jsonLength(RoutingContext context) {
    String header = context.request().getHeader(JSON_LENGTH);
    if (header == null) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(header.strip()));
    } catch (NumberFormatException noNumber) {
      throw Refusals.request(JSON_LENGTH + " is no number of bytes");
    }
  }

  private Problem problem(RoutingContext context, Throwable failure) {
    Problem problem = Problems.of(failure);
    FailureLog.log(LOG, problem, failure, context.normalizedPath());
    entrance.count(problem);
    return problem;
  }

  private static HttpReply error(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(wait -> response.putHeader("Retry-After", Long.toString(wait)));
    // The protocol knows no 422.
    return HttpReply.error(problem.status() == 422 ? 400 : problem.status(), problem.detail());
  }

  private static void send(RoutingContext context, HttpReply reply) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (reply.jsonLength().isPresent()) {
      response.putHeader(JSON_LENGTH, Integer.toString(reply.jsonLength().getAsInt()));
    }
    response
        .setStatusCode(reply.status())
        .putHeader(
            "Content-Type",
            reply.jsonLength().isPresent() ? "application/octet-stream" : "application/json")
        .end(Buffer.buffer(reply.body()));
  }
}
