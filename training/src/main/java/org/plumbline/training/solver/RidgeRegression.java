package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

/**
 * Least squares with an L2 penalty: minimises {@code ‖y − Xβ − b‖² + λ‖β‖²}; the intercept is not
 * penalised.
 *
 * <p>The cross products are computed once, so that a whole path of penalties costs one pass over
 * the rows.
 */
public final class RidgeRegression {
  private final int width;
  private final double[][] gram;
  private final double[] moment;

  public RidgeRegression(SparseRows rows, double[] target) {
    require(
        rows.rowCount() == target.length, "%s rows but %s targets", rows.rowCount(), target.length);
    width = rows.width();
    gram = LogisticRegression.lowerTriangle(width + 1);
    moment = new double[width + 1];
    for (int row = 0; row < target.length; row++) {
      rows.addOuter(row, 1, gram);
      rows.addTo(row, target[row], moment);
      moment[width] += target[row];
    }
  }

  /** Coefficients with the intercept last. */
  public double[] solve(double penalty) {
    require(penalty >= 0, "penalty %s must not be negative", penalty);
    double[][] lower = new double[width + 1][];
    for (int i = 0; i <= width; i++) {
      lower[i] = gram[i].clone();
      if (i < width) {
        lower[i][i] += penalty;
      }
    }
    double[] coefficients = moment.clone();
    Cholesky.solveInPlace(lower, coefficients);
    return coefficients;
  }
}
