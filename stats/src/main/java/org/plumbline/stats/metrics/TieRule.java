package org.plumbline.stats.metrics;

/** Which of the rows of equal score are among the first, where the border falls between them. */
public enum TieRule {
  /** The mean over all their orders: the answer does not depend on the order of the file. */
  MEAN_OF_ORDERS,
  /** Those that come first in the file, as a stable sort by falling score has it. */
  ROW_ORDER
}
