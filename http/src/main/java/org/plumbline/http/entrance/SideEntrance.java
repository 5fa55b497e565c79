package org.plumbline.http.entrance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.plumbline.access.Authenticator;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.access.SignOn;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * The checks of the entrance for the routes of another product's wire: who calls, by bearer token
 * or by name and password, whether they may, and whether they ask too often. Safe to share; checks
 * block, so call them on a virtual thread.
 *
 * <p>A name and password open a session that later requests with the same header use while it is
 * good; a password may also be an API key of its user. Such clients have a share of requests of
 * their own.
 */
@Singleton
public final class SideEntrance {
  /** Below here the own API has no routes. */
  public static final String PREFIX = "/api/2.0/";

  /** Nor here, where newer clients ask for what the other product added. */
  public static final String NEWER = "/api/3.0/";

  private static final Duration REMEMBERED = Duration.ofMinutes(25);

  private final Authenticator authenticator;
  private final SignOn signOn;
  private final RateLimits limits;
  private final Refusals refusals;
  private final Meters meters;
  private final Cache<String, String> sessions =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  public SideEntrance(
      Authenticator authenticator, SignOn signOn, Rates rates, Refusals refusals, Meters meters) {
    this.authenticator = authenticator;
    this.signOn = signOn;
    this.limits = new RateLimits(rates);
    this.refusals = refusals;
    this.meters = meters;
  }

  /**
   * Lets the caller of a request in.
   *
   * @throws PlumblineException UNAUTHENTICATED, FORBIDDEN or TOO_MANY_REQUESTS
   */
  public Principal admit(RoutingContext context, Permission permission) {
    Principal caller = identify(context);
    Callers.enter(context, caller);
    caller.demand(permission);
    long wait = limits.take(permission, caller.username(), context.response());
    if (wait > 0) {
      throw PlumblineException.of(
              ErrorCode.TOO_MANY_REQUESTS,
              "Too many requests from %s: wait %s s".formatted(caller.username(), wait))
          .with("retryAfterSeconds", wait);
    }
    return caller;
  }

  /**
   * Counts a refused request, and enters it into the audit trail when its route has a mark.
   *
   * @param action the mark, empty for a route without
   */
  public void refused(RoutingContext context, String action, Problem problem) {
    meters.refused(problem.code());
    if (action.isEmpty() || !Refusals.isRefusal(problem)) {
      return;
    }
    Actor actor =
        Callers.find(context) == null ? Callers.stranger(context) : Callers.actor(context);
    String kind = action.substring(0, Math.max(0, action.indexOf('.')));
    refusals.enter(AuditEvent.of(actor, action, kind, ""), problem);
  }

  private Principal identify(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    if (header == null) {
      throw unauthenticated(
          "The route needs the header Authorization, Basic with name and password or Bearer with an"
              + " API key: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
              + " MLFLOW_TRACKING_TOKEN");
    }
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return byPassword(context, header.substring(6).strip());
    }
    return authenticator.authenticate(Callers.token(context));
  }

  private Principal byPassword(RoutingContext context, String encoded) {
    String key = hash(encoded);
    String known = sessions.getIfPresent(key);
    Optional<Principal> caller = known == null ? Optional.empty() : authenticator.find(known);
    return caller.orElseGet(() -> signIn(context, encoded, key));
  }

  private Principal signIn(RoutingContext context, String encoded, String key) {
    String pair = decoded(encoded);
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw unauthenticated("The header Authorization is not Basic with name:password");
    }
    String name = pair.substring(0, colon);
    String password = pair.substring(colon + 1);
    Optional<Principal> holder = authenticator.find(password);
    if (holder.isPresent() && holder.get().username().equals(name)) {
      return holder.get();
    }
    SignOn.Grant grant = signOn.login(name, password, Callers.stranger(context));
    sessions.put(key, grant.accessToken());
    return grant.principal();
  }

  private static String decoded(String encoded) {
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noBase64) {
      throw unauthenticated("The header Authorization is not Basic with name:password in base 64");
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static PlumblineException unauthenticated(String message) {
    return PlumblineException.of(ErrorCode.UNAUTHENTICATED, message);
  }
}
