package org.plumbline.http.entrance;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Principal;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Who sent a request, as the entrance found out. */
public final class Callers {
  private static final String KEY = "plumbline.caller";

  private Callers() {}

  static void enter(RoutingContext context, Principal principal) {
    context.put(KEY, principal);
  }

  /** The caller, null when nobody is signed in. */
  static @Nullable Principal find(RoutingContext context) {
    return context.get(KEY);
  }

  /** The caller of a route that needs one. */
  public static Principal of(RoutingContext context) {
    Principal principal = context.get(KEY);
    if (principal == null) {
      throw PlumblineException.of(ErrorCode.UNAUTHENTICATED, "This route needs a signed-in caller");
    }
    return principal;
  }

  /** The caller as the audit trail names them. */
  public static Actor actor(RoutingContext context) {
    return of(context).actor(RequestIds.of(context), address(context));
  }

  /** Somebody who has not signed in yet, with request and address. */
  public static Actor stranger(RoutingContext context) {
    return new Actor(Actor.ANONYMOUS, null, RequestIds.of(context), address(context));
  }

  /** The network address of the other side; a proxy's when there is one. */
  static String address(RoutingContext context) {
    SocketAddress address = context.request().remoteAddress();
    return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
  }

  /** The bearer token that came with the request, empty without one. */
  public static String token(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? header.substring(7).strip()
        : "";
  }
}
