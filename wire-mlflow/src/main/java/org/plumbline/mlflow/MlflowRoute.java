package org.plumbline.mlflow;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.access.Permission;

/**
 * Every route of MLflow's wire that we answer, with the permission it needs and the audit action of
 * a refused call; a call that is done leaves its entry in the room that did it.
 *
 * <p>What a run's own author logs only adds to the run and leaves no entry; logging to another's
 * run is refused.
 */
enum MlflowRoute {
  CREATE_EXPERIMENT("POST", "experiments/create", "experiment.created"),
  SEARCH_EXPERIMENTS("POST", "experiments/search"),
  SEARCH_EXPERIMENTS_BY_QUERY("GET", "experiments/search"),
  FIND_EXPERIMENT("GET", "experiments/get"),
  FIND_EXPERIMENT_BY_NAME("GET", "experiments/get-by-name"),
  UPDATE_EXPERIMENT("POST", "experiments/update", "experiment.renamed"),
  DELETE_EXPERIMENT("POST", "experiments/delete", "experiment.deleted"),
  RESTORE_EXPERIMENT("POST", "experiments/restore", "experiment.restored"),
  TAG_EXPERIMENT("POST", "experiments/set-experiment-tag", "experiment.tagged"),
  CREATE_RUN("POST", "runs/create", "run.started"),
  FIND_RUN("GET", "runs/get"),
  UPDATE_RUN("POST", "runs/update", "run.updated"),
  DELETE_RUN("POST", "runs/delete", "run.deleted"),
  RESTORE_RUN("POST", "runs/restore", "run.restored"),
  SEARCH_RUNS("POST", "runs/search"),
  LOG_METRIC("POST", "runs/log-metric", "run.logged"),
  LOG_PARAMETER("POST", "runs/log-parameter", "run.logged"),
  LOG_BATCH("POST", "runs/log-batch", "run.logged"),
  LOG_MODEL("POST", "runs/log-model", "run.logged"),
  LOG_INPUTS("POST", "runs/log-inputs", "run.logged"),
  SET_TAG("POST", "runs/set-tag", "run.tagged"),
  DELETE_TAG("POST", "runs/delete-tag", "run.untagged"),
  METRIC_HISTORY("GET", "metrics/get-history"),
  METRIC_HISTORIES("GET", "metrics/get-history-bulk"),
  METRIC_SAMPLES("GET", "metrics/get-history-bulk-interval"),
  LIST_ARTIFACTS("GET", "artifacts/list"),
  CREATE_LOGGED_MODEL("POST", "logged-models", "run.started"),
  SEARCH_LOGGED_MODELS("POST", "logged-models/search"),
  FIND_LOGGED_MODEL("GET", "logged-models/{model_id}"),
  FINALIZE_LOGGED_MODEL("PATCH", "logged-models/{model_id}", "run.updated"),
  DELETE_LOGGED_MODEL("DELETE", "logged-models/{model_id}", "run.deleted"),
  TAG_LOGGED_MODEL("PATCH", "logged-models/{model_id}/tags", "run.tagged"),
  UNTAG_LOGGED_MODEL("DELETE", "logged-models/{model_id}/tags/{tag_key}", "run.untagged"),
  LOG_MODEL_PARAMS("POST", "logged-models/{model_id}/params", "run.logged"),
  LIST_MODEL_ARTIFACTS("GET", "logged-models/{model_id}/artifacts/directories"),
  LOG_OUTPUTS("POST", "runs/outputs", "run.logged"),
  CREATE_MODEL("POST", "registered-models/create", "model.created"),
  FIND_MODEL("GET", "registered-models/get"),
  SEARCH_MODELS("GET", "registered-models/search"),
  UPDATE_MODEL("PATCH", "registered-models/update", "model.described"),
  RENAME_MODEL("POST", "registered-models/rename", "model.renamed"),
  DELETE_MODEL("DELETE", "registered-models/delete", "model.deleted"),
  LATEST_VERSIONS("POST", "registered-models/get-latest-versions"),
  LATEST_VERSIONS_BY_QUERY("GET", "registered-models/get-latest-versions"),
  TAG_MODEL("POST", "registered-models/set-tag", "tag.set"),
  UNTAG_MODEL("DELETE", "registered-models/delete-tag", "tag.removed"),
  SET_ALIAS("POST", "registered-models/alias", "alias.set"),
  DELETE_ALIAS("DELETE", "registered-models/alias", "alias.removed"),
  FIND_ALIAS("GET", "registered-models/alias"),
  CREATE_VERSION("POST", "model-versions/create", "version.registered"),
  FIND_VERSION("GET", "model-versions/get"),
  SEARCH_VERSIONS("GET", "model-versions/search"),
  UPDATE_VERSION("PATCH", "model-versions/update", "version.described"),
  DELETE_VERSION("DELETE", "model-versions/delete", "version.deleted"),
  /** Opens a change request at most; what it asks for is never done by this call. */
  TRANSITION_STAGE(
      "POST", "model-versions/transition-stage", Permission.CHANGE_REQUEST, "version.staged"),
  DOWNLOAD_URI("GET", "model-versions/get-download-uri"),
  TAG_VERSION("POST", "model-versions/set-tag", "tag.set"),
  UNTAG_VERSION("DELETE", "model-versions/delete-tag", "tag.removed");

  private static final Map<String, MlflowRoute> BY_ADDRESS = byAddress();

  private final String method;
  private final String path;
  private final Permission permission;
  private final String audit;

  /** A route that reads. */
  MlflowRoute(String method, String path) {
    this(method, path, Permission.MODEL_READ, "");
  }

  /** A route that writes. */
  MlflowRoute(String method, String path, String audit) {
    this(method, path, Permission.MODEL_WRITE, audit);
  }

  MlflowRoute(String method, String path, Permission permission, String audit) {
    this.method = method;
    this.path = path;
    this.permission = permission;
    this.audit = audit;
  }

  private static Map<String, MlflowRoute> byAddress() {
    var routes = new HashMap<String, MlflowRoute>();
    Arrays.stream(values()).forEach(route -> routes.put(route.method + " " + route.path, route));
    return Map.copyOf(routes);
  }

  /**
   * A route that was found.
   *
   * @param variables what stands in the path where the route has names in braces
   */
  record Match(MlflowRoute route, Map<String, String> variables) {}

  /** The route at a path below {@code …/mlflow/}; one without variables goes first. */
  static Optional<Match> find(String method, String path) {
    MlflowRoute exact = BY_ADDRESS.get(method + " " + path);
    if (exact != null) {
      return Optional.of(new Match(exact, Map.of()));
    }
    List<String> steps = List.of(path.split("/", -1));
    return Arrays.stream(values())
        .filter(route -> route.method.equals(method) && route.path.contains("{"))
        .flatMap(route -> route.match(steps).stream())
        .findFirst();
  }

  private Optional<Match> match(List<String> steps) {
    List<String> own = List.of(path.split("/"));
    if (own.size() != steps.size()) {
      return Optional.empty();
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < own.size(); i++) {
      String step = steps.get(i);
      if (own.get(i).startsWith("{") && !step.isEmpty()) {
        variables.put(own.get(i).substring(1, own.get(i).length() - 1), decoded(step));
      } else if (!own.get(i).equals(step)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(this, Map.copyOf(variables)));
  }

  /** A step as it was meant; one that is no encoding of anything stays as it is. */
  private static String decoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return step;
    }
  }

  String method() {
    return method;
  }

  /** The path below {@code /api/2.0/mlflow/}. */
  String path() {
    return path;
  }

  Permission permission() {
    return permission;
  }

  /** The action that a refused call leaves in the audit trail, empty for none. */
  String audit() {
    return audit;
  }
}
