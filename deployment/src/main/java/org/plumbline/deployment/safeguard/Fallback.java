package org.plumbline.deployment.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What answers instead of the model.
 *
 * @param score what a constant answers, and a baseline when none of its cases holds; null for the
 *     previous version
 * @param feature what a baseline looks at; null for the others
 * @param cases of a baseline, the first that holds counts; empty for the others
 */
public record Fallback(
    Kind kind, @Nullable Double score, @Nullable String feature, List<Case> cases) {
  public Fallback {
    // Absent in JSON means none.
    cases = cases == null ? List.of() : List.copyOf(cases);
  }

  /** What it is. */
  public enum Kind {
    /** The version that was in production before the one that is. */
    PREVIOUS_VERSION,
    /** A rule on one feature. */
    BASELINE,
    /** Always the same score. */
    CONSTANT
  }

  /**
   * One case of a baseline.
   *
   * @param value the value of the feature; null when the case is a range
   * @param from the smallest value of the range, null when it is open
   * @param to the largest value of the range, null when it is open
   */
  public record Case(
      @Nullable String value, @Nullable Double from, @Nullable Double to, double score) {
    Segment of(String feature) {
      return Segment.of(feature, value, from, to);
    }
  }

  public static Fallback previousVersion() {
    return new Fallback(Kind.PREVIOUS_VERSION, null, null, List.of());
  }

  public static Fallback constant(double score) {
    return new Fallback(Kind.CONSTANT, score, null, List.of());
  }
}
