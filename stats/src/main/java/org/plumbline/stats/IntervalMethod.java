package org.plumbline.stats;

/** How an interval is read off the resampled values. */
public enum IntervalMethod {
  /** The quantiles of the resampled values themselves. */
  PERCENTILE,
  /** Bias-corrected and accelerated [Efron 1987]; better for skewed metrics, no slower here. */
  BCA
}
