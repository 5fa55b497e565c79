package org.plumbline.deployment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for people, and how much is going on; the counts of models are the registry's.
 *
 * @param traffic the last 30 days, oldest first, silent days included
 */
public record Overview(
    Instant generatedAt,
    List<Attention> attention,
    List<Traffic> traffic,
    long predictionsTotal,
    AlertCounts alerts) {

  /**
   * One thing that waits for a person.
   *
   * @param kind approval, alert, unevaluated or killed
   */
  public record Attention(
      String kind,
      String severity,
      String title,
      String detail,
      @Nullable String model,
      @Nullable Integer version,
      Instant at,
      @Nullable String changeRequest,
      @Nullable String alert) {}

  /** Answers of one UTC day. */
  public record Traffic(LocalDate day, long predictions) {}

  /**
   * Unresolved alerts.
   *
   * @param bySeverity info, warning, high and critical
   */
  public record AlertCounts(long open, Map<String, Long> bySeverity) {}
}
