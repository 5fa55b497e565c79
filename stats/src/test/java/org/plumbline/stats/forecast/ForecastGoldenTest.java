package org.plumbline.stats.forecast;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.stats.descriptive.Proportions;

class ForecastGoldenTest {
  private static final Accuracy RETURNS =
      Accuracy.of(
          "Performance, drawdown and tail risk of returns",
          "empyrical-reloaded 0.5.10, pandas 1.5.3",
          1e-12,
          1e-9);
  private static final Accuracy RELATIVE =
      Accuracy.of("Returns beside a benchmark", "empyrical-reloaded 0.5.10", 0, 1e-9);
  private static final Accuracy DIRECTION =
      Accuracy.of("Directional accuracy, Pesaran-Timmermann, Theil's U2", "numpy 1.24.2", 1e-10, 0);
  private static final RiskTerms FREE = new RiskTerms(252, 0, 0.05);
  private static final RiskTerms TWO_PERCENT = new RiskTerms(252, 0.02 / 252, 0.05);

  @Test
  void performanceAgreesWithEmpyrical() {
    for (Golden golden : Golden.load("finance/returns.json").items()) {
      String name = golden.at("name").text();
      double[] returns = golden.numbers("returns");
      Golden expected = golden.at("expected");

      Performance actual = Performance.of(returns, FREE);
      Performance above = Performance.of(returns, TWO_PERCENT);

      RETURNS.check(name, actual.periods(), expected.number("n"));
      RETURNS.check(name, actual.totalReturn(), expected.number("cum_return_final"));
      RETURNS.check(name, actual.annualReturn(), expected.number("annual_return_cagr_252"));
      RETURNS.check(
          name, actual.annualVolatility(), expected.number("annual_volatility_ddof1_252"));
      RETURNS.check(name, actual.sharpe(), expected.number("sharpe_rf0"));
      RETURNS.check(name, above.sharpe(), expected.number("sharpe_daily_rf_0.02_over_252"));
      RETURNS.check(name, actual.sortino(), expected.number("sortino_required0"));
      RETURNS.check(name, above.sortino(), expected.number("sortino_required_0.02_over_252"));
      RETURNS.check(name, actual.downsideRisk(), expected.number("downside_risk_0"));
      RETURNS.check(name, actual.calmar(), expected.number("calmar"));
      RETURNS.check(name, actual.omega(), expected.number("omega_0"));
      RETURNS.check(name, actual.tailRatio(), expected.number("tail_ratio"));
      RETURNS.check(name, actual.stability(), expected.number("stability_of_timeseries_r2"));
      RETURNS.check(name, actual.valueAtRisk(), expected.number("var_hist_5pct"));
      RETURNS.check(name, actual.conditionalValueAtRisk(), expected.number("cvar_hist_5pct"));
      RETURNS.check(name, actual.hitRate(), expected.number("hit_rate_gt0"));
      RETURNS.check(name, actual.hitRateWithoutFlat(), expected.number("hit_rate_excl_zero"));
      RETURNS.check(name, actual.profitFactor(), expected.number("profit_factor"));
      RETURNS.check(name, actual.payoff(), expected.number("avg_win_over_avg_loss"));
      RETURNS.check(name, actual.skewness(), expected.number("skew_pandas"));
      RETURNS.check(name, actual.excessKurtosis(), expected.number("excess_kurtosis_pandas"));
      drawdown(name, actual.drawdown(), expected);
    }
  }

  private static void drawdown(String name, Drawdown actual, Golden expected) {
    RETURNS.check(name, actual.maximum(), expected.number("max_drawdown"));
    RETURNS.check(name, actual.trough(), expected.number("drawdown_trough_index"));
    RETURNS.check(name, actual.longest(), expected.number("max_drawdown_duration_bars"));
    RETURNS.check(name, actual.ulcer(), expected.number("ulcer_index"));
  }

  @Test
  void relativePerformanceAgreesWithEmpyrical() {
    for (Golden golden : Golden.load("finance/returns.json").items()) {
      if (golden.has("benchmark")) {
        String name = golden.at("name").text();
        Golden expected = golden.at("expected");

        RelativePerformance actual =
            RelativePerformance.of(golden.numbers("returns"), golden.numbers("benchmark"), FREE);

        RELATIVE.check(name, actual.beta(), expected.number("beta"));
        RELATIVE.check(name, actual.annualAlpha(), expected.number("alpha_annual_252"));
        RELATIVE.check(
            name,
            actual.informationRatio(),
            expected.number("information_ratio_daily_mean_over_std_ddof1"));
        RELATIVE.check(
            name, actual.annualTrackingError(), expected.number("tracking_error_annual"));
        RELATIVE.check(name, actual.upCapture(), expected.number("up_capture"));
        RELATIVE.check(name, actual.downCapture(), expected.number("down_capture"));
      }
    }
  }

  @Test
  void directionAgreesWithItsFormulas() {
    Golden golden = Golden.load("finance/directional.json");
    double[] actual = golden.numbers("actual");
    double[] forecast = golden.numbers("forecast");
    Golden expected = golden.at("expected");

    Direction direction = Direction.of(actual, forecast);

    DIRECTION.check(
        "accuracy",
        direction.accuracy(),
        expected.number("directional_accuracy_forecast_vs_last_actual_excl_flat"));
    DIRECTION.check("moved", direction.moved(), expected.number("n_used"));
    DIRECTION.check(
        "withFlat",
        direction.accuracyWithFlat(),
        expected.number("directional_accuracy_incl_flat"));
    DIRECTION.check(
        "ofForecastSteps",
        direction.accuracyOfForecastSteps(),
        expected.number("directional_accuracy_forecast_diff_sign"));
    DIRECTION.check(
        "statistic", direction.statistic(), expected.number("pesaran_timmermann_1992_statistic"));
    DIRECTION.check("p", direction.pValue(), expected.number("pesaran_timmermann_p_one_sided"));
    // 1e-10 would accept anything for a value of 3e-33.
    Accuracy.of("Binomial test, one-sided", "scipy 1.10.1 binomtest", 0, 1e-8)
        .check(
            "hits",
            Proportions.exceeds(
                Math.round(direction.accuracy() * direction.moved()), direction.moved(), 0.5),
            expected.number("binomial_test_p_greater_0.5"));
    DIRECTION.check(
        "theilU2", ForecastErrors.theilU2(actual, forecast), expected.number("theil_u2"));
  }
}
