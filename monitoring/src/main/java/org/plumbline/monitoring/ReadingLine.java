package org.plumbline.monitoring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measure of a version over its windows, as the API shows it.
 *
 * @param kind what is found when the limit is passed
 * @param subject what part of the version it is about; null for the whole
 * @param points oldest first, never empty
 */
public record ReadingLine(
    String measure, String unit, String kind, @Nullable String subject, List<Point> points) {
  public ReadingLine {
    points = List.copyOf(points);
  }

  public static ReadingLine of(Measure measure, @Nullable String subject, List<Point> points) {
    return new ReadingLine(
        measure.wireName(), measure.unit(), measure.kind().wireName(), subject, points);
  }

  /**
   * One window.
   *
   * @param value null when it is not known; the note says why
   * @param limit null when there is none
   */
  public record Point(
      Instant windowEnd,
      @Nullable Double value,
      @Nullable Double limit,
      long answers,
      String note) {}
}
