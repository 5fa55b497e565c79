package org.plumbline.governance;

/** Risk index in words. */
public enum RiskBand {
  LOW,
  MODERATE,
  HIGH,
  SEVERE;

  /** Below 30 low, below 60 moderate, below 80 high, else severe. */
  public static RiskBand of(double index) {
    if (index < 30) {
      return LOW;
    }
    if (index < 60) {
      return MODERATE;
    }
    return index < 80 ? HIGH : SEVERE;
  }
}
