package org.plumbline.stats.drift;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.profile.NumericProfile;

/*
 * Bins at the reference's deciles, right-closed as (a, b], outer ones open to infinity: the usual
 * ones wherever all deciles differ. A value that holds two or more deciles (the zero of a
 * zero-inflated column, both values of a flag, a constant) gets a bin of its own, so that a move off
 * that value cannot hide in a neighbour's bin. Borders are keys at the common level, so counts are
 * whole and exact on both sides even when the profiles are bucketed.
 */
/** Counts of both sides over bins chosen from the reference; bins empty on both sides left out. */
record NumericBins(double[] reference, double[] current) {
  private static final int QUANTILES = 10;
  private static final double[] SHARES =
      IntStream.rangeClosed(0, QUANTILES).mapToDouble(i -> (double) i / QUANTILES).toArray();

  static NumericBins of(NumericProfile left, AlignedCounts counts) {
    TreeSet<Long> cuts = new TreeSet<>();
    if (left.finite() > 0) {
      long[] edges = new long[QUANTILES + 1];
      double[] deciles = left.quantiles(SHARES);
      for (int i = 0; i <= QUANTILES; i++) {
        edges[i] = Keys.of(deciles[i]) >> counts.level;
      }
      for (int i = 1; i < QUANTILES; i++) {
        cuts.add(edges[i] + 1);
      }
      for (int i = 1; i <= QUANTILES; i++) {
        if (edges[i] == edges[i - 1]) {
          cuts.add(edges[i]);
          cuts.add(edges[i] + 1);
        }
      }
    }
    double[] reference = new double[cuts.size() + 1];
    double[] current = new double[cuts.size() + 1];
    long[] starts = cuts.stream().mapToLong(Long::longValue).toArray();
    int bin = 0;
    for (int i = 0; i < counts.size; i++) {
      while (bin < starts.length && counts.keys[i] >= starts[bin]) {
        bin++;
      }
      reference[bin] += counts.reference[i];
      current[bin] += counts.current[i];
    }
    int used = 0;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] + current[i] > 0) {
        reference[used] = reference[i];
        current[used++] = current[i];
      }
    }
    return new NumericBins(Arrays.copyOf(reference, used), Arrays.copyOf(current, used));
  }
}
