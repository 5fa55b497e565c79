package org.plumbline.http.entrance;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.plumbline.access.Authenticator;
import org.plumbline.access.Principal;
import org.plumbline.http.Route;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Lets a request in: gives it an id, takes up its trace, guards the answer's headers, finds its
 * route in the table, finds out who calls, asks the permission and takes from the client's share.
 *
 * <p>Deny by default: an address below {@code /api/} that the table does not list never reaches a
 * resource; what lies below {@link SideEntrance#PREFIX} or {@link SideEntrance#NEWER} has a table
 * and an entrance of its own. Runs on the event loop.
 */
@Singleton
public final class Entrance {
  /** Bodies may not be larger; told by their length, or by reading when that is not said. */
  public static final int MAX_BODY_BYTES = 1 << 20;

  private static final int FIRST = 1_000;

  private final Authenticator authenticator;
  private final RateLimits limits;
  private final Refusals refusals;
  private final Meters meters;

  public Entrance(Authenticator authenticator, Rates rates, Refusals refusals, Meters meters) {
    this.authenticator = authenticator;
    this.limits = new RateLimits(rates);
    this.refusals = refusals;
    this.meters = meters;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  private void enter(RoutingContext context) {
    SecurityHeaders.put(context.response());
    context.response().putHeader(RequestIds.HEADER, RequestIds.of(context));
    TraceContext.enter(context);
    String path = context.normalizedPath();
    if (!path.startsWith("/api/")
        || path.startsWith(SideEntrance.PREFIX)
        || path.startsWith(SideEntrance.NEWER)) {
      context.next();
      return;
    }
    context.response().putHeader("Cache-Control", "no-store");
    String method = context.request().method().name();
    Optional<Route> route =
        path.indexOf(';') >= 0 ? Optional.empty() : RouteTable.find(method, path);
    route.ifPresent(found -> Attempt.enter(context, found, refusals));
    if (route.isEmpty()) {
      refuse(context, missing(method, path));
    } else if (!route.get().takesStream() && length(context.request()) > MAX_BODY_BYTES) {
      context.response().putHeader("Connection", "close");
      refuse(
          context,
          Problem.of(ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB: send fewer rows"));
    } else if (route.get().isPublic()) {
      admit(context, route.get(), Callers.address(context));
    } else {
      identify(context, route.get());
    }
  }

  private void identify(RoutingContext context, Route route) {
    String token = Callers.token(context);
    Optional<Principal> caller = authenticator.find(token);
    if (caller.isPresent()) {
      authorise(context, route, caller.get());
      return;
    }
    String detail =
        token.isEmpty()
            ? "The route needs the header 'Authorization: Bearer <access token or API key>'; get a"
                + " token from POST /api/v1/auth/login"
            : "The token is not valid, has expired or was revoked: sign in again";
    refuse(context, Problem.of(ErrorCode.UNAUTHENTICATED, detail));
  }

  private void authorise(RoutingContext context, Route route, Principal caller) {
    Callers.enter(context, caller);
    try {
      route.permission().ifPresent(caller::demand);
    } catch (PlumblineException forbidden) {
      refuse(context, Problems.of(forbidden));
      return;
    }
    admit(context, route, caller.username());
  }

  private void admit(RoutingContext context, Route route, String client) {
    long wait = limits.take(route, client, context.response());
    if (wait == 0) {
      context.next();
      return;
    }
    refuse(
        context,
        Problem.of(
                ErrorCode.TOO_MANY_REQUESTS,
                "Too many requests from %s: wait %s s".formatted(client, wait))
            .retryAfter(wait));
  }

  private void refuse(RoutingContext context, Problem problem) {
    meters.refused(problem.code());
    Attempt.refused(context, problem, () -> answer(context, problem));
  }

  private static void answer(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended()) {
      return;
    }
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> response.putHeader("Retry-After", Long.toString(seconds)));
    context.request().resume();
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Buffer.buffer(problem.toJson(RequestIds.of(context))));
  }

  private static Problem missing(String method, String path) {
    return RouteTable.exists(path)
        ? Problem.of(
            ErrorCode.METHOD_NOT_ALLOWED, "%s does not exist at %s".formatted(method, path))
        : Problem.of(
            ErrorCode.NOT_FOUND, "There is no route %s %s; see /docs".formatted(method, path));
  }

  private static long length(HttpServerRequest request) {
    String header = request.getHeader("Content-Length");
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }
}
