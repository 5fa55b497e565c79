package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.plumbline.access.Principal;
import org.plumbline.deployment.ChangeRequestStore;
import org.plumbline.deployment.ChangeRequests;
import org.plumbline.http.entrance.Callers;
import org.plumbline.http.entrance.Entrance;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.registry.Stewardship;
import org.plumbline.registry.catalogue.Catalogue;
import org.plumbline.registry.tracking.Tracking;

/**
 * Answers all below {@code /api/2.0/}, and below {@code /ajax-api/2.0/} likewise: finds the route
 * in the table, reads the body, and answers on a virtual thread.
 */
@Singleton
public final class MlflowFace {
  private static final Logger LOG = Logger.getLogger(MlflowFace.class);
  private static final String ROOM = "mlflow/";

  /** Before the pages and the resources of the own API. */
  private static final int ORDER = 1_000;

  private final SideEntrance entrance;
  private final Map<MlflowRoute, Answer> answers = new EnumMap<>(MlflowRoute.class);

  public MlflowFace(
      SideEntrance entrance,
      Tracking tracking,
      Catalogue catalogue,
      Stewardship stewardship,
      ChangeRequests changes,
      ChangeRequestStore changeStore) {
    this.entrance = entrance;
    var approvals = new Approvals(changes, changeStore);
    answers.putAll(new ModelAnswers(catalogue, stewardship, approvals).answers());
    answers.putAll(new VersionAnswers(catalogue, stewardship, approvals).answers());
    answers.putAll(new ExperimentAnswers(tracking).answers());
    answers.putAll(new RunAnswers(tracking).answers());
    answers.putAll(new LogAnswers(tracking).answers());
    answers.putAll(new ArtifactAnswers(tracking).answers());
  }

  /** The routes that have an answer, for the test that compares them with the table. */
  java.util.Set<MlflowRoute> answered() {
    return answers.keySet();
  }

  void register(@Observes Router router) {
    for (String prefix : new String[] {SideEntrance.PREFIX, "/ajax-api/2.0/"}) {
      router
          .route(prefix + "*")
          .order(ORDER)
          .handler(context -> take(context, context.normalizedPath().substring(prefix.length())));
    }
  }

  private void take(RoutingContext context, String path) {
    context.response().putHeader("Cache-Control", "no-store");
    String method = context.request().method().name();
    Optional<MlflowRoute> route =
        path.startsWith(ROOM)
            ? MlflowRoute.find(method, path.substring(ROOM.length()))
            : Optional.empty();
    if (route.isEmpty()) {
      send(context, MlflowError.noEndpoint(method, context.normalizedPath()));
      return;
    }
    if (method.equals("GET")) {
      answer(context, route.get(), new byte[0]);
      return;
    }
    read(context, route.get());
  }

  private void read(RoutingContext context, MlflowRoute route) {
    Buffer body = Buffer.buffer();
    context
        .request()
        .handler(
            part -> {
              if (body.length() <= Entrance.MAX_BODY_BYTES) {
                body.appendBuffer(part);
              }
            })
        .endHandler(_ -> answer(context, route, body.getBytes()))
        .exceptionHandler(gone -> LOG.debugf(gone, "A request of %s was broken off", route));
  }

  private void answer(RoutingContext context, MlflowRoute route, byte[] body) {
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          Reply reply = reply(context, route, body);
          loop.runOnContext(_ -> send(context, reply.status(), reply.body()));
        });
  }

  private record Reply(int status, byte[] body) {}

  private Reply reply(RoutingContext context, MlflowRoute route, byte[] body) {
    try {
      Principal caller = entrance.admit(context, route.permission());
      // Clients send a body with DELETE, other programs tend to write parameters.
      Fields fields =
          body.length == 0 && !route.method().equals("POST")
              ? Fields.ofQuery(context.queryParams())
              : Fields.ofBody(checked(body));
      Answer answer = answers.get(route);
      if (answer == null) {
        throw new IllegalStateException("nothing answers " + route);
      }
      ObjectNode said =
          answer.to(new Call(caller, Callers.actor(context), fields, address(context)));
      return new Reply(200, said.toString().getBytes(StandardCharsets.UTF_8));
    } catch (AlreadyExists taken) {
      MlflowError error = taken.error();
      entrance.refused(context, route.audit(), Problem.of(ErrorCode.CONFLICT, error.message()));
      return new Reply(error.status(), error.toJson());
    } catch (RuntimeException failure) {
      return refused(context, route, failure);
    }
  }

  private static String address(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    return context.request().scheme() + "://" + (authority == null ? "localhost" : authority);
  }

  private static byte[] checked(byte[] body) {
    if (body.length > Entrance.MAX_BODY_BYTES) {
      throw org.plumbline.kernel.PlumblineException.of(
          ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB: log in smaller batches");
    }
    return body;
  }

  private Reply refused(RoutingContext context, MlflowRoute route, RuntimeException failure) {
    Problem problem = Problems.of(failure);
    if (problem.status() >= 500) {
      LOG.errorf(failure, "MLflow route %s failed", route.path());
    }
    entrance.refused(context, route.audit(), problem);
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      context.response().putHeader("WWW-Authenticate", "Basic realm=\"plumbline\"");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(wait -> context.response().putHeader("Retry-After", Long.toString(wait)));
    MlflowError error = MlflowError.of(problem);
    return new Reply(error.status(), error.toJson());
  }

  private static void send(RoutingContext context, MlflowError error) {
    context.request().resume();
    send(context, error.status(), error.toJson());
  }

  private static void send(RoutingContext context, int status, byte[] body) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(body));
  }
}
