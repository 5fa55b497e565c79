package org.plumbline.http.entrance;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import org.plumbline.access.Principal;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.http.Route;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;

/** A call of a route with an audit mark: when it is refused, that leaves an entry too. */
public final class Attempt {
  private static final String KEY = "plumbline.attempt";
  private static final String NO_MARK = "none";

  private final Route route;
  private final Refusals refusals;

  private Attempt(Route route, Refusals refusals) {
    this.route = route;
    this.refusals = refusals;
  }

  static void enter(RoutingContext context, Route route, Refusals refusals) {
    if (!route.audit().equals(NO_MARK)) {
      context.put(KEY, new Attempt(route, refusals));
    }
  }

  /**
   * Enters the refusal of this request, if it is one, before it is answered.
   *
   * @param answer sends the answer; called on the event loop when this is called there
   */
  static void refused(RoutingContext context, Problem problem, Runnable answer) {
    Attempt attempt = context.get(KEY);
    if (attempt == null || !attempt.isEntered(problem)) {
      answer.run();
      return;
    }
    AuditEvent event = attempt.event(context);
    if (!Context.isOnEventLoopThread()) {
      attempt.refusals.enter(event, problem);
      answer.run();
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    Thread.startVirtualThread(
        () -> {
          attempt.refusals.enter(event, problem);
          loop.runOnContext(done -> answer.run());
        });
  }

  /** As above, for who answers by returning. */
  public static void refused(RoutingContext context, Problem problem) {
    refused(context, problem, () -> {});
  }

  /** Sign-ins that fail are entered with the tried name by who checks it. */
  private boolean isEntered(Problem problem) {
    return Refusals.isRefusal(problem)
        && !(route == Route.LOGIN && problem.code() == ErrorCode.UNAUTHENTICATED);
  }

  private AuditEvent event(RoutingContext context) {
    Principal caller = Callers.find(context);
    Actor actor = caller == null ? Callers.stranger(context) : Callers.actor(context);
    Target target = Target.of(route, context.normalizedPath());
    return AuditEvent.of(actor, route.audit(), target.kind(), target.id());
  }

  /** The object that a path names: its first variable, else what the mark is about. */
  record Target(String kind, String id) {
    static Target of(Route route, String path) {
      String[] segments = route.path().split("/", -1);
      String[] asked = path.split("/", -1);
      for (int i = 1; i < segments.length && i < asked.length; i++) {
        if (segments[i].startsWith("{")) {
          return new Target(kind(segments, i), asked[i]);
        }
      }
      String mark = route.audit();
      int dot = mark.indexOf('.');
      return new Target(dot < 0 ? mark : mark.substring(0, dot), "");
    }

    private static String kind(String[] segments, int variable) {
      String name = segments[variable].substring(1, segments[variable].length() - 1);
      String collection = segments[variable - 1];
      return name.equals("id") && collection.endsWith("s")
          ? collection.substring(0, collection.length() - 1)
          : name;
    }
  }
}
