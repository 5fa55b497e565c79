package org.plumbline.oip;

import io.grpc.Status;
import org.plumbline.http.problem.Problem;
import org.plumbline.kernel.ErrorCode;

/** Says a failure as gRPC does. */
final class GrpcErrors {
  private GrpcErrors() {}

  static Status of(Problem problem) {
    return of(problem.code()).withDescription(problem.detail());
  }

  /** Every code of ours has one of theirs. */
  static Status of(ErrorCode code) {
    return switch (code) {
      case BAD_REQUEST,
          INVALID_FIELD,
          MISSING_FIELD,
          UNKNOWN_FIELD,
          TOO_MANY_ROWS,
          UNSUPPORTED_MEDIA_TYPE,
          INVALID_DATA,
          GUARDED ->
          Status.INVALID_ARGUMENT;
      case BODY_TOO_LARGE, TOO_MANY_REQUESTS -> Status.RESOURCE_EXHAUSTED;
      case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
      case FORBIDDEN -> Status.PERMISSION_DENIED;
      case NOT_FOUND -> Status.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> Status.UNIMPLEMENTED;
      case CONFLICT, REFUSED, NOT_SERVING, KILLED -> Status.FAILED_PRECONDITION;
      case STORE_UNAVAILABLE, STORE_FULL, MODEL_FAILED, OVERLOADED -> Status.UNAVAILABLE;
      case INVALID_CONFIGURATION, HOME_IN_USE, HOME_NOT_WRITABLE, PORT_TAKEN, TAMPERED, INTERNAL ->
          Status.INTERNAL;
    };
  }
}
