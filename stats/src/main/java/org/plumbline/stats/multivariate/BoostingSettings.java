package org.plumbline.stats.multivariate;

import org.plumbline.stats.math.Rules;

/**
 * How trees are boosted.
 *
 * @param loss what the sum of the trees minimises
 * @param rounds trees
 * @param depth of each tree
 * @param learningRate share of each tree's step that is taken, in (0, 1]
 * @param leafRows fewest rows of a leaf
 * @param shrinkage added to the hessian of each leaf: XGBoost's lambda
 * @param rowShare of the rows that each tree is grown on, drawn without replacement
 * @param seed of that draw
 */
public record BoostingSettings(
    BoostingLoss loss,
    int rounds,
    int depth,
    double learningRate,
    int leafRows,
    double shrinkage,
    double rowShare,
    long seed) {
  /** Small trees for telling two samples apart. */
  public static final BoostingSettings CLASSIFIER =
      new BoostingSettings(BoostingLoss.LOGISTIC, 50, 3, 0.1, 20, 1, 0.8, 1);

  public BoostingSettings {
    Rules.require(rounds >= 0 && rounds <= 10_000, "rounds %d must lie in [0, 10000]", rounds);
    Rules.require(depth >= 1 && depth <= 12, "depth %d must lie in [1, 12]", depth);
    Rules.require(
        learningRate > 0 && learningRate <= 1, "learning rate %s must lie in (0, 1]", learningRate);
    Rules.require(leafRows >= 1, "leaf rows %d must be at least 1", leafRows);
    Rules.require(
        shrinkage >= 0 && Double.isFinite(shrinkage),
        "shrinkage %s must be finite and not negative",
        shrinkage);
    Rules.require(rowShare > 0 && rowShare <= 1, "row share %s must lie in (0, 1]", rowShare);
  }

  /** The same settings with another loss. */
  public BoostingSettings withLoss(BoostingLoss other) {
    return new BoostingSettings(
        other, rounds, depth, learningRate, leafRows, shrinkage, rowShare, seed);
  }

  /** The same settings with another seed. */
  public BoostingSettings withSeed(long other) {
    return new BoostingSettings(
        loss, rounds, depth, learningRate, leafRows, shrinkage, rowShare, other);
  }
}
