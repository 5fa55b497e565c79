package org.plumbline.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.stats.forecast.Stationarity.Around;

class TimeSeriesTest {
  private static final String STATSMODELS = "statsmodels 0.13.5";
  private static final Accuracy UNIT_ROOT =
      Accuracy.of("Augmented Dickey-Fuller", STATSMODELS, 0, 1e-8);
  private static final Accuracy SMOOTHING =
      Accuracy.of("Exponential smoothing, Holt", STATSMODELS, 0, 1e-8);
  private static final Accuracy CLASSICAL =
      Accuracy.of("Classical decomposition", STATSMODELS, 1e-12, 1e-8);
  private static final Accuracy STL = Accuracy.of("STL", STATSMODELS, 1e-12, 1e-8);

  private final Golden golden = Golden.load("stats/timeseries.json");
  private final double[] series = golden.numbers("series");
  private final Golden expected = golden.at("expected");

  @Test
  void unitRootTestAgreesWithStatsmodels() {
    Stationarity found = Stationarity.of(series, 4, Around.MEAN);

    double[] both = {found.statistic(), found.pValue()};
    UNIT_ROOT.checkAll("lag 4", both, expected.numbers("adf_constant_lag4_fixed"));
    assertThat(found.used()).isEqualTo(139);
    assertThat(found.lags()).isEqualTo(4);
  }

  @Test
  void smoothingAgreesWithStatsmodels() {
    ExponentialSmoothing simple = ExponentialSmoothing.simple(series, 0.3);
    ExponentialSmoothing holt = ExponentialSmoothing.holt(series, 0.3, 0.1);

    Golden level = expected.at("ses_alpha0.3_level0_first_value");
    SMOOTHING.checkAll(
        "fitted", Arrays.copyOfRange(simple.fitted(), 139, 144), level.numbers("fitted_last5"));
    SMOOTHING.checkAll("forecast", simple.forecast(1), level.numbers("forecast"));
    SMOOTHING.checkAll("holt", holt.forecast(5), expected.numbers("holt_0.3_0.1", "forecast_5"));
    assertThat(simple.trend()).isZero();
    assertThat(holt.forecast(1)[0]).isEqualTo(holt.level() + holt.trend());
  }

  @Test
  void classicalDecompositionAgreesWithStatsmodels() {
    SeasonalDecomposition found = SeasonalDecomposition.classical(series, 12);

    Golden classical = expected.at("seasonal_decompose_additive_12");
    CLASSICAL.checkAll(
        "seasonal", Arrays.copyOf(found.seasonal(), 12), classical.numbers("seasonal_first12"));
    CLASSICAL.checkAll(
        "trend", Arrays.copyOfRange(found.trend(), 6, 11), classical.numbers("trend_6_to_10"));
    assertThat(found.trend()[5]).isNaN();
    assertThat(found.rest()[138]).isNaN();
    assertThat(found.rest()[137])
        .isEqualTo(series[137] - found.trend()[137] - found.seasonal()[137]);
  }

  @Test
  void stlAgreesWithStatsmodels() {
    SeasonalDecomposition found = SeasonalDecomposition.stl(series, 12, 13, false);

    Golden stl = expected.at("stl_12_seasonal13");
    STL.checkAll("trend", Arrays.copyOf(found.trend(), 5), stl.numbers("trend_first5"));
    STL.checkAll("seasonal", Arrays.copyOf(found.seasonal(), 5), stl.numbers("seasonal_first5"));
    double deviation = Math.sqrt(Series.centralSum(found.rest(), 2) / series.length);
    STL.check("rest", deviation, stl.number("resid_std"));
  }

  /** The p-values at the critical values of MacKinnon 2010, table 2, for endless series. */
  @Test
  void pValuesMeetTheCriticalValues() {
    assertThat(Around.ZERO.pValue(-1.94100)).isCloseTo(0.05, within(2e-4));
    assertThat(Around.ZERO.pValue(-2.56574)).isCloseTo(0.01, within(1e-4));
    assertThat(Around.MEAN.pValue(-2.86154)).isCloseTo(0.05, within(2e-4));
    assertThat(Around.MEAN.pValue(-3.43035)).isCloseTo(0.01, within(1e-4));
    assertThat(Around.LINE.pValue(-3.41049)).isCloseTo(0.05, within(2e-4));
    assertThat(Around.LINE.pValue(-3.95877)).isCloseTo(0.01, within(1e-4));
    assertThat(Around.MEAN.pValue(3)).isEqualTo(1);
    assertThat(Around.MEAN.pValue(-19)).isZero();
    for (Around around : Around.values()) {
      double last = 0;
      for (double statistic = -10; statistic < 0.6; statistic += 0.1) {
        assertThat(around.pValue(statistic)).isGreaterThanOrEqualTo(last);
        last = around.pValue(statistic);
      }
    }
  }

  @Test
  void walksAndNoiseAreToldApart() {
    var random = new Random(7);
    double[] noise = random.doubles(500).toArray();
    double[] walk = new double[500];
    double[] line = new double[500];
    for (int i = 1; i < 500; i++) {
      walk[i] = walk[i - 1] + random.nextGaussian();
      line[i] = i + noise[i];
    }

    assertThat(Stationarity.of(noise, 2, Around.MEAN).pValue()).isLessThan(1e-6);
    assertThat(Stationarity.of(walk, 2, Around.ZERO).pValue()).isGreaterThan(0.05);
    assertThat(Stationarity.of(line, 2, Around.LINE).pValue()).isLessThan(1e-6);
    assertThat(Stationarity.of(line, 2, Around.MEAN).pValue()).isGreaterThan(0.5);
  }

  @Property(tries = 50)
  void unitRootTestKnowsNoUnits(@ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int lags) {
    double[] values = new Random(seed).doubles(60).toArray();
    double[] moved = Arrays.stream(values).map(value -> 1e4 + 32 * value).toArray();

    for (Around around : new Around[] {Around.MEAN, Around.LINE}) {
      assertThat(Stationarity.of(moved, lags, around).statistic())
          .isCloseTo(Stationarity.of(values, lags, around).statistic(), within(1e-6));
    }
  }

  @Property(tries = 50)
  void forecastsMoveWithTheSeries(@ForAll long seed) {
    double[] values = new Random(seed).doubles(40).toArray();
    double[] moved = Arrays.stream(values).map(value -> 5 - 3 * value).toArray();

    double simple = ExponentialSmoothing.simple(values, 0.4).forecast(1)[0];
    double holt = ExponentialSmoothing.holt(values, 0.4, 0.2).forecast(3)[2];

    assertThat(simple).isBetween(0.0, 1.0);
    assertThat(ExponentialSmoothing.simple(moved, 0.4).forecast(1)[0])
        .isCloseTo(5 - 3 * simple, within(1e-10));
    assertThat(ExponentialSmoothing.holt(moved, 0.4, 0.2).forecast(3)[2])
        .isCloseTo(5 - 3 * holt, within(1e-10));
  }

  @Property(tries = 40)
  void partsOfLineAndSeasonAreFoundAgain(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int period, @ForAll boolean robust) {
    var random = new Random(seed);
    double[] season = random.doubles(period, -1, 1).toArray();
    double mean = Arrays.stream(season).average().orElseThrow();
    double[] values = new double[6 * period + random.nextInt(period)];
    Arrays.setAll(values, i -> 3 + 0.25 * i + season[i % period] - mean);

    SeasonalDecomposition stl = SeasonalDecomposition.stl(values, period, 7, robust);
    SeasonalDecomposition classical = SeasonalDecomposition.classical(values, period);

    for (int i = 0; i < values.length; i++) {
      assertThat(stl.trend()[i]).isCloseTo(3 + 0.25 * i, within(1e-9));
      assertThat(stl.seasonal()[i]).isCloseTo(season[i % period] - mean, within(1e-9));
      assertThat(classical.seasonal()[i]).isCloseTo(season[i % period] - mean, within(1e-9));
    }
  }

  @Test
  void robustSeasonForgetsAnOutlier() {
    var random = new Random(3);
    double[] spoilt = new double[60];
    Arrays.setAll(spoilt, i -> 3 * (i % 4) + random.nextGaussian());
    spoilt[30] += 40;

    SeasonalDecomposition robust = SeasonalDecomposition.stl(spoilt, 4, 7, true);

    assertThat(robust.rest()[30]).isCloseTo(40, within(3.0));
    assertThat(SeasonalDecomposition.stl(spoilt, 4, 7, false).rest()[30]).isLessThan(25);
  }

  @Test
  void littleOrConstantSeriesAreDefined() {
    double[] none = {};
    double[] level = new double[30];
    Arrays.fill(level, 1e300);

    assertThat(Stationarity.of(none, 3, Around.MEAN))
        .isEqualTo(new Stationarity(Double.NaN, Double.NaN, 3, 0));
    assertThat(Stationarity.of(none, Integer.MAX_VALUE, Around.LINE).pValue()).isNaN();
    assertThat(Stationarity.of(new double[] {1, 2, 4}, 0, Around.MEAN).statistic()).isNaN();
    assertThat(Stationarity.of(level, 1, Around.MEAN).pValue()).isNaN();
    assertThat(Stationarity.of(new double[30], 1, Around.ZERO).pValue()).isNaN();
    assertThat(ExponentialSmoothing.simple(none, 0.5).forecast(1)).containsExactly(Double.NaN);
    assertThat(ExponentialSmoothing.simple(none, 0.5).fitted()).isEmpty();
    assertThat(ExponentialSmoothing.simple(level, 0.5).forecast(2)).containsExactly(1e300, 1e300);
    assertThat(ExponentialSmoothing.holt(new double[] {4}, 0.5, 0.5).forecast(1))
        .containsExactly(Double.NaN);
    assertThat(ExponentialSmoothing.holt(level, 0.5, 0.5).forecast(0)).isEmpty();
    double[] flat = new double[24];
    Arrays.fill(flat, 5);
    for (boolean robust : new boolean[] {false, true}) {
      SeasonalDecomposition parts = SeasonalDecomposition.stl(flat, 12, 7, robust);
      assertThat(parts.trend()[3]).isCloseTo(5, within(1e-12));
      assertThat(parts.seasonal()[3]).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void faultyArgumentsAreRefused() {
    double[] hole = {1, Double.NaN, 2, 3};

    assertThatThrownBy(() -> Stationarity.of(hole, 0, Around.ZERO)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Stationarity.of(series, -1, Around.ZERO))
        .hasMessageContaining("-1 lags");
    assertThatThrownBy(() -> ExponentialSmoothing.simple(hole, 0.5)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> ExponentialSmoothing.simple(series, 0))
        .hasMessageContaining("alpha 0.0");
    assertThatThrownBy(() -> ExponentialSmoothing.holt(series, 1, 1.5))
        .hasMessageContaining("beta 1.5");
    assertThatThrownBy(() -> ExponentialSmoothing.simple(series, 1).forecast(-1))
        .hasMessageContaining("-1 periods");
    assertThatThrownBy(() -> SeasonalDecomposition.classical(hole, 2)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> SeasonalDecomposition.classical(series, 73))
        .hasMessageContaining("two seasons of 73");
    assertThatThrownBy(() -> SeasonalDecomposition.stl(series, 1, 7, false))
        .hasMessageContaining("period 1");
    assertThatThrownBy(() -> SeasonalDecomposition.stl(series, 12, 8, false))
        .hasMessageContaining("span 8");
  }
}
