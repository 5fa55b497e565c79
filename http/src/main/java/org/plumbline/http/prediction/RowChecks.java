package org.plumbline.http.prediction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ParsedRow;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.http.problem.FieldError;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.monitoring.LoggedPrediction;

/** Holds the rows of a request to the contract; one refused field refuses the request. */
final class RowChecks {
  static final int MOST_ERRORS = 100;

  private RowChecks() {}

  /**
   * Refuses rows that break the contract they were read by.
   *
   * @throws RefusedRequest naming every refused field of every row, the first hundred
   */
  static void check(ServingVersion version, List<ParsedRow> rows) {
    var errors = new ArrayList<FieldError>(0);
    for (int i = 0; i < rows.size() && errors.size() < MOST_ERRORS; i++) {
      ParsedRow row = rows.get(i);
      for (var error : row.errors()) {
        errors.add(new FieldError(i, error.field(), error.code(), error.detail()));
      }
      if (!storable(row.id())) {
        errors.add(entityError(version, i));
      }
    }
    if (!errors.isEmpty()) {
      throw new RefusedRequest(problem(version, errors));
    }
  }

  private static boolean storable(@Nullable String entity) {
    return entity == null
        || (entity.length() <= LoggedPrediction.ENTITY_LENGTH && entity.indexOf('\0') < 0);
  }

  private static FieldError entityError(ServingVersion version, int row) {
    String name = version.contract().id().map(ColumnContract::name).orElse("id");
    return new FieldError(
        row,
        name,
        ErrorCode.INVALID_FIELD,
        "'%s' has more than %s characters, or a zero character"
            .formatted(name, LoggedPrediction.ENTITY_LENGTH));
  }

  private static Problem problem(ServingVersion version, List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String more = errors.size() == 1 ? "" : " (and %s more)".formatted(errors.size() - 1);
    return Problem.of(
        first.code(),
        "Row %s: %s%s. No row was scored; see the contract of %s"
            .formatted(first.row(), first.detail(), more, version.id()),
        errors);
  }
}
