package org.plumbline.stats.multivariate;

import org.plumbline.stats.math.Rules;

/**
 * How two samples are told apart.
 *
 * @param folds of the cross-fitting
 * @param mostRows of each side; more are sampled down without replacement, by the seed
 * @param confidence of the interval of the area
 * @param margin above one half that the interval's lower end must pass to be called drift
 * @param trees what is fitted in each fold; its loss must be logistic
 * @param seed of sampling and folds
 */
public record DomainSettings(
    int folds, int mostRows, double confidence, double margin, BoostingSettings trees, long seed) {
  public static final DomainSettings DEFAULT =
      new DomainSettings(5, 20_000, 0.95, 0.01, BoostingSettings.CLASSIFIER, 1);

  public DomainSettings {
    Rules.require(folds >= 2 && folds <= 50, "folds %d must lie in [2, 50]", folds);
    Rules.require(mostRows >= folds, "most rows %d must reach the folds, %d", mostRows, folds);
    Rules.require(confidence > 0 && confidence < 1, "confidence %s must lie in (0, 1)", confidence);
    Rules.require(margin >= 0 && margin < 0.5, "margin %s must lie in [0, 0.5)", margin);
    Rules.require(trees.loss() == BoostingLoss.LOGISTIC, "loss %s must be LOGISTIC", trees.loss());
  }
}
