package org.plumbline.stats.survival;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.Sorting;

/**
 * Share of rows that have had an event of one cause, where another cause may come first (Aalen and
 * Johansen), with the variance of {@code cmprsk::cuminc}.
 *
 * <p>Without rows all values are {@code NaN}; after the last time the curve keeps its last value.
 * Immutable.
 */
public final class CumulativeIncidence {
  private final double[] times;
  private final double[] shares;
  private final double[] variances;

  private CumulativeIncidence(double[] times, double[] shares, double[] variances) {
    this.times = times;
    this.shares = shares;
    this.variances = variances;
  }

  /**
   * The incidence of one cause.
   *
   * @param durations finite and not negative
   * @param causes 0 for a row censored at its time, else the number of its cause
   * @param cause the cause asked for, from 1
   */
  public static CumulativeIncidence of(double[] durations, int[] causes, int cause) {
    Rules.require(
        durations.length == causes.length,
        "%d times but %d causes: give one cause for each time",
        durations.length,
        causes.length);
    Rules.require(cause > 0, "cause %d must be positive: 0 means censored", cause);
    for (int i = 0; i < durations.length; i++) {
      Rules.require(
          durations[i] >= 0 && durations[i] < Double.POSITIVE_INFINITY,
          "time[%d] is %s: it must be finite and not negative; remove the row or mend it",
          i,
          durations[i]);
      Rules.require(causes[i] >= 0, "cause[%d] is %d: it must not be negative", i, causes[i]);
    }
    int[] order = Sorting.ascending(durations);
    int n = order.length;
    double[] times = new double[n];
    double[] shares = new double[n];
    double[] variances = new double[n];
    var sums = new IncidenceSums(n);
    int size = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      int own = 0;
      int other = 0;
      for (; to < n && durations[order[to]] == durations[order[from]]; to++) {
        own += causes[order[to]] == cause ? 1 : 0;
        other += causes[order[to]] != cause && causes[order[to]] > 0 ? 1 : 0;
      }
      sums.add(own, other, to - from);
      times[size] = durations[order[from]];
      shares[size] = sums.share();
      variances[size++] = sums.variance();
      from = to;
    }
    return new CumulativeIncidence(
        Arrays.copyOf(times, size), Arrays.copyOf(shares, size), Arrays.copyOf(variances, size));
  }

  /** Distinct times of the data, in order. */
  public double[] times() {
    return times.clone();
  }

  /** Share that has had the event by the time. */
  public double at(double time) {
    return look(shares, time);
  }

  /** Variance of {@link #at}. */
  public double varianceAt(double time) {
    return look(variances, time);
  }

  private double look(double[] values, double time) {
    if (times.length == 0 || Double.isNaN(time)) {
      return Double.NaN;
    }
    int found = Arrays.binarySearch(times, time);
    int last = found >= 0 ? found : -found - 2;
    return last < 0 ? 0 : values[last];
  }
}
