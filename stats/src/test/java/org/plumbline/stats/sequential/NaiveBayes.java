package org.plumbline.stats.sequential;

/** Gaussian naive Bayes of two classes, one row after another: the usual learner of this field. */
final class NaiveBayes {
  /** As river adds to each variance. */
  private static final double LEAST_VARIANCE = 1e-9;

  private final double[] rows = new double[2];
  private final double[][] means;
  private final double[][] squares;

  NaiveBayes(int features) {
    means = new double[2][features];
    squares = new double[2][features];
  }

  int predict(double[] row) {
    double[] logs = new double[2];
    for (int side = 0; side < 2; side++) {
      if (rows[side] == 0) {
        return 1 - side;
      }
      logs[side] = Math.log(rows[side]);
      for (int i = 0; i < row.length; i++) {
        double variance = rows[side] < 2 ? 1 : squares[side][i] / (rows[side] - 1) + LEAST_VARIANCE;
        double gap = row[i] - means[side][i];
        logs[side] -= 0.5 * (Math.log(2 * Math.PI * variance) + gap * gap / variance);
      }
    }
    return logs[1] > logs[0] ? 1 : 0;
  }

  void learn(double[] row, int label) {
    rows[label]++;
    for (int i = 0; i < row.length; i++) {
      double gap = row[i] - means[label][i];
      means[label][i] += gap / rows[label];
      squares[label][i] += gap * (row[i] - means[label][i]);
    }
  }
}
