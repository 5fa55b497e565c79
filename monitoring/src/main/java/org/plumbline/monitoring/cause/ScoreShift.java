package org.plumbline.monitoring.cause;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the mean margin of a version moved between two spans of its answers, taken apart in two ways
 * that each add up to the whole: by feature, and for each column by segment. Margins are log odds
 * for two classes, else the value itself.
 *
 * @param before mean margin of the reference
 * @param after mean margin of the current span
 * @param shift after less before, with the ends of its 95 % interval
 * @param features what moved the margin most first
 * @param segments what moved it most first, of all columns; each column adds up to the shift
 */
public record ScoreShift(
    String model,
    int version,
    Span reference,
    Span current,
    double before,
    double after,
    Part shift,
    List<Feature> features,
    List<Segment> segments) {
  public ScoreShift {
    features = List.copyOf(features);
    segments = List.copyOf(segments);
  }

  /**
   * Answers in [from, until).
   *
   * @param answers that there were
   * @param sampled of them, drawn evenly, that were explained
   */
  public record Span(Instant from, Instant until, long answers, int sampled) {}

  /** A difference of two means with the ends of its 95 % interval; unknown ends are null. */
  public record Part(double value, @Nullable Double low, @Nullable Double high) {}

  /** What one feature gave to the shift: the change of its mean contribution. */
  public record Feature(String feature, Part shift) {}

  /**
   * What the answers about one value of a column gave to the shift.
   *
   * @param value the category, {@code missing} or {@code unknown}
   * @param shareBefore of the answers of the reference
   * @param shareAfter of the current ones
   * @param mix because there are more or fewer of them than before
   * @param within because they are scored otherwise than before
   * @param drivenBy the feature whose contribution moved most within; null where the segment is not
   *     in both spans
   */
  public record Segment(
      String column,
      String value,
      double shareBefore,
      double shareAfter,
      double mix,
      double within,
      @Nullable String drivenBy) {
    /** Both together. */
    double total() {
      return mix + within;
    }
  }
}
