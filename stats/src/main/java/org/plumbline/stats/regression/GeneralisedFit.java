package org.plumbline.stats.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.stats.descriptive.TestResult;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;
import org.plumbline.stats.math.ThinQr;

/**
 * Logistic or Poisson regression by maximum likelihood with an intercept, and what may be inferred
 * from it.
 *
 * <p>Rows with a missing value (NaN) are left out; a column that the intercept and the columns
 * before it explain has no coefficient: {@code NaN}. Where columns part the targets perfectly
 * (separation), or all targets are alike, the likelihood has no maximum: {@link #isSeparated()} is
 * true, the coefficients run towards infinity and are those of the last step, and their errors,
 * tests and limits are {@code NaN}; log-likelihood and deviance are within rounding of their
 * limits. Time O(rows · columns²) for each of about six steps, sixty under separation. Immutable;
 * thread-safe.
 */
public final class GeneralisedFit {
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

  private final Response response;
  private final CompleteRows rows;
  private final ThinQr shape;
  private double[] factors;
  private double[] margins;
  private double logLikelihood;
  private boolean converged;
  private final double nullLogLikelihood;

  private GeneralisedFit(Response response, CompleteRows rows) {
    this.response = response;
    this.rows = rows;
    shape = ThinQr.of(rows.columns(), EXPLAINED);
    factors = new double[rows.columns().length];
    double constant = response.margin(rows.meanTarget());
    if (Double.isFinite(constant)) {
      factors[0] = constant;
      margins = rows.times(factors);
      logLikelihood = logLikelihood(margins);
      nullLogLikelihood = logLikelihood;
      for (int step = 0; step < MOST_STEPS && !converged; step++) {
        if (!step()) {
          break;
        }
      }
    } else {
      // No row, or all targets at one end of the range: even the intercept runs away.
      factors[0] = constant;
      margins = new double[rows.size()];
      Arrays.fill(margins, constant);
      logLikelihood = rows.size() == 0 ? Double.NaN : 0;
      nullLogLikelihood = logLikelihood;
    }
  }

  /**
   * Fits a target on rows of columns.
   *
   * @throws IllegalArgumentException for rows of different width, other counts of rows and targets,
   *     infinite numbers and targets that the response cannot be
   */
  public static GeneralisedFit of(Response response, double[][] rows, double[] target) {
    CompleteRows complete = CompleteRows.of(rows, target);
    for (double value : complete.target()) {
      Rules.require(
          response.accepts(value), "target %s of %s: give %s", value, response, response.range());
    }
    return new GeneralisedFit(response, complete);
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

  private double logLikelihood(double[] at) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += response.logLikelihood(rows.target()[i], at[i]);
    }
    return sum;
  }

  /** Rows that lacked nothing. */
  public int rowCount() {
    return rows.size();
  }

  /** Coefficients that could be told apart, the intercept among them. */
  public int rank() {
    return shape.rank();
  }

  /** Rows beyond those that the coefficients need. */
  public int degrees() {
    return rowCount() - rank();
  }

  /** Whether the likelihood has no maximum, so that coefficients are no estimates. */
  public boolean isSeparated() {
    return !converged;
  }

  /** The intercept, then one for each column. */
  public List<Coefficient> terms() {
    double[][] covariance = covariance();
    List<Coefficient> terms = new ArrayList<>();
    for (int j = 0; j < factors.length; j++) {
      terms.add(
          shape.isKept(j)
              ? Coefficient.normal(factors[j], Math.sqrt(covariance[j][j]))
              : Coefficient.EXPLAINED);
    }
    return terms;
  }

  /**
   * Covariance of the coefficients, the intercept first: the inverse of the information; 0 where
   * one was left out, {@code NaN} under separation.
   */
  public double[][] covariance() {
    if (converged) {
      return ThinQr.of(weightedColumns(), EXPLAINED).inverseProducts();
    }
    double[][] unknown = new double[factors.length][factors.length];
    for (double[] row : unknown) {
      Arrays.fill(row, Double.NaN);
    }
    return unknown;
  }

  /** With all constants of the distribution. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Of the intercept alone. */
  public double nullLogLikelihood() {
    return nullLogLikelihood;
  }

  /** Twice what is missing to a model that knows every target; 0 is a perfect fit. */
  public double deviance() {
    double best = 0;
    for (double target : rows.target()) {
      best += response.best(target);
    }
    return 2 * (best - logLikelihood);
  }

  /**
   * Squared residuals over what the distribution expects, by degree: about 1 where it fits; above,
   * the errors told are too small by its root. {@code NaN} without degrees.
   */
  public double dispersion() {
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      double residual = response.residual(rows.target()[i], margins[i]);
      sum += residual * residual / response.variance(margins[i]);
    }
    return degrees() > 0 && converged ? sum / degrees() : Double.NaN;
  }

  /** McFadden's: the share of the null log-likelihood that the columns save, 0 to 1. */
  public double pseudoRSquared() {
    return 1 - logLikelihood / nullLogLikelihood;
  }

  /** Likelihood ratio test against no column having any effect. */
  public TestResult ratioTest() {
    double statistic = Math.max(0, 2 * (logLikelihood - nullLogLikelihood));
    return new TestResult(statistic, Distributions.chiSquareTail(statistic, rank() - 1.0));
  }

  /** Akaike's criterion: twice the coefficients less twice the log-likelihood; lower is better. */
  public double aic() {
    return 2 * (rank() - logLikelihood);
  }

  /** Schwarz's criterion: ln(rows) for each coefficient less twice the log-likelihood. */
  public double bic() {
    return rank() * Math.log(rowCount()) - 2 * logLikelihood;
  }

  /** The mean that the fit expects of a row; {@code NaN} where a column that counts is missing. */
  public double predict(double[] row) {
    return rank() == 0 ? Double.NaN : response.mean(CompleteRows.sum(factors, row));
  }
}
