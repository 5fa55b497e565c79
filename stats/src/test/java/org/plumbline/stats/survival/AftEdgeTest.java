package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AftEdgeTest {
  private static final double[] TIMES = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final boolean[] EVENTS = {true, true, false, true, true, false, true, true};
  private static final double[] MIXED = {1, 0, 3, 2, 5, 1, 0, 2};

  private static CoxSample sample(Lifetimes rows, int copies) {
    double[][] covariates = new double[rows.size()][copies];
    for (int i = 0; i < rows.size(); i++) {
      Arrays.fill(covariates[i], MIXED[i]);
    }
    return CoxSample.of(rows, covariates);
  }

  @Test
  void anExponentialRateIsEventsOverTime() {
    Lifetimes rows = Lifetimes.of(TIMES, EVENTS);

    AftFit fit = AftFit.of(AftFamily.EXPONENTIAL, sample(rows, 0));

    assertThat(Math.exp(fit.coefficients()[0])).isCloseTo(36.0 / 6, within(1e-9));
    assertThat(fit.standardErrors()).hasSize(1);
    assertThat(fit.standardErrors()[0]).isCloseTo(1 / Math.sqrt(6), within(1e-9));
    assertThat(fit.scale()).isEqualTo(1);
    assertThat(fit.survival(new double[0], 6)).isCloseTo(Math.exp(-1), within(1e-9));
    assertThat(fit.conditionalSurvival(new double[0], 40, 6)).isCloseTo(Math.exp(-1), within(1e-9));
    assertThat(fit.median(new double[0])).isCloseTo(6 * Math.log(2), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(AftFamily.class)
  void quantilesTurnSurvivalRound(AftFamily family) {
    AftFit fit = AftFit.of(family, sample(Lifetimes.of(TIMES, EVENTS), 1));
    double[] row = {2};

    for (double share : new double[] {0.01, 0.3, 0.5, 0.9}) {
      assertThat(fit.survival(row, fit.quantile(row, share))).isCloseTo(1 - share, within(1e-9));
    }
    assertThat(fit.survival(row, 0)).isEqualTo(1);
    assertThat(fit.survival(row, Double.POSITIVE_INFINITY)).isZero();
    assertThat(fit.conditionalSurvival(row, Double.POSITIVE_INFINITY, 1)).isNaN();
    assertThat(fit.conditionalSurvival(row, 2, 1))
        .isCloseTo(fit.survival(row, 3) / fit.survival(row, 2), within(1e-15));
    assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(fit.nullLogLikelihood());
    assertThat(fit.shape()).isCloseTo(1 / fit.scale(), within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(AftFamily.class)
  void aCovariateTwiceIsLeftOutOnce(AftFamily family) {
    Lifetimes rows = Lifetimes.of(TIMES, EVENTS);

    AftFit twice = AftFit.of(family, sample(rows, 2));
    AftFit once = AftFit.of(family, sample(rows, 1));

    assertThat(twice.coefficients()[2]).isNaN();
    assertThat(twice.standardErrors()[2]).isNaN();
    assertThat(twice.coefficients()[1]).isCloseTo(once.coefficients()[1], within(1e-9));
    assertThat(twice.median(new double[] {2, 2}))
        .isCloseTo(once.median(new double[] {2}), within(1e-8));
  }

  @ParameterizedTest
  @EnumSource(AftFamily.class)
  void aWeightOfTwoIsTwoRows(AftFamily family) {
    double[] weights = {2, 1, 1, 1, 1, 1, 1, 1};
    double[] times = {1, 1, 2, 3, 4, 5, 6, 7, 8};
    boolean[] events = {true, true, true, false, true, true, false, true, true};
    Lifetimes weighted = Lifetimes.of(TIMES, EVENTS).weighted(weights);

    AftFit fit = AftFit.of(family, sample(weighted, 0));
    AftFit rows = AftFit.of(family, CoxSample.of(Lifetimes.of(times, events), new double[9][0]));

    assertThat(fit.coefficients()[0]).isCloseTo(rows.coefficients()[0], within(1e-8));
    assertThat(fit.logLikelihood()).isCloseTo(rows.logLikelihood(), within(1e-8));
  }

  @ParameterizedTest
  @EnumSource(AftFamily.class)
  void withoutEventsThereIsNoModel(AftFamily family) {
    AftFit fit = AftFit.of(family, sample(Lifetimes.of(TIMES, new boolean[8]), 1));

    assertThat(fit.isConverged()).isFalse();
    assertThat(fit.coefficients()).containsOnly(Double.NaN);
    assertThat(fit.standardErrors()).containsOnly(Double.NaN);
    assertThat(fit.logLikelihood()).isNaN();
    assertThat(fit.nullLogLikelihood()).isNaN();
    assertThat(fit.scale()).isNaN();
    assertThat(fit.median(new double[] {1})).isNaN();
    assertThat(fit.survival(new double[] {1}, 2)).isNaN();
  }

  @Test
  void lognormalTailsGoOnFarOut() {
    double[] near = new double[3];
    double[] far = new double[3];

    AftFamily.LOGNORMAL.survival(29.999, near);
    AftFamily.LOGNORMAL.survival(30.001, far);

    assertThat(far[0]).isCloseTo(near[0], within(0.1));
    assertThat(far[1]).isCloseTo(near[1], within(0.01));
    assertThat(far[2]).isCloseTo(near[2], within(0.01));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Lifetimes zero = Lifetimes.of(new double[] {0}, new boolean[] {true});
    Lifetimes none = Lifetimes.of(new double[0], new boolean[0]);
    Lifetimes late = Lifetimes.of(TIMES, EVENTS).enteredAt(new double[8]);
    AftFit fit = AftFit.of(AftFamily.WEIBULL, sample(Lifetimes.of(TIMES, EVENTS), 1));

    for (Lifetimes rows : new Lifetimes[] {zero, none, late}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AftFit.of(AftFamily.WEIBULL, sample(rows, 1)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> fit.median(new double[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> fit.survival(new double[1], -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.conditionalSurvival(new double[1], 1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> fit.quantile(new double[1], 1));
    assertThatIllegalArgumentException().isThrownBy(() -> fit.quantile(new double[1], 0));
  }
}
