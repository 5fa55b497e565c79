package org.plumbline.http.problem;

import org.jboss.logging.Logger;
import org.plumbline.kernel.PlumblineException;

/**
 * What the operator reads of a failed request. Safe to share.
 *
 * <p>A fault of ours is told with all that is known. What passes (503) may meet every request of an
 * outage, so it is one line with the first cause; a refusal that has none, as of too much work or
 * of a model that is left alone, says nothing that the caller and the metrics do not know, and must
 * not cost a line for each request that is turned away.
 */
public final class FailureLog {
  private static final int PASSES = 503;

  private FailureLog() {}

  /**
   * Logs a failure when it is ours.
   *
   * @param subject what failed, such as "Request 17: POST /api/v1/models"
   */
  public static void log(Logger log, Problem problem, Throwable failure, String subject) {
    if (problem.status() < 500) {
      return;
    }
    Throwable first = first(failure);
    if (problem.status() != PASSES) {
      log.errorf(failure, "%s failed", subject);
    } else if (first instanceof PlumblineException || first instanceof RefusedRequest) {
      log.debugf("%s: %s", subject, problem.detail());
    } else {
      log.warnf("%s: %s (%s)", subject, problem.detail(), first);
    }
  }

  private static Throwable first(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : first(cause);
  }
}
