package org.plumbline.stats.regression;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.stats.descriptive.TestResult;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.ThinQr;

/**
 * Ordinary least squares with an intercept, and what may be inferred from it.
 *
 * <p>Rows with a missing value (NaN) are left out. A column that the intercept and the columns
 * before it explain (a constant one, or one too many for the rows) has no coefficient of its own:
 * {@code NaN}, and the fit is that of the others. Without more rows than coefficients nothing is
 * known about errors: {@code NaN}. Time O(rows · columns²). Immutable; thread-safe.
 */
public final class LinearFit {
  /*
   * Least squares by orthogonal columns, not by cross products, which would square the condition
   * number [Golub & Van Loan, Matrix Computations, 4th ed., 5.3]. Inference as in Greene,
   * Econometric Analysis, 7th ed., chapters 4 and 5; robust errors are HC3 [MacKinnon & White,
   * Journal of Econometrics 29, 1985].
   */
  private static final double EXPLAINED = 1e-10;

  private final CompleteRows rows;
  private final ThinQr qr;
  private final double[] factors;
  private final double[][] inverse;
  private final double[] residuals;
  private final double residualSquares;
  private final double totalSquares;

  private LinearFit(CompleteRows rows) {
    this.rows = rows;
    qr = ThinQr.of(rows.columns(), EXPLAINED);
    factors = qr.solve(rows.target());
    inverse = qr.inverseProducts();
    residuals = rows.target().clone();
    double[] fitted = rows.times(factors);
    double mean = rows.meanTarget();
    double squares = 0;
    double total = 0;
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= fitted[i];
      squares += residuals[i] * residuals[i];
      total += (rows.target()[i] - mean) * (rows.target()[i] - mean);
    }
    residualSquares = squares;
    totalSquares = total;
  }

  /**
   * Fits a target on rows of columns.
   *
   * @throws IllegalArgumentException for rows of different width, other counts of rows and targets,
   *     and infinite numbers
   */
  public static LinearFit of(double[][] rows, double[] target) {
    return new LinearFit(CompleteRows.of(rows, target));
  }

  /** Rows that lacked nothing. */
  public int rowCount() {
    return rows.size();
  }

  /** Coefficients that could be told apart, the intercept among them. */
  public int rank() {
    return qr.rank();
  }

  /** Rows beyond those that the coefficients need. */
  public int degrees() {
    return rowCount() - rank();
  }

  /** The intercept, then one for each column; errors hold for residuals of one variance. */
  public List<Coefficient> terms() {
    return terms(covariance());
  }

  /** The same with HC3 errors, which hold as well where the variance differs between rows. */
  public List<Coefficient> robustTerms() {
    return terms(robustCovariance());
  }

  private List<Coefficient> terms(double[][] covariance) {
    List<Coefficient> terms = new ArrayList<>();
    for (int j = 0; j < factors.length; j++) {
      terms.add(
          qr.isKept(j)
              ? Coefficient.student(factors[j], Math.sqrt(covariance[j][j]), degrees())
              : Coefficient.EXPLAINED);
    }
    return terms;
  }

  /** Variance of the residuals: their squares over the degrees; {@code NaN} without any. */
  public double residualVariance() {
    return degrees() > 0 ? residualSquares / degrees() : Double.NaN;
  }

  /** Covariance of the coefficients, the intercept first; 0 where one was left out. */
  public double[][] covariance() {
    double variance = residualVariance();
    double[][] covariance = new double[factors.length][factors.length];
    for (int j = 0; j < factors.length; j++) {
      for (int k = 0; k < factors.length; k++) {
        covariance[j][k] = variance * inverse[j][k];
      }
    }
    return covariance;
  }

  /**
   * The same by HC3: each squared residual over (1 - leverage)². {@code NaN} where a row alone
   * fixes a coefficient.
   */
  public double[][] robustCovariance() {
    int p = factors.length;
    double[][] covariance = new double[p][p];
    for (int i = 0; i < residuals.length; i++) {
      double left = degrees() > 0 ? 1 - qr.leverage(i) : 0;
      // Rounding leaves a hair of a row that fixes a coefficient alone.
      double residual = left > EXPLAINED ? residuals[i] / left : Double.NaN;
      double[] pull = new double[p];
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          pull[j] += inverse[j][k] * rows.columns()[k][i];
        }
      }
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          covariance[j][k] += pull[j] * residual * (pull[k] * residual);
        }
      }
    }
    return covariance;
  }

  /** Share of the target's variance that the columns explain; {@code NaN} if it never varies. */
  public double rSquared() {
    return totalSquares > 0 ? 1 - residualSquares / totalSquares : Double.NaN;
  }

  /** The same less what as many columns of noise would explain; may be negative. */
  public double adjustedRSquared() {
    return totalSquares > 0
        ? 1 - residualVariance() / (totalSquares / (rowCount() - 1))
        : Double.NaN;
  }

  /** F test against no column having any effect; {@code NaN} without a column or degrees. */
  public TestResult overallTest() {
    double slopes = rank() - 1.0;
    double f = (totalSquares - residualSquares) / slopes / residualVariance();
    if (!(slopes > 0) || !(f >= 0)) {
      return new TestResult(Double.NaN, Double.NaN);
    }
    double share = degrees() / (degrees() + slopes * f);
    return new TestResult(f, IncompleteBeta.regularised(share, degrees() / 2.0, slopes / 2));
  }

  /** Of normal residuals at their most likely variance; infinite for a perfect fit. */
  public double logLikelihood() {
    double n = rowCount();
    return n > 0 ? -n / 2 * (Math.log(2 * Math.PI * residualSquares / n) + 1) : Double.NaN;
  }

  /** Akaike's criterion: twice the coefficients less twice the log-likelihood; lower is better. */
  public double aic() {
    return 2 * (rank() - logLikelihood());
  }

  /** Schwarz's criterion: ln(rows) for each coefficient less twice the log-likelihood. */
  public double bic() {
    return rank() * Math.log(rowCount()) - 2 * logLikelihood();
  }

  /** The fitted target of a row; {@code NaN} where a column that counts or all rows are missing. */
  public double predict(double[] row) {
    return rank() == 0 ? Double.NaN : CompleteRows.sum(factors, row);
  }
}
