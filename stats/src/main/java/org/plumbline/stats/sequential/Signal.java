package org.plumbline.stats.sequential;

/** What a detector says after a value. */
public enum Signal {
  STABLE,
  WARNING,
  DRIFT
}
