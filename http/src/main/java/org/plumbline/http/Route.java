package org.plumbline.http;

/**
 * Every route of the own API with the permission it needs and the audit action it leaves.
 *
 * <p>What is not listed here does not exist for a caller: the entrance answers 404 before any
 * resource is asked. A test compares this table with the resources and with {@code openapi.yaml}.
 */
public enum Route {
  LOGIN("POST", "/api/v1/auth/login", Route.PUBLIC, "session.opened"),
  REFRESH("POST", "/api/v1/auth/refresh", Route.PUBLIC, Route.NONE),
  LOGOUT("POST", "/api/v1/auth/logout", Route.SIGNED_IN, "session.closed"),
  ME("GET", "/api/v1/me", Route.SIGNED_IN, Route.NONE),
  OVERVIEW("GET", "/api/v1/overview", "model.read", Route.NONE),
  LIST_MODELS("GET", "/api/v1/models", "model.read", Route.NONE),
  FIND_MODEL("GET", "/api/v1/models/{model}", "model.read", Route.NONE),
  LIST_VERSIONS("GET", "/api/v1/models/{model}/versions", "model.read", Route.NONE),
  FIND_VERSION("GET", "/api/v1/models/{model}/versions/{version}", "model.read", Route.NONE),
  PREDICT("POST", "/api/v1/models/{model}/predictions", "prediction.create", Route.NONE),
  RECORD_LABELS("POST", "/api/v1/models/{model}/labels", "label.write", "labels.recorded"),
  DRIFT("GET", "/api/v1/models/{model}/drift", "model.read", Route.NONE),
  DRIFT_COLUMN("GET", "/api/v1/models/{model}/drift/{column}", "model.read", Route.NONE),
  PERFORMANCE("GET", "/api/v1/models/{model}/performance", "model.read", Route.NONE),
  RISK("GET", "/api/v1/models/{model}/risk", "model.read", Route.NONE),
  FAIRNESS("GET", "/api/v1/models/{model}/fairness", "model.read", Route.NONE),
  DEPLOYMENTS("GET", "/api/v1/models/{model}/deployments", "model.read", Route.NONE),
  SET_KILL_SWITCH("PUT", "/api/v1/models/{model}/kill-switch", "model.kill", "kill-switch.set"),
  OPEN_CHANGE_REQUEST("POST", "/api/v1/change-requests", "change.request", "change-request.opened"),
  LIST_CHANGE_REQUESTS("GET", "/api/v1/change-requests", "model.read", Route.NONE),
  FIND_CHANGE_REQUEST("GET", "/api/v1/change-requests/{id}", "model.read", Route.NONE),
  DECIDE_CHANGE_REQUEST(
      "POST", "/api/v1/change-requests/{id}/approvals", "change.approve", "change-request.decided"),
  LIST_ALERTS("GET", "/api/v1/alerts", "model.read", Route.NONE),
  ACKNOWLEDGE_ALERT(
      "POST", "/api/v1/alerts/{id}/acknowledgement", "alert.acknowledge", "alert.acknowledged"),
  SIMULATE("POST", "/api/v1/simulations", "policy.simulate", Route.NONE),
  LIST_AUDIT_ENTRIES("GET", "/api/v1/audit/entries", "audit.read", Route.NONE),
  VERIFY_AUDIT("GET", "/api/v1/audit/verification", "audit.read", Route.NONE);

  /** Answers anybody. */
  public static final String PUBLIC = "public";

  /** Answers any account that is signed in. */
  public static final String SIGNED_IN = "signed-in";

  /** Leaves nothing in the audit trail. */
  public static final String NONE = "none";

  private final String method;
  private final String path;
  private final String permission;
  private final String audit;

  Route(String method, String path, String permission, String audit) {
    this.method = method;
    this.path = path;
    this.permission = permission;
    this.audit = audit;
  }

  public String method() {
    return method;
  }

  /** The path with its variables in braces. */
  public String path() {
    return path;
  }

  /** The wire name of a permission, or {@link #PUBLIC} or {@link #SIGNED_IN}. */
  public String permission() {
    return permission;
  }

  /** The audit action, or {@link #NONE}. */
  public String audit() {
    return audit;
  }
}
