package org.plumbline.stats.multivariate;

import org.plumbline.stats.math.Rules;

/**
 * How the discrepancy is measured.
 *
 * @param gamma of the kernel exp(-gamma · squared distance); {@code NaN} for one over the median
 *     squared distance of the pooled pairs
 * @param permutations behind the p-value; 0 for none
 * @param mostRows of each side; more are sampled down without replacement
 * @param seed of sampling and permutations
 */
public record DiscrepancySettings(double gamma, int permutations, int mostRows, long seed) {
  public static final DiscrepancySettings DEFAULT =
      new DiscrepancySettings(Double.NaN, 200, 500, 1);

  public DiscrepancySettings {
    Rules.require(
        Double.isNaN(gamma) || (gamma > 0 && Double.isFinite(gamma)),
        "gamma %s must be positive, or NaN for one over the median squared distance",
        gamma);
    Rules.require(permutations >= 0, "permutations %d must not be negative", permutations);
    Rules.require(
        mostRows >= 2 && mostRows <= 5_000, "most rows %d must lie in [2, 5000]", mostRows);
  }
}
