package org.plumbline.stats.survival;

import java.util.Arrays;
import org.plumbline.stats.math.Cholesky;

/*
 * Implementation note: Newton's method with halved steps from the mean log time and its spread. Far
 * from the maximum the information need not be positive definite, so a ridge is added until it is.
 */
/** Finds the parameters of an accelerated failure time model. */
final class AftSearch {
  private static final double SETTLED = 1e-9;

  final double[] parameters;
  double value;
  boolean converged;
  private Cholesky factor;

  AftSearch(AftLikelihood function, Lifetimes rows, int iterations) {
    parameters = new double[function.size()];
    start(function, rows);
    value = function.evaluate(parameters);
    factor = Cholesky.of(function.information, 1e-9);
    if (function.events() == 0) {
      return;
    }
    for (int i = 0; i < iterations && !converged; i++) {
      converged = advance(function);
      factor = Cholesky.of(function.information, 1e-9);
    }
  }

  Cholesky factor() {
    return factor;
  }

  private void start(AftLikelihood function, Lifetimes rows) {
    double total = 0;
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      total += rows.weight(i);
      sum += rows.weight(i) * Math.log(rows.time(i));
    }
    parameters[0] = sum / total;
    double squares = 0;
    for (int i = 0; i < rows.size(); i++) {
      double distance = Math.log(rows.time(i)) - parameters[0];
      squares += rows.weight(i) * distance * distance;
    }
    if (function.hasScale()) {
      parameters[parameters.length - 1] = 0.5 * Math.log(Math.max(squares / total, 1e-4));
    }
  }

  private boolean advance(AftLikelihood function) {
    double[] from = parameters.clone();
    double[] step = direction(function);
    double share = 1;
    for (int halving = 0; halving < 40; halving++) {
      double longest = 0;
      for (int j = 0; j < from.length; j++) {
        parameters[j] = from[j] + share * step[j];
        longest = Math.max(longest, Math.abs(share * step[j]));
      }
      double reached = function.evaluate(parameters);
      if (reached >= value - 1e-12 * Math.abs(value)) {
        value = reached;
        return longest < SETTLED;
      }
      share /= 2;
    }
    System.arraycopy(from, 0, parameters, 0, from.length);
    value = function.evaluate(parameters);
    return false;
  }

  private static double[] direction(AftLikelihood function) {
    double[] gradient = function.gradient;
    double ridge = 0;
    while (true) {
      double[][] matrix = new double[gradient.length][];
      for (int j = 0; j < matrix.length; j++) {
        matrix[j] = Arrays.copyOf(function.information[j], gradient.length);
        matrix[j][j] += ridge * Math.abs(matrix[j][j]);
      }
      var factor = Cholesky.of(matrix, 1e-9);
      double[] step = factor.solve(gradient);
      double slope = 0;
      double longest = 0;
      for (int j = 0; j < step.length; j++) {
        slope += step[j] * gradient[j];
        longest = Math.max(longest, Math.abs(step[j]));
      }
      boolean definite = factor.rank() == gradient.length;
      if ((definite && slope >= 0 && longest < 5) || ridge > 1e12) {
        return step;
      }
      ridge = ridge == 0 ? 0.1 : ridge * 4;
    }
  }
}
