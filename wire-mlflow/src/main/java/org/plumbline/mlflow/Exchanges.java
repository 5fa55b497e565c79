package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.http.entrance.Entrance;
import org.plumbline.http.entrance.SideEntrance;
import org.plumbline.http.problem.FailureLog;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Takes a request in and sends its answer, which is made on a virtual thread. Safe to share. */
final class Exchanges {
  /** Before the pages and the resources of the own API. */
  static final int ORDER = 1_000;

  private static final Logger LOG = Logger.getLogger(Exchanges.class);

  private final SideEntrance entrance;

  Exchanges(SideEntrance entrance) {
    this.entrance = entrance;
  }

  /**
   * What a route asks of its callers.
   *
   * @param audit the action that a refused call leaves in the audit trail, empty for none
   */
  record Guard(Permission permission, String audit) {}

  /** What goes back. */
  record Reply(int status, String type, byte[] body) {
    static Reply json(ObjectNode said) {
      return new Reply(200, "application/json", said.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Reply text(String said) {
      return new Reply(200, "text/plain", said.getBytes(StandardCharsets.UTF_8));
    }

    static Reply of(MlflowError error) {
      return new Reply(error.status(), "application/json", error.toJson());
    }
  }

  /** Makes the answer; may wait and may throw. */
  @FunctionalInterface
  interface Work {
    Reply reply(Principal caller, byte[] body);
  }

  /** Reads the body, lets the caller in and answers. */
  void answer(RoutingContext context, Guard guard, Work work) {
    context.response().putHeader("Cache-Control", "no-store");
    Buffer body = Buffer.buffer();
    context
        .request()
        .handler(
            part -> {
              if (body.length() <= Entrance.MAX_BODY_BYTES) {
                body.appendBuffer(part);
              }
            })
        .endHandler(_ -> start(context, guard, work, body.getBytes()))
        .exceptionHandler(
            gone -> LOG.debugf(gone, "A request of %s was broken off", context.normalizedPath()));
  }

  private void start(RoutingContext context, Guard guard, Work work, byte[] body) {
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          Reply reply = reply(context, guard, work, body);
          loop.runOnContext(_ -> send(context, reply));
        });
  }

  private Reply reply(RoutingContext context, Guard guard, Work work, byte[] body) {
    try {
      Principal caller = entrance.admit(context, guard.permission());
      if (body.length > Entrance.MAX_BODY_BYTES) {
        throw PlumblineException.of(
            ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB: send it in smaller parts");
      }
      return work.reply(caller, body);
    } catch (AlreadyExists taken) {
      MlflowError error = taken.error();
      entrance.refused(context, guard.audit(), Problem.of(ErrorCode.CONFLICT, error.message()));
      return Reply.of(error);
    } catch (RuntimeException failure) {
      return refused(context, guard, failure);
    }
  }

  /** The answer of a failure, which is counted and entered into the trail when it is a refusal. */
  Reply refused(RoutingContext context, Guard guard, RuntimeException failure) {
    Problem problem = Problems.of(failure);
    FailureLog.log(LOG, problem, failure, context.normalizedPath());
    entrance.refused(context, guard.audit(), problem);
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      context.response().putHeader("WWW-Authenticate", "Basic realm=\"plumbline\"");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(wait -> context.response().putHeader("Retry-After", Long.toString(wait)));
    return Reply.of(MlflowError.of(problem));
  }

  /** Answers without letting anybody in. */
  void refuse(RoutingContext context, MlflowError error) {
    context.response().putHeader("Cache-Control", "no-store");
    context.request().resume();
    send(context, Reply.of(error));
  }

  static void send(RoutingContext context, Reply reply) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", reply.type())
        .end(Buffer.buffer(reply.body()));
  }
}
