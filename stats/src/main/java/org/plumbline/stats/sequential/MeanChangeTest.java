package org.plumbline.stats.sequential;

import org.plumbline.stats.math.Rules;

/**
 * Watches whether values between 0 and 1 still have a known mean, with a false-alarm rate that
 * holds for the whole run: without a change the chance that it ever alarms is at most alpha,
 * however long the stream.
 *
 * <p>The usual detectors cannot say that; they alarm again and again on an unchanged stream that is
 * long enough. Owned by one thread.
 */
public final class MeanChangeTest {
  /*
   * A bettor who plays fair bets on "mean = m" cannot multiply his money by 1/alpha with a chance
   * above alpha [Ville 1939]. One bets up and one down, each with half of the money, by the approximate
   * growth rule lambda = (mean - m) / (variance + (mean - m)^2) over what was seen before
   * [Waudby-Smith & Ramdas 2024, section 5]. Since a change may come late, further bettors start
   * with the values 1, 2, 4, 8, ...; bettor k owns the share 1 / (k (k + 1)) of the money and holds it
   * in cash until then, so that the total stays a fair game. At most 63 bettors ever play.
   */
  private static final double BOLDEST = 0.75;

  private final double mean;
  private final double alpha;
  private final Bettor[] bettors = new Bettor[63];
  private int playing;
  private long count;
  private boolean alarmed;

  /** One that started at some value: what it saw since, and what its money became. */
  private static final class Bettor {
    private long seen;
    private double sum;
    private double squares;
    private double up = 0.5;
    private double down = 0.5;

    void play(double value, double mean) {
      double seenMean = (mean + sum) / (seen + 1);
      double variance = (0.25 + squares) / (seen + 1);
      double gap = seenMean - mean;
      double bet = gap / (variance + gap * gap);
      // At a mean of 0 or 1 nothing can be lost on that side, so the bet has no bound there.
      double upBet = Math.clamp(bet, 0, BOLDEST / mean);
      double downBet = Math.clamp(-bet, 0, BOLDEST / (1 - mean));
      up *= 1 + upBet * (value - mean);
      down *= 1 + downBet * (mean - value);
      seen++;
      sum += value;
      double newMean = (mean + sum) / (seen + 1);
      squares += (value - newMean) * (value - newMean);
    }
  }

  /**
   * @param mean that the values had when all was well, in [0, 1]
   * @param alpha chance of any false alarm over the whole run, in (0, 1)
   */
  public MeanChangeTest(double mean, double alpha) {
    Rules.require(mean >= 0 && mean <= 1, "mean %s must lie in [0, 1]", mean);
    Rules.require(alpha > 0 && alpha < 1, "alpha %s must lie in (0, 1)", alpha);
    this.mean = mean;
    this.alpha = alpha;
  }

  /**
   * Takes the next value and says whether the mean has changed; an alarm stays.
   *
   * @throws IllegalArgumentException for a value outside of [0, 1], or NaN
   */
  public boolean update(double value) {
    Rules.require(value >= 0 && value <= 1, "value %s must lie in [0, 1]: rescale it", value);
    count++;
    if (Long.bitCount(count) == 1) {
      bettors[playing++] = new Bettor();
    }
    for (int i = 0; i < playing; i++) {
      bettors[i].play(value, mean);
    }
    alarmed |= evidence() >= 1 / alpha;
    return alarmed;
  }

  /** Whether it has alarmed. */
  public boolean isChanged() {
    return alarmed;
  }

  /**
   * The money against an unchanged mean, 1 at the start: 20 is what chance brings in at most one of
   * twenty runs.
   */
  public double evidence() {
    double cash = 1.0 / (playing + 1);
    double total = cash;
    for (int i = 0; i < playing; i++) {
      total += (bettors[i].up + bettors[i].down) / ((i + 1.0) * (i + 2.0));
    }
    return total;
  }

  /** {@code 1 / evidence()}, at most 1: a p-value that is valid at every moment. */
  public double pValue() {
    return Math.min(1, 1 / evidence());
  }
}
