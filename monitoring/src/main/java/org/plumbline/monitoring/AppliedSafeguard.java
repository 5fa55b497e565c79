package org.plumbline.monitoring;

/**
 * What a safeguard did to one answer, and why.
 *
 * @param detail one sentence for people, without a full stop
 */
public record AppliedSafeguard(Action action, Cause cause, String detail) {
  /** What became of the answer. */
  public enum Action {
    /** The model's own score was answered and marked. */
    MARKED,
    /** The model's score was moved to the nearest bound. */
    CLIPPED,
    /** The version that was in production before answered. */
    PREVIOUS_VERSION,
    /** A rule on one feature answered. */
    BASELINE,
    /** A fixed score was answered. */
    CONSTANT;

    /** Whether the answered score is the one that the logged version gave. */
    public boolean keepsScore() {
      return this == MARKED || this == PREVIOUS_VERSION;
    }
  }

  /** What the safeguard saw. */
  public enum Cause {
    /** The score left its bounds. */
    OUTPUT,
    /** A value left its range. */
    RANGE,
    /** Too many values are missing. */
    MISSING,
    /** The row is too old. */
    STALE,
    /** Too many values are unlike those that the model learned from. */
    UNUSUAL,
    /** The model failed to score. */
    FAILURE,
    /** A kill switch stops the version or the row's segment. */
    KILL
  }
}
