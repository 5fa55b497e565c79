package org.plumbline.stats.metrics;

import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.Sorting;

/** Rows of a binary task in ascending order of score, which most metrics need. */
final class Ranking {
  final double[] scores;
  final boolean[] positive;
  final int[] order;
  final int positives;

  Ranking(double[] labels, double[] scores) {
    Rules.sameLength(labels, scores);
    Rules.finite(scores, "score");
    int n = labels.length;
    this.order = Sorting.ascending(scores);
    this.scores = new double[n];
    this.positive = new boolean[n];
    int found = 0;
    for (int i = 0; i < n; i++) {
      int row = order[i];
      this.scores[i] = scores[row];
      positive[i] = isPositive(labels[row], row);
      found += positive[i] ? 1 : 0;
    }
    this.positives = found;
  }

  int size() {
    return scores.length;
  }

  static boolean isPositive(double label, int row) {
    Rules.require(label == 0 || label == 1, "label[%d] is %s: it must be 0 or 1", row, label);
    return label == 1;
  }
}
