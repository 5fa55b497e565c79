package org.plumbline.stats.survival;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/**
 * Rows watched until an event or until watching ended (censored).
 *
 * <p>A row is at risk at time t when entry &lt; t ≤ time; an event at t comes before a censoring at
 * t. Times are finite and not negative; a missing time is refused, so drop such rows first. No rows
 * at all are allowed and make every estimate {@code NaN}. Immutable; the arrays given are copied.
 */
public final class Lifetimes {
  private final double[] entries;
  private final double[] times;
  private final boolean[] events;
  private final double[] weights;

  private Lifetimes(double[] entries, double[] times, boolean[] events, double[] weights) {
    this.entries = entries;
    this.times = times;
    this.events = events;
    this.weights = weights;
  }

  /** Rows watched from time 0, each of weight 1. */
  public static Lifetimes of(double[] times, boolean[] events) {
    Rules.require(
        times.length == events.length,
        "%d times but %d events: give one event flag for each time",
        times.length,
        events.length);
    for (int i = 0; i < times.length; i++) {
      Rules.require(
          times[i] >= 0 && times[i] < Double.POSITIVE_INFINITY,
          "time[%d] is %s: it must be finite and not negative; remove the row or mend it",
          i,
          times[i]);
    }
    double[] ones = new double[times.length];
    Arrays.fill(ones, 1);
    return new Lifetimes(new double[0], times.clone(), events.clone(), ones);
  }

  /** The same rows, each watched only after its entry (left truncation, start-stop rows). */
  public Lifetimes enteredAt(double[] starts) {
    Rules.require(
        starts.length == times.length,
        "%d entries but %d times: give one entry for each time",
        starts.length,
        times.length);
    for (int i = 0; i < starts.length; i++) {
      Rules.require(
          starts[i] >= 0 && starts[i] < times[i],
          "entry[%d] is %s: it must lie in [0, time %s)",
          i,
          starts[i],
          times[i]);
    }
    return new Lifetimes(starts.clone(), times, events, weights);
  }

  /** The same rows, each counted that many times. */
  public Lifetimes weighted(double[] rowWeights) {
    Rules.require(
        rowWeights.length == times.length,
        "%d weights but %d times: give one weight for each time",
        rowWeights.length,
        times.length);
    for (int i = 0; i < rowWeights.length; i++) {
      Rules.require(
          rowWeights[i] > 0 && rowWeights[i] < Double.POSITIVE_INFINITY,
          "weight[%d] is %s: it must be finite and positive; remove the row instead",
          i,
          rowWeights[i]);
    }
    return new Lifetimes(entries, times, events, rowWeights.clone());
  }

  /** The same rows, each counted once. */
  Lifetimes unweighted() {
    double[] ones = new double[times.length];
    Arrays.fill(ones, 1);
    return new Lifetimes(entries, times, events, ones);
  }

  /** The rows of one group, in their order. */
  Lifetimes where(int[] groups, int group) {
    int[] rows = Groups.rows(groups, group);
    double[] starts = new double[isTruncated() ? rows.length : 0];
    double[] ends = new double[rows.length];
    boolean[] flags = new boolean[rows.length];
    double[] shares = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (isTruncated()) {
        starts[i] = entries[rows[i]];
      }
      ends[i] = times[rows[i]];
      flags[i] = events[rows[i]];
      shares[i] = weights[rows[i]];
    }
    return new Lifetimes(starts, ends, flags, shares);
  }

  public int size() {
    return times.length;
  }

  /** Rows that ended with the event; weights do not count. */
  public int eventCount() {
    int count = 0;
    for (boolean event : events) {
      count += event ? 1 : 0;
    }
    return count;
  }

  /** Whether rows have entries of their own. */
  public boolean isTruncated() {
    return entries.length > 0;
  }

  public double time(int row) {
    return times[row];
  }

  public boolean isEvent(int row) {
    return events[row];
  }

  public double weight(int row) {
    return weights[row];
  }

  /** When the row came under watch; minus infinity when all were watched from the start. */
  public double entry(int row) {
    return isTruncated() ? entries[row] : Double.NEGATIVE_INFINITY;
  }

  /** Borrowed: callers in this package only read. */
  double[] times() {
    return times;
  }

  /** Borrowed; empty when all rows were watched from the start. */
  double[] entries() {
    return entries;
  }
}
