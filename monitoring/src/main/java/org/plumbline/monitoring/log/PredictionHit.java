package org.plumbline.monitoring.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedReason;

/**
 * A logged answer as lists show it: without its inputs.
 *
 * @param label the number of the label as it is kept; null without one
 */
public record PredictionHit(
    UUID id,
    Instant predictedAt,
    VersionId version,
    @Nullable Stage stage,
    @Nullable String entity,
    double score,
    List<LoggedReason> reasons,
    @Nullable Double label) {
  public PredictionHit {
    reasons = List.copyOf(reasons);
  }

  PredictionQuery.Place place() {
    return new PredictionQuery.Place(predictedAt, id);
  }
}
