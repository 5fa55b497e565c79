package org.plumbline.stats.fairness;

/** What is to be alike between groups. */
public enum FairnessGoal {
  /** The share of those who are selected. */
  DEMOGRAPHIC_PARITY("demographic-parity"),
  /** The share of those found among the truly positive [Hardt, Price & Srebro, NIPS 2016]. */
  EQUAL_OPPORTUNITY("equal-opportunity"),
  /** That share, and the share of those wrongly selected [same source]. */
  EQUALISED_ODDS("equalised-odds");

  private final String wireName;

  FairnessGoal(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** How far the shown groups are apart; NaN when none has the rate. */
  public double difference(FairnessReport report) {
    return switch (this) {
      case DEMOGRAPHIC_PARITY -> report.difference(Rate.SELECTION);
      case EQUAL_OPPORTUNITY -> report.difference(Rate.TRUE_POSITIVE);
      case EQUALISED_ODDS -> report.equalisedOddsDifference();
    };
  }
}
