package org.plumbline.stats.sequential;

import org.plumbline.stats.Interval;
import org.plumbline.stats.math.Rules;

/**
 * An interval for the mean of values between 0 and 1 that may be looked at after every value: the
 * chance that it ever misses the true mean is at most alpha, however long one watches and whenever
 * one stops [Waudby-Smith & Ramdas, Estimating means of bounded random variables by betting, JRSS B
 * 86, 2024, theorem 2].
 *
 * <p>Empirical Bernstein with predictable bets: as narrow as the variance allows. Needs values
 * whose conditional mean stays the same; when it changes the intersection becomes empty and {@link
 * #isBroken} tells. Owned by one thread.
 */
public final class ConfidenceSequence {
  private static final double LARGEST_BET = 0.5;

  private final double logTerm;
  private long count;
  private double sum;
  private double squares = 0.25;
  private double bets;
  private double betValues;
  private double penalty;
  private double low;
  private double high = 1;

  /**
   * @param alpha chance to ever miss the mean, in (0, 1)
   */
  public ConfidenceSequence(double alpha) {
    Rules.require(alpha > 0 && alpha < 1, "alpha %s must lie in (0, 1)", alpha);
    this.logTerm = Math.log(2 / alpha);
  }

  /**
   * Takes the next value.
   *
   * @throws IllegalArgumentException for a value outside of [0, 1], or NaN
   */
  public void update(double value) {
    Rules.require(value >= 0 && value <= 1, "value %s must lie in [0, 1]: rescale it", value);
    double t = count + 1;
    double meanBefore = (0.5 + sum) / t;
    double varianceBefore = squares / t;
    double bet =
        Math.min(LARGEST_BET, Math.sqrt(2 * logTerm / (varianceBefore * t * Math.log1p(t))));
    double gap = value - meanBefore;
    bets += bet;
    betValues += bet * value;
    penalty += gap * gap * (-Math.log1p(-bet) - bet);
    sum += value;
    count++;
    double meanNow = (0.5 + sum) / (t + 1);
    squares += (value - meanNow) * (value - meanNow);
    double centre = betValues / bets;
    double reach = (logTerm + penalty) / bets;
    low = Math.max(low, centre - reach);
    high = Math.min(high, centre + reach);
  }

  /** The mean so far with its ends; all of [0, 1] before the first value. */
  public Interval interval() {
    double mean = count == 0 ? Double.NaN : sum / count;
    return isBroken() ? Interval.of(mean) : new Interval(mean, low, high);
  }

  /** Whether no single mean explains all values: it has changed, with confidence 1 - alpha. */
  public boolean isBroken() {
    return low > high;
  }
}
