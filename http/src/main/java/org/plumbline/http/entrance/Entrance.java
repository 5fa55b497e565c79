package org.plumbline.http.entrance;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.plumbline.http.Route;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.Problems;
import org.plumbline.kernel.ErrorCode;

/**
 * Lets a request in: gives it an id, guards the answer's headers, finds its route in the table,
 * finds out who calls, asks the permission and takes from the client's share.
 *
 * <p>Deny by default: an address below {@code /api/} that the table does not list never reaches a
 * resource. Runs on the event loop.
 */
@Singleton
public final class Entrance {
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final Logger LOG = Logger.getLogger(Entrance.class);
  private static final int FIRST = 1_000;
  private static final String BEARER = "bearer ";

  private final Authentication authentication;
  private final RateLimits limits;
  private final Meters meters;

  public Entrance(Authentication authentication, Rates rates, Meters meters) {
    this.authentication = authentication;
    this.limits = new RateLimits(rates);
    this.meters = meters;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  private void enter(RoutingContext context) {
    SecurityHeaders.put(context.response());
    context.response().putHeader(RequestIds.HEADER, RequestIds.of(context));
    String path = context.normalizedPath();
    if (!path.startsWith("/api/")) {
      context.next();
      return;
    }
    context.response().putHeader("Cache-Control", "no-store");
    String method = context.request().method().name();
    Optional<Route> route =
        path.indexOf(';') >= 0 ? Optional.empty() : RouteTable.find(method, path);
    if (route.isEmpty()) {
      refuse(context, missing(method, path));
    } else if (length(context.request()) > MAX_BODY_BYTES) {
      context.response().putHeader("Connection", "close");
      refuse(
          context,
          Problem.of(ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MiB: send fewer rows"));
    } else if (route.get().permission().equals(Route.PUBLIC)) {
      admit(context, route.get(), address(context));
    } else {
      identify(context, route.get());
    }
  }

  private void identify(RoutingContext context, Route route) {
    String header = context.request().getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      refuse(
          context,
          Problem.of(
              ErrorCode.UNAUTHENTICATED,
              "The route needs the header 'Authorization: Bearer <access token or API key>'; get a"
                  + " token from POST /api/v1/auth/login"));
      return;
    }
    String token = header.substring(BEARER.length()).strip();
    Optional<Caller> known = authentication.known(token);
    if (known.isPresent()) {
      authorise(context, route, known.get());
    } else {
      checkApart(context, route, token);
    }
  }

  /** An unknown token may cost a signature check or a query: never on the event loop. */
  private void checkApart(RoutingContext context, Route route, String token) {
    context.request().pause();
    Context eventLoop = Vertx.currentContext();
    Thread.ofVirtual()
        .name("token-check")
        .start(
            () -> {
              try {
                Caller caller = authentication.check(token);
                eventLoop.runOnContext(
                    _ -> {
                      context.request().resume();
                      authorise(context, route, caller);
                    });
              } catch (RuntimeException failure) {
                Problem problem = Problems.of(failure);
                if (problem.status() >= 500) {
                  LOG.errorf(failure, "Request %s: token check failed", RequestIds.of(context));
                }
                eventLoop.runOnContext(_ -> refuse(context, problem));
              }
            });
  }

  private void authorise(RoutingContext context, Route route, Caller caller) {
    caller.enter(context);
    String permission = route.permission();
    if (permission.equals(Route.SIGNED_IN) || caller.may(permission)) {
      admit(context, route, caller.username());
    } else {
      refuse(
          context,
          Problem.of(
              ErrorCode.FORBIDDEN,
              "%s needs the permission %s, which %s does not have (roles: %s); ask an administrator"
                  .formatted(
                      route.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      permission,
                      caller.username(),
                      String.join(", ", caller.roles()))));
    }
  }

  private void admit(RoutingContext context, Route route, String client) {
    long wait = limits.take(route, client, context.response());
    if (wait == 0) {
      context.next();
      return;
    }
    context.response().putHeader("Retry-After", Long.toString(wait));
    refuse(
        context,
        Problem.of(
            ErrorCode.TOO_MANY_REQUESTS,
            "Too many requests from %s: wait %s s".formatted(client, wait)));
  }

  private void refuse(RoutingContext context, Problem problem) {
    meters.refused(problem.code());
    HttpServerResponse response = context.response();
    if (response.ended()) {
      return;
    }
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (problem.passes()) {
      response.putHeader("Retry-After", "1");
    }
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

  private static String address(RoutingContext context) {
    SocketAddress address = context.request().remoteAddress();
    return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
  }
}
