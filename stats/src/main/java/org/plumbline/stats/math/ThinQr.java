package org.plumbline.stats.math;

/**
 * Orthonormal columns that span those of a matrix, for least squares without squaring its condition
 * number; a column that the earlier ones explain is left out and its solution is 0.
 *
 * <p>Gram-Schmidt, each column projected twice, which keeps the columns orthogonal to the last
 * digits [Giraud, Langou, Rozloznik, Computers & Mathematics with Applications 50, 2005]. Columns
 * are scaled to a largest entry of one first, so that squares neither overflow nor vanish. Time is
 * O(rows · columns²), memory one copy of the matrix.
 */
public final class ThinQr {
  private final double[][] orthonormal;
  private final double[][] upper;
  private final double[] scale;
  private final boolean[] kept;
  private final int rank;

  private ThinQr(
      double[][] orthonormal, double[][] upper, double[] scale, boolean[] kept, int rank) {
    this.orthonormal = orthonormal;
    this.upper = upper;
    this.scale = scale;
    this.kept = kept;
    this.rank = rank;
  }

  /**
   * Factors a matrix of finite numbers.
   *
   * @param columns one array for each column, all of one length; not changed
   * @param tolerance share of a column's length that must be left beside the earlier ones
   */
  public static ThinQr of(double[][] columns, double tolerance) {
    int p = columns.length;
    double[][] orthonormal = new double[p][];
    double[][] upper = new double[p][p];
    double[] scale = new double[p];
    boolean[] kept = new boolean[p];
    int rank = 0;
    for (int j = 0; j < p; j++) {
      scale[j] = largest(columns[j]);
      double[] rest = columns[j].clone();
      for (int i = 0; i < rest.length; i++) {
        rest[i] /= scale[j];
      }
      double length = length(rest);
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          if (kept[k]) {
            double along = dot(orthonormal[k], rest);
            upper[k][j] += along;
            subtract(rest, along, orthonormal[k]);
          }
        }
      }
      upper[j][j] = length(rest);
      // False as well for a column of zeros, whose scaled entries are NaN.
      kept[j] = upper[j][j] > tolerance * length;
      if (kept[j]) {
        rank++;
        for (int i = 0; i < rest.length; i++) {
          rest[i] /= upper[j][j];
        }
      }
      orthonormal[j] = rest;
    }
    return new ThinQr(orthonormal, upper, scale, kept, rank);
  }

  /** Columns that the earlier ones do not explain. */
  public int rank() {
    return rank;
  }

  public boolean isKept(int column) {
    return kept[column];
  }

  /** The shortest distance to the right side: one factor for each column, 0 where left out. */
  public double[] solve(double[] right) {
    int p = kept.length;
    double[] along = new double[p];
    double[] rest = right.clone();
    // Each part is taken away before the next is measured: rounding does not add up.
    for (int j = 0; j < p; j++) {
      if (kept[j]) {
        along[j] = dot(orthonormal[j], rest);
        subtract(rest, along[j], orthonormal[j]);
      }
    }
    backSubstitute(along);
    for (int j = 0; j < p; j++) {
      along[j] = kept[j] ? along[j] / scale[j] : 0;
    }
    return along;
  }

  private void backSubstitute(double[] right) {
    for (int j = right.length - 1; j >= 0; j--) {
      if (kept[j]) {
        for (int k = j + 1; k < right.length; k++) {
          if (kept[k]) {
            right[j] -= upper[j][k] * right[k];
          }
        }
        right[j] /= upper[j][j];
      }
    }
  }

  /** Inverse of the columns' cross products, with rows and columns of 0 for what was left out. */
  public double[][] inverseProducts() {
    int p = kept.length;
    // With R the upper triangle, (R'R)⁻¹ is the cross product of the rows of R⁻¹.
    double[][] inverse = new double[p][];
    for (int j = 0; j < p; j++) {
      double[] unit = new double[p];
      unit[j] = kept[j] ? 1 : 0;
      backSubstitute(unit);
      inverse[j] = unit;
    }
    double[][] products = new double[p][p];
    for (int j = 0; j < p; j++) {
      for (int k = 0; k < p; k++) {
        if (kept[j] && kept[k]) {
          double sum = 0;
          for (int m = Math.max(j, k); m < p; m++) {
            sum += inverse[m][j] * inverse[m][k];
          }
          products[j][k] = sum / scale[j] / scale[k];
        }
      }
    }
    return products;
  }

  /** How much a row draws the fit to itself, 0 to 1: the diagonal of the projection. */
  public double leverage(int row) {
    double sum = 0;
    for (int j = 0; j < kept.length; j++) {
      if (kept[j]) {
        sum += orthonormal[j][row] * orthonormal[j][row];
      }
    }
    return Math.min(1, sum);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double length(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static void subtract(double[] from, double factor, double[] what) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * what[i];
    }
  }
}
