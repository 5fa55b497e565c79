package org.plumbline.monitoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding of the latest look, as the API shows it.
 *
 * @param weight effect times importance, by which findings of one severity are ranked
 * @param windowEnd end of the window that was looked at
 */
public record FindingLine(
    String kind,
    @Nullable String column,
    String severity,
    String title,
    String detail,
    @Nullable Double effect,
    double importance,
    double weight,
    Instant windowEnd) {

  public static FindingLine of(Finding finding, Instant windowEnd) {
    return new FindingLine(
        finding.kind().wireName(),
        finding.column(),
        finding.severity().wireName(),
        finding.title(),
        finding.detail(),
        Finite.orNull(finding.effect()),
        finding.importance(),
        finding.weight(),
        windowEnd);
  }
}
