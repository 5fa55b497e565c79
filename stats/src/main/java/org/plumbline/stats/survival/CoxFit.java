package org.plumbline.stats.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.stats.math.Cholesky;
import org.plumbline.stats.math.Distributions;
import org.plumbline.stats.math.Rules;

/**
 * A fitted Cox model: hazard = baseline(t) · exp(covariates · coefficients).
 *
 * <p>Agrees with R's {@code coxph}. Covariates without a finite estimate are named by {@link
 * #terms()}: collinear ones are left out, and when one is infinite every prediction is {@code NaN}.
 * With late entries, strata or weights the same formulas hold. Immutable; O(n log n + iterations ·
 * n · columns²).
 */
public final class CoxFit {
  private final CoxSample sample;
  private final CoxSettings settings;
  private final CoxLayout layout;
  private final CoxNewton newton;
  private final double logLikelihood;
  private final double[] means;

  private CoxFit(CoxSample sample, CoxSettings settings) {
    this.sample = sample;
    this.settings = settings;
    layout = new CoxLayout(sample);
    var function = new CoxLikelihood(layout, settings);
    newton = new CoxNewton(function, layout.p);
    logLikelihood = function.unpenalised();
    means = centres(layout, sample);
  }

  /** Fits with Efron's ties and no penalty. */
  public static CoxFit of(CoxSample sample) {
    return of(sample, CoxSettings.DEFAULT);
  }

  /** Fits; the sample needs at least one row. */
  public static CoxFit of(CoxSample sample, CoxSettings settings) {
    check(sample, settings);
    return new CoxFit(sample, settings);
  }

  static void check(CoxSample sample, CoxSettings settings) {
    Rules.require(sample.rows().size() > 0, "a Cox model needs at least one row");
    if (settings.ties() == CoxTies.EXACT) {
      for (int i = 0; i < sample.rows().size(); i++) {
        Rules.require(
            sample.rows().weight(i) == 1,
            "weight[%d] is %s: exact ties want weights of 1; use EFRON",
            i,
            sample.rows().weight(i));
      }
    }
  }

  /** R centres all but columns of -1, 0 and 1, where a mean would be no one's value. */
  private static double[] centres(CoxLayout layout, CoxSample sample) {
    double[] centres = layout.mean.clone();
    for (int j = 0; j < centres.length; j++) {
      boolean flags = true;
      for (int i = 0; i < layout.n && flags; i++) {
        double cell = sample.cell(i, j);
        flags = cell == 0 || cell == 1 || cell == -1;
      }
      centres[j] = flags ? 0 : centres[j];
    }
    return centres;
  }

  /** Each covariate with its coefficient and model-based standard error. */
  public List<CoxTerm> terms() {
    return terms(covariance());
  }

  /** Each covariate with a standard error that holds when the model is wrong in detail. */
  public List<CoxTerm> robustTerms() {
    return terms(robustCovariance(IntStream.range(0, layout.n).toArray()));
  }

  /** The same for rows that belong together, say of one person; clusters are numbered from 0. */
  public List<CoxTerm> robustTerms(int[] clusters) {
    return terms(robustCovariance(clusters));
  }

  private List<CoxTerm> terms(double[][] covariance) {
    List<CoxTerm> terms = new ArrayList<>();
    for (int j = 0; j < layout.p; j++) {
      double value = newton.beta[j] / layout.scale[j];
      terms.add(CoxTerm.of(newton.states[j], value, covariance[j][j]));
    }
    return terms;
  }

  /** Covariance of the coefficients: inverse information, 0 for what was left out. */
  public double[][] covariance() {
    return unscaled(newton.variance);
  }

  private double[][] unscaled(double[][] variance) {
    double[][] covariance = new double[layout.p][layout.p];
    for (int j = 0; j < layout.p; j++) {
      for (int k = 0; k < layout.p; k++) {
        covariance[j][k] = variance[j][k] / (layout.scale[j] * layout.scale[k]);
      }
    }
    return covariance;
  }

  /** The sandwich of Lin and Wei over clusters of rows. */
  public double[][] robustCovariance(int[] clusters) {
    int count = Groups.count(clusters, layout.n, "clusters");
    int p = layout.p;
    double[][] score = standardisedResiduals().score();
    double[][] influence = new double[count][p];
    for (int i = 0; i < layout.n; i++) {
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          influence[clusters[i]][j] +=
              sample.rows().weight(i) * score[i][k] * newton.variance[k][j];
        }
      }
    }
    double[][] sandwich = new double[p][p];
    for (double[] row : influence) {
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          sandwich[j][k] += row[j] * row[k];
        }
      }
    }
    return unscaled(sandwich);
  }

  private CoxResiduals standardisedResiduals() {
    var hazards = new CoxHazards(layout, newton.beta, settings.ties());
    return new CoxResidualSums(layout, hazards, settings.ties() == CoxTies.EFRON).residuals();
  }

  /** Residuals of all rows in the order of the sample; {@code NaN} when a term is infinite. */
  public CoxResiduals residuals() {
    CoxResiduals residuals = standardisedResiduals();
    for (double[] row : residuals.score()) {
      for (int j = 0; j < row.length; j++) {
        row[j] = isFinite() ? row[j] * layout.scale[j] : Double.NaN;
      }
    }
    if (!isFinite()) {
      Arrays.fill(residuals.martingale(), Double.NaN);
      Arrays.fill(residuals.deviance(), Double.NaN);
      for (double[] row : residuals.schoenfeld()) {
        Arrays.fill(row, Double.NaN);
      }
    }
    return residuals;
  }

  /** Whether every term that was not left out has a finite estimate. */
  public boolean isFinite() {
    return newton.isFinite();
  }

  /** Whether Newton's method came to rest. */
  public boolean isConverged() {
    return newton.converged;
  }

  public int iterations() {
    return newton.iterations;
  }

  /** Partial log-likelihood without covariates. */
  public double nullLogLikelihood() {
    return newton.nullLikelihood;
  }

  /** Partial log-likelihood of the model, without the penalty. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Twice the gain in log-likelihood. */
  public ChiSquare ratioTest() {
    return ChiSquare.of(2 * (logLikelihood - newton.nullLikelihood), newton.degrees);
  }

  /** Coefficients against their covariance; {@code NaN} when one is infinite. */
  public ChiSquare waldTest() {
    return waldTest(newton.variance);
  }

  /** The same with the robust covariance over clusters of rows. */
  public ChiSquare robustWaldTest(int[] clusters) {
    double[][] covariance = robustCovariance(clusters);
    for (int j = 0; j < layout.p; j++) {
      for (int k = 0; k < layout.p; k++) {
        covariance[j][k] *= layout.scale[j] * layout.scale[k];
      }
    }
    return waldTest(covariance);
  }

  private ChiSquare waldTest(double[][] variance) {
    double statistic = Cholesky.of(variance, 1e-12).quadratic(newton.beta);
    return ChiSquare.of(isFinite() ? statistic : Double.NaN, newton.degrees);
  }

  /** Slope of the likelihood where all coefficients are 0. */
  public ChiSquare scoreTest() {
    return ChiSquare.of(newton.score, newton.degrees);
  }

  /** How well the model ranks its own rows, within strata. */
  public Concordance concordance() {
    double[] scores = new double[layout.n];
    for (int i = 0; i < layout.n; i++) {
      // An infinite term still ranks: its sign is known, so the last iteration's value will do.
      scores[layout.order[i]] = layout.linear(i, newton.beta);
    }
    return Concordance.within(sample.rows(), scores, sample.strata());
  }

  /** R's centre: weighted means, but 0 for columns of -1, 0 and 1. */
  public double[] means() {
    return means.clone();
  }

  /** covariates · coefficients, where what was left out counts 0. */
  public double linearPredictor(double[] covariates) {
    double sum = 0;
    double[] standard = standard(covariates);
    for (int j = 0; j < layout.p; j++) {
      sum += newton.beta[j] * (standard[j] + layout.mean[j] / layout.scale[j]);
    }
    return isFinite() ? sum : Double.NaN;
  }

  private double[] standard(double[] covariates) {
    Rules.require(
        covariates.length == layout.p,
        "%d covariates, the model has %d",
        covariates.length,
        layout.p);
    double[] standard = new double[layout.p];
    for (int j = 0; j < layout.p; j++) {
      standard[j] = (covariates[j] - layout.mean[j]) / layout.scale[j];
    }
    return standard;
  }

  /** The survival curve of a row in the only stratum. */
  public SurvivalCurve curve(double[] covariates) {
    return curve(covariates, 0, settings.ties());
  }

  /**
   * The survival curve of a row of a stratum, with 95 % limits on the log scale; its steps know no
   * counts ({@code NaN}). The baseline is the curve at 0 or at {@link #means()}. Ask for {@link
   * CoxTies#BRESLOW} to get the baseline of lifelines.
   */
  public SurvivalCurve curve(double[] covariates, int stratum, CoxTies ties) {
    double[] z = standard(covariates);
    double eta = 0;
    for (int j = 0; j < layout.p; j++) {
      eta += z[j] * newton.beta[j];
    }
    double factor = isFinite() ? Math.exp(eta) : Double.NaN;
    var hazards = new CoxHazards(layout, newton.beta, ties);
    var settingsOfCurve = new CurveSettings(CurveEstimator.NELSON_AALEN, CurveBand.LOG, 0.95);
    double deviations = Distributions.normalQuantile(0.975);
    List<SurvivalStep> steps = new ArrayList<>();
    double hazard = 0;
    double variance = 0;
    double[] lever = new double[layout.p];
    for (int b = layout.blocks - 1; b >= 0; b--) {
      if (layout.blockStratum[b] != stratum) {
        continue;
      }
      hazard += factor * hazards.hazard[b];
      variance += factor * factor * hazards.variance[b];
      for (int j = 0; j < layout.p; j++) {
        lever[j] += factor * (z[j] * hazards.hazard[b] - hazards.drift[b * layout.p + j]);
      }
      double error = Math.sqrt(variance + quadratic(lever));
      double survival = Math.exp(-hazard);
      steps.add(
          new SurvivalStep(
              layout.blockTime[b],
              Double.NaN,
              Double.NaN,
              Double.NaN,
              survival,
              survival * error,
              settingsOfCurve.band().limit(survival, -deviations * error),
              settingsOfCurve.band().limit(survival, deviations * error),
              hazard,
              error));
    }
    return new SurvivalCurve(settingsOfCurve, steps);
  }

  private double quadratic(double[] lever) {
    double sum = 0;
    for (int j = 0; j < lever.length; j++) {
      for (int k = 0; k < lever.length; k++) {
        sum += lever[j] * lever[k] * newton.variance[j][k];
      }
    }
    return sum;
  }

  /** Whether the effects stay the same over time; with exact ties by Breslow's formula. */
  public ProportionalHazards proportionalHazards() {
    CoxTies ties = settings.ties() == CoxTies.EXACT ? CoxTies.BRESLOW : settings.ties();
    // R counts rows, not weights, where it transforms time.
    SurvivalCurve transform = SurvivalCurve.of(sample.rows().unweighted());
    return ProportionalHazards.of(layout, newton.beta, ties, transform);
  }
}
