package org.plumbline.stats.survival;

/** What the Cox likelihood makes of events at the same time. */
public enum CoxTies {
  /** Close to the truth and cheap. */
  EFRON,
  /** Each event meets all others of its time; biased towards 0 with many ties. */
  BRESLOW,
  /**
   * Time is truly discrete: all sets of that many events are weighed (conditional logistic). Costs
   * rows at risk × tied events at each time. Weights must be 1.
   */
  EXACT
}
