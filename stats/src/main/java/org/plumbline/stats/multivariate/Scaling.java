package org.plumbline.stats.multivariate;

/** What is done to a column before its variance is looked at. */
public enum Scaling {
  /** The mean is taken off: columns count by their own variance. */
  CENTRED,
  /** The mean is taken off and the deviation divided out: columns count alike. */
  STANDARDISED
}
