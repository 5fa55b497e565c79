package org.plumbline.stats.drift;

import org.plumbline.stats.math.Rules;

/**
 * What a population stability index does with empty bins; tools differ, so it is always stated.
 *
 * @param floor share that stands for a share of zero, without bringing the sum back to one
 * @param added counts added to every bin of either side, before shares are taken
 */
public record Smoothing(double floor, double added) {
  /** Nothing: a bin that is empty on one side only makes the index infinite. */
  public static final Smoothing NONE = new Smoothing(0, 0);

  /** Half a count in each bin: what this product reports. */
  public static final Smoothing LAPLACE = new Smoothing(0, 0.5);

  public Smoothing {
    Rules.require(floor >= 0 && floor < 1, "floor %s must lie in [0, 1)", floor);
    Rules.require(
        added >= 0 && added < Double.POSITIVE_INFINITY,
        "added count %s must be finite and not negative",
        added);
  }

  /** Replaces shares of zero only, as most scripts do. */
  public static Smoothing floor(double share) {
    return new Smoothing(share, 0);
  }

  double share(double count, double total, int bins) {
    double share = (count + added) / (total + added * bins);
    return share == 0 ? floor : share;
  }
}
