package org.plumbline.stats.drift;

/** Whether the two sides of a column could be compared. */
public enum Comparison {
  /** Both sides hold the column, of one kind. */
  COMPARED,
  /** The column is gone from the current data. */
  ONLY_IN_REFERENCE,
  /** The column is not in the reference. */
  ONLY_IN_CURRENT,
  /** Numeric on one side, categorical on the other. */
  KIND_CHANGED
}
