package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class CoxGoldenTest {
  private static final String R = "R survival 3.5-3 coxph";
  private static final Accuracy COEFFICIENTS = Accuracy.of("Cox coefficients", R, 0, 1e-6);
  private static final Accuracy LIKELIHOOD = Accuracy.of("Cox log-likelihood", R, 0, 1e-9);
  private static final Accuracy TESTS = Accuracy.of("Cox model tests", R, 0, 1e-6);
  private static final Accuracy WALD =
      Accuracy.of("Cox Wald statistic (R prints two decimals)", R, 0.005, 0);
  private static final Accuracy CONCORDANCE = Accuracy.of("Cox concordance", R, 1e-12, 0);
  private static final Accuracy CONCORDANCE_ERROR =
      Accuracy.of("Cox concordance standard error", R, 0, 1e-6);
  private static final Accuracy HAZARD = Accuracy.of("Cox hazard and survival", R, 0, 1e-6);
  private static final Accuracy RESIDUALS = Accuracy.of("Cox residuals", R, 1e-9, 1e-6);

  /** R stops its search at a change of 1e-9, which shows in differences of predictors near 0. */
  private static final Accuracy PREDICTOR = Accuracy.of("Cox linear predictor", R, 1e-8, 1e-6);

  private static final Accuracy ZPH = Accuracy.of("Proportional hazards test", R, 0, 1e-6);
  private static final Accuracy LIFELINES =
      Accuracy.of("Cox model", "lifelines 0.30.1", 1e-9, 1e-4);

  private static Map<String, CoxFit> fits() {
    var fits = new LinkedHashMap<String, CoxFit>();
    for (CoxTies ties : CoxTies.values()) {
      String end = "_" + ties.name().toLowerCase(Locale.ROOT);
      var settings = new CoxSettings(ties, 0);
      fits.put(
          "lung_cc_age_sex_ecog" + end,
          CoxFit.of(sample("lung_cc", "age", "sex", "ph.ecog"), settings));
      fits.put("rossi_all" + end, CoxFit.of(rossi(), settings));
      fits.put("tied20_x" + end, CoxFit.of(sample("tied20", "x"), settings));
      if (ties != CoxTies.EXACT) {
        fits.put(
            "heart_start_stop" + end,
            CoxFit.of(
                sample("heart_start_stop", "age", "year", "surgery", "transplant"), settings));
      }
    }
    CoxSample veteran = sample("veteran", "trt", "karno");
    fits.put(
        "veteran_strata_celltype_efron",
        CoxFit.of(veteran.stratified(SurvivalData.groups("veteran", "celltype"))));
    double[] cycle = {1, 2, 0.5};
    double[] weights =
        IntStream.range(0, SurvivalData.of("lung_cc").size())
            .mapToDouble(i -> cycle[i % 3])
            .toArray();
    fits.put(
        "lung_cc_weights_1_2_0.5_cycle_efron",
        CoxFit.of(
            CoxSample.of(
                SurvivalData.of("lung_cc").weighted(weights),
                SurvivalData.rows("lung_cc", List.of("age", "sex")))));
    fits.put("rossi_robust_efron", CoxFit.of(sample("rossi", "fin", "age", "prio")));
    return fits;
  }

  private static CoxSample sample(String data, String... columns) {
    return CoxSample.of(SurvivalData.of(data), SurvivalData.rows(data, List.of(columns)));
  }

  private static CoxSample rossi() {
    return sample("rossi", "fin", "age", "race", "wexp", "mar", "paro", "prio");
  }

  private static double[] column(List<CoxTerm> terms, ToDoubleFunction<CoxTerm> of) {
    return terms.stream().mapToDouble(of).toArray();
  }

  /** R writes a vector of one as a number. */
  private static double[] numbers(Golden golden, String name) {
    return golden.at(name).toString().endsWith("(ARRAY)")
        ? golden.numbers(name)
        : new double[] {golden.number(name)};
  }

  private static int[] rowNumbers(CoxFit fit) {
    return IntStream.range(0, fit.residuals().martingale().length).toArray();
  }

  private static void coefficients(String name, CoxFit fit, Golden expected) {
    List<CoxTerm> terms = fit.terms();
    COEFFICIENTS.checkAll(name, column(terms, CoxTerm::coefficient), numbers(expected, "coef"));
    COEFFICIENTS.checkAll(name, column(terms, CoxTerm::standardError), numbers(expected, "se"));
    assertThat(fit.isConverged()).isTrue();
    if (!expected.has("vcov")) {
      double[] likelihoods = expected.numbers("loglik");
      LIKELIHOOD.check(name, fit.nullLogLikelihood(), likelihoods[0]);
      LIKELIHOOD.check(name, fit.logLikelihood(), likelihoods[1]);
      return;
    }
    LIKELIHOOD.check(name, fit.nullLogLikelihood(), expected.number("loglik_null"));
    LIKELIHOOD.check(name, fit.logLikelihood(), expected.number("loglik"));
    List<CoxTerm> shown = name.startsWith("rossi_robust") ? fit.robustTerms() : terms;
    COEFFICIENTS.checkAll(name + " z", column(shown, CoxTerm::z), numbers(expected, "z"));
    COEFFICIENTS.checkAll(
        name + " exp",
        column(terms, term -> term.hazardRatio().value()),
        numbers(expected, "exp_coef"));
    COEFFICIENTS.checkAll(
        name + " lower",
        column(shown, term -> term.hazardRatio().low()),
        numbers(expected, "lower95_exp"));
    COEFFICIENTS.checkAll(
        name + " upper",
        column(shown, term -> term.hazardRatio().high()),
        numbers(expected, "upper95_exp"));
  }

  @Test
  void coefficientsAgreeWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits().forEach((name, fit) -> coefficients(name, fit, all.at(name)));
  }

  @Test
  void pValuesAndCovarianceAgreeWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (name.endsWith("exact")) {
                return;
              }
              boolean robust = name.startsWith("rossi_robust");
              List<CoxTerm> terms = robust ? fit.robustTerms() : fit.terms();
              TESTS.checkAll(name, column(terms, CoxTerm::pValue), numbers(all.at(name), "p"));
              double[][] actual = robust ? fit.robustCovariance(rowNumbers(fit)) : fit.covariance();
              double[][] expected = all.at(name).matrix("vcov");
              for (int j = 0; j < expected.length; j++) {
                for (int k = 0; k < expected.length; k++) {
                  Accuracy.of("Cox covariance", R, 1e-10, 1e-6)
                      .check(name, actual[j][k], expected[j][k]);
                }
              }
            });
  }

  @Test
  void modelTestsAgreeWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (name.endsWith("exact")) {
                return;
              }
              Golden expected = all.at(name);
              test(TESTS, TESTS, name + " lrt", fit.ratioTest(), expected.numbers("lrt"));
              test(TESTS, TESTS, name + " score", fit.scoreTest(), expected.numbers("score"));
              boolean robust = name.startsWith("rossi_robust");
              ChiSquare wald = robust ? fit.robustWaldTest(rowNumbers(fit)) : fit.waldTest();
              test(WALD, TESTS, name + " wald", wald, expected.numbers("wald"));
            });
  }

  private static void test(
      Accuracy value, Accuracy tail, String where, ChiSquare actual, double[] expected) {
    value.check(where, actual.statistic(), expected[0]);
    assertThat((double) actual.degrees()).as(where).isEqualTo(expected[1]);
    tail.check(where + " p", actual.pValue(), expected[2]);
  }

  @Test
  void robustErrorsAgreeWithR() {
    Golden expected = Golden.load("survival/cox_R.json").at("rossi_robust_efron");

    CoxFit fit = CoxFit.of(sample("rossi", "fin", "age", "prio"));

    COEFFICIENTS.checkAll(
        "robust", column(fit.robustTerms(), CoxTerm::standardError), expected.numbers("robust_se"));
  }

  @Test
  void concordanceAgreesWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (!name.endsWith("exact")) {
                Concordance actual = fit.concordance();
                CONCORDANCE.check(name, actual.value(), all.at(name).number("concordance"));
                CONCORDANCE_ERROR.check(
                    name, actual.standardError(), all.at(name).number("concordance_se"));
              }
            });
  }

  @Test
  void hazardsAgreeWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (!name.endsWith("exact") && all.at(name).has("baseline_cumhaz_at_x0")) {
                hazards(name, fit, all.at(name));
              }
            });
  }

  private static void hazards(String where, SurvivalCurve curve, Golden expected) {
    HAZARD.checkAll(
        where,
        curve.steps().stream().mapToDouble(SurvivalStep::time).toArray(),
        expected.numbers("time"));
    HAZARD.checkAll(
        where,
        curve.steps().stream().mapToDouble(SurvivalStep::hazard).toArray(),
        expected.numbers("hazard"));
  }

  private static void hazards(String name, CoxFit fit, Golden expected) {
    HAZARD.checkAll(name + " means", fit.means(), numbers(expected, "means"));
    hazards(
        name + " at 0",
        fit.curve(new double[fit.means().length]),
        expected.at("baseline_cumhaz_at_x0"));
    hazards(
        name + " at means",
        fit.curve(fit.means()),
        expected.at("baseline_cumhaz_at_means_centered"));
    if (!expected.has("new_rows")) {
      return;
    }
    List<Golden> rows = expected.at("new_rows").items();
    for (int r = 0; r < rows.size(); r++) {
      double[] row = rows.get(r).members().values().stream().mapToDouble(Golden::number).toArray();
      List<SurvivalStep> steps = fit.curve(row).steps();
      for (int i = 0; i < steps.size(); i++) {
        String where = name + " row " + r + " step " + i;
        Golden survival = expected.at("survival_new_rows");
        HAZARD.check(where, steps.get(i).time(), survival.numbers("time")[i]);
        HAZARD.check(where, steps.get(i).survival(), survival.matrix("surv")[i][r]);
        HAZARD.check(where, steps.get(i).lower(), survival.matrix("lower")[i][r]);
        HAZARD.check(where, steps.get(i).upper(), survival.matrix("upper")[i][r]);
      }
    }
  }

  @Test
  void residualsAgreeWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (!name.endsWith("exact")) {
                Golden expected = all.at(name);
                CoxResiduals residuals = fit.residuals();
                RESIDUALS.checkAll(
                    name,
                    Arrays.copyOf(residuals.martingale(), 10),
                    expected.numbers("martingale_resid_first10"));
                RESIDUALS.checkAll(
                    name,
                    Arrays.copyOf(residuals.deviance(), 10),
                    expected.numbers("deviance_resid_first10"));
              }
            });
  }

  @Test
  void linearPredictorsAgreeWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (name.endsWith("exact")) {
                return;
              }
              double[][] rows = covariates(name);
              double[] expected = all.at(name).numbers("linear_predictor_first10_centered");
              // With strata R centres each by its own means; the first rows are of one stratum.
              double[] means =
                  name.contains("strata")
                      ? meansOfFirst(rows, SurvivalData.groups("veteran", "celltype"))
                      : numbers(all.at(name), "means");
              double middle = fit.linearPredictor(means);
              for (int i = 0; i < expected.length; i++) {
                PREDICTOR.check(name, fit.linearPredictor(rows[i]) - middle, expected[i]);
              }
            });
  }

  private static double[] meansOfFirst(double[][] rows, int[] strata) {
    int[] members = IntStream.range(0, rows.length).filter(i -> strata[i] == strata[0]).toArray();
    return IntStream.range(0, rows[0].length)
        .mapToDouble(
            j -> IntStream.of(members).mapToDouble(i -> rows[i][j]).average().orElseThrow())
        .toArray();
  }

  private static double[][] covariates(String name) {
    List<String> columns =
        switch (name.split("_efron|_breslow", -1)[0]) {
          case "lung_cc_age_sex_ecog" -> List.of("age", "sex", "ph.ecog");
          case "lung_cc_weights_1_2_0.5_cycle" -> List.of("age", "sex");
          case "rossi_all" -> List.of("fin", "age", "race", "wexp", "mar", "paro", "prio");
          case "rossi_robust" -> List.of("fin", "age", "prio");
          case "tied20_x" -> List.of("x");
          case "heart_start_stop" -> List.of("age", "year", "surgery", "transplant");
          default -> List.of("trt", "karno");
        };
    return SurvivalData.rows(data(name), columns);
  }

  private static String data(String name) {
    return Stream.of("lung_cc", "rossi", "tied20", "heart_start_stop", "veteran")
        .filter(name::startsWith)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsAndEventsAreCountedAsByR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (!name.endsWith("exact")) {
                int rows = fit.residuals().martingale().length;
                int events = SurvivalData.of(data(name)).eventCount();
                assertThat((double) rows).as(name).isEqualTo(all.at(name).number("n"));
                assertThat((double) events).as(name).isEqualTo(all.at(name).number("nevent"));
              }
            });
  }

  @Test
  void proportionalHazardsTestAgreesWithR() {
    Golden all = Golden.load("survival/cox_R.json");
    fits()
        .forEach(
            (name, fit) -> {
              if (name.endsWith("exact")) {
                return;
              }
              Golden expected = all.at(name, "cox_zph_km");
              ProportionalHazards test = fit.proportionalHazards();
              int p = test.terms().size();
              for (int j = 0; j <= p; j++) {
                ChiSquare one = j < p ? test.terms().get(j) : test.global();
                ZPH.check(name + " " + j, one.statistic(), expected.numbers("chisq")[j]);
                ZPH.check(name + " p " + j, one.pValue(), expected.numbers("p")[j]);
                assertThat((double) one.degrees()).isEqualTo(expected.numbers("df")[j]);
              }
            });
  }

  @Test
  void agreesWithLifelines() {
    Golden cox = Golden.load("survival/lifelines.json").at("cox");
    lifelines(cox.at("rossi_all"), CoxFit.of(rossi()), rossi());
    CoxSample lung = sample("lung_cc", "age", "sex", "ph.ecog");
    lifelines(cox.at("lung_cc"), CoxFit.of(lung), lung);

    CoxFit penalised = CoxFit.of(rossi(), new CoxSettings(CoxTies.EFRON, 0.1));

    LIFELINES.checkAll(
        "penalised",
        column(penalised.terms(), CoxTerm::coefficient),
        cox.numbers("rossi_penalizer_0.1_l1_0", "coef"));
  }

  @Test
  void elasticNetAgreesWithLifelines() {
    double[] expected =
        Golden.load("survival/lifelines.json").numbers("cox", "rossi_penalizer_0.1_l1_0.5", "coef");

    double[] found = SparseCox.coefficients(rossi(), CoxTies.EFRON, 0.1, 0.5);

    // lifelines rounds the kink off: its coefficients of nothing end at 3e-7 to 8e-7, ours at 0.
    Accuracy.of("Cox, elastic net", "lifelines 0.30.1", 1e-6, 1e-4)
        .checkAll("rossi", found, expected);
    for (int j = 0; j < found.length; j++) {
      assertThat(found[j] == 0).isEqualTo(Math.abs(expected[j]) < 1e-6);
    }
  }

  private static void lifelines(Golden expected, CoxFit fit, CoxSample sample) {
    LIFELINES.checkAll("coef", column(fit.terms(), CoxTerm::coefficient), expected.numbers("coef"));
    LIFELINES.checkAll("se", column(fit.terms(), CoxTerm::standardError), expected.numbers("se"));
    LIFELINES.checkAll("z", column(fit.terms(), CoxTerm::z), expected.numbers("z"));
    LIFELINES.checkAll("p", column(fit.terms(), CoxTerm::pValue), expected.numbers("p"));
    LIFELINES.check("loglik", fit.logLikelihood(), expected.number("loglik"));
    LIFELINES.check("concordance", fit.concordance().value(), expected.number("concordance"));
    double[] means = new double[sample.columns()];
    int n = sample.rows().size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < means.length; j++) {
        means[j] += sample.covariates(i)[j] / n;
      }
    }
    List<SurvivalStep> baseline = fit.curve(means, 0, CoxTies.BRESLOW).steps();
    LIFELINES.checkAll(
        "baseline times",
        baseline.stream().mapToDouble(SurvivalStep::time).toArray(),
        expected.numbers("baseline_cumhaz_at_mean", "time"));
    LIFELINES.checkAll(
        "baseline",
        baseline.stream().mapToDouble(SurvivalStep::hazard).toArray(),
        expected.numbers("baseline_cumhaz_at_mean", "hazard"));
    double[] partial = expected.numbers("partial_hazard_first5");
    for (int i = 0; i < partial.length; i++) {
      double relative =
          Math.exp(fit.linearPredictor(sample.covariates(i)) - fit.linearPredictor(means));
      LIFELINES.check("partial hazard", relative, partial[i]);
    }
  }
}
