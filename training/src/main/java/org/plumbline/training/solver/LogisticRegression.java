package org.plumbline.training.solver;

import static org.plumbline.kernel.Require.require;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Two-class logistic regression with an L2 penalty: minimises {@code Σ wᵢ·logloss + λ/2·‖β‖²}; the
 * intercept is not penalised.
 */
public final class LogisticRegression {
  private static final int MAX_STEPS = 60;
  private static final double TOLERANCE = 1e-10;

  private LogisticRegression() {}

  /**
   * Fits from a warm start or from zero.
   *
   * @param target 0 or 1 by row (or a probability)
   * @param weights by row; null = all one
   * @param penalty λ, at least 0; with separable classes it must be positive for a finite answer,
   *     else the steps end at the iteration limit with large but finite coefficients
   * @param start coefficients with the intercept last; null = zero; not changed
   * @return coefficients with the intercept last
   */
  public static double[] fit(
      SparseRows rows,
      double[] target,
      double @Nullable [] weights,
      double penalty,
      double @Nullable [] start) {
    /*
     * Newton's method on the penalised likelihood (iteratively reweighted least squares), McCullagh
     * & Nelder 1989, §2.5, with step halving: the objective is convex, so a step that does not lower
     * it is halved until it does. Quadratic convergence: 4 to 8 steps from zero, 2 from a neighbour
     * on a penalty path.
     */
    require(penalty >= 0, "penalty %s must not be negative", penalty);
    int width = rows.width();
    double[] coefficients = start == null ? new double[width + 1] : start.clone();
    double objective = objective(rows, target, weights, penalty, coefficients);
    double[][] hessian = lowerTriangle(width + 1);
    double[] gradient = new double[width + 1];
    for (int step = 0; step < MAX_STEPS; step++) {
      derivatives(rows, target, weights, penalty, coefficients, gradient, hessian);
      double[] direction = gradient.clone();
      Cholesky.solveInPlace(hessian, direction);
      double decrement = 0;
      for (int i = 0; i <= width; i++) {
        decrement += gradient[i] * direction[i];
      }
      if (!(decrement > TOLERANCE * 1e-6 * (1 + Math.abs(objective)))) {
        break;
      }
      double length = 1;
      double[] next = coefficients;
      double nextObjective = objective;
      while (length > 1e-6) {
        double[] trial = coefficients.clone();
        for (int i = 0; i <= width; i++) {
          trial[i] -= length * direction[i];
        }
        double value = objective(rows, target, weights, penalty, trial);
        if (value <= objective) {
          next = trial;
          nextObjective = value;
          break;
        }
        length /= 2;
      }
      double gained = objective - nextObjective;
      coefficients = next;
      objective = nextObjective;
      if (gained <= TOLERANCE * (1e-2 + Math.abs(objective)) * 1e-4) {
        break;
      }
    }
    return coefficients;
  }

  private static void derivatives(
      SparseRows rows,
      double[] target,
      double @Nullable [] weights,
      double penalty,
      double[] coefficients,
      double[] gradient,
      double[][] hessian) {
    int width = rows.width();
    for (int i = 0; i <= width; i++) {
      Arrays.fill(hessian[i], 0);
      gradient[i] = i < width ? penalty * coefficients[i] : 0;
    }
    for (int row = 0; row < rows.rowCount(); row++) {
      double probability = sigmoid(coefficients[width] + rows.dot(row, coefficients));
      double weight = weights == null ? 1 : weights[row];
      double residual = weight * (probability - target[row]);
      rows.addTo(row, residual, gradient);
      gradient[width] += residual;
      rows.addOuter(row, weight * probability * (1 - probability), hessian);
    }
    for (int i = 0; i < width; i++) {
      hessian[i][i] += penalty;
    }
  }

  private static double objective(
      SparseRows rows,
      double[] target,
      double @Nullable [] weights,
      double penalty,
      double[] coefficients) {
    int width = rows.width();
    double sum = 0;
    for (int row = 0; row < rows.rowCount(); row++) {
      double margin = coefficients[width] + rows.dot(row, coefficients);
      double loss = softplus(margin) - target[row] * margin;
      sum += weights == null ? loss : weights[row] * loss;
    }
    double norm = 0;
    for (int i = 0; i < width; i++) {
      norm += coefficients[i] * coefficients[i];
    }
    return sum + penalty / 2 * norm;
  }

  /** 1 / (1 + e⁻ᵐ) without overflow. StrictMath, because a model file depends on these bits. */
  public static double sigmoid(double margin) {
    if (margin >= 0) {
      return 1 / (1 + StrictMath.exp(-margin));
    }
    double e = StrictMath.exp(margin);
    return e / (1 + e);
  }

  /** ln(1 + eᵐ) without overflow. */
  public static double softplus(double margin) {
    return Math.max(margin, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(margin)));
  }

  static double[][] lowerTriangle(int size) {
    double[][] lower = new double[size][];
    for (int i = 0; i < size; i++) {
      lower[i] = new double[i + 1];
    }
    return lower;
  }
}
