package org.plumbline.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;

/**
 * Every route of the own API with the permission it needs and the audit action it leaves.
 *
 * <p>What is not listed here does not exist for a caller: the entrance answers 404 before any
 * resource is asked. A test compares this table with the resources and with {@code openapi.yaml}.
 */
public enum Route {
  LOGIN("POST", "/api/v1/auth/login", Caller.ANYBODY, "session.opened"),
  REFRESH("POST", "/api/v1/auth/refresh", Caller.ANYBODY, "none"),
  LOGOUT("POST", "/api/v1/auth/logout", Caller.ANY_ACCOUNT, "session.closed"),
  ME("GET", "/api/v1/me", Caller.ANY_ACCOUNT, "none"),
  OVERVIEW("GET", "/api/v1/overview", Permission.MODEL_READ, "none"),
  EXECUTIVE("GET", "/api/v1/executive", Permission.MODEL_READ, "none"),
  EXECUTIVE_REPORT("GET", "/api/v1/executive/report", Permission.MODEL_READ, "none"),
  DEPLOYMENT_HISTORY("GET", "/api/v1/deployments", Permission.MODEL_READ, "none"),
  LIST_MODELS("GET", "/api/v1/models", Permission.MODEL_READ, "none"),
  FIND_MODEL("GET", "/api/v1/models/{model}", Permission.MODEL_READ, "none"),
  DESCRIBE_MODEL("PATCH", "/api/v1/models/{model}", Permission.MODEL_WRITE, "model.described"),
  HAND_OVER_MODEL(
      "POST", "/api/v1/models/{model}/hand-over", Permission.MODEL_WRITE, "model.handed-over"),
  SET_TAG("PUT", "/api/v1/models/{model}/tags", Permission.MODEL_WRITE, "tag.set"),
  REMOVE_TAG("DELETE", "/api/v1/models/{model}/tags", Permission.MODEL_WRITE, "tag.removed"),
  LIST_ALIASES("GET", "/api/v1/models/{model}/aliases", Permission.MODEL_READ, "none"),
  SET_ALIAS("PUT", "/api/v1/models/{model}/aliases/{alias}", Permission.MODEL_WRITE, "alias.set"),
  REMOVE_ALIAS(
      "DELETE", "/api/v1/models/{model}/aliases/{alias}", Permission.MODEL_WRITE, "alias.removed"),
  ANNOUNCE_END(
      "PUT", "/api/v1/models/{model}/sunset", Permission.MODEL_WRITE, "version.deprecated"),
  TAKE_END_BACK(
      "DELETE", "/api/v1/models/{model}/sunset", Permission.MODEL_WRITE, "version.kept-on"),
  COMPARE_VERSIONS("GET", "/api/v1/models/{model}/comparison", Permission.MODEL_READ, "none"),
  SERVED_AT("GET", "/api/v1/models/{model}/served", Permission.MODEL_READ, "none"),
  MODEL_LINEAGE("GET", "/api/v1/models/{model}/lineage", Permission.MODEL_READ, "none"),
  LINEAGE("GET", "/api/v1/lineage/{kind}/{id}", Permission.MODEL_READ, "none"),
  TELL_LINEAGE("POST", "/api/v1/lineage/events", Permission.MODEL_WRITE, "lineage.told"),
  LINEAGE_IMPACT("GET", "/api/v1/lineage/impact", Permission.MODEL_READ, "none"),
  LIST_VERSIONS("GET", "/api/v1/models/{model}/versions", Permission.MODEL_READ, "none"),
  LIST_FOREIGN_VERSIONS(
      "GET", "/api/v1/models/{model}/foreign-versions", Permission.MODEL_READ, "none"),
  FIND_VERSION("GET", "/api/v1/models/{model}/versions/{version}", Permission.MODEL_READ, "none"),
  DOWNLOAD_PART(
      "GET",
      "/api/v1/models/{model}/versions/{version}/parts/{part}",
      Permission.MODEL_READ,
      "none"),
  MODEL_CARD(
      "GET", "/api/v1/models/{model}/versions/{version}/card", Permission.MODEL_READ, "none"),
  VERSION_EVIDENCE(
      "GET", "/api/v1/models/{model}/versions/{version}/evidence", Permission.MODEL_READ, "none"),
  COMPARE_EVIDENCE(
      "GET",
      "/api/v1/models/{model}/versions/{version}/evidence-diff",
      Permission.MODEL_READ,
      "none"),
  EXPORT_EVIDENCE(
      "GET",
      "/api/v1/models/{model}/versions/{version}/evidence-pack",
      Permission.AUDIT_READ,
      "evidence.exported"),
  LIST_DOCUMENTS("GET", "/api/v1/models/{model}/documents", Permission.MODEL_READ, "none"),
  ATTACH_DOCUMENT(
      "POST", "/api/v1/models/{model}/documents", Permission.MODEL_WRITE, "document.attached"),
  DOWNLOAD_DOCUMENT(
      "GET", "/api/v1/models/{model}/documents/{document}", Permission.MODEL_READ, "none"),
  PREDICT("POST", "/api/v1/models/{model}/predictions", Permission.PREDICTION_CREATE, "none"),
  PREDICT_ENTITIES(
      "POST", "/api/v1/models/{model}/entity-predictions", Permission.PREDICTION_CREATE, "none"),
  LIST_FEATURE_SNAPSHOTS("GET", "/api/v1/models/{model}/features", Permission.MODEL_READ, "none"),
  PUBLISH_FEATURES(
      "POST", "/api/v1/models/{model}/features", Permission.MODEL_WRITE, "features.published"),
  FIND_FEATURES(
      "GET",
      "/api/v1/models/{model}/features/{entity}",
      Permission.PREDICTION_READ,
      "features.read"),
  SEARCH_PREDICTIONS(
      "GET", "/api/v1/models/{model}/predictions", Permission.PREDICTION_READ, "none"),
  READ_PREDICTION(
      "GET",
      "/api/v1/models/{model}/predictions/{id}",
      Permission.PREDICTION_READ,
      "prediction.read"),
  REPLAY_PREDICTION(
      "POST",
      "/api/v1/models/{model}/predictions/{id}/replay",
      Permission.PREDICTION_READ,
      "prediction.replayed"),
  EXPORT_PREDICTIONS(
      "GET",
      "/api/v1/models/{model}/prediction-export",
      Permission.PREDICTION_READ,
      "predictions.exported"),
  COUNTERFACTUALS(
      "POST", "/api/v1/models/{model}/counterfactuals", Permission.PREDICTION_CREATE, "none"),
  SUBMIT_BATCH(
      "POST", "/api/v1/models/{model}/batches", Permission.PREDICTION_CREATE, "batch.submitted"),
  LIST_BATCHES("GET", "/api/v1/models/{model}/batches", Permission.MODEL_READ, "none"),
  FIND_BATCH("GET", "/api/v1/models/{model}/batches/{batch}", Permission.MODEL_READ, "none"),
  CANCEL_BATCH(
      "POST",
      "/api/v1/models/{model}/batches/{batch}/cancellation",
      Permission.PREDICTION_CREATE,
      "batch.cancelled"),
  DOWNLOAD_BATCH(
      "GET", "/api/v1/models/{model}/batches/{batch}/result", Permission.PREDICTION_CREATE, "none"),
  DOWNLOAD_BATCH_REJECTS(
      "GET",
      "/api/v1/models/{model}/batches/{batch}/rejects",
      Permission.PREDICTION_CREATE,
      "none"),
  RECORD_LABELS("POST", "/api/v1/models/{model}/labels", Permission.LABEL_WRITE, "labels.recorded"),
  TELL_MEMBERSHIPS(
      "POST", "/api/v1/models/{model}/memberships", Permission.LABEL_WRITE, "memberships.told"),
  LABEL_HORIZON("GET", "/api/v1/models/{model}/label-horizon", Permission.MODEL_READ, "none"),
  SET_LABEL_HORIZON(
      "PUT", "/api/v1/models/{model}/label-horizon", Permission.MODEL_WRITE, "labels.horizon"),
  DRIFT("GET", "/api/v1/models/{model}/drift", Permission.MODEL_READ, "none"),
  SCORE_SHIFT("GET", "/api/v1/models/{model}/score-shift", Permission.MODEL_READ, "none"),
  DRIFT_WALL("GET", "/api/v1/models/{model}/drift-wall", Permission.MODEL_READ, "none"),
  DRIFT_COLUMN("GET", "/api/v1/models/{model}/drift/{column}", Permission.MODEL_READ, "none"),
  MONITORS("GET", "/api/v1/models/{model}/monitors", Permission.MODEL_READ, "none"),
  SET_MONITORS(
      "PUT", "/api/v1/models/{model}/monitors", Permission.ALERT_CONFIGURE, "monitors.set"),
  CONTESTS("GET", "/api/v1/models/{model}/contests", Permission.MODEL_READ, "none"),
  HOLD_CONTEST(
      "POST", "/api/v1/models/{model}/contests", Permission.CHANGE_REQUEST, "version.contest"),
  CHALLENGERS("GET", "/api/v1/models/{model}/challengers", Permission.MODEL_READ, "none"),
  SET_CHALLENGERS(
      "PUT", "/api/v1/models/{model}/challengers", Permission.ALERT_CONFIGURE, "challengers.set"),
  FINDINGS("GET", "/api/v1/models/{model}/findings", Permission.MODEL_READ, "none"),
  READINGS("GET", "/api/v1/models/{model}/readings", Permission.MODEL_READ, "none"),
  PERFORMANCE("GET", "/api/v1/models/{model}/performance", Permission.MODEL_READ, "none"),
  FAIRNESS("GET", "/api/v1/models/{model}/fairness", Permission.MODEL_READ, "none"),
  FAIRNESS_COURSE("GET", "/api/v1/models/{model}/fairness-course", Permission.MODEL_READ, "none"),
  RISK("GET", "/api/v1/models/{model}/risk", Permission.MODEL_READ, "none"),
  RISK_BACK_TEST("GET", "/api/v1/risk/back-test", Permission.MODEL_READ, "none"),
  DEPLOYMENTS("GET", "/api/v1/models/{model}/deployments", Permission.MODEL_READ, "none"),
  ROUTING("GET", "/api/v1/models/{model}/routing", Permission.MODEL_READ, "none"),
  // Whoever may stop a model may send it back; to give a canary more takes an approver besides.
  STEER_CANARY("POST", "/api/v1/models/{model}/canary", Permission.MODEL_KILL, "canary.steer"),
  TRIALS("GET", "/api/v1/models/{model}/trials", Permission.MODEL_READ, "none"),
  TRIAL("GET", "/api/v1/models/{model}/trials/{trial}", Permission.MODEL_READ, "none"),
  TRIAL_SIZE("GET", "/api/v1/models/{model}/trial-size", Permission.MODEL_READ, "none"),
  STOP_TRIAL(
      "POST", "/api/v1/models/{model}/trials/{trial}/stop", Permission.MODEL_KILL, "trial.stop"),
  ROLL_BACK(
      "POST", "/api/v1/models/{model}/rollback", Permission.MODEL_KILL, "deployment.rollback"),
  SET_KILL_SWITCH("PUT", "/api/v1/models/{model}/kill-switch", Permission.MODEL_KILL, "model.kill"),
  SAFEGUARDS("GET", "/api/v1/models/{model}/safeguards", Permission.MODEL_READ, "none"),
  SET_SAFEGUARDS(
      "PUT", "/api/v1/models/{model}/safeguards", Permission.MODEL_KILL, "safeguards.set"),
  LIST_KILLS("GET", "/api/v1/kill-switches", Permission.MODEL_READ, "none"),
  TURN_KILL_SWITCH("PUT", "/api/v1/kill-switches", Permission.MODEL_KILL, "model.kill"),
  KILL_HISTORY("GET", "/api/v1/kill-switches/history", Permission.MODEL_READ, "none"),
  OPEN_CHANGE_REQUEST(
      "POST", "/api/v1/change-requests", Permission.CHANGE_REQUEST, "change-request.open"),
  LIST_CHANGE_REQUESTS("GET", "/api/v1/change-requests", Permission.MODEL_READ, "none"),
  FIND_CHANGE_REQUEST("GET", "/api/v1/change-requests/{id}", Permission.MODEL_READ, "none"),
  DECIDE_CHANGE_REQUEST(
      "POST",
      "/api/v1/change-requests/{id}/approvals",
      Permission.CHANGE_APPROVE,
      "change-request.vote"),
  COMMENT_CHANGE_REQUEST(
      "POST",
      "/api/v1/change-requests/{id}/comments",
      Permission.CHANGE_REQUEST,
      "change-request.comment"),
  LIST_COMMENTS("GET", "/api/v1/change-requests/{id}/comments", Permission.MODEL_READ, "none"),
  EVIDENCE_OF_CHANGE("GET", "/api/v1/change-requests/{id}/evidence", Permission.MODEL_READ, "none"),
  LIST_OVERRIDES("GET", "/api/v1/overrides", Permission.MODEL_READ, "none"),
  LIST_DELEGATIONS("GET", "/api/v1/approvals/delegations", Permission.MODEL_READ, "none"),
  DELEGATE(
      "POST", "/api/v1/approvals/delegations", Permission.CHANGE_APPROVE, "approval.delegated"),
  END_DELEGATION(
      "DELETE",
      "/api/v1/approvals/delegations/{id}",
      Permission.CHANGE_APPROVE,
      "approval.delegation-ended"),
  LIST_POLICIES("GET", "/api/v1/policies", Permission.MODEL_READ, "none"),
  PUBLISH_POLICY("POST", "/api/v1/policies", Permission.POLICY_WRITE, "policy.published"),
  FIND_POLICY("GET", "/api/v1/policies/{name}", Permission.MODEL_READ, "none"),
  CHECK_POLICY("POST", "/api/v1/policy-checks", Permission.POLICY_SIMULATE, "none"),
  POLICY_LIBRARY("GET", "/api/v1/policy-library", Permission.MODEL_READ, "none"),
  ATTACH_POLICY(
      "PUT", "/api/v1/policies/{name}/attachment", Permission.POLICY_WRITE, "policy.attached"),
  DETACH_POLICY(
      "DELETE", "/api/v1/policies/{name}/attachment", Permission.POLICY_WRITE, "policy.detached"),
  LIST_ALERTS("GET", "/api/v1/alerts", Permission.MODEL_READ, "none"),
  ACKNOWLEDGE_ALERT(
      "POST",
      "/api/v1/alerts/{id}/acknowledgement",
      Permission.ALERT_ACKNOWLEDGE,
      "alert.acknowledge"),
  LIST_INCIDENTS("GET", "/api/v1/incidents", Permission.MODEL_READ, "none"),
  FIND_INCIDENT("GET", "/api/v1/incidents/{id}", Permission.MODEL_READ, "none"),
  ACKNOWLEDGE_INCIDENT(
      "POST",
      "/api/v1/incidents/{id}/acknowledgement",
      Permission.ALERT_ACKNOWLEDGE,
      "incident.acknowledge"),
  COMMENT_INCIDENT(
      "POST", "/api/v1/incidents/{id}/comments", Permission.ALERT_ACKNOWLEDGE, "incident.comment"),
  LIST_SILENCES("GET", "/api/v1/silences", Permission.MODEL_READ, "none"),
  SILENCE_ALERTS("POST", "/api/v1/silences", Permission.ALERT_ACKNOWLEDGE, "alert.silenced"),
  END_SILENCE("DELETE", "/api/v1/silences/{id}", Permission.ALERT_ACKNOWLEDGE, "alert.unsilenced"),
  LIST_ALERT_ROUTES("GET", "/api/v1/alert-routes", Permission.MODEL_READ, "none"),
  SET_ALERT_ROUTE(
      "PUT", "/api/v1/alert-routes/{name}", Permission.ALERT_CONFIGURE, "alert-route.set"),
  REMOVE_ALERT_ROUTE(
      "DELETE", "/api/v1/alert-routes/{name}", Permission.ALERT_CONFIGURE, "alert-route.removed"),
  TEST_ALERT_ROUTE(
      "POST", "/api/v1/alert-routes/{name}/test", Permission.ALERT_CONFIGURE, "alert-route.tested"),
  LIST_NOTICES("GET", "/api/v1/notices", Permission.MODEL_READ, "none"),
  RETRY_NOTICE("POST", "/api/v1/notices/{id}/retry", Permission.ALERT_CONFIGURE, "notice.retried"),
  STREAM("GET", "/api/v1/stream", Permission.MODEL_READ, "none"),
  OPEN_STREAM_TICKET("POST", "/api/v1/stream/tickets", Permission.MODEL_READ, "none"),
  SIMULATE("POST", "/api/v1/simulations", Permission.POLICY_SIMULATE, "none"),
  SIMULATE_BATCH("POST", "/api/v1/simulations/batch", Permission.POLICY_SIMULATE, "none"),
  REPLAY_DECISIONS("POST", "/api/v1/simulations/replay", Permission.POLICY_SIMULATE, "none"),
  LIST_EXPERIMENTS("GET", "/api/v1/experiments", Permission.MODEL_READ, "none"),
  CREATE_EXPERIMENT("POST", "/api/v1/experiments", Permission.MODEL_WRITE, "experiment.created"),
  FIND_EXPERIMENT("GET", "/api/v1/experiments/{id}", Permission.MODEL_READ, "none"),
  RENAME_EXPERIMENT(
      "PATCH", "/api/v1/experiments/{id}", Permission.MODEL_WRITE, "experiment.renamed"),
  DELETE_EXPERIMENT(
      "DELETE", "/api/v1/experiments/{id}", Permission.MODEL_WRITE, "experiment.deleted"),
  RESTORE_EXPERIMENT(
      "POST",
      "/api/v1/experiments/{id}/restoration",
      Permission.MODEL_WRITE,
      "experiment.restored"),
  LIST_RUNS("GET", "/api/v1/experiments/{id}/runs", Permission.MODEL_READ, "none"),
  START_RUN("POST", "/api/v1/experiments/{id}/runs", Permission.MODEL_WRITE, "run.started"),
  SEARCH_RUNS("GET", "/api/v1/runs/search", Permission.MODEL_READ, "none"),
  COMPARE_RUNS("GET", "/api/v1/runs/compare", Permission.MODEL_READ, "none"),
  RUNS_OF_VERSION(
      "GET", "/api/v1/models/{model}/versions/{version}/runs", Permission.MODEL_READ, "none"),
  FIND_RUN("GET", "/api/v1/runs/{id}", Permission.MODEL_READ, "none"),
  METRIC_HISTORY("GET", "/api/v1/runs/{id}/metrics/{key}", Permission.MODEL_READ, "none"),
  UPDATE_RUN("PATCH", "/api/v1/runs/{id}", Permission.MODEL_WRITE, "run.updated"),
  DELETE_RUN("DELETE", "/api/v1/runs/{id}", Permission.MODEL_WRITE, "run.deleted"),
  RESTORE_RUN("POST", "/api/v1/runs/{id}/restoration", Permission.MODEL_WRITE, "run.restored"),
  // What a run's own author logs only adds to the run, and is refused to everybody else and on a
  // deleted run: start and end of the run are in the trail, the points between them are not.
  LOG_RUN("POST", "/api/v1/runs/{id}/logs", Permission.MODEL_WRITE, "none"),
  LOG_RUN_INPUTS("POST", "/api/v1/runs/{id}/inputs", Permission.MODEL_WRITE, "none"),
  LIST_RUN_FILES("GET", "/api/v1/runs/{id}/artifacts", Permission.MODEL_READ, "none"),
  DOWNLOAD_RUN_FILE("GET", "/api/v1/runs/{id}/artifacts/content", Permission.MODEL_READ, "none"),
  UPLOAD_RUN_FILE("PUT", "/api/v1/runs/{id}/artifacts/content", Permission.MODEL_WRITE, "none"),
  REMOVE_RUN_FILES(
      "DELETE", "/api/v1/runs/{id}/artifacts", Permission.MODEL_WRITE, "run.artifacts-removed"),
  LIST_AUDIT_ENTRIES("GET", "/api/v1/audit/entries", Permission.AUDIT_READ, "none"),
  FIND_AUDIT_ENTRY("GET", "/api/v1/audit/entries/{sequence}", Permission.AUDIT_READ, "none"),
  PROVE_AUDIT_ENTRY("GET", "/api/v1/audit/entries/{sequence}/proof", Permission.AUDIT_READ, "none"),
  EXPORT_AUDIT("GET", "/api/v1/audit/export", Permission.AUDIT_READ, "audit.export"),
  LIST_CHECKPOINTS("GET", "/api/v1/audit/checkpoints", Permission.AUDIT_READ, "none"),
  PROVE_CONSISTENCY("GET", "/api/v1/audit/consistency", Permission.AUDIT_READ, "none"),
  LIST_AUDIT_KEYS("GET", "/api/v1/audit/keys", Permission.AUDIT_READ, "none"),
  VERIFY_AUDIT("GET", "/api/v1/audit/verification", Permission.AUDIT_READ, "none"),
  START_VERIFICATION("POST", "/api/v1/audit/verifications", Permission.AUDIT_READ, "none"),
  FIND_VERIFICATION("GET", "/api/v1/audit/verifications/{id}", Permission.AUDIT_READ, "none"),
  ERASE_SUBJECT("POST", "/api/v1/audit/erasures", Permission.USER_ADMIN, "audit.erase"),
  CHANGE_ROLES(
      "PUT", "/api/v1/users/{username}/roles", Permission.USER_ADMIN, "user.roles-changed");

  private final String method;
  private final String path;
  private final Caller caller;
  private final @Nullable Permission permission;
  private final String audit;

  Route(String method, String path, Caller caller, String audit) {
    this(method, path, caller, null, audit);
  }

  Route(String method, String path, Permission permission, String audit) {
    this(method, path, Caller.PERMITTED, permission, audit);
  }

  Route(String method, String path, Caller caller, @Nullable Permission permission, String audit) {
    this.method = method;
    this.path = path;
    this.caller = caller;
    this.permission = permission;
    this.audit = audit;
  }

  private enum Caller {
    ANYBODY("public"),
    ANY_ACCOUNT("signed-in"),
    PERMITTED("permission");

    private final String wireName;

    Caller(String wireName) {
      this.wireName = wireName;
    }
  }

  public String method() {
    return method;
  }

  /** The path with its variables in braces. */
  public String path() {
    return path;
  }

  /** Whether nobody needs to sign in. */
  public boolean isPublic() {
    return caller == Caller.ANYBODY;
  }

  /** Whether it reads its body as a stream and not all at once, so that it may be large. */
  public boolean takesStream() {
    return this == UPLOAD_RUN_FILE || this == SUBMIT_BATCH || this == ATTACH_DOCUMENT;
  }

  /** The permission it takes, empty when any account (or anybody) may call. */
  public Optional<Permission> permission() {
    return Optional.ofNullable(permission);
  }

  /** What {@code openapi.yaml} says as {@code x-permission}. */
  public String permissionMark() {
    return permission == null ? caller.wireName : permission.wireName();
  }

  /**
   * The action that a call leaves in the audit trail, done or refused, or {@code none}. What
   * succeeds may leave a more telling one.
   */
  public String audit() {
    return audit;
  }
}
