package org.plumbline.stats.fairness;

import org.plumbline.stats.math.Rules;

/**
 * Decisions of one group against the truth.
 *
 * @param truePositives selected and positive
 * @param falsePositives selected but negative
 * @param trueNegatives not selected and negative
 * @param falseNegatives not selected but positive
 */
public record GroupCounts(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {
  static final GroupCounts EMPTY = new GroupCounts(0, 0, 0, 0);

  public GroupCounts {
    Rules.require(
        truePositives >= 0 && falsePositives >= 0 && trueNegatives >= 0 && falseNegatives >= 0,
        "counts %d, %d, %d, %d: none may be negative",
        truePositives,
        falsePositives,
        trueNegatives,
        falseNegatives);
  }

  public long rows() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /** Both groups together. */
  public GroupCounts plus(GroupCounts other) {
    return new GroupCounts(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        trueNegatives + other.trueNegatives,
        falseNegatives + other.falseNegatives);
  }

  GroupCounts with(boolean positive, boolean selected) {
    return plus(
        new GroupCounts(
            positive && selected ? 1 : 0,
            !positive && selected ? 1 : 0,
            !positive && !selected ? 1 : 0,
            positive && !selected ? 1 : 0));
  }
}
