package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.stats.Interval;

class CurveGoldenTest {
  private static final String R = "R survival 3.5-3 survfit";
  private static final Accuracy CURVE = Accuracy.of("Survival curve", R, 1e-12, 1e-9);
  private static final Accuracy LIMITS = Accuracy.of("Survival curve limits", R, 1e-12, 1e-9);
  private static final Accuracy HAZARD = Accuracy.of("Cumulative hazard", R, 1e-12, 1e-9);
  private static final Accuracy MEAN = Accuracy.of("Restricted mean", R, 1e-12, 1e-9);
  private static final Accuracy QUANTILES = Accuracy.of("Survival quantiles", R, 1e-12, 1e-9);
  private static final Accuracy LIFELINES =
      Accuracy.of("Kaplan-Meier and Nelson-Aalen", "lifelines 0.30.1", 1e-12, 1e-9);

  private static double meanLimit(String data) {
    return switch (data) {
      case "rossi" -> 40;
      case "tied20" -> 8;
      default -> 300;
    };
  }

  private static CurveSettings settings(CurveEstimator estimator, CurveBand band) {
    return new CurveSettings(estimator, band, 0.95);
  }

  private static double[] column(List<SurvivalStep> steps, ToDoubleFunction<SurvivalStep> of) {
    return steps.stream().mapToDouble(of).toArray();
  }

  private static void check(String where, List<SurvivalStep> steps, Golden expected) {
    CURVE.checkAll(where, column(steps, SurvivalStep::time), expected.numbers("time"));
    checkIf("n_risk", CURVE, where, column(steps, SurvivalStep::atRisk), expected);
    checkIf("n_event", CURVE, where, column(steps, SurvivalStep::events), expected);
    checkIf("n_censor", CURVE, where, column(steps, SurvivalStep::censored), expected);
    checkIf("surv", CURVE, where, column(steps, SurvivalStep::survival), expected);
    checkIf("std_err_surv", CURVE, where, column(steps, SurvivalStep::standardError), expected);
    checkIf("lower", LIMITS, where, column(steps, SurvivalStep::lower), expected);
    checkIf("upper", LIMITS, where, column(steps, SurvivalStep::upper), expected);
    checkIf("cumhaz", HAZARD, where, column(steps, SurvivalStep::hazard), expected);
    checkIf("std_chaz", HAZARD, where, column(steps, SurvivalStep::hazardError), expected);
  }

  private static void checkIf(
      String name, Accuracy accuracy, String where, double[] actual, Golden expected) {
    if (expected.has(name)) {
      accuracy.checkAll(where + " " + name, actual, expected.numbers(name));
    }
  }

  @Test
  void curvesAgreeWithR() {
    Map<String, CurveBand> bands =
        Map.of(
            "overall_conf_log", CurveBand.LOG,
            "overall_conf_log-log", CurveBand.LOG_LOG,
            "overall_conf_plain", CurveBand.PLAIN,
            "overall_conf_logit", CurveBand.LOGIT,
            "overall_conf_arcsin", CurveBand.ARCSIN);
    for (var data : Golden.load("survival/km_R.json").members().entrySet()) {
      Lifetimes rows = SurvivalData.of(data.getKey());
      bands.forEach(
          (name, band) ->
              check(
                  data.getKey() + " " + name,
                  SurvivalCurve.of(rows, settings(CurveEstimator.KAPLAN_MEIER, band)).steps(),
                  data.getValue().at(name)));
      check(
          data.getKey() + " nelson_aalen",
          SurvivalCurve.of(rows, settings(CurveEstimator.NELSON_AALEN, CurveBand.LOG)).steps(),
          data.getValue().at("nelson_aalen_breslow_stype2_ctype1"));
      check(
          data.getKey() + " fleming_harrington",
          SurvivalCurve.of(rows, settings(CurveEstimator.FLEMING_HARRINGTON, CurveBand.LOG))
              .steps(),
          data.getValue().at("fleming_harrington_stype2_ctype2"));
    }
  }

  @Test
  void curvesOfGroupsAgreeWithR() {
    for (var data : Golden.load("survival/km_R.json").members().entrySet()) {
      Lifetimes rows = SurvivalData.of(data.getKey());
      int[] groups = SurvivalData.groups(data.getKey(), SurvivalData.group(data.getKey()));

      List<SurvivalStep> steps = new ArrayList<>();
      SurvivalCurve.byGroup(rows, groups, settings(CurveEstimator.KAPLAN_MEIER, CurveBand.LOG))
          .forEach(curve -> steps.addAll(curve.steps()));

      check(data.getKey() + " by group", steps, data.getValue().at("by_group_conf_log"));
    }
  }

  @Test
  void quantilesAndMeansAgreeWithR() {
    for (var data : Golden.load("survival/km_R.json").members().entrySet()) {
      Golden expected = data.getValue();
      SurvivalCurve curve =
          SurvivalCurve.of(
              SurvivalData.of(data.getKey()), settings(CurveEstimator.KAPLAN_MEIER, CurveBand.LOG));

      for (int i = 0; i < 3; i++) {
        Interval quantile = curve.quantile(0.25 * (i + 1));
        Golden wanted = expected.at("quantiles_25_50_75");
        QUANTILES.check(data.getKey(), quantile.value(), wanted.numbers("q")[i]);
        QUANTILES.check(data.getKey(), quantile.low(), wanted.numbers("lower")[i]);
        QUANTILES.check(data.getKey(), quantile.high(), wanted.numbers("upper")[i]);
      }
      RestrictedMean mean = curve.restrictedMean(meanLimit(data.getKey()));
      MEAN.check(data.getKey(), mean.value(), expected.number("rmst", "rmean"));
      MEAN.check(data.getKey(), mean.standardError(), expected.number("rmst", "se(rmean)"));
      Golden table = expected.at("rmst");
      Interval median = curve.median();
      QUANTILES.check(data.getKey() + " median", median.value(), table.number("median"));
      QUANTILES.check(data.getKey() + " low", median.low(), table.number("0.95LCL"));
      QUANTILES.check(data.getKey() + " high", median.high(), table.number("0.95UCL"));
      Lifetimes rows = SurvivalData.of(data.getKey());
      assertThat((double) rows.size()).isEqualTo(table.number("records"));
      assertThat((double) rows.eventCount()).isEqualTo(table.number("events"));
      double first = curve.steps().getFirst().atRisk();
      assertThat(first).isEqualTo(table.number("n.max")).isEqualTo(table.number("n.start"));
    }
  }

  @Test
  void curvesAgreeWithLifelines() {
    for (var data : Golden.load("survival/lifelines.json").at("km_na").members().entrySet()) {
      Golden expected = data.getValue();
      Lifetimes rows = SurvivalData.of(data.getKey());
      SurvivalCurve curve = SurvivalCurve.of(rows);
      SurvivalCurve smoothed =
          SurvivalCurve.of(rows, settings(CurveEstimator.FLEMING_HARRINGTON, CurveBand.LOG));
      double[] times = expected.numbers("time");

      for (int i = 0; i < times.length; i++) {
        String where = data.getKey() + " at " + times[i];
        LIFELINES.check(where, curve.survivalAt(times[i]), expected.numbers("km")[i]);
        Interval hazard = curve.hazardInterval(times[i]);
        LIFELINES.check(where, hazard.value(), expected.numbers("nelson_aalen")[i]);
        LIFELINES.check(where, hazard.low(), expected.numbers("na_lower")[i]);
        LIFELINES.check(where, hazard.high(), expected.numbers("na_upper")[i]);
        LIFELINES.check(
            where, smoothed.hazardAt(times[i]), expected.numbers("nelson_aalen_tie_smoothed")[i]);
        if (i > 0) {
          SurvivalStep step = curve.steps().get(i - 1);
          LIFELINES.check(where, step.lower(), expected.numbers("km_lower_loglog")[i]);
          LIFELINES.check(where, step.upper(), expected.numbers("km_upper_loglog")[i]);
        }
      }
      double limit = times[times.length - 1] * 0.8;
      LIFELINES.check(
          data.getKey(), curve.restrictedMean(limit).value(), expected.number("rmst_at_max_x0.8"));
      // What half of the rows outlive is unknown here, which lifelines writes as for ever.
      double median = curve.median().value();
      LIFELINES.check(
          data.getKey() + " median",
          Double.isNaN(median) ? Double.POSITIVE_INFINITY : median,
          expected.number("median"));
    }
  }
}
