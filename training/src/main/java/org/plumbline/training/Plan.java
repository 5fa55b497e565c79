package org.plumbline.training;

/**
 * How much effort a training makes: a function of the data's size only, so that the same data is
 * always searched alike.
 *
 * @param folds of the evaluation
 * @param innerFolds for tuning, calibration and blending within a training part; 1 = one holdout
 * @param trials settings of boosted trees that are compared
 * @param workers folds of the evaluation that run at once
 * @param threads of XGBoost within each
 * @param replicates of the bootstrap
 */
record Plan(int folds, int innerFolds, int trials, int workers, int threads, int replicates) {
  static Plan of(Dataset data) {
    long cells = (long) data.rowCount() * Math.max(1, data.inputs().size()) * data.marginCount();
    // Small data: threads inside a tree cost more than they give, so folds run side by side.
    if (cells <= 400_000) {
      return new Plan(5, 4, XgboostSettings.SPACE.size(), 2, 1, 1000);
    }
    if (cells <= 3_000_000) {
      return new Plan(5, 1, 3, 1, 2, 500);
    }
    return new Plan(5, 1, 2, 1, 2, 200);
  }
}
