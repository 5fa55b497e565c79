package org.plumbline.training;

import org.plumbline.training.solver.LogisticRegression;
import org.plumbline.training.solver.MultinomialRegression;

/**
 * The loss a candidate is judged by, row by row: log loss for classes, squared error for numbers.
 *
 * <p>Log loss decides rather than ROC-AUC because it is proper (only the true probabilities
 * minimise it), it sees calibration, which thresholds, expected values and reason codes rest on,
 * and it is a mean over rows, so that two candidates can be compared pair by pair. ROC-AUC stands
 * in every scorecard beside it.
 */
final class Losses {
  private Losses() {}

  static double ofRow(Dataset data, Margins margins, int row) {
    double truth = data.target()[row];
    return switch (data.task()) {
      case BINARY -> {
        double margin = margins.get(row, 0);
        yield LogisticRegression.softplus(margin) - truth * margin;
      }
      case MULTICLASS -> {
        double[] values = new double[margins.outputs()];
        for (int k = 0; k < values.length; k++) {
          values[k] = margins.get(row, k);
        }
        yield MultinomialRegression.softmaxInPlace(values, (int) truth);
      }
      case REGRESSION -> {
        double error = margins.get(row, 0) - truth;
        yield error * error;
      }
    };
  }

  static double mean(Dataset data, Margins margins, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += ofRow(data, margins, row);
    }
    return sum / Math.max(1, rows.length);
  }

  static double mean(double[] losses) {
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / Math.max(1, losses.length);
  }

  static double[] byRow(Dataset data, Margins margins, int[] rows) {
    double[] losses = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      losses[i] = ofRow(data, margins, rows[i]);
    }
    return losses;
  }
}
