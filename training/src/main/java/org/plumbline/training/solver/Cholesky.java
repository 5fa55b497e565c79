package org.plumbline.training.solver;

import java.util.Arrays;

/** Solves symmetric positive definite systems; reads only the lower triangle. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Solves {@code A x = b}, overwriting both: A with its factor, b with the solution.
   *
   * <p>A pivot that is not clearly positive means a direction the data does not determine (a
   * constant or doubled column without penalty); its step is set to zero, which picks one of the
   * equally good solutions and never blows up.
   */
  static void solveInPlace(double[][] lower, double[] vector) {
    int size = vector.length;
    double scale = 0;
    for (int i = 0; i < size; i++) {
      scale = Math.max(scale, lower[i][i]);
    }
    double floor = Math.max(scale * 1e-13, Double.MIN_NORMAL);
    boolean[] free = new boolean[size];
    for (int i = 0; i < size; i++) {
      double[] row = lower[i];
      for (int j = 0; j <= i; j++) {
        double[] other = lower[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        if (i == j) {
          free[i] = sum <= floor;
          row[i] = free[i] ? 1 : Math.sqrt(sum);
        } else {
          row[j] = free[j] ? 0 : sum / other[j];
        }
      }
      if (free[i]) {
        Arrays.fill(row, 0, i, 0);
      }
    }
    for (int i = 0; i < size; i++) {
      double sum = vector[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * vector[k];
      }
      vector[i] = free[i] ? 0 : sum / lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double sum = vector[i];
      for (int k = i + 1; k < size; k++) {
        sum -= lower[k][i] * vector[k];
      }
      vector[i] = free[i] ? 0 : sum / lower[i][i];
    }
  }
}
