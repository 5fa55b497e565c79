package org.plumbline.stats.drift;

/** How much a column moved, effect and significance taken together; in rising order of concern. */
public enum DriftVerdict {
  /** Fewer rows on one side than needed to say anything. */
  TOO_FEW_ROWS,
  /** No change that is both real and large enough to matter. */
  NONE,
  /** Real, but small: watch. */
  SLIGHT,
  /** Real and of a size that often costs accuracy: examine. */
  MODERATE,
  /** Real and large: act. */
  SEVERE;

  /** Whether a change was found. */
  public boolean isDrift() {
    return compareTo(SLIGHT) >= 0;
  }
}
