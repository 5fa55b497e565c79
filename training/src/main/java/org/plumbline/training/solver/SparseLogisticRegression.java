package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

import java.util.Arrays;

/**
 * Two-class logistic regression with a penalty on the size of coefficients, which sets weak ones to
 * 0: minimises {@code Σ logloss + λ·‖β‖₁}; the intercept is not penalised.
 */
public final class SparseLogisticRegression {
  private static final int MAX_STEPS = 100;
  private static final int MAX_SWEEPS = 10_000;
  private static final double TOLERANCE = 1e-13;
  private static final double SETTLED = 1e-11;

  private SparseLogisticRegression() {}

  /**
   * Fits from zero.
   *
   * @param target 0 or 1 by row (or a probability)
   * @param penalty λ, above 0: without it separable classes have no minimum
   * @return coefficients with the intercept last
   */
  public static double[] fit(SparseRows rows, double[] target, double penalty) {
    /*
     * Proximal Newton [Lee, Sun & Saunders 2014]: the loss is replaced by its parabola, which
     * coordinate descent minimises together with the kinks (as glmnet does), and the step is halved
     * until the true objective does not rise.
     */
    require(
        rows.rowCount() == target.length, "%s rows but %s targets", rows.rowCount(), target.length);
    require(
        penalty > 0 && penalty < Double.POSITIVE_INFINITY,
        "penalty %s must be finite and above 0",
        penalty);
    int width = rows.width();
    double[] fitted = new double[width + 1];
    double[] gradient = new double[width + 1];
    double[][] hessian = LogisticRegression.lowerTriangle(width + 1);
    double objective = objective(rows, target, penalty, fitted);
    for (int step = 0; step < MAX_STEPS; step++) {
      derivatives(rows, target, fitted, gradient, hessian);
      double[] goal = minimum(fitted, gradient, hessian, penalty);
      double share = 1;
      double[] next = goal;
      double reached = objective(rows, target, penalty, next);
      while (!(reached <= objective) && share > 1e-6) {
        share /= 2;
        next = between(fitted, goal, share);
        reached = objective(rows, target, penalty, next);
      }
      if (!(reached <= objective)) {
        break;
      }
      double moved = 0;
      for (int j = 0; j <= width; j++) {
        moved = Math.max(moved, Math.abs(next[j] - fitted[j]));
      }
      fitted = next;
      objective = reached;
      if (moved < SETTLED) {
        break;
      }
    }
    return fitted;
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] point = new double[from.length];
    Arrays.setAll(point, j -> from[j] + share * (to[j] - from[j]));
    return point;
  }

  /** The minimum of the parabola at a point and the penalty. */
  private static double[] minimum(
      double[] at, double[] gradient, double[][] hessian, double penalty) {
    double[] found = at.clone();
    double moved = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < MAX_SWEEPS && moved > TOLERANCE; sweep++) {
      moved = 0;
      for (int j = 0; j < at.length; j++) {
        double curve = hessian[j][j];
        double pull = curve * at[j] - gradient[j];
        for (int k = 0; k < at.length; k++) {
          double cross = k < j ? hessian[j][k] : hessian[k][j];
          pull -= k == j ? 0 : cross * (found[k] - at[k]);
        }
        double before = found[j];
        found[j] = SoftThreshold.of(pull, j < at.length - 1 ? penalty : 0, curve);
        moved = Math.max(moved, Math.abs(found[j] - before));
      }
    }
    return found;
  }

  private static void derivatives(
      SparseRows rows, double[] target, double[] fitted, double[] gradient, double[][] hessian) {
    int width = rows.width();
    Arrays.fill(gradient, 0);
    for (double[] row : hessian) {
      Arrays.fill(row, 0);
    }
    for (int row = 0; row < target.length; row++) {
      double margin = fitted[width] + rows.dot(row, fitted);
      double probability = LogisticRegression.sigmoid(margin);
      rows.addTo(row, probability - target[row], gradient);
      gradient[width] += probability - target[row];
      // A floor keeps the parabola open where all margins are far out.
      rows.addOuter(row, Math.max(probability * (1 - probability), 1e-12), hessian);
    }
  }

  private static double objective(
      SparseRows rows, double[] target, double penalty, double[] fitted) {
    int width = rows.width();
    double sum = 0;
    for (int row = 0; row < target.length; row++) {
      double margin = fitted[width] + rows.dot(row, fitted);
      sum += LogisticRegression.softplus(margin) - target[row] * margin;
    }
    for (int j = 0; j < width; j++) {
      sum += penalty * Math.abs(fitted[j]);
    }
    return sum;
  }
}
