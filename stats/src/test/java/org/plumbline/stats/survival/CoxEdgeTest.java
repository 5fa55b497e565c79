package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoxEdgeTest {
  private static final double[] TIMES = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final boolean[] EVENTS = {true, true, false, true, true, false, true, true};
  private static final double[] MIXED = {1, 0, 3, 2, 5, 1, 0, 2};

  private static double[][] columns(double[]... columns) {
    double[][] rows = new double[columns[0].length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i][j] = columns[j][i];
      }
    }
    return rows;
  }

  private static CoxSample sample(double[]... columns) {
    return CoxSample.of(Lifetimes.of(TIMES, EVENTS), columns(columns));
  }

  @ParameterizedTest
  @EnumSource(CoxTies.class)
  void aConstantCovariateIsLeftOut(CoxTies ties) {
    double[] constant = new double[8];
    Arrays.fill(constant, 0.1);

    CoxFit fit = CoxFit.of(sample(constant, MIXED), new CoxSettings(ties, 0));

    assertThat(fit.terms())
        .extracting(CoxTerm::state)
        .containsExactly(CoxState.COLLINEAR, CoxState.ESTIMATED);
    assertThat(fit.terms().getFirst().coefficient()).isNaN();
    assertThat(fit.terms().getFirst().standardError()).isNaN();
    CoxFit alone = CoxFit.of(sample(MIXED), new CoxSettings(ties, 0));
    assertThat(fit.terms().getLast().coefficient())
        .isCloseTo(alone.terms().getFirst().coefficient(), within(1e-12));
    assertThat(fit.ratioTest().degrees()).isEqualTo(1);
    assertThat(fit.waldTest().statistic()).isCloseTo(alone.waldTest().statistic(), within(1e-9));
    assertThat(fit.proportionalHazards().terms().getFirst().statistic()).isNaN();
  }

  @Test
  void aCovariateThatOthersExplainIsLeftOut() {
    double[] other = {0, 1, 1, 0, 2, 0, 1, 0};
    double[] sum = new double[8];
    Arrays.setAll(sum, i -> 2 * MIXED[i] - other[i] + 7);

    CoxFit fit = CoxFit.of(sample(MIXED, other, sum));
    CoxFit pair = CoxFit.of(sample(MIXED, other));

    assertThat(fit.terms().getLast().state()).isEqualTo(CoxState.COLLINEAR);
    assertThat(fit.isConverged()).isTrue();
    assertThat(fit.logLikelihood()).isCloseTo(pair.logLikelihood(), within(1e-10));
    double[] row = {1, 1, 100};
    assertThat(fit.linearPredictor(row))
        .isCloseTo(pair.linearPredictor(new double[] {1, 1}), within(1e-9));
    assertThat(fit.curve(row).survivalAt(4))
        .isCloseTo(pair.curve(new double[] {1, 1}).survivalAt(4), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(CoxTies.class)
  void aCovariateThatSeparatesIsCalledInfinite(CoxTies ties) {
    double[] separating = {1, 1, 0, 1, 1, 0, 0, 0};
    Lifetimes rows =
        Lifetimes.of(TIMES, new boolean[] {true, true, false, true, true, false, false, false});

    CoxFit fit =
        CoxFit.of(CoxSample.of(rows, columns(separating, MIXED)), new CoxSettings(ties, 0));

    assertThat(fit.isFinite()).isFalse();
    assertThat(fit.terms().getFirst().state()).isEqualTo(CoxState.INFINITE);
    assertThat(fit.terms().getFirst().coefficient()).isNaN();
    assertThat(fit.terms().getFirst().hazardRatio().value()).isNaN();
    assertThat(fit.terms().getLast().state()).isEqualTo(CoxState.ESTIMATED);
    assertThat(fit.linearPredictor(new double[2])).isNaN();
    assertThat(fit.curve(new double[2]).survivalAt(3)).isNaN();
    assertThat(fit.waldTest().pValue()).isNaN();
    assertThat(fit.residuals().martingale()).containsOnly(Double.NaN);
    assertThat(fit.residuals().deviance()).containsOnly(Double.NaN);
    assertThat(fit.residuals().score()[0]).containsOnly(Double.NaN);
    assertThat(fit.residuals().schoenfeld()[0]).containsOnly(Double.NaN);
    assertThat(fit.concordance().value()).isGreaterThan(0.8);
    assertThat(fit.ratioTest().statistic()).isPositive();
  }

  @Test
  void aPenaltyMakesASeparatingCovariateFinite() {
    double[] separating = {8, 7, 6, 5, 4, 3, 2, 1};

    CoxFit free = CoxFit.of(sample(separating));
    CoxFit held = CoxFit.of(sample(separating), new CoxSettings(CoxTies.EFRON, 0.1));

    assertThat(free.terms().getFirst().state()).isEqualTo(CoxState.INFINITE);
    assertThat(held.isFinite()).isTrue();
    assertThat(held.isConverged()).isTrue();
    assertThat(held.terms().getFirst().coefficient()).isPositive();
    assertThat(held.logLikelihood()).isLessThan(free.logLikelihood());
  }

  @ParameterizedTest
  @EnumSource(CoxTies.class)
  void withoutEventsNothingCanBeTested(CoxTies ties) {
    CoxSample sample = CoxSample.of(Lifetimes.of(TIMES, new boolean[8]), columns(MIXED));

    CoxFit fit = CoxFit.of(sample, new CoxSettings(ties, 0));

    assertThat(fit.terms().getFirst().state()).isEqualTo(CoxState.COLLINEAR);
    assertThat(fit.logLikelihood()).isZero();
    assertThat(fit.ratioTest().pValue()).isNaN();
    assertThat(fit.scoreTest().statistic()).isNaN();
    assertThat(fit.waldTest().statistic()).isNaN();
    assertThat(fit.concordance().value()).isNaN();
    assertThat(fit.curve(new double[1]).survivalAt(8)).isEqualTo(1);
    assertThat(fit.iterations()).isZero();
    assertThat(fit.residuals().eventRows()).isEmpty();
  }

  @Test
  void aSingleRowHasABaselineOnly() {
    CoxSample one =
        CoxSample.of(Lifetimes.of(new double[] {3}, new boolean[] {true}), new double[][] {{2}});

    CoxFit fit = CoxFit.of(one);

    assertThat(fit.terms().getFirst().state()).isEqualTo(CoxState.COLLINEAR);
    assertThat(fit.curve(new double[] {2}).hazardAt(3)).isEqualTo(1);
    assertThat(fit.residuals().martingale()).containsExactly(0);
  }

  @Test
  void withoutCovariatesTheCurveIsThatOfNelsonAndAalen() {
    Lifetimes rows = Lifetimes.of(TIMES, EVENTS);

    CoxFit fit = CoxFit.of(CoxSample.of(rows, new double[8][0]));

    SurvivalCurve plain =
        SurvivalCurve.of(rows, new CurveSettings(CurveEstimator.NELSON_AALEN, CurveBand.LOG, 0.95));
    SurvivalCurve curve = fit.curve(new double[0]);
    for (double time : TIMES) {
      assertThat(curve.hazardAt(time)).isCloseTo(plain.hazardAt(time), within(1e-14));
    }
    assertThat(curve.steps().getFirst().hazardError())
        .isCloseTo(plain.steps().getFirst().hazardError(), within(1e-15));
    assertThat(curve.restrictedMean(8).standardError()).isNaN();
    assertThat(fit.isConverged()).isTrue();
  }

  @Test
  void residualsAddUpToNothing() {
    double[] tied = {1, 1, 2, 2, 2, 3, 3, 4};
    for (CoxTies ties : CoxTies.values()) {
      CoxSample sample = CoxSample.of(Lifetimes.of(tied, EVENTS), columns(MIXED));

      CoxResiduals residuals = CoxFit.of(sample, new CoxSettings(ties, 0)).residuals();

      assertThat(Arrays.stream(residuals.martingale()).sum()).isCloseTo(0, within(1e-12));
      assertThat(residuals.eventRows()).hasSize(6);
      if (ties != CoxTies.EXACT) {
        double score = Arrays.stream(residuals.score()).mapToDouble(row -> row[0]).sum();
        double schoenfeld = Arrays.stream(residuals.schoenfeld()).mapToDouble(row -> row[0]).sum();
        assertThat(score).isCloseTo(0, within(1e-9));
        assertThat(schoenfeld).isCloseTo(0, within(1e-9));
      }
    }
  }

  @Test
  void rowsCutInTwoAreTheSameRows() {
    double[] starts = new double[16];
    double[] ends = new double[16];
    boolean[] events = new boolean[16];
    double[][] covariates = new double[16][];
    int[] persons = new int[16];
    for (int i = 0; i < 8; i++) {
      ends[2 * i] = TIMES[i] / 2;
      starts[2 * i + 1] = TIMES[i] / 2;
      ends[2 * i + 1] = TIMES[i];
      events[2 * i + 1] = EVENTS[i];
      covariates[2 * i] = new double[] {MIXED[i]};
      covariates[2 * i + 1] = new double[] {MIXED[i]};
      persons[2 * i] = i;
      persons[2 * i + 1] = i;
    }
    CoxSample cut = CoxSample.of(Lifetimes.of(ends, events).enteredAt(starts), covariates);

    for (CoxTies ties : CoxTies.values()) {
      CoxFit whole = CoxFit.of(sample(MIXED), new CoxSettings(ties, 0));
      CoxFit halves = CoxFit.of(cut, new CoxSettings(ties, 0));

      assertThat(halves.terms().getFirst().coefficient())
          .isCloseTo(whole.terms().getFirst().coefficient(), within(1e-9));
      assertThat(halves.robustTerms(persons).getFirst().standardError())
          .isCloseTo(whole.robustTerms().getFirst().standardError(), within(1e-9));
      assertThat(halves.concordance().value()).isEqualTo(whole.concordance().value());
    }
  }

  @Test
  void aWeightOfTwoIsTwoRowsOfOneCluster() {
    double[] weights = {2, 1, 1, 2, 1, 1, 2, 1};
    int[] persons = {0, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7};
    double[] times = Arrays.stream(persons).mapToDouble(i -> TIMES[i]).toArray();
    boolean[] events = new boolean[persons.length];
    double[][] covariates = new double[persons.length][];
    for (int i = 0; i < persons.length; i++) {
      events[i] = EVENTS[persons[i]];
      covariates[i] = new double[] {MIXED[persons[i]]};
    }
    Lifetimes weighted = Lifetimes.of(TIMES, EVENTS).weighted(weights);
    var settings = new CoxSettings(CoxTies.BRESLOW, 0);

    CoxFit fit = CoxFit.of(CoxSample.of(weighted, columns(MIXED)), settings);
    CoxFit twice = CoxFit.of(CoxSample.of(Lifetimes.of(times, events), covariates), settings);

    int[] each = IntStream.range(0, 8).toArray();
    assertThat(fit.terms().getFirst().coefficient())
        .isCloseTo(twice.terms().getFirst().coefficient(), within(1e-9));
    assertThat(fit.covariance()[0][0]).isCloseTo(twice.covariance()[0][0], within(1e-9));
    assertThat(fit.robustCovariance(each)[0][0])
        .isCloseTo(twice.robustCovariance(persons)[0][0], within(1e-9));
  }

  @Test
  void theLinearPredictorIsTheSumOfCovariatesTimesCoefficients() {
    double[] other = {0, 1, 1, 0, 2, 0, 1, 0};
    CoxFit fit = CoxFit.of(sample(MIXED, other));

    assertThat(fit.linearPredictor(new double[] {3, 2}))
        .isCloseTo(
            3 * fit.terms().getFirst().coefficient() + 2 * fit.terms().getLast().coefficient(),
            within(1e-12));
    assertThat(fit.linearPredictor(new double[2])).isCloseTo(0, within(1e-12));
  }

  @Test
  void scoreResidualsAreInTheUnitsOfTheirCovariate() {
    double[] tens = Arrays.stream(MIXED).map(value -> value * 10 + 4).toArray();

    double[][] plain = CoxFit.of(sample(MIXED)).residuals().score();
    double[][] scaled = CoxFit.of(sample(tens)).residuals().score();

    for (int i = 0; i < plain.length; i++) {
      assertThat(scaled[i][0]).isCloseTo(10 * plain[i][0], within(1e-9));
    }
  }

  @Test
  void strataHaveBaselinesOfTheirOwn() {
    int[] strata = {0, 1, 0, 1, 0, 1, 0, 1};
    for (CoxTies ties : CoxTies.values()) {
      CoxFit fit = CoxFit.of(sample(MIXED).stratified(strata), new CoxSettings(ties, 0));

      assertThat(fit.curve(new double[1], 0, ties).steps())
          .extracting(SurvivalStep::time)
          .containsExactly(1.0, 3.0, 5.0, 7.0);
      assertThat(fit.curve(new double[1], 1, ties).steps())
          .extracting(SurvivalStep::time)
          .containsExactly(2.0, 4.0, 6.0, 8.0);
      assertThat(fit.curve(new double[1], 7, ties).survivalAt(1)).isNaN();
      assertThat(Arrays.stream(fit.residuals().martingale()).sum()).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void survivalFromNowOnFallsWithTheHorizon() {
    SurvivalCurve curve = CoxFit.of(sample(MIXED)).curve(new double[] {1});

    assertThat(curve.conditionalSurvival(3, 1)).isGreaterThan(curve.conditionalSurvival(3, 2));
    assertThat(curve.conditionalSurvival(3, 2))
        .isCloseTo(curve.survivalAt(5) / curve.survivalAt(3), within(1e-15));
  }

  @Test
  void hugeAndTinyUnitsChangeNothing() {
    double[] huge = Arrays.stream(MIXED).map(value -> value * 1e12 + 1e13).toArray();

    double plain = CoxFit.of(sample(MIXED)).terms().getFirst().coefficient();

    assertThat(CoxFit.of(sample(huge)).terms().getFirst().coefficient() * 1e12)
        .isCloseTo(plain, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesCovariatesThatAreNotFinite(double bad) {
    double[] broken = MIXED.clone();
    broken[2] = bad;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sample(broken))
        .withMessageContaining("covariate[2][0]");
    assertThatIllegalArgumentException().isThrownBy(() -> new CoxSettings(CoxTies.EFRON, bad));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Lifetimes rows = Lifetimes.of(TIMES, EVENTS);
    double[][] ragged = columns(MIXED);
    ragged[3] = new double[2];

    assertThatIllegalArgumentException().isThrownBy(() -> CoxSample.of(rows, ragged));
    assertThatIllegalArgumentException().isThrownBy(() -> CoxSample.of(rows, new double[1][1]));
    assertThatIllegalArgumentException().isThrownBy(() -> sample(MIXED).stratified(new int[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> new CoxSettings(CoxTies.EFRON, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoxFit.of(sample(MIXED)).curve(new double[2]));
    Lifetimes none = Lifetimes.of(new double[0], new boolean[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoxFit.of(CoxSample.of(none, new double[0][])));
    double[] twos = new double[8];
    Arrays.fill(twos, 2);
    CoxSample weighted = CoxSample.of(rows.weighted(twos), columns(MIXED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoxFit.of(weighted, new CoxSettings(CoxTies.EXACT, 0)))
        .withMessageContaining("weight[0]");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 5_000})
  void aRareFlagThatSeparatesIsCalledInfiniteInAnySample(int n) {
    var random = new SplittableRandom(3);
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[][] covariates = new double[n][2];
    for (int i = 0; i < n; i++) {
      times[i] = 1 + random.nextInt(40);
      boolean spared = i < 3;
      events[i] = !spared && random.nextDouble() < 0.7;
      covariates[i][0] = spared ? 1 : 0;
      covariates[i][1] = random.nextDouble();
    }

    CoxFit fit = CoxFit.of(CoxSample.of(Lifetimes.of(times, events), covariates));

    assertThat(fit.terms())
        .extracting(CoxTerm::state)
        .containsExactly(CoxState.INFINITE, CoxState.ESTIMATED);
  }

  @Test
  void outliersDoNotThrowTheSearch() {
    var random = new SplittableRandom(5);
    for (int sample = 0; sample < 200; sample++) {
      int n = 30;
      double[] times = new double[n];
      boolean[] events = new boolean[n];
      double[][] covariates = new double[n][2];
      for (int i = 0; i < n; i++) {
        times[i] = random.nextInt(1, 20);
        events[i] = random.nextInt(4) > 0;
        covariates[i][0] = Math.exp(3 * random.nextGaussian());
        covariates[i][1] = Math.pow(random.nextGaussian(), 5);
      }

      CoxFit fit = CoxFit.of(CoxSample.of(Lifetimes.of(times, events), covariates));

      assertThat(fit.isConverged() || !fit.isFinite()).as("sample %d", sample).isTrue();
      assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(fit.nullLogLikelihood());
      if (fit.isConverged()) {
        for (int j = 0; j < 2; j++) {
          int column = j;
          double slope =
              Arrays.stream(fit.residuals().score()).mapToDouble(row -> row[column]).sum();
          double error = fit.terms().get(j).standardError();
          assertThat(slope * error).isCloseTo(0, within(1e-6));
        }
      }
    }
  }

  @Test
  void findsTheTruthInManyRows() {
    var random = new SplittableRandom(7);
    int n = 4_000;
    double[] times = new double[n];
    boolean[] events = new boolean[n];
    double[][] covariates = new double[n][2];
    for (int i = 0; i < n; i++) {
      covariates[i][0] = random.nextDouble(-1, 1);
      covariates[i][1] = random.nextDouble(-1, 1);
      double rate = Math.exp(0.7 * covariates[i][0] - 0.5 * covariates[i][1]);
      double event = -Math.log(1 - random.nextDouble()) / rate;
      double censored = random.nextDouble(3);
      times[i] = Math.min(event, censored);
      events[i] = event <= censored;
    }

    CoxFit fit = CoxFit.of(CoxSample.of(Lifetimes.of(times, events), covariates));

    List<CoxTerm> terms = fit.terms();
    assertThat(terms.get(0).coefficient()).isCloseTo(0.7, within(0.1));
    assertThat(terms.get(1).coefficient()).isCloseTo(-0.5, within(0.1));
    assertThat(fit.proportionalHazards().global().pValue()).isGreaterThan(0.01);
    int[] own = IntStream.range(0, n).toArray();
    assertThat(fit.robustWaldTest(own).statistic())
        .isCloseTo(fit.waldTest().statistic(), within(0.1 * fit.waldTest().statistic()));
  }
}
