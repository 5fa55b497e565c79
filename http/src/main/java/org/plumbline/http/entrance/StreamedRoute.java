package org.plumbline.http.entrance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.plumbline.http.Route;
import org.plumbline.http.problem.FailureLog;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;

/**
 * A route that takes a file of any size as its body. No resource of the framework: that would hold
 * the body back to the limit of all others.
 */
public final class StreamedRoute {
  /** After the entrance, before the framework's limit of bodies. */
  private static final int ORDER = -500;

  private static final Logger LOG = Logger.getLogger(StreamedRoute.class);

  private final Work work;
  private final int status;
  private final ObjectMapper json;

  /** What is done with a body, on a virtual thread. */
  @FunctionalInterface
  public interface Work {
    /** Reads the body, which is closed afterwards, and returns what is answered as JSON. */
    Object answer(RoutingContext context, BodyStream body);
  }

  private StreamedRoute(Work work, int status, ObjectMapper json) {
    this.work = work;
    this.status = status;
    this.json = json;
  }

  /**
   * Adds the route.
   *
   * @param status of an answer that is no problem
   */
  public static void add(Router router, Route route, int status, ObjectMapper json, Work work) {
    var streamed = new StreamedRoute(work, status, json);
    router
        .route(HttpMethod.valueOf(route.method()), route.path().replaceAll("\\{([^}]+)}", ":$1"))
        .order(ORDER)
        .handler(streamed::handle);
  }

  private void handle(RoutingContext context) {
    BodyStream body = BodyStream.of(context.request(), context.vertx());
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          Answer answer = answer(context, body);
          loop.runOnContext(_ -> send(context, answer));
        });
  }

  private record Answer(int status, String type, byte[] body) {}

  private Answer answer(RoutingContext context, BodyStream body) {
    try (body) {
      return new Answer(
          status, "application/json", json.writeValueAsBytes(work.answer(context, body)));
    } catch (JsonProcessingException | RuntimeException failure) {
      Problem problem = Problems.of(failure);
      FailureLog.log(LOG, problem, failure, "Request " + RequestIds.of(context));
      Attempt.refused(context, problem);
      return new Answer(
          problem.status(), Problem.MEDIA_TYPE, problem.toJson(RequestIds.of(context)));
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    if (!context.response().ended() && !context.response().closed()) {
      context
          .response()
          .setStatusCode(answer.status())
          .putHeader("Content-Type", answer.type())
          .end(Buffer.buffer(answer.body()));
    }
  }
}
