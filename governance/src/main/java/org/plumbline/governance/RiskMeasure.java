package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

/** One side of a version's risk as it was measured. */
public sealed interface RiskMeasure {
  /** One sentence with the numbers. */
  String detail();

  /**
   * Measured.
   *
   * @param ratio the measured value over the value from which it matters; 0 or more, may be
   *     infinite
   */
  record Known(double ratio, String detail) implements RiskMeasure {
    public Known {
      require(ratio >= 0, "ratio %s must be 0 or more", ratio);
    }

    public static Known of(double value, double threshold, String detail) {
      return new Known(Math.max(0, value) / threshold, detail);
    }
  }

  /** Drift for instance makes no sense before a version has answered anybody. */
  record NotApplicable(String detail) implements RiskMeasure {}

  /** Needed, yet nobody knows: the index as a whole cannot be told. */
  record Unknown(String detail) implements RiskMeasure {}
}
