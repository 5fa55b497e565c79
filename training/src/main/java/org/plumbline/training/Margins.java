package org.plumbline.training;

import java.util.Arrays;

/** Margins by row of the data set; NaN where a row has not been predicted. Filled once. */
final class Margins {
  private final double[][] byOutput;

  Margins(int rows, int outputs) {
    byOutput = new double[outputs][rows];
    for (double[] values : byOutput) {
      Arrays.fill(values, Double.NaN);
    }
  }

  int outputs() {
    return byOutput.length;
  }

  double get(int row, int output) {
    return byOutput[output][row];
  }

  void set(int row, int output, double margin) {
    byOutput[output][row] = margin;
  }

  void set(int[] rows, int output, double[] margins) {
    for (int i = 0; i < rows.length; i++) {
      byOutput[output][rows[i]] = margins[i];
    }
  }

  /** The margins of these rows for one output. */
  double[] of(int[] rows, int output) {
    double[] chosen = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = byOutput[output][rows[i]];
    }
    return chosen;
  }

  /** The margins of these rows, one array per row. */
  double[][] byRow(int[] rows) {
    double[][] chosen = new double[rows.length][byOutput.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < byOutput.length; k++) {
        chosen[i][k] = byOutput[k][rows[i]];
      }
    }
    return chosen;
  }
}
