package org.plumbline.training;

/** Whatever gives margins for a row of slots: a model, or a rule too simple to be one. */
@FunctionalInterface
interface Predictor {
  void margins(double[] row, double[] out);
}
