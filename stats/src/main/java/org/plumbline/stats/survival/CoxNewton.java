package org.plumbline.stats.survival;

import org.plumbline.stats.math.Cholesky;

/*
 * Implementation note: Newton's method from 0 with halved steps while the likelihood falls. A
 * covariate that separates events from survivors has no maximum: its coefficient grows by about one
 * unit of risk in each step while the likelihood stops rising. Steps that lead to a maximum shrink
 * quadratically instead. What still moves when the likelihood has stood for three steps is called
 * infinite, long before its information drowns in rounding; what drowned is called so too.
 */
/** Fits the coefficients of standardised covariates. */
final class CoxNewton {
  private static final int ITERATIONS = 30;
  private static final int HALVINGS = 30;
  private static final double SETTLED = 1e-9;
  private static final double MOVING = 1e-4;
  private static final double LEVEL = 1e-9;
  private static final int LEVEL_STEPS = 3;

  /** A pivot below this share of its diagonal is a covariate that the others explain. */
  private static final double COLLINEAR = 1e-9;

  final double[] beta;
  final CoxState[] states;
  final double nullLikelihood;
  final double score;
  final int degrees;
  double likelihood;
  double[][] variance;
  int iterations;
  boolean converged;

  CoxNewton(CoxLikelihood function, int p) {
    beta = new double[p];
    states = new CoxState[p];
    nullLikelihood = function.evaluate(beta);
    likelihood = nullLikelihood;
    var factor = Cholesky.of(function.information, COLLINEAR);
    degrees = factor.rank();
    score = factor.quadratic(function.gradient);
    for (int j = 0; j < p; j++) {
      states[j] = factor.isKept(j) ? CoxState.ESTIMATED : CoxState.COLLINEAR;
    }
    converged = degrees == 0;
    variance = factor.inverse();
    double[] step = factor.solve(function.gradient);
    int level = 0;
    while (!converged && iterations < ITERATIONS && level < LEVEL_STEPS) {
      iterations++;
      double before = likelihood;
      converged = advance(function, step);
      level = likelihood - before < LEVEL * Math.abs(likelihood) ? level + 1 : 0;
      var next = Cholesky.of(masked(function.information), 1e-13);
      step = next.solve(masked(function.gradient));
      variance = next.inverse();
      converged &= next.rank() == degrees;
      if (level == LEVEL_STEPS && longest(step) <= MOVING) {
        level--;
      }
    }
    for (int j = 0; j < p && !converged; j++) {
      boolean drowned = states[j] == CoxState.ESTIMATED && variance[j][j] == 0;
      states[j] = drowned || Math.abs(step[j]) > MOVING ? CoxState.INFINITE : states[j];
    }
  }

  private static double longest(double[] step) {
    double longest = 0;
    for (double part : step) {
      longest = Math.max(longest, Math.abs(part));
    }
    return longest;
  }

  /** Goes the step, or as much of it as does not lower the likelihood; true when it is settled. */
  private boolean advance(CoxLikelihood function, double[] step) {
    double[] start = beta.clone();
    double share = 1;
    for (int halving = 0; ; halving++) {
      for (int j = 0; j < beta.length; j++) {
        beta[j] = start[j] + share * step[j];
      }
      double reached = function.evaluate(beta);
      if (reached >= likelihood - 1e-12 * Math.abs(likelihood)) {
        likelihood = reached;
        return share * longest(step) < SETTLED;
      }
      if (halving == HALVINGS) {
        System.arraycopy(start, 0, beta, 0, beta.length);
        likelihood = function.evaluate(beta);
        return false;
      }
      share /= 2;
    }
  }

  private double[] masked(double[] gradient) {
    double[] masked = gradient.clone();
    for (int j = 0; j < masked.length; j++) {
      masked[j] = states[j] == CoxState.COLLINEAR ? 0 : masked[j];
    }
    return masked;
  }

  private double[][] masked(double[][] information) {
    double[][] masked = new double[information.length][];
    for (int j = 0; j < masked.length; j++) {
      masked[j] = information[j].clone();
      for (int k = 0; k <= j; k++) {
        if (states[j] == CoxState.COLLINEAR || states[k] == CoxState.COLLINEAR) {
          masked[j][k] = 0;
        }
      }
    }
    return masked;
  }

  boolean isFinite() {
    for (CoxState state : states) {
      if (state == CoxState.INFINITE) {
        return false;
      }
    }
    return true;
  }
}
