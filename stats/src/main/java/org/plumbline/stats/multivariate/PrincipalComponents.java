package org.plumbline.stats.multivariate;

import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.SymmetricEigen;

/**
 * Directions of most variance [Pearson 1901; Jolliffe, Principal Component Analysis, 2002], and how
 * much of a row they lose.
 *
 * <p>Missing values (NaN) take the mean of their column in the fitted rows. Columns that are
 * constant or wholly missing there are dropped: they carry no variance and stay out of every error.
 * Variances divide by rows less one. Immutable; thread-safe. Fitting is O(rows · columns² +
 * columns³).
 */
public final class PrincipalComponents {
  private final FittedColumns columns;
  private final double[] variances;
  private final double[][] directions;
  private final int width;

  private PrincipalComponents(int width, FittedColumns columns, SymmetricEigen eigen) {
    this.width = width;
    this.columns = columns;
    this.variances = eigen.values();
    this.directions = new double[variances.length][];
    for (int k = 0; k < variances.length; k++) {
      // A matrix that has no full rank leaves eigenvalues that are negative by rounding.
      variances[k] = Math.max(0, variances[k]);
      directions[k] = eigen.vector(k);
    }
  }

  /**
   * Learns the directions from rows.
   *
   * @throws IllegalArgumentException for rows of different width and infinite values
   */
  public static PrincipalComponents fit(double[][] rows, Scaling scaling) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    Rows.width(rows, width, "fitted");
    Rows.notInfinite(rows, "fitted");
    var columns = FittedColumns.of(rows, width, scaling);
    int n = columns.kept().length;
    double[][] covariance = new double[n][n];
    double[] z = new double[n];
    for (double[] row : rows) {
      columns.standardise(row, z);
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          covariance[i][j] += z[i] * z[j] / (rows.length - 1.0);
        }
      }
    }
    return new PrincipalComponents(width, columns, SymmetricEigen.of(covariance));
  }

  /** Components: columns that are neither constant nor wholly missing. */
  public int size() {
    return variances.length;
  }

  /** Position of the column in the fitted rows that entry of a direction belongs to. */
  public int column(int entry) {
    return columns.kept()[entry];
  }

  /** Variance along each component, largest first. */
  public double[] variances() {
    return variances.clone();
  }

  /** Share of the whole variance along each component; empty without a component. */
  public double[] shares() {
    double total = 0;
    for (double variance : variances) {
      total += variance;
    }
    double[] shares = new double[variances.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = variances[k] / total;
    }
    return shares;
  }

  /** Direction of length one; its sign means nothing. */
  public double[] direction(int component) {
    return directions[component].clone();
  }

  /** The fewest leading components that hold at least this share of the variance; 0 without one. */
  public int holding(double share) {
    Rules.require(share > 0 && share <= 1, "share %s must lie in (0, 1]", share);
    double[] shares = shares();
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      sum += shares[k];
      // The shares of all may sum to a hair less than one.
      if (sum >= share - 1e-12) {
        return k + 1;
      }
    }
    return shares.length;
  }

  /**
   * Squared distance of a row to its image under the leading components, in scaled units, summed
   * over the kept columns; 0 without a component.
   *
   * @throws IllegalArgumentException for a row of another width or an infinite value
   */
  public double squaredError(double[] row, int components) {
    Rules.require(
        row.length == width,
        "a row has %d values, the components were fitted on %d",
        row.length,
        width);
    Rules.require(
        components >= 0 && components <= size(),
        "%d components asked, there are %d",
        components,
        size());
    Rows.notInfinite(new double[][] {row}, "scored");
    double[] rest = new double[size()];
    columns.standardise(row, rest);
    for (int k = 0; k < components; k++) {
      double[] direction = directions[k];
      double along = 0;
      for (int j = 0; j < rest.length; j++) {
        along += rest[j] * direction[j];
      }
      for (int j = 0; j < rest.length; j++) {
        rest[j] -= along * direction[j];
      }
    }
    double sum = 0;
    for (double value : rest) {
      sum += value * value;
    }
    return sum;
  }
}
