package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;

/** What a weight of rows may be. */
final class Weights {
  private Weights() {}

  static void check(double[] weights, int rows) {
    Rules.require(
        weights.length == rows, "%d weights but %d rows: give one for each", weights.length, rows);
    Rules.finite(weights, "weight");
    for (int i = 0; i < rows; i++) {
      Rules.require(weights[i] >= 0, "weight[%d] is %s: it must not be below 0", i, weights[i]);
    }
  }
}
