package org.plumbline.stats.forecast;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.Rules;

/**
 * A level that wanders and may drift, seen at uneven times: Brownian motion with drift.
 *
 * <p>Its forecast starts at the last value, not at a mean of the past, and its interval widens with
 * the distance. Drift is the whole move over the whole time, which is the maximum likelihood
 * estimate; the variance is that of the single moves about it [Campbell, Lo and MacKinlay, The
 * Econometrics of Financial Markets, 1997, section 9.3]. Intervals are Student's, since few moves
 * tell little of the variance.
 *
 * @param last value
 * @param drift per unit of time
 * @param variance per unit of time; {@code NaN} under two moves
 * @param moves between the values
 * @param span time from the first to the last value
 */
public record DriftingWalk(double last, double drift, double variance, int moves, double span) {

  /**
   * Fits the walk; linear.
   *
   * @param times rising strictly
   * @throws IllegalArgumentException for under two values, other lengths, values that are not
   *     finite, and times that do not rise
   */
  public static DriftingWalk of(double[] times, double[] values) {
    Rules.sameLength(times, values);
    Rules.finite(times, "time");
    Rules.finite(values, "value");
    Rules.require(values.length >= 2, "%d values: a walk needs two or more", values.length);
    int moves = values.length - 1;
    double span = times[moves] - times[0];
    double drift = (values[moves] - values[0]) / span;
    double squares = 0;
    for (int i = 1; i <= moves; i++) {
      double time = times[i] - times[i - 1];
      Rules.require(time > 0, "time[%d] %s: times must rise", i, times[i]);
      double off = values[i] - values[i - 1] - drift * time;
      squares += off * off / time;
    }
    return new DriftingWalk(
        values[moves], drift, moves < 2 ? Double.NaN : squares / (moves - 1), moves, span);
  }

  /** The drift with its interval; without ends under two moves. */
  public Interval drift(double confidence) {
    return around(drift, variance / span, confidence);
  }

  /**
   * The value so much later, with the interval that holds it.
   *
   * @throws IllegalArgumentException for a time that is not positive
   */
  public Interval ahead(double time, double confidence) {
    Rules.require(time > 0, "time %s: a forecast lies ahead", time);
    return around(last + drift * time, variance * (time + time * time / span), confidence);
  }

  private Interval around(double value, double square, double confidence) {
    Rules.require(
        confidence > 0 && confidence < 1, "confidence %s must lie between 0 and 1", confidence);
    if (Double.isNaN(square)) {
      return Interval.of(value);
    }
    double half = IncompleteBeta.studentCritical(1 - confidence, moves - 1) * Math.sqrt(square);
    return new Interval(value, value - half, value + half);
  }
}
