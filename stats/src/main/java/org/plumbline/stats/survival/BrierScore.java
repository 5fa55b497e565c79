package org.plumbline.stats.survival;

import org.plumbline.stats.math.Rules;

/**
 * How far forecasts of survival are from what happened, 0 at best; censored rows are made up for by
 * the inverse chance of still being watched (Graf and others 1999).
 *
 * <p>That chance is the Kaplan-Meier curve of censoring of all rows, so censoring must not depend
 * on the covariates. Beyond the last time at which someone could be watched the score is {@code
 * NaN}. Rows must be watched from the start. Immutable.
 */
public final class BrierScore {
  private final Lifetimes rows;
  private final CensoringCurve censoring;

  private BrierScore(Lifetimes rows) {
    this.rows = rows;
    censoring = CensoringCurve.of(rows);
  }

  /** Scores forecasts for these rows. */
  public static BrierScore of(Lifetimes rows) {
    Rules.require(!rows.isTruncated(), "late entries are not supported by the Brier score");
    return new BrierScore(rows);
  }

  /**
   * The score of forecasts at one time.
   *
   * @param survival probability of each row of living beyond the time, in [0, 1]
   */
  public double at(double time, double[] survival) {
    Rules.require(
        survival.length == rows.size(),
        "%d forecasts but %d rows: give one for each row",
        survival.length,
        rows.size());
    double sum = 0;
    double total = 0;
    for (int i = 0; i < survival.length; i++) {
      Rules.require(
          survival[i] >= 0 && survival[i] <= 1,
          "survival[%d] is %s: it must lie in [0, 1]",
          i,
          survival[i]);
      sum += rows.weight(i) * part(i, time, survival[i]);
      total += rows.weight(i);
    }
    return sum / total;
  }

  private double part(int row, double time, double survival) {
    if (rows.time(row) > time) {
      return (1 - survival) * (1 - survival) / censoring.at(time);
    }
    if (rows.isEvent(row)) {
      return survival * survival / censoring.before(rows.time(row));
    }
    // Who was censored last leaves nobody to stand for what came after.
    return censoring.at(time) > 0 ? 0 : Double.NaN;
  }

  /**
   * The mean score over time: each score counts until the next time of the grid, as R's {@code
   * pec::ibs} has it. A finer grid comes closer to the integral.
   *
   * @param times at least two, rising
   * @param survival for each time the probabilities of all rows
   */
  public double integrated(double[] times, double[][] survival) {
    Rules.require(
        times.length > 1 && times.length == survival.length,
        "%d times and %d forecasts: give at least two times and forecasts for each",
        times.length,
        survival.length);
    double sum = 0;
    for (int i = 0; i + 1 < times.length; i++) {
      Rules.require(
          times[i] < times[i + 1], "times[%d] is %s: times must rise", i + 1, times[i + 1]);
      sum += (times[i + 1] - times[i]) * at(times[i], survival[i]);
    }
    return sum / (times[times.length - 1] - times[0]);
  }
}
