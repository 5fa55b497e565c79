package org.plumbline.stats.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Cholesky;
import org.plumbline.stats.math.Rules;

/**
 * A fitted accelerated failure time model: covariates stretch the time until the event.
 *
 * <p>Parameters are those of R's {@code survreg}: log T = intercept + covariates · coefficients +
 * scale · W. In the words of lifelines the coefficients are {@code lambda_}, {@code mu_} or {@code
 * alpha_}, and {@link #shape()} or the scale is what {@code rho_}, {@code beta_} or {@code sigma_}
 * describe on the log scale. Without events, or with all events at one time and covariates that
 * explain it, there is no finite maximum: all numbers are {@code NaN}. Collinear covariates are
 * left out with a coefficient of {@code NaN}. Immutable.
 */
public final class AftFit {
  private static final int ITERATIONS = 100;

  private final AftFamily family;
  private final double[] coefficients;
  private final double[] errors;
  private final double scale;
  private final double logLikelihood;
  private final double nullLogLikelihood;
  private final boolean converged;

  private AftFit(
      AftFamily family,
      double[] coefficients,
      double[] errors,
      double scale,
      double logLikelihood,
      double nullLogLikelihood,
      boolean converged) {
    this.family = family;
    this.coefficients = coefficients;
    this.errors = errors;
    this.scale = scale;
    this.logLikelihood = logLikelihood;
    this.nullLogLikelihood = nullLogLikelihood;
    this.converged = converged;
  }

  /** Fits by maximum likelihood; times must be positive and rows watched from the start. */
  public static AftFit of(AftFamily family, CoxSample sample) {
    Lifetimes rows = sample.rows();
    Rules.require(rows.size() > 0, "an accelerated failure time model needs at least one row");
    Rules.require(!rows.isTruncated(), "late entries are not supported here; use a Cox model");
    for (int i = 0; i < rows.size(); i++) {
      Rules.require(
          rows.time(i) > 0, "time[%d] is 0: its logarithm is not finite; move it above 0", i);
    }
    var layout = new CoxLayout(sample);
    int[] kept = kept(sample, layout);
    double[][] z = new double[rows.size()][kept.length + 1];
    double[][] ones = new double[rows.size()][1];
    for (int i = 0; i < rows.size(); i++) {
      z[i][0] = 1;
      ones[i][0] = 1;
      for (int j = 0; j < kept.length; j++) {
        z[i][j + 1] = (sample.cell(i, kept[j]) - layout.mean[kept[j]]) / layout.scale[kept[j]];
      }
    }
    var search = new AftSearch(new AftLikelihood(family, rows, z), rows, ITERATIONS);
    var alone = new AftSearch(new AftLikelihood(family, rows, ones), rows, ITERATIONS);
    return unscaled(family, layout, kept, search, alone);
  }

  /** Columns that neither the intercept nor the columns before them explain. */
  private static int[] kept(CoxSample sample, CoxLayout layout) {
    double[][] products = new double[layout.p][layout.p];
    for (int i = 0; i < layout.n; i++) {
      for (int j = 0; j < layout.p; j++) {
        for (int k = 0; k <= j; k++) {
          products[j][k] +=
              layout.weight[i] * layout.z[i * layout.p + j] * layout.z[i * layout.p + k];
        }
      }
    }
    var factor = Cholesky.of(products, 1e-9);
    return IntStream.range(0, sample.columns()).filter(factor::isKept).toArray();
  }

  private static AftFit unscaled(
      AftFamily family, CoxLayout layout, int[] kept, AftSearch search, AftSearch alone) {
    double[] coefficients = new double[layout.p + 1];
    double[] errors = new double[layout.p + 1 + (family.hasScale() ? 1 : 0)];
    Arrays.fill(coefficients, Double.NaN);
    Arrays.fill(errors, Double.NaN);
    double scale = Double.NaN;
    if (search.converged) {
      double[][] variance = search.factor().inverse();
      // The plain intercept is the standardised one less what centring took.
      double[] shift = new double[search.parameters.length];
      shift[0] = 1;
      for (int j = 0; j < kept.length; j++) {
        double spread = layout.scale[kept[j]];
        shift[j + 1] = -layout.mean[kept[j]] / spread;
        coefficients[kept[j] + 1] = search.parameters[j + 1] / spread;
        errors[kept[j] + 1] = Math.sqrt(variance[j + 1][j + 1]) / spread;
      }
      coefficients[0] = 0;
      double square = 0;
      for (int j = 0; j < shift.length; j++) {
        coefficients[0] += shift[j] * search.parameters[j];
        for (int k = 0; k < shift.length; k++) {
          square += shift[j] * variance[j][k] * shift[k];
        }
      }
      errors[0] = Math.sqrt(square);
      int last = shift.length - 1;
      scale = family.hasScale() ? Math.exp(search.parameters[last]) : 1;
      if (family.hasScale()) {
        errors[layout.p + 1] = Math.sqrt(variance[last][last]);
      }
    }
    return new AftFit(
        family,
        coefficients,
        errors,
        scale,
        search.converged ? search.value : Double.NaN,
        alone.converged ? alone.value : Double.NaN,
        search.converged);
  }

  /** Intercept and coefficients; {@code NaN} for what was left out. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** Standard errors of intercept, coefficients and, where it is estimated, ln(scale). */
  public double[] standardErrors() {
    return errors.clone();
  }

  /** Spread of log T around its covariates. */
  public double scale() {
    return scale;
  }

  /** 1 / scale: the shape of a Weibull or log-logistic law. */
  public double shape() {
    return 1 / scale;
  }

  public boolean isConverged() {
    return converged;
  }

  public double logLikelihood() {
    return logLikelihood;
  }

  /** Log-likelihood with the intercept alone. */
  public double nullLogLikelihood() {
    return nullLogLikelihood;
  }

  /** Mean of log T less what the law adds; covariates left out count 0. */
  public double linearPredictor(double[] covariates) {
    Rules.require(
        covariates.length == coefficients.length - 1,
        "%d covariates, the model has %d",
        covariates.length,
        coefficients.length - 1);
    double sum = coefficients[0];
    for (int j = 0; j < covariates.length; j++) {
      sum += Double.isNaN(coefficients[j + 1]) ? 0 : coefficients[j + 1] * covariates[j];
    }
    return sum;
  }

  /** The time by which the given share of such rows has had the event. */
  public double quantile(double[] covariates, double share) {
    Rules.require(share > 0 && share < 1, "share %s must lie in (0, 1)", share);
    return Math.exp(linearPredictor(covariates) + scale * family.quantile(share));
  }

  public double median(double[] covariates) {
    return quantile(covariates, 0.5);
  }

  /** Probability of living beyond the time. */
  public double survival(double[] covariates, double time) {
    Rules.require(time >= 0, "time %s must not be negative", time);
    return family.tail((Math.log(time) - linearPredictor(covariates)) / scale);
  }

  /** Probability of living {@code further} on for a row alive at {@code already}. */
  public double conditionalSurvival(double[] covariates, double already, double further) {
    Rules.require(further >= 0, "further %s must not be negative", further);
    double reached = survival(covariates, already);
    return reached == 0 ? Double.NaN : survival(covariates, already + further) / reached;
  }
}
