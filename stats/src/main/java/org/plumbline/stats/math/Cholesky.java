package org.plumbline.stats.math;

/**
 * Solves symmetric, positive semidefinite systems; a column that the earlier ones explain is left
 * out and its solution is 0.
 *
 * <p>A pivot below the tolerance times the column's own diagonal counts as explained, the rule of
 * R's {@code coxph}.
 */
public final class Cholesky {
  private final double[][] lower;
  private final boolean[] kept;
  private final int rank;

  private Cholesky(double[][] lower, boolean[] kept, int rank) {
    this.lower = lower;
    this.kept = kept;
    this.rank = rank;
  }

  /** Factors a matrix, of which only the lower half is read. */
  public static Cholesky of(double[][] matrix, double tolerance) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    boolean[] kept = new boolean[n];
    int rank = 0;
    for (int j = 0; j < n; j++) {
      double pivot = matrix[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= lower[j][k] * lower[j][k];
      }
      kept[j] = pivot > tolerance * matrix[j][j] && pivot < Double.POSITIVE_INFINITY;
      if (!kept[j]) {
        continue;
      }
      rank++;
      lower[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < n; i++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = sum / lower[j][j];
      }
    }
    // Rows of columns left out would leak into the solution of the others.
    for (int i = 0; i < n; i++) {
      if (!kept[i]) {
        lower[i] = new double[n];
      }
    }
    return new Cholesky(lower, kept, rank);
  }

  /** Columns that the earlier ones do not explain. */
  public int rank() {
    return rank;
  }

  public boolean isKept(int column) {
    return kept[column];
  }

  /** The solution of matrix · x = right. */
  public double[] solve(double[] right) {
    int n = right.length;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      if (kept[i]) {
        double sum = right[i];
        for (int k = 0; k < i; k++) {
          sum -= lower[i][k] * x[k];
        }
        x[i] = sum / lower[i][i];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      if (kept[i]) {
        double sum = x[i];
        for (int k = i + 1; k < n; k++) {
          sum -= lower[k][i] * x[k];
        }
        x[i] = sum / lower[i][i];
      }
    }
    return x;
  }

  /** right' · matrix⁻¹ · right: the statistic of a score test. */
  public double quadratic(double[] right) {
    double[] x = solve(right);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * right[i];
    }
    return sum;
  }

  /** The inverse, with rows and columns of 0 for what was left out. */
  public double[][] inverse() {
    int n = lower.length;
    double[][] inverse = new double[n][];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = kept[j] ? 1 : 0;
      inverse[j] = solve(unit);
    }
    return inverse;
  }
}
