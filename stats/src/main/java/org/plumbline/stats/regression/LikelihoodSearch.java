package org.plumbline.stats.regression;

import java.util.Arrays;
import org.plumbline.stats.math.ThinQr;

/** The way to the most likely factors, and where it ended. */
final class LikelihoodSearch {
  /*
   * Newton's method as weighted least squares [McCullagh & Nelder, Generalized Linear Models, 2nd
   * ed. 1989, 2.5], by orthogonal columns. It begins at the model without columns and halves steps
   * that lower the likelihood, which is concave for canonical links: so it either reaches the
   * maximum or runs away for ever, and there is no third outcome to tell. It ends when the margins
   * rest, not the likelihood, which under separation comes to rest as well.
   */
  private static final double EXPLAINED = 1e-10;
  private static final double AT_REST = 1e-9;
  private static final int MOST_STEPS = 60;
  private static final int MOST_HALVINGS = 40;

  final Response response;
  final CompleteRows rows;
  final ThinQr shape;
  final double nullLogLikelihood;
  final double[] factors;
  double[] margins;
  double logLikelihood;
  boolean converged;

  LikelihoodSearch(Response response, CompleteRows rows) {
    this.response = response;
    this.rows = rows;
    shape = ThinQr.of(rows.columns(), EXPLAINED);
    factors = new double[rows.columns().length];
    factors[0] = response.margin(rows.meanTarget());
    margins = new double[rows.size()];
    Arrays.fill(margins, factors[0]);
    if (!Double.isFinite(factors[0])) {
      // No row, or all targets at one end of the range: even the intercept runs away.
      logLikelihood = rows.size() == 0 ? Double.NaN : 0;
      nullLogLikelihood = logLikelihood;
      return;
    }
    logLikelihood = logLikelihood(margins);
    nullLogLikelihood = logLikelihood;
    for (int step = 0; step < MOST_STEPS && !converged && step(); step++) {
      // Each step moves the factors.
    }
  }

  /** One step of Newton's; false where the weights of separated rows have vanished. */
  private boolean step() {
    int n = rows.size();
    double[][] weighted = weightedColumns();
    double[] pull = new double[n];
    for (int i = 0; i < n; i++) {
      pull[i] =
          response.residual(rows.target()[i], margins[i])
              / Math.sqrt(response.variance(margins[i]));
    }
    ThinQr qr = ThinQr.of(weighted, EXPLAINED);
    if (qr.rank() < shape.rank()) {
      return false;
    }
    double[] direction = qr.solve(pull);
    double[] shifts = rows.times(direction);
    double length = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      double[] trial = margins.clone();
      for (int i = 0; i < n; i++) {
        trial[i] += length * shifts[i];
      }
      double reached = logLikelihood(trial);
      if (reached >= logLikelihood - 1e-12 * Math.abs(logLikelihood)) {
        margins = trial;
        logLikelihood = reached;
        break;
      }
      length /= 2;
    }
    double moved = 0;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      moved = Math.max(moved, Math.abs(shifts[i]));
      largest = Math.max(largest, Math.abs(margins[i]));
    }
    for (int j = 0; j < factors.length; j++) {
      factors[j] += length * direction[j];
    }
    converged = moved <= AT_REST * (1 + largest);
    return true;
  }

  /** The columns times the root of each row's variance. */
  private double[][] weightedColumns() {
    double[][] weighted = new double[factors.length][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      double root = Math.sqrt(response.variance(margins[i]));
      for (int j = 0; j < weighted.length; j++) {
        // A column that was left out once stays out, whatever the weights.
        weighted[j][i] = shape.isKept(j) ? root * rows.columns()[j][i] : 0;
      }
    }
    return weighted;
  }

  /** The inverse of the information; {@code NaN} where there is no maximum. */
  double[][] covariance() {
    if (converged) {
      return ThinQr.of(weightedColumns(), EXPLAINED).inverseProducts();
    }
    double[][] unknown = new double[factors.length][factors.length];
    for (double[] row : unknown) {
      Arrays.fill(row, Double.NaN);
    }
    return unknown;
  }

  private double logLikelihood(double[] at) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += response.logLikelihood(rows.target()[i], at[i]);
    }
    return sum;
  }
}
