package org.plumbline.stats.drift;

/** Which end of a bin belongs to it. */
public enum BinClosing {
  /** {@code (a, b]}: as pandas' qcut. */
  RIGHT,
  /** {@code [a, b)}: as NumPy's histogram. */
  LEFT
}
