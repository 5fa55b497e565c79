package org.plumbline.monitoring.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.monitoring.LoggedReason;

/** Logged answers, newest first. */
public record PredictionPage(List<Line> items, Optional<PredictionQuery.Place> next) {
  public PredictionPage {
    items = List.copyOf(items);
  }

  /**
   * One answer.
   *
   * @param label what truly happened, as people write it; null while it is not known
   */
  public record Line(
      UUID id,
      Instant predictedAt,
      int version,
      @Nullable Stage stage,
      @Nullable String entity,
      double score,
      List<LoggedReason> reasons,
      @Nullable String label) {
    public Line {
      reasons = List.copyOf(reasons);
    }
  }
}
