package org.plumbline.stats.multivariate;

import org.plumbline.stats.math.Rules;

/**
 * How reconstruction is judged.
 *
 * @param share of the variance that the kept components must hold, in (0, 1)
 * @param referenceChunks chunks that the reference is cut into, at least 3
 * @param deviations of the chunk errors that the thresholds lie from their mean, positive
 */
public record ReconstructionSettings(double share, int referenceChunks, double deviations) {
  public static final ReconstructionSettings DEFAULT = new ReconstructionSettings(0.65, 10, 3);

  public ReconstructionSettings {
    Rules.require(share > 0 && share < 1, "share %s must lie in (0, 1)", share);
    Rules.require(referenceChunks >= 3, "%d reference chunks: take at least 3", referenceChunks);
    Rules.require(deviations > 0, "deviations %s must be positive", deviations);
  }
}
