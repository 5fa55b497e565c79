package org.plumbline.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class RegressionGoldenTest {
  private static final Accuracy LEAST_SQUARES =
      Accuracy.of("Least squares, inference", "statsmodels 0.13.5 OLS", 1e-9, 0);
  private static final Accuracy LEAST_SQUARES_FIGURES =
      Accuracy.of("Least squares, figures of the fit", "statsmodels 0.13.5 OLS", 0, 1e-9);
  private static final Accuracy LOGIT =
      Accuracy.of("Logistic regression, inference", "statsmodels 0.13.5 Logit", 1e-6, 0);
  private static final Accuracy LOGIT_FIGURES =
      Accuracy.of("Logistic regression, figures of the fit", "statsmodels 0.13.5 Logit", 0, 1e-9);
  private static final Accuracy POISSON =
      Accuracy.of("Poisson regression", "statsmodels 0.13.5 GLM", 1e-6, 0);

  private static double[] column(List<Coefficient> terms, ToDoubleFunction<Coefficient> of) {
    return terms.stream().mapToDouble(of).toArray();
  }

  @Test
  void leastSquaresAgreeWithStatsmodels() {
    Golden golden = Golden.load("ml/linear.json");
    Golden expected = golden.at("expected", "ols_statsmodels_const_first");

    LinearFit fit = LinearFit.of(golden.matrix("X"), golden.numbers("y"));

    List<Coefficient> terms = fit.terms();
    LEAST_SQUARES.checkAll("coef", column(terms, Coefficient::value), expected.numbers("coef"));
    LEAST_SQUARES.checkAll("se", column(terms, Coefficient::standardError), expected.numbers("se"));
    LEAST_SQUARES.checkAll("t", column(terms, Coefficient::statistic), expected.numbers("t"));
    Accuracy.of("Least squares, p-values", "statsmodels 0.13.5 OLS", 1e-300, 1e-6)
        .checkAll("p", column(terms, Coefficient::pValue), expected.numbers("p"));
    double[][] limits = expected.matrix("conf_int95");
    for (int j = 0; j < limits.length; j++) {
      LEAST_SQUARES.check("low", terms.get(j).limits().low(), limits[j][0]);
      LEAST_SQUARES.check("high", terms.get(j).limits().high(), limits[j][1]);
    }
    LEAST_SQUARES.checkAll(
        "hc3", column(fit.robustTerms(), Coefficient::standardError), expected.numbers("hc3_se"));
    LEAST_SQUARES_FIGURES.check("r2", fit.rSquared(), expected.number("r2"));
    LEAST_SQUARES_FIGURES.check("adj_r2", fit.adjustedRSquared(), expected.number("adj_r2"));
    LEAST_SQUARES_FIGURES.check("f", fit.overallTest().statistic(), expected.number("f"));
    Accuracy.of("Least squares, p-values", "statsmodels 0.13.5 OLS", 1e-300, 1e-6)
        .check("f", fit.overallTest().pValue(), expected.number("f_p"));
    LEAST_SQUARES_FIGURES.check("llf", fit.logLikelihood(), expected.number("llf"));
    LEAST_SQUARES_FIGURES.check("aic", fit.aic(), expected.number("aic"));
    LEAST_SQUARES_FIGURES.check("bic", fit.bic(), expected.number("bic"));
  }

  @Test
  void logisticRegressionAgreesWithStatsmodels() {
    Golden golden = Golden.load("ml/logistic.json");
    Golden expected = golden.at("expected", "unpenalised_mle_statsmodels_const_first");

    GeneralisedFit fit =
        GeneralisedFit.of(Response.BINARY, golden.matrix("X"), golden.numbers("y"));

    assertThat(fit.isSeparated()).isFalse();
    List<Coefficient> terms = fit.terms();
    LOGIT.checkAll("coef", column(terms, Coefficient::value), expected.numbers("coef"));
    LOGIT.checkAll("se", column(terms, Coefficient::standardError), expected.numbers("se"));
    LOGIT.checkAll("z", column(terms, Coefficient::statistic), expected.numbers("z"));
    LOGIT.checkAll("p", column(terms, Coefficient::pValue), expected.numbers("p"));
    double[][] covariance = expected.matrix("cov");
    for (int j = 0; j < covariance.length; j++) {
      LOGIT.checkAll("cov", fit.covariance()[j], covariance[j]);
    }
    LOGIT_FIGURES.check("llf", fit.logLikelihood(), expected.number("llf"));
    LOGIT_FIGURES.check("llnull", fit.nullLogLikelihood(), expected.number("llnull"));
    LOGIT_FIGURES.check("aic", fit.aic(), expected.number("aic"));
    LOGIT_FIGURES.check("bic", fit.bic(), expected.number("bic"));
    LOGIT_FIGURES.check("r2", fit.pseudoRSquared(), expected.number("mcfadden_r2"));
  }

  @Test
  void poissonRegressionAgreesWithStatsmodels() {
    Golden golden = Golden.load("ml/linear.json");
    Golden expected = golden.at("expected", "glm_poisson_const_first");

    GeneralisedFit fit =
        GeneralisedFit.of(Response.COUNT, golden.matrix("X"), golden.numbers("y_count"));

    List<Coefficient> terms = fit.terms();
    POISSON.checkAll("coef", column(terms, Coefficient::value), expected.numbers("coef"));
    POISSON.checkAll("se", column(terms, Coefficient::standardError), expected.numbers("se"));
    POISSON.check("deviance", fit.deviance(), expected.number("deviance"));
    POISSON.check("llf", fit.logLikelihood(), expected.number("llf"));
  }
}
