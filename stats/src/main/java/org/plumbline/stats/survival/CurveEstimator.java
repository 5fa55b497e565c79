package org.plumbline.stats.survival;

/** How a survival curve is read from counts. */
public enum CurveEstimator {
  /** Product of the shares that go on; hazard by Nelson and Aalen. */
  KAPLAN_MEIER,
  /** exp(-H) with one division for all events of a time. */
  NELSON_AALEN,
  /** exp(-H) with the events of a time taken one after another. */
  FLEMING_HARRINGTON
}
