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
  private final Response response;
  private final CompleteRows rows;
  private final ThinQr shape;
  private final double[] factors;
  private final double[] margins;
  private final double[][] covariance;
  private final double logLikelihood;
  private final double nullLogLikelihood;
  private final boolean separated;

  private GeneralisedFit(LikelihoodSearch search) {
    response = search.response;
    rows = search.rows;
    shape = search.shape;
    factors = search.factors;
    margins = search.margins;
    covariance = search.covariance();
    logLikelihood = search.logLikelihood;
    nullLogLikelihood = search.nullLogLikelihood;
    separated = !search.converged;
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
    return new GeneralisedFit(new LikelihoodSearch(response, complete));
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
    return separated;
  }

  /** The intercept, then one for each column. */
  public List<Coefficient> terms() {
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
    return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
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
    return degrees() > 0 && !separated ? sum / degrees() : Double.NaN;
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
