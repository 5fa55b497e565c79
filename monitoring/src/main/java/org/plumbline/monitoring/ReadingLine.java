package org.plumbline.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One measure of a version over its windows, as the API shows it.
 *
 * @param kind what is found when the limit is passed
 * @param subject what part of the version it is about; null for the whole
 * @param points oldest first, never empty
 * @param alerts of that kind about that part, open since a day before the first point; oldest first
 */
public record ReadingLine(
    String measure,
    String unit,
    String kind,
    @Nullable String subject,
    List<Point> points,
    List<Mark> alerts) {
  public ReadingLine {
    points = List.copyOf(points);
    alerts = List.copyOf(alerts);
  }

  public static ReadingLine of(
      Measure measure, @Nullable String subject, List<Point> points, List<Mark> alerts) {
    return new ReadingLine(
        measure.wireName(), measure.unit(), measure.kind().wireName(), subject, points, alerts);
  }

  /**
   * An alert along the course.
   *
   * @param resolvedAt null while it is open
   */
  public record Mark(
      UUID id, String severity, String title, Instant openedAt, @Nullable Instant resolvedAt) {
    /** Whether it was unresolved at that moment. */
    public boolean isOpenAt(Instant moment) {
      return !moment.isBefore(openedAt) && (resolvedAt == null || moment.isBefore(resolvedAt));
    }
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
