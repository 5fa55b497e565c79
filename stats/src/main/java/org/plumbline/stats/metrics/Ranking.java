package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.Sorting;

/** Rows of a binary task in ascending order of score, which most metrics need. */
final class Ranking {
  final double[] scores;
  final boolean[] positive;
  final int[] order;
  final int positives;

  /** Weight of all rows, and of the positive ones: their numbers where rows weigh alike. */
  final double total;

  final double positiveTotal;

  /** In row order; empty where each row weighs 1. */
  private final double[] weights;

  Ranking(double[] labels, double[] scores) {
    this(labels, scores, new double[0]);
  }

  private Ranking(double[] labels, double[] scores, double[] weights) {
    Rules.sameLength(labels, scores);
    Rules.finite(scores, "score");
    int n = labels.length;
    this.order = Sorting.ascending(scores);
    this.scores = new double[n];
    this.positive = new boolean[n];
    this.weights = weights;
    int found = 0;
    double all = 0;
    double ofPositives = 0;
    for (int i = 0; i < n; i++) {
      int row = order[i];
      this.scores[i] = scores[row];
      positive[i] = isPositive(labels[row], row);
      found += positive[i] ? 1 : 0;
      all += weight(i);
      ofPositives += positive[i] ? weight(i) : 0;
    }
    this.positives = found;
    this.total = all;
    this.positiveTotal = ofPositives;
  }

  /** Rows that count as often as their weight says; refuses weights below 0 or not finite. */
  static Ranking weighted(double[] labels, double[] scores, double[] weights) {
    Weights.check(weights, labels.length);
    return new Ranking(labels, scores, weights);
  }

  int size() {
    return scores.length;
  }

  /** Weight of the row at that place of the order. */
  double weight(int place) {
    return weights.length == 0 ? 1 : weights[order[place]];
  }

  static boolean isPositive(double label, int row) {
    Rules.require(label == 0 || label == 1, "label[%d] is %s: it must be 0 or 1", row, label);
    return label == 1;
  }
}
