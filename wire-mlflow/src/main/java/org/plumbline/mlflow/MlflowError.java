package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;

/** A failure as MLflow clients read it. */
record MlflowError(String code, int status, String message) {
  static final String ENDPOINT_NOT_FOUND = "ENDPOINT_NOT_FOUND";

  /** What the wire has no route for. */
  static MlflowError noEndpoint(String method, String path) {
    return new MlflowError(
        ENDPOINT_NOT_FOUND,
        404,
        "There is no route %s %s here; docs/mlflow.md lists what is supported"
            .formatted(method, path));
  }

  static MlflowError of(Problem problem) {
    String code = code(problem.code());
    return new MlflowError(code, status(code, problem.status()), problem.detail());
  }

  /** Every code of ours has one of theirs. */
  static String code(ErrorCode code) {
    return switch (code) {
      case INVALID_FIELD,
          MISSING_FIELD,
          UNKNOWN_FIELD,
          BODY_TOO_LARGE,
          TOO_MANY_ROWS,
          INVALID_DATA,
          CONFLICT ->
          "INVALID_PARAMETER_VALUE";
      case BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE -> "BAD_REQUEST";
      case UNAUTHENTICATED -> "UNAUTHENTICATED";
      case FORBIDDEN, REFUSED -> "PERMISSION_DENIED";
      case TOO_MANY_REQUESTS -> "REQUEST_LIMIT_EXCEEDED";
      case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
      case METHOD_NOT_ALLOWED -> ENDPOINT_NOT_FOUND;
      case NOT_SERVING, KILLED, GUARDED -> "INVALID_STATE";
      case STORE_UNAVAILABLE, STORE_FULL, MODEL_FAILED, OVERLOADED -> "TEMPORARILY_UNAVAILABLE";
      case INVALID_CONFIGURATION, HOME_IN_USE, HOME_NOT_WRITABLE, PORT_TAKEN, TAMPERED, INTERNAL ->
          "INTERNAL_ERROR";
    };
  }

  /** The status that clients expect beside the code; it need not be the one of our own wire. */
  private static int status(String code, int ours) {
    return switch (code) {
      case "INVALID_PARAMETER_VALUE", "BAD_REQUEST" -> 400;
      case "PERMISSION_DENIED" -> 403;
      case ENDPOINT_NOT_FOUND -> 404;
      case "INVALID_STATE" -> 500;
      default -> ours;
    };
  }

  byte[] toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("error_code", code)
        .put("message", message)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
