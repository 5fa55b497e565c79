package org.plumbline.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class SeriesTest {
  private static final Accuracy SERIES =
      Accuracy.of("ACF, PACF, Ljung-Box", "statsmodels 0.13.5", 1e-12, 1e-8);
  private static final Accuracy MASE =
      Accuracy.of("Mean absolute scaled error", "NumPy, by hand", 1e-12, 1e-10);

  @Test
  void autocorrelationsAgreeWithStatsmodels() {
    Golden golden = Golden.load("stats/timeseries.json");
    Golden expected = golden.at("expected");
    double[] series = golden.numbers("series");

    Autocorrelation.LjungBox test = Autocorrelation.ljungBox(series, 10);

    SERIES.checkAll("acf", Autocorrelation.plain(series, 12), expected.numbers("acf_12"));
    SERIES.checkAll("pacf", Autocorrelation.partial(series, 5), expected.numbers("pacf_ywm_5"));
    SERIES.check("lb", test.statistic(), expected.number("ljung_box_10", "stat"));
    Accuracy.of("Ljung-Box p-value", "statsmodels 0.13.5", 0, 1e-8)
        .check("p", test.pValue(), expected.number("ljung_box_10", "p"));
  }

  @Test
  void scaledErrorAgrees() {
    for (Golden golden : Golden.load("regression/regression.json").items()) {
      if (golden.at("expected").has("mase_lag1")) {
        double[] actual = golden.numbers("y_true");

        double mase = ForecastErrors.mase(actual, golden.numbers("y_pred"), actual, 1);

        MASE.check(golden.at("name").text(), mase, golden.number("expected", "mase_lag1"));
      }
    }
  }

  @Test
  void littleOrLevelSeriesAreDefined() {
    assertThat(Autocorrelation.plain(new double[] {2, 2, 2}, 1)).containsOnly(Double.NaN);
    assertThat(Autocorrelation.plain(new double[0], 0)).containsOnly(Double.NaN);
    assertThat(Autocorrelation.partial(new double[] {1, -1, 1, -1}, 1)[1])
        .isCloseTo(-0.75, within(1e-15));
    assertThat(Autocorrelation.ljungBox(new double[] {2, 2, 2}, 1).pValue()).isNaN();
    assertThatThrownBy(() -> Autocorrelation.plain(new double[] {1, 2}, 2))
        .hasMessageContaining("lag 2");
    assertThatThrownBy(() -> Autocorrelation.ljungBox(new double[] {1, 2}, 0))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Autocorrelation.plain(new double[] {Double.NaN}, 0))
        .hasMessageContaining("NaN");
  }

  @Test
  void intervalsAreHeldToTheirPromise() {
    double[] actual = {1, 5, 9, 4};
    double[] low = {0, 6, 6, 4};
    double[] high = {2, 8, 8, 4};

    IntervalForecast found = IntervalForecast.of(actual, low, high, 0.8);

    assertThat(found.coverage()).isEqualTo(0.5);
    assertThat(found.below()).isEqualTo(0.25);
    assertThat(found.above()).isEqualTo(0.25);
    assertThat(found.meanWidth()).isEqualTo(1.5);
    assertThat(found.score()).isCloseTo((6 + 10 * 2) / 4.0, within(1e-12));
    double[] none = {};
    assertThat(IntervalForecast.of(none, none, none, 0.9).coverage()).isNaN();
    assertThatThrownBy(() -> IntervalForecast.of(actual, high, low, 0.8))
        .hasMessageContaining("backwards");
    assertThatThrownBy(() -> IntervalForecast.of(actual, low, high, 1))
        .hasMessageContaining("confidence");
    assertThatThrownBy(() -> IntervalForecast.of(actual, none, high, 0.5))
        .hasMessageContaining("4 actual");
  }
}
