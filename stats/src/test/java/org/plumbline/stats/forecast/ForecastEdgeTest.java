package org.plumbline.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastEdgeTest {
  private static final RiskTerms MONTHLY = new RiskTerms(12, 0.001, 0.1);

  @Test
  void noReturnsLeaveEverythingUndefined() {
    Performance none = Performance.of(new double[0], MONTHLY);

    assertThat(none.periods()).isZero();
    assertThat(
            new double[] {
              none.totalReturn(),
              none.annualReturn(),
              none.annualVolatility(),
              none.sharpe(),
              none.sortino(),
              none.downsideRisk(),
              none.calmar(),
              none.omega(),
              none.valueAtRisk(),
              none.conditionalValueAtRisk(),
              none.hitRate(),
              none.hitRateWithoutFlat(),
              none.profitFactor(),
              none.payoff(),
              none.tailRatio(),
              none.stability(),
              none.skewness(),
              none.excessKurtosis(),
              none.drawdown().maximum(),
              none.drawdown().ulcer()
            })
        .containsOnly(Double.NaN);
    assertThat(none.drawdown().trough()).isEqualTo(-1);
    assertThat(none.drawdown().longest()).isZero();
  }

  @Test
  void oneReturnHasALevelButNoSpread() {
    Performance one = Performance.of(new double[] {0.02}, MONTHLY);

    assertThat(one.totalReturn()).isCloseTo(0.02, within(1e-15));
    assertThat(one.annualReturn()).isCloseTo(Math.pow(1.02, 12) - 1, within(1e-12));
    assertThat(one.valueAtRisk()).isEqualTo(0.02);
    assertThat(one.conditionalValueAtRisk()).isEqualTo(0.02);
    assertThat(one.sharpe()).isNaN();
    assertThat(one.sortino()).isNaN();
    assertThat(one.omega()).isNaN();
    assertThat(one.stability()).isNaN();
  }

  @Test
  void omegaComparesWithTheRiskFreeReturn() {
    RiskTerms terms = new RiskTerms(12, 0.01, 0.1);

    Performance performance = Performance.of(new double[] {0.03, -0.01, 0.01, 0.02}, terms);

    assertThat(performance.omega()).isCloseTo(1.5, within(1e-12));
    assertThat(performance.profitFactor()).isCloseTo(6, within(1e-12));
    assertThat(performance.hitRate()).isEqualTo(0.75);
  }

  @Test
  void drawdownCountsFromTheStartAndForgetsWhatWasRegained() {
    Drawdown drawdown = Drawdown.of(new double[] {-0.5, 1, 0.5, -0.2, -0.5, 0.1});

    assertThat(drawdown.maximum()).isCloseTo(-0.6, within(1e-12));
    assertThat(drawdown.trough()).isEqualTo(4);
    assertThat(drawdown.longest()).isEqualTo(3);
  }

  @Test
  void hugeReturnsOverflowToInfinityNotToNonsense() {
    Performance huge = Performance.of(new double[] {1e300, 1e300, 1e300}, MONTHLY);

    assertThat(huge.totalReturn()).isInfinite();
    assertThat(huge.stability()).isCloseTo(1, within(1e-9));
  }

  @Test
  void refusesWhatIsNoReturn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Performance.of(new double[] {0, Double.NaN}, MONTHLY))
        .withMessageContaining("return[1] is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Drawdown.of(new double[] {Double.POSITIVE_INFINITY}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Drawdown.of(new double[] {-1.01}))
        .withMessageContaining("cannot lose more than -1");
    assertThat(Drawdown.of(new double[] {-1}).maximum()).isEqualTo(-1);
  }

  @Test
  void refusesTermsThatMeanNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RiskTerms(0, 0, 0.05));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RiskTerms(Double.POSITIVE_INFINITY, 0, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new RiskTerms(252, -1, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new RiskTerms(252, Double.NaN, 0.05));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RiskTerms(252, Double.POSITIVE_INFINITY, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> new RiskTerms(252, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RiskTerms(252, 0, 1));
  }

  @Test
  void theBenchmarkBesideItselfIsNeutral() {
    double[] returns = {0.01, -0.02, 0.03, 0.0};

    RelativePerformance same = RelativePerformance.of(returns, returns, MONTHLY);

    assertThat(same.beta()).isCloseTo(1, within(1e-15));
    assertThat(same.annualAlpha()).isCloseTo(0, within(1e-15));
    assertThat(same.informationRatio()).isNaN();
    assertThat(same.annualTrackingError()).isZero();
    assertThat(same.upCapture()).isEqualTo(1);
    assertThat(same.downCapture()).isEqualTo(1);
  }

  @Test
  void alphaIsWhatTheRiskFreeReturnAndBetaLeave() {
    double[] benchmark = {0.01, 0.03};
    double[] returns = {0.025, 0.065};

    RelativePerformance relative = RelativePerformance.of(returns, benchmark, MONTHLY);

    assertThat(relative.beta()).isCloseTo(2, within(1e-12));
    assertThat(relative.annualAlpha())
        .isCloseTo(Math.pow(1 + 0.045 - 0.001 - 2 * 0.019, 12) - 1, within(1e-12));
    assertThat(relative.downCapture()).isNaN();
  }

  @Test
  void aFlatOrShortBenchmarkTellsNothing() {
    RelativePerformance flat =
        RelativePerformance.of(new double[] {0.1, 0.2}, new double[2], MONTHLY);
    RelativePerformance single =
        RelativePerformance.of(new double[] {0.1}, new double[] {0.2}, MONTHLY);
    RelativePerformance none = RelativePerformance.of(new double[0], new double[0], MONTHLY);

    assertThat(flat.beta()).isNaN();
    assertThat(flat.annualAlpha()).isNaN();
    assertThat(flat.upCapture()).isNaN();
    assertThat(single.beta()).isNaN();
    assertThat(none.annualTrackingError()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelativePerformance.of(new double[1], new double[2], MONTHLY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelativePerformance.of(new double[1], new double[] {Double.NaN}, MONTHLY))
        .withMessageContaining("benchmark[0]");
  }

  @Test
  void flatPeriodsCountOnlyWhereTheyAreAskedFor() {
    double[] actual = {1, 2, 2, 3, 2};
    double[] forecast = {1, 3, 2, 1, 1};

    Direction direction = Direction.of(actual, forecast);

    assertThat(direction.moved()).isEqualTo(3);
    assertThat(direction.accuracy()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(direction.accuracyWithFlat()).isEqualTo(0.75);
    assertThat(direction.accuracyOfForecastSteps()).isEqualTo(0.25);
  }

  @Test
  void aSeriesThatAlwaysRisesLeavesTheTestOfDirectionUndefined() {
    Direction rising = Direction.of(new double[] {1, 2, 3}, new double[] {1, 2, 1});
    Direction none = Direction.of(new double[0], new double[0]);
    Direction constant = Direction.of(new double[3], new double[3]);

    assertThat(rising.accuracy()).isEqualTo(0.5);
    assertThat(rising.statistic()).isNaN();
    assertThat(rising.pValue()).isNaN();
    assertThat(none.accuracy()).isNaN();
    assertThat(none.accuracyWithFlat()).isNaN();
    assertThat(constant.accuracy()).isNaN();
    assertThat(constant.accuracyWithFlat()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Direction.of(new double[1], new double[2]));
  }

  @Test
  void theNaiveForecastScoresOne() {
    double[] actual = {1, 2, 4, 3};
    double[] naive = {0, 1, 2, 4};

    assertThat(ForecastErrors.theilU2(actual, naive)).isEqualTo(1);
    assertThat(ForecastErrors.theilU2(actual, actual)).isZero();
    assertThat(ForecastErrors.theilU2(new double[] {0, 1}, new double[2])).isNaN();
    assertThat(ForecastErrors.theilU2(new double[] {1}, new double[1])).isNaN();
    assertThat(ForecastErrors.theilU2(new double[] {1, 1}, new double[] {1, 1})).isNaN();
  }

  @Test
  void scaledErrorIsRelativeToTheSeasonalNaiveForecast() {
    double[] training = {1, 5, 2, 8};

    assertThat(ForecastErrors.mase(new double[] {3, 4}, new double[] {5, 4}, training, 2))
        .isCloseTo(0.5, within(1e-15));
    assertThat(ForecastErrors.mase(new double[] {3}, new double[] {5}, training, 1))
        .isCloseTo(2 / (13.0 / 3), within(1e-15));
    assertThat(ForecastErrors.mase(new double[1], new double[1], new double[5], 1)).isNaN();
    assertThat(ForecastErrors.mase(new double[1], new double[1], training, 4)).isNaN();
    assertThat(ForecastErrors.mase(new double[0], new double[0], training, 1)).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ForecastErrors.mase(new double[1], new double[1], training, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ForecastErrors.mase(new double[] {Double.NaN}, new double[1], training, 1));
  }
}
