package org.plumbline.stats.metrics;

/** How figures of single classes become one. */
public enum Averaging {
  /** All decisions counted together, whichever class they speak of. */
  MICRO,
  /** Mean over the classes, each counting alike. */
  MACRO,
  /** Mean over the classes, each counting as its rows. */
  WEIGHTED
}
