package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class AftGoldenTest {
  private static final Accuracy R =
      Accuracy.of("Accelerated failure time", "R survival 3.5-3 survreg", 0, 1e-5);
  private static final Accuracy LIFELINES =
      Accuracy.of("Accelerated failure time", "lifelines 0.30.1", 0, 1e-4);

  /** Its log-likelihood is below ours and R's by 2e-6: its search stopped early. */
  private static final Accuracy LIFELINES_LOGLOGISTIC =
      Accuracy.of(
          "Log-logistic failure time (reference stops short of the maximum)",
          "lifelines 0.30.1",
          0,
          2e-3);

  private static CoxSample lung() {
    return CoxSample.of(
        SurvivalData.of("lung_cc"), SurvivalData.rows("lung_cc", List.of("age", "sex")));
  }

  private static CoxSample without(Lifetimes rows) {
    return CoxSample.of(rows, new double[rows.size()][0]);
  }

  @Test
  void agreesWithR() {
    Golden all = Golden.load("survival/aft_R.json");
    for (AftFamily family : AftFamily.values()) {
      String name = family.name().toLowerCase(Locale.ROOT);
      Golden expected = all.at(name);

      AftFit fit = AftFit.of(family, lung());

      assertThat(fit.isConverged()).isTrue();
      R.checkAll(name, fit.coefficients(), expected.numbers("coef"));
      R.checkAll(name, fit.standardErrors(), Arrays.copyOf(expected.numbers("se"), errors(fit)));
      R.check(name, fit.scale(), expected.number("scale"));
      R.check(name, fit.nullLogLikelihood(), expected.numbers("loglik")[0]);
      R.check(name, fit.logLikelihood(), expected.numbers("loglik")[1]);
      medians(R, name, fit, lung(), expected.numbers("predict_first5_quantile_0.5"));

      AftFit alone = AftFit.of(family, without(SurvivalData.of("lung_cc")));
      Golden one = all.at(name + "_intercept_only");
      R.check(name, alone.coefficients()[0], one.number("coef"));
      R.check(name, alone.scale(), one.number("scale"));
      R.check(name, alone.logLikelihood(), one.numbers("loglik")[1]);
    }
  }

  private static int errors(AftFit fit) {
    return fit.standardErrors().length;
  }

  private static void medians(
      Accuracy accuracy, String name, AftFit fit, CoxSample sample, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      accuracy.check(name, fit.median(sample.covariates(i)), expected[i]);
    }
  }

  @Test
  void agreesWithLifelines() {
    Golden all = Golden.load("survival/lifelines.json").at("aft");
    for (AftFamily family :
        List.of(AftFamily.WEIBULL, AftFamily.LOGNORMAL, AftFamily.LOGLOGISTIC)) {
      String name = family.name().toLowerCase(Locale.ROOT);
      Golden expected = all.at(name);
      AftFit fit = AftFit.of(family, lung());
      Accuracy accuracy = family == AftFamily.LOGLOGISTIC ? LIFELINES_LOGLOGISTIC : LIFELINES;
      double logScale =
          family == AftFamily.LOGNORMAL ? Math.log(fit.scale()) : Math.log(fit.shape());

      double[] ours = fit.coefficients();
      accuracy.checkAll(
          name, new double[] {ours[1], ours[2], ours[0], logScale}, expected.numbers("coef"));
      double[] errors = fit.standardErrors();
      accuracy.checkAll(
          name, new double[] {errors[1], errors[2], errors[0], errors[3]}, expected.numbers("se"));
      LIFELINES.check(name, fit.logLikelihood(), expected.number("loglik"));
      medians(accuracy, name, fit, lung(), expected.numbers("median_first5"));
      double[] risk = new double[lung().rows().size()];
      for (int i = 0; i < risk.length; i++) {
        risk[i] = -fit.linearPredictor(lung().covariates(i));
      }
      LIFELINES.check(
          name, Concordance.of(lung().rows(), risk).value(), expected.number("concordance"));
    }
    AftFit weibull = AftFit.of(AftFamily.WEIBULL, without(SurvivalData.of("lung")));
    LIFELINES.check(
        "lambda", Math.exp(weibull.coefficients()[0]), all.number("weibull_univariate", "lambda_"));
    LIFELINES.check("rho", weibull.shape(), all.number("weibull_univariate", "rho_"));
    LIFELINES.check("loglik", weibull.logLikelihood(), all.number("weibull_univariate", "loglik"));
    AftFit exponential = AftFit.of(AftFamily.EXPONENTIAL, without(SurvivalData.of("lung")));
    Golden one = all.at("exponential_univariate");
    LIFELINES.check("mean", Math.exp(exponential.coefficients()[0]), one.number("lambda_"));
    LIFELINES.check("loglik", exponential.logLikelihood(), one.number("loglik"));
  }
}
