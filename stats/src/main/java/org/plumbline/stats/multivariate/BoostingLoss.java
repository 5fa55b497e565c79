package org.plumbline.stats.multivariate;

/** What boosting minimises. */
public enum BoostingLoss {
  /** Half the squared error; predictions are values. */
  SQUARED,
  /** Log loss of labels 0 and 1; predictions are probabilities. */
  LOGISTIC;

  double start(double mean) {
    // A probability of 0 or 1 has no finite log odds: one class alone predicts itself all but
    // surely.
    double held = Math.min(Math.max(mean, 1e-9), 1 - 1e-9);
    return this == SQUARED ? mean : Math.log(held / (1 - held));
  }

  double prediction(double margin) {
    return this == SQUARED ? margin : 1 / (1 + Math.exp(-margin));
  }

  double hessian(double prediction) {
    return this == SQUARED ? 1 : prediction * (1 - prediction);
  }
}
