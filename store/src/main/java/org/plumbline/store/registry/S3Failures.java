package org.plumbline.store.registry;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an S3 API or the way to it says, in our words: what failed, why, and the way out. */
final class S3Failures {
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHENTICATED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;
  private static final int FULL = 507;

  private S3Failures() {}

  /** Whether the server is not there or not well, as against an answer that we do not like. */
  static boolean isAway(SdkException failure) {
    return failure instanceof AwsServiceException answer
        ? answer.statusCode() == TOO_MANY
            || (answer.statusCode() >= SERVER_FAULT && answer.statusCode() != FULL)
        : !(failure instanceof AbortedException);
  }

  static PlumblineException leftAlone(String work, S3Settings settings) {
    return PlumblineException.of(
        ErrorCode.STORE_UNAVAILABLE,
        "Cannot "
            + work
            + ": "
            + settings
            + " has failed several times and is left alone for some seconds; nothing was changed."
            + " Try again later");
  }

  static PlumblineException of(String work, S3Settings settings, SdkException failure) {
    String start = "Cannot " + work + ": " + settings;
    if (!(failure instanceof AwsServiceException answer)) {
      return PlumblineException.of(
          ErrorCode.STORE_UNAVAILABLE,
          start
              + " does not answer; nothing was changed. Try again when it does, or check "
              + S3Settings.ENDPOINT,
          failure);
    }
    String code = code(answer);
    String said = " answered " + answer.statusCode() + (code.isEmpty() ? "" : " " + code);
    return switch (answer.statusCode()) {
      case UNAUTHENTICATED, FORBIDDEN ->
          unavailable(
              start + said + ": check its keys and that they may read, write, list and delete",
              failure);
      case NOT_FOUND -> unavailable(start + said + ": make the bucket or name another", failure);
      case FULL -> full(start + said, failure);
      default ->
          code.contains("StorageFull") || code.contains("QuotaExceeded")
              ? full(start + said, failure)
              : unavailable(start + said + "; try again later", failure);
    };
  }

  private static String code(AwsServiceException answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? ""
        : answer.awsErrorDetails().errorCode();
  }

  private static PlumblineException unavailable(String message, SdkException failure) {
    return PlumblineException.of(ErrorCode.STORE_UNAVAILABLE, message, failure);
  }

  private static PlumblineException full(String message, SdkException failure) {
    return PlumblineException.of(
        ErrorCode.STORE_FULL, message + ": collect objects or enlarge its quota", failure);
  }
}
