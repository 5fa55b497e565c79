package org.plumbline.scoring;

/**
 * From margins to probabilities; StrictMath, so that a score has the same bits on every machine.
 */
final class Link {
  private Link() {}

  /** {@code 1 / (1 + exp(-margin))}, in [0, 1] for every finite margin. */
  static double logistic(double margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }

  /**
   * Replaces the first {@code count} margins by probabilities; shifted by the largest, so no
   * overflow.
   */
  static void softmax(double[] margins, int count) {
    double largest = margins[top(margins, count)];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      margins[k] = StrictMath.exp(margins[k] - largest);
      sum += margins[k];
    }
    for (int k = 0; k < count; k++) {
      margins[k] /= sum;
    }
  }

  /** Index of the largest; the first of equals. */
  static int top(double[] values, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }
}
