package org.plumbline.stats.survival;

import org.plumbline.stats.math.Cholesky;

/*
 * Implementation note: Newton's method from 0 with halved steps while the likelihood falls. A
 * covariate that separates events from survivors has no maximum: its Newton step stays near one
 * standard deviation of the likelihood for ever while the likelihood stops rising. What still moves
 * after the last iteration is therefore called infinite, never given as a number.
 */
/** Fits the coefficients of standardised covariates. */
final class CoxNewton {
  private static final int ITERATIONS = 30;
  private static final int HALVINGS = 30;
  private static final double SETTLED = 1e-9;
  private static final double MOVING = 1e-3;

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
    while (!converged && iterations < ITERATIONS) {
      iterations++;
      converged = advance(function, step);
      var next = Cholesky.of(masked(function.information), 1e-13);
      step = next.solve(masked(function.gradient));
      variance = next.inverse();
    }
    for (int j = 0; j < p; j++) {
      if (!converged && Math.abs(step[j]) > MOVING) {
        states[j] = CoxState.INFINITE;
      }
    }
  }

  /** Goes the step, or as much of it as does not lower the likelihood; true when it is settled. */
  private boolean advance(CoxLikelihood function, double[] step) {
    double[] start = beta.clone();
    double share = 1;
    double longest = 0;
    for (int halving = 0; ; halving++) {
      longest = 0;
      for (int j = 0; j < beta.length; j++) {
        beta[j] = start[j] + share * step[j];
        longest = Math.max(longest, share * Math.abs(step[j]));
      }
      double reached = function.evaluate(beta);
      if (reached >= likelihood - 1e-12 * Math.abs(likelihood)) {
        likelihood = reached;
        return longest < SETTLED;
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
