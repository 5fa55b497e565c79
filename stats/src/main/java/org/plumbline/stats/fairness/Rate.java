package org.plumbline.stats.fairness;

/** A share within a group: successes over trials. Without a trial it is undefined, {@code NaN}. */
public enum Rate {
  /** Share of the group that is selected: demographic parity compares it. */
  SELECTION,
  /** Share of the group whose truth is positive. */
  BASE,
  /** Selected among the positive: equal opportunity compares it. */
  TRUE_POSITIVE,
  /** Selected among the negative. */
  FALSE_POSITIVE,
  /** Not selected among the negative. */
  TRUE_NEGATIVE,
  /** Not selected among the positive. */
  FALSE_NEGATIVE,
  /** Positive among the selected (precision): predictive parity compares it. */
  POSITIVE_PREDICTIVE,
  /** Negative among those not selected. */
  NEGATIVE_PREDICTIVE,
  /** Decided as the truth is. */
  ACCURACY,
  /**
   * Harmonic mean of precision and true-positive rate; no share of rows, so without an interval.
   */
  F1;

  /** The rate; {@code NaN} when the group holds no row that it speaks of. */
  public double of(GroupCounts counts) {
    return trials(counts) == 0 ? Double.NaN : (double) successes(counts) / trials(counts);
  }

  long successes(GroupCounts c) {
    return switch (this) {
      case SELECTION -> c.truePositives() + c.falsePositives();
      case BASE -> c.truePositives() + c.falseNegatives();
      case TRUE_POSITIVE, POSITIVE_PREDICTIVE -> c.truePositives();
      case FALSE_POSITIVE -> c.falsePositives();
      case TRUE_NEGATIVE, NEGATIVE_PREDICTIVE -> c.trueNegatives();
      case FALSE_NEGATIVE -> c.falseNegatives();
      case ACCURACY -> c.truePositives() + c.trueNegatives();
      case F1 -> 2 * c.truePositives();
    };
  }

  long trials(GroupCounts c) {
    return switch (this) {
      case SELECTION, BASE, ACCURACY -> c.rows();
      case TRUE_POSITIVE, FALSE_NEGATIVE -> c.truePositives() + c.falseNegatives();
      case FALSE_POSITIVE, TRUE_NEGATIVE -> c.falsePositives() + c.trueNegatives();
      case POSITIVE_PREDICTIVE -> c.truePositives() + c.falsePositives();
      case NEGATIVE_PREDICTIVE -> c.trueNegatives() + c.falseNegatives();
      case F1 -> 2 * c.truePositives() + c.falsePositives() + c.falseNegatives();
    };
  }
}
