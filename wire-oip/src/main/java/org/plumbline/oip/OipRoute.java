package org.plumbline.oip;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.access.Permission;

/**
 * Every call of the protocol that we answer, over HTTP and gRPC alike, with the permission it needs
 * and the audit action of a refused one. A path in brackets may be left out.
 */
enum OipRoute {
  SERVER_LIVE("GET", "/v2/health/live", "ServerLive", null, ""),
  SERVER_READY("GET", "/v2/health/ready", "ServerReady", null, ""),
  SERVER_METADATA("GET", "/v2", "ServerMetadata", null, ""),
  MODEL_READY(
      "GET",
      "/v2/models/{model}[/versions/{version}]/ready",
      "ModelReady",
      Permission.MODEL_READ,
      ""),
  MODEL_METADATA(
      "GET", "/v2/models/{model}[/versions/{version}]", "ModelMetadata", Permission.MODEL_READ, ""),
  INFER(
      "POST",
      "/v2/models/{model}[/versions/{version}]/infer",
      "ModelInfer",
      Permission.PREDICTION_CREATE,
      ""),
  INDEX("POST", "/v2/repository/index", "RepositoryIndex", Permission.MODEL_READ, ""),
  LOAD(
      "POST",
      "/v2/repository/models/{model}/load",
      "RepositoryModelLoad",
      Permission.MODEL_WRITE,
      "model.load"),
  UNLOAD(
      "POST",
      "/v2/repository/models/{model}/unload",
      "RepositoryModelUnload",
      Permission.MODEL_WRITE,
      "model.unload");

  private static final List<Pattern> PATTERNS =
      Arrays.stream(values()).flatMap(Pattern::of).toList();

  private final String method;
  private final String path;
  private final String rpc;
  private final @Nullable Permission permission;
  private final String audit;

  OipRoute(String method, String path, String rpc, @Nullable Permission permission, String audit) {
    this.method = method;
    this.path = path;
    this.rpc = rpc;
    this.permission = permission;
    this.audit = audit;
  }

  /** A path without brackets, in steps. */
  private record Pattern(OipRoute route, List<String> steps) {
    static Stream<Pattern> of(OipRoute route) {
      int open = route.path.indexOf('[');
      if (open < 0) {
        return Stream.of(new Pattern(route, split(route.path)));
      }
      int close = route.path.indexOf(']');
      String without = route.path.substring(0, open) + route.path.substring(close + 1);
      String with = route.path.replace("[", "").replace("]", "");
      return Stream.of(new Pattern(route, split(without)), new Pattern(route, split(with)));
    }

    Optional<Match> match(List<String> asked) {
      if (steps.size() != asked.size()) {
        return Optional.empty();
      }
      String model = "";
      String version = "";
      for (int i = 0; i < steps.size(); i++) {
        String step = steps.get(i);
        if (step.equals("{model}") && !asked.get(i).isEmpty()) {
          model = asked.get(i);
        } else if (step.equals("{version}") && !asked.get(i).isEmpty()) {
          version = asked.get(i);
        } else if (!step.equals(asked.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(new Match(route, model, version));
    }
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  /**
   * A route that was found.
   *
   * @param model the model named, empty where the route names none
   * @param version the version named, empty without one
   */
  record Match(OipRoute route, String model, String version) {}

  static Optional<Match> find(String method, String path) {
    return matches(path).stream().filter(it -> it.route.method.equals(method)).findFirst();
  }

  /** The routes at a path, whichever their method. */
  static List<Match> matches(String path) {
    List<String> asked = split(path);
    return PATTERNS.stream().flatMap(pattern -> pattern.match(asked).stream()).toList();
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /** The name of the method in the gRPC service. */
  String rpc() {
    return rpc;
  }

  /** Absent for what anybody may ask. */
  Optional<Permission> permission() {
    return Optional.ofNullable(permission);
  }

  /** The action that a refused call leaves in the audit trail, empty for none. */
  String audit() {
    return audit;
  }
}
