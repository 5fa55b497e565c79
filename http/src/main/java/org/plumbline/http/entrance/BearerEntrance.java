package org.plumbline.http.entrance;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Authenticator;
import org.plumbline.access.Permission;
import org.plumbline.access.Principal;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * The checks of the entrance for a wire that need not be HTTP: who calls, by bearer token, whether
 * they may, and whether they ask too often. Letting in never blocks. Safe to share.
 */
@Singleton
public final class BearerEntrance {
  private final Authenticator authenticator;
  private final RateLimits limits;
  private final Refusals refusals;
  private final Meters meters;

  public BearerEntrance(
      Authenticator authenticator, Rates rates, Refusals refusals, Meters meters) {
    this.authenticator = authenticator;
    this.limits = new RateLimits(rates);
    this.refusals = refusals;
    this.meters = meters;
  }

  /**
   * Who holds the token.
   *
   * @param authorization what the caller sent as Authorization, null without any
   * @throws PlumblineException UNAUTHENTICATED
   */
  public Principal identify(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw PlumblineException.of(
          ErrorCode.UNAUTHENTICATED,
          "The call needs 'authorization: Bearer <access token or API key>'; get a token from POST"
              + " /api/v1/auth/login");
    }
    return authenticator.authenticate(authorization.substring(7).strip());
  }

  /**
   * Lets the caller pass, and takes one call from their share.
   *
   * @throws PlumblineException FORBIDDEN or TOO_MANY_REQUESTS
   */
  public void admit(Principal caller, Permission permission) {
    caller.demand(permission);
    long wait = limits.take(permission, caller.username());
    if (wait > 0) {
      throw PlumblineException.of(
              ErrorCode.TOO_MANY_REQUESTS,
              "Too many requests from %s: wait %s s".formatted(caller.username(), wait))
          .with("retryAfterSeconds", wait);
    }
  }

  /** Counts a refused call. */
  public void count(Problem problem) {
    meters.refused(problem.code());
  }

  /**
   * Enters a refused call into the audit trail; may wait for the store.
   *
   * @param action the mark of its route
   * @param model what the call was about
   */
  public void enter(Actor actor, String action, String model, Problem problem) {
    if (Refusals.isRefusal(problem)) {
      refusals.enter(
          AuditEvent.of(actor, action, action.substring(0, action.indexOf('.')), model), problem);
    }
  }
}
