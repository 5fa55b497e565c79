package org.plumbline.training.solver;

import org.plumbline.golden.Golden;

/** The design matrices of reference vectors in the form that the solvers read. */
final class GoldenRows {
  private GoldenRows() {}

  static SparseRows of(Golden matrix) {
    double[][] values = matrix.matrix();
    var rows = new SparseRows.Builder(values[0].length, values.length, values[0].length);
    for (double[] row : values) {
      rows.add(row);
    }
    return rows.build();
  }
}
