package org.plumbline.stats.metrics;

import java.util.List;

/**
 * Several metrics of one data set that can be measured with each row counted any number of times.
 */
interface ResampledMetrics {
  /** Wire names, in the order of {@link #measure}. */
  List<String> names();

  /** Rows. */
  int size();

  /** A number for each row; rows of different strata are resampled apart. */
  int stratum(int row);

  /** Measures with row i counted {@code times[i]} times; rows numbered as by {@link #stratum}. */
  void measure(int[] times, double[] out);
}
