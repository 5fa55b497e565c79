package org.plumbline.stats.survival;

import java.util.Arrays;
import org.plumbline.stats.math.Rules;

/**
 * Cox models whose penalty sets the coefficients of weak covariates to 0, for choosing among many.
 * Standard errors would not mean anything and are not given. Stateless.
 */
public final class SparseCox {
  private static final int STEPS = 100;
  private static final int SWEEPS = 10_000;
  private static final double SETTLED = 1e-10;

  private SparseCox() {}

  /**
   * Coefficients in the units of the covariates. Maximises log-likelihood/weight - penalty · (share
   * · Σ|b| + (1 - share)/2 · Σb²) with b the coefficients of standardised covariates, as lifelines
   * does without its rounding of the kink; that of a constant is 0.
   *
   * @param penalty above 0 and finite
   * @param share of the absolute part, in [0, 1]; 0 gives what {@link CoxFit} gives with that
   *     penalty
   */
  public static double[] coefficients(
      CoxSample sample, CoxTies ties, double penalty, double share) {
    /*
     * Proximal Newton [Simon, Friedman, Hastie & Tibshirani 2011 with the whole information]: the
     * likelihood is replaced by its parabola, coordinate descent maximises that with the kinks, and
     * the step is halved while the true objective falls.
     */
    Rules.require(
        penalty > 0 && penalty < Double.POSITIVE_INFINITY,
        "penalty %s must be finite and above 0; without one use CoxFit",
        penalty);
    Rules.require(share >= 0 && share <= 1, "share %s must lie in [0, 1]", share);
    var smooth = new CoxSettings(ties, penalty * (1 - share));
    CoxFit.check(sample, smooth);
    var layout = new CoxLayout(sample);
    var function = new CoxLikelihood(layout, smooth);
    double toll = penalty * share * layout.totalWeight();
    double[] beta = new double[layout.p];
    double reached = function.evaluate(beta);
    boolean moving = true;
    for (int step = 0; step < STEPS && moving; step++) {
      double[] start = beta;
      double[] goal = goal(start, function, toll);
      double length = 1;
      double next = Double.NEGATIVE_INFINITY;
      for (int halving = 0;
          halving < 40 && !(next >= reached - 1e-13 * Math.abs(reached));
          halving++) {
        beta = between(start, goal, length);
        next = function.evaluate(beta) - toll * size(beta);
        length /= 2;
      }
      reached = next;
      moving = false;
      for (int j = 0; j < layout.p; j++) {
        moving |= Math.abs(beta[j] - start[j]) > SETTLED;
      }
    }
    for (int j = 0; j < layout.p; j++) {
      beta[j] /= layout.scale[j];
    }
    return beta;
  }

  private static double size(double[] beta) {
    return Arrays.stream(beta).map(Math::abs).sum();
  }

  private static double[] between(double[] start, double[] goal, double length) {
    double[] point = new double[start.length];
    Arrays.setAll(point, j -> length == 1 ? goal[j] : start[j] + length * (goal[j] - start[j]));
    return point;
  }

  /** The highest point of the parabola at the last evaluation, less the toll. */
  private static double[] goal(double[] start, CoxLikelihood function, double toll) {
    double[] goal = start.clone();
    double moved = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < SWEEPS && moved > 1e-13; sweep++) {
      moved = 0;
      for (int j = 0; j < goal.length; j++) {
        double curve = function.information[j][j];
        double pull = function.gradient[j] + curve * start[j];
        for (int k = 0; k < goal.length; k++) {
          double cross = function.information[Math.max(j, k)][Math.min(j, k)];
          pull -= k == j ? 0 : cross * (goal[k] - start[k]);
        }
        double before = goal[j];
        double left = Math.abs(pull) - toll;
        goal[j] = left > 0 && curve > 0 ? Math.copySign(left, pull) / curve : 0;
        moved = Math.max(moved, Math.abs(goal[j] - before));
      }
    }
    return goal;
  }
}
