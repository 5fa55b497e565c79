package org.plumbline.training.solver;

/** One factor for all margins of a softmax: changes confidence, never the predicted class. */
public final class TemperatureScaling {
  private TemperatureScaling() {}

  /**
   * The factor in [0.05, 20] that minimises log loss on rows the model was not fitted on.
   *
   * @param margins by row, one value per class
   */
  public static double fit(double[][] margins, int[] target) {
    /*
     * Guo et al. 2017. The loss is convex in the factor, so golden-section search on its logarithm
     * finds the minimum; 60 halvings give far more digits than the data holds.
     */
    double low = StrictMath.log(0.05);
    double high = StrictMath.log(20);
    double ratio = (Math.sqrt(5) - 1) / 2;
    double left = high - ratio * (high - low);
    double right = low + ratio * (high - low);
    double atLeft = loss(margins, target, StrictMath.exp(left));
    double atRight = loss(margins, target, StrictMath.exp(right));
    for (int i = 0; i < 40; i++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - ratio * (high - low);
        atLeft = loss(margins, target, StrictMath.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + ratio * (high - low);
        atRight = loss(margins, target, StrictMath.exp(right));
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  /** Mean log loss of the margins times the factor. */
  public static double loss(double[][] margins, int[] target, double factor) {
    double sum = 0;
    for (int row = 0; row < margins.length; row++) {
      double[] scaled = margins[row].clone();
      for (int k = 0; k < scaled.length; k++) {
        scaled[k] *= factor;
      }
      sum += MultinomialRegression.softmaxInPlace(scaled, target[row]);
    }
    return sum / Math.max(1, margins.length);
  }
}
