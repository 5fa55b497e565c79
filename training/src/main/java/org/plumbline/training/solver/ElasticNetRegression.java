package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

/**
 * Least squares with a penalty on the size of coefficients, which sets weak ones to 0: minimises
 * {@code ‖y − Xβ − b‖²/2n + λ·(ρ‖β‖₁ + (1−ρ)/2·‖β‖²)}; the intercept is not penalised. With {@code
 * ρ = 1} the lasso.
 *
 * <p>The cross products are computed once, so that a whole path of penalties costs one pass over
 * the rows. Columns are penalised in their own units: standardise them first.
 */
public final class ElasticNetRegression {
  private static final int MAX_SWEEPS = 100_000;
  private static final double TOLERANCE = 1e-13;

  private final double[][] covariance;
  private final double[] moment;
  private final double[] means;
  private final double targetMean;

  /** Reads the rows, at least one. */
  public ElasticNetRegression(SparseRows rows, double[] target) {
    int n = rows.rowCount();
    require(n == target.length, "%s rows but %s targets", n, target.length);
    require(n > 0, "no rows: give at least one");
    int width = rows.width();
    means = new double[width];
    double sum = 0;
    for (int row = 0; row < n; row++) {
      rows.addTo(row, 1.0 / n, means);
      sum += target[row] / n;
    }
    targetMean = sum;
    // Centring each row costs its zeros, but a column far from 0 keeps its digits.
    covariance = new double[width][width];
    moment = new double[width];
    for (int row = 0; row < n; row++) {
      double[] centred = new double[width];
      rows.addTo(row, 1, centred);
      for (int j = 0; j < width; j++) {
        centred[j] -= means[j];
        moment[j] += centred[j] * (target[row] - targetMean) / n;
        for (int k = 0; k <= j; k++) {
          covariance[j][k] += centred[j] * centred[k] / n;
          covariance[k][j] = covariance[j][k];
        }
      }
    }
  }

  /**
   * Coefficients with the intercept last.
   *
   * @param penalty λ, at least 0
   * @param share ρ, of the absolute part, in [0, 1]
   */
  public double[] solve(double penalty, double share) {
    /*
     * Cyclic coordinate descent on the cross products [Friedman, Hastie & Tibshirani 2010, §2.2]:
     * the objective is convex and its kinks lie along the axes, so that no point but the minimum
     * stands still. Ends when a sweep moves no coefficient by more than rounding.
     */
    require(
        penalty >= 0 && penalty < Double.POSITIVE_INFINITY,
        "penalty %s must be finite and not negative",
        penalty);
    require(share >= 0 && share <= 1, "share %s must lie in [0, 1]", share);
    int width = means.length;
    double[] fitted = new double[width + 1];
    double moved = Double.POSITIVE_INFINITY;
    double size = 0;
    for (int sweep = 0; sweep < MAX_SWEEPS && moved > TOLERANCE * size; sweep++) {
      moved = 0;
      size = 0;
      for (int j = 0; j < width; j++) {
        double pull = moment[j];
        for (int k = 0; k < width; k++) {
          pull -= k == j ? 0 : covariance[j][k] * fitted[k];
        }
        double before = fitted[j];
        fitted[j] =
            SoftThreshold.of(pull, penalty * share, covariance[j][j] + penalty * (1 - share));
        moved = Math.max(moved, Math.abs(fitted[j] - before));
        size = Math.max(size, Math.abs(fitted[j]));
      }
    }
    fitted[width] = targetMean;
    for (int j = 0; j < width; j++) {
      fitted[width] -= means[j] * fitted[j];
    }
    return fitted;
  }
}
