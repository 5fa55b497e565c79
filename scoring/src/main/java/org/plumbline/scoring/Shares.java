package org.plumbline.scoring;

import java.util.Arrays;

/** From the margins of several classes to shares that sum to 1. */
final class Shares {
  private Shares() {}

  /** Replaces the first {@code count} margins by shares. */
  static void apply(Link link, double[] margins, int count) {
    switch (link) {
      case Link.Standard.SHARES -> normalise(margins, count);
      case Link.Standard.WINNER -> {
        int top = top(margins, count);
        Arrays.fill(margins, 0, count, 0);
        margins[top] = 1;
      }
      // Model checks that a link fits; the others fit one margin only.
      case Link.Standard _, Link.Isotonic _, Link.Beta _, Link.Survival _ ->
          softmax(margins, count);
    }
  }

  /** Shifted by the largest, so no overflow. */
  private static void softmax(double[] margins, int count) {
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

  private static void normalise(double[] margins, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      margins[k] = Math.clamp(margins[k], 0.0, 1.0);
      sum += margins[k];
    }
    for (int k = 0; k < count; k++) {
      margins[k] = sum > 0 ? margins[k] / sum : 1.0 / count;
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
