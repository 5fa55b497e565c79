package org.plumbline.mlflow;

import java.util.Arrays;
import java.util.Optional;
import org.plumbline.access.Permission;

/** The routes of a scoring server, one for each model: they stand below {@code /mlflow/models/}. */
enum ScoringRoute {
  INVOKE("POST", "invocations", Permission.PREDICTION_CREATE, "prediction.created"),
  PING("GET", "ping", Permission.MODEL_READ, ""),
  HEALTH("GET", "health", Permission.MODEL_READ, ""),
  VERSION("GET", "version", Permission.MODEL_READ, "");

  private final String method;
  private final String path;
  private final Permission permission;
  private final String audit;

  ScoringRoute(String method, String path, Permission permission, String audit) {
    this.method = method;
    this.path = path;
    this.permission = permission;
    this.audit = audit;
  }

  static Optional<ScoringRoute> find(String method, String path) {
    return Arrays.stream(values())
        .filter(route -> route.method.equals(method) && route.path.equals(path))
        .findFirst();
  }

  String method() {
    return method;
  }

  /** The last step of the path, behind the model's name. */
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
