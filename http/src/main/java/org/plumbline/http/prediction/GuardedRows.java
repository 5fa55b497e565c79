package org.plumbline.http.prediction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.deployment.safeguard.RowGuard.Outcome;
import org.plumbline.http.problem.FieldError;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.monitoring.AppliedSafeguard.Cause;

/** Asks the guard of a version about every row of a request; one refused row refuses them all. */
final class GuardedRows {
  private GuardedRows() {}

  /**
   * What becomes of each row.
   *
   * @param scores null when the model did not score
   * @param failed why it did not
   * @throws RefusedRequest naming the rows that nobody may answer
   */
  static List<Outcome> decide(
      ServingVersion version,
      List<ParsedRow> rows,
      @Nullable Scores scores,
      String failed,
      Instant now) {
    RowGuard guard = version.guard();
    double seconds = now.toEpochMilli() / 1_000.0;
    var outcomes = new ArrayList<Outcome>(rows.size());
    var errors = new ArrayList<FieldError>(0);
    for (int i = 0; i < rows.size(); i++) {
      ParsedRow row = rows.get(i);
      double score = scores == null ? Double.NaN : scores.score(i);
      Outcome outcome = guard.judge(row.slots(), seconds - row.time(), score, failed);
      if (outcome instanceof Outcome.Refused(Cause cause, String detail)
          && errors.size() < RowChecks.MOST_ERRORS) {
        errors.add(new FieldError(i, null, code(cause), detail));
      }
      outcomes.add(outcome);
    }
    if (!errors.isEmpty()) {
      throw new RefusedRequest(problem(version, errors));
    }
    return outcomes;
  }

  private static ErrorCode code(Cause cause) {
    return switch (cause) {
      case KILL -> ErrorCode.KILLED;
      case FAILURE -> ErrorCode.MODEL_FAILED;
      case OUTPUT, RANGE, MISSING, STALE, UNUSUAL -> ErrorCode.GUARDED;
    };
  }

  private static Problem problem(ServingVersion version, List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String more = errors.size() == 1 ? "" : " (and %s more)".formatted(errors.size() - 1);
    String text =
        switch (first.code()) {
          case KILLED ->
              "Row %s is not answered: %s%s".formatted(first.row(), first.detail(), more);
          default ->
              "Row %s: a safeguard of %s refuses it, as %s%s. No row was answered"
                  .formatted(first.row(), version.id().model(), first.detail(), more);
        };
    return Problem.of(first.code(), text, errors);
  }
}
