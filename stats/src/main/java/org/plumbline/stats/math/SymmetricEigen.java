package org.plumbline.stats.math;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues, largest first, and orthonormal eigenvectors of a symmetric matrix.
 *
 * <p>Cyclic Jacobi rotations [Golub & Van Loan, Matrix Computations, 4th ed., 8.5.3]: slower than
 * tridiagonal methods, but short and accurate to the last digits for the few hundred columns met
 * here. O(n³) a sweep, of which about eight are needed.
 */
public final class SymmetricEigen {
  private static final int MAX_SWEEPS = 60;

  private final double[] values;
  private final double[][] vectors;

  private SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a matrix, of which only the upper half is read.
   *
   * @throws IllegalArgumentException when it is not square or holds an entry that is not finite
   */
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][n];
    double[][] vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      Rules.require(matrix[i].length == n, "row %d has %d entries, not %d", i, matrix[i].length, n);
      Rules.finite(matrix[i], "matrix row");
      vectors[i][i] = 1;
      for (int j = i; j < n; j++) {
        a[i][j] = matrix[i][j];
        a[j][i] = matrix[i][j];
      }
    }
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      if (!sweep(a, vectors)) {
        break;
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> a[i][i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[n];
    double[][] sorted = new double[n][];
    for (int k = 0; k < n; k++) {
      values[k] = a[order[k]][order[k]];
      sorted[k] = vectors[order[k]];
    }
    return new SymmetricEigen(values, sorted);
  }

  /** One pass over the pairs; whether a rotation was needed. */
  private static boolean sweep(double[][] a, double[][] vectors) {
    boolean rotated = false;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        // Below the rounding of both diagonals a rotation could only add noise.
        double negligible = Math.ulp(1.0) / 16 * Math.min(Math.abs(a[p][p]), Math.abs(a[q][q]));
        if (Math.abs(a[p][q]) > negligible && a[p][q] != 0) {
          rotate(a, vectors, p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double c = 1 / Math.hypot(1, t);
    double s = t * c;
    double off = a[p][q];
    a[p][p] -= t * off;
    a[q][q] += t * off;
    a[p][q] = 0;
    a[q][p] = 0;
    for (int k = 0; k < a.length; k++) {
      if (k != p && k != q) {
        double first = a[k][p];
        double second = a[k][q];
        a[k][p] = c * first - s * second;
        a[p][k] = a[k][p];
        a[k][q] = s * first + c * second;
        a[q][k] = a[k][q];
      }
    }
    turn(vectors[p], vectors[q], c, s);
  }

  private static void turn(double[] one, double[] other, double c, double s) {
    for (int k = 0; k < one.length; k++) {
      double first = one[k];
      one[k] = c * first - s * other[k];
      other[k] = s * first + c * other[k];
    }
  }

  /** The eigenvalues, largest first. */
  public double[] values() {
    return values.clone();
  }

  /** The eigenvector of one eigenvalue, of length one; its sign means nothing. */
  public double[] vector(int index) {
    return vectors[index].clone();
  }
}
