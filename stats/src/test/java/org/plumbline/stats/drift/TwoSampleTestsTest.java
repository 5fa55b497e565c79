package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.stats.math.IncompleteBeta;
import org.plumbline.stats.math.Kolmogorov;

class TwoSampleTestsTest {
  private static final double[] NONE = {};
  private static final double[] MISSING = {Double.NaN, Double.NaN};
  private static final double[] FIVES = {5, 5, 5, 5};
  private static final double[] RAMP = {1, 2, 3, 4, 5, 6, 7, 8};

  private static double[] normal(Random random, int size, double shift) {
    return IntStream.range(0, size).mapToDouble(_ -> random.nextGaussian() + shift).toArray();
  }

  @Test
  void nothingToCompareIsUndefined() {
    for (double[] empty : new double[][] {NONE, MISSING}) {
      assertThat(CramerVonMises.of(empty, RAMP).statistic()).isNaN();
      assertThat(CramerVonMises.of(RAMP, empty).pValue()).isNaN();
      assertThat(AndersonDarling.of(empty, RAMP).statistic()).isNaN();
      assertThat(AndersonDarling.of(RAMP, empty).pValue()).isNaN();
      assertThat(WelchTest.of(empty, RAMP).statistic()).isNaN();
      assertThat(TwoSample.ksExactPValue(empty, RAMP)).isNaN();
      assertThat(TwoSample.ksExactPValue(RAMP, empty)).isNaN();
      assertThat(TwoSample.evenEdges(empty, 4)).isEmpty();
    }
    assertThat(WelchTest.of(new double[] {1}, RAMP).pValue()).isNaN();
    assertThat(WelchTest.of(RAMP, new double[] {1}).degrees()).isNaN();
  }

  @Test
  void constantsAreEqualOrInfinitelyApart() {
    assertThat(AndersonDarling.of(FIVES, FIVES).statistic()).isNaN();
    assertThat(WelchTest.of(FIVES, FIVES).statistic()).isNaN();
    assertThat(WelchTest.of(FIVES, new double[] {6, 6}).statistic())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(WelchTest.of(FIVES, new double[] {6, 6}).pValue()).isZero();
    assertThat(TwoSample.ksExactPValue(FIVES, FIVES)).isEqualTo(1);
    assertThat(CramerVonMises.of(FIVES, FIVES).pValue()).isEqualTo(1);
    assertThat(TwoSample.evenEdges(FIVES, 4))
        .containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Test
  void infinitiesAndHugeValuesHaveAnAnswer() {
    double[] huge = {-1e308, 1e308, 1e300, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 0};

    assertThat(CramerVonMises.of(huge, RAMP).pValue()).isBetween(0.0, 1.0);
    assertThat(AndersonDarling.of(huge, RAMP).pValue()).isBetween(0.001, 0.25);
    assertThat(TwoSample.ksExactPValue(huge, RAMP)).isBetween(0.0, 1.0);
    assertThat(TwoSample.evenEdges(huge, 2)[1]).isFinite();
    assertThat(WelchTest.of(huge, RAMP).pValue()).isNaN();
  }

  @Test
  void theExactKolmogorovTestByHand() {
    // Of the 6 orders of 2 and 2 values, the distance is 1 in two, 1/2 in the others.
    assertThat(TwoSample.ksExactPValue(new double[] {1, 2}, new double[] {3, 4}))
        .isCloseTo(2.0 / 6, within(1e-15));
    assertThat(TwoSample.ksExactPValue(new double[] {1, 3}, new double[] {2, 4})).isEqualTo(1);
    // With runs 1 1, 2 2, 3 3 only their ends count: 2/3 is met after the first run in 2 of 5
    // orders, after the second in a third of the others.
    assertThat(TwoSample.ksExactPValue(new double[] {1, 1, 2}, new double[] {2, 3, 3}))
        .isCloseTo(0.4 + 0.6 / 3, within(1e-15));
  }

  @Test
  void beyondTenMillionPairsTheFiniteFormStandsIn() {
    var random = new Random(2);
    double[] many = normal(random, 4_000, 0);
    double[] others = normal(random, 2_600, 0.05);

    assertThat(TwoSample.ksExactPValue(many, others))
        .isEqualTo(TwoSample.ks(many, others).pValue());
  }

  @Test
  void theLimitIsContinuousWhereItsSeriesChange() {
    assertThat(Kolmogorov.limit(Math.nextDown(1.0))).isCloseTo(Kolmogorov.limit(1), within(1e-14));
    assertThat(Kolmogorov.limit(1)).isCloseTo(0.26999967167735456, within(1e-15));
    assertThat(Kolmogorov.limit(0)).isEqualTo(1);
    assertThat(Kolmogorov.limit(0.1)).isEqualTo(1);
    assertThat(Kolmogorov.limit(30)).isZero();
  }

  @Test
  void studentTailsAgreeWithTables() {
    assertThat(IncompleteBeta.studentTwoSided(1, 1)).isCloseTo(0.5, within(1e-14));
    assertThat(IncompleteBeta.studentTwoSided(2, 2)).isCloseTo(1 - 2 / Math.sqrt(6), within(1e-14));
    assertThat(IncompleteBeta.studentTwoSided(0, 7)).isEqualTo(1);
    assertThat(IncompleteBeta.studentTwoSided(Double.NEGATIVE_INFINITY, 7)).isZero();
    assertThat(IncompleteBeta.studentTwoSided(1.959963984540054, 1e7))
        .isCloseTo(0.05, within(1e-7));
    assertThat(IncompleteBeta.regularised(0.3, 1, 1)).isCloseTo(0.3, within(1e-15));
    assertThat(IncompleteBeta.regularised(0.9, 2, 1)).isCloseTo(0.81, within(1e-14));
    assertThat(IncompleteBeta.regularised(0.5, 0.5, 0.5)).isCloseTo(0.5, within(1e-14));
    assertThat(IncompleteBeta.regularised(-1, 2, 2)).isZero();
    assertThat(IncompleteBeta.regularised(2, 2, 2)).isEqualTo(1);
    assertThat(IncompleteBeta.regularised(Double.NaN, 2, 2)).isNaN();
  }

  @Test
  void aFitAgainstAnUnseenCategoryIsInfinitelyBad() {
    Contingency fit = Contingency.fit(new double[] {5, 0}, new double[] {4, 1});

    assertThat(fit.statistic()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(fit.pValue()).isZero();
    assertThat(Contingency.fit(new double[] {0, 0}, new double[] {4, 1}).statistic()).isNaN();
    assertThat(Contingency.likelihoodRatio(new double[] {3}, new double[] {4}).pValue())
        .isEqualTo(1);
    Contingency three = Contingency.of(new double[] {3, 4, 5}, new double[] {5, 4, 3});
    assertThat(Contingency.corrected(new double[] {3, 4, 5}, new double[] {5, 4, 3}))
        .isEqualTo(three);
    assertThat(Contingency.corrected(new double[] {5, 5}, new double[] {5, 5}).statistic())
        .isZero();
  }

  @Test
  void evenEdgesAreRefusedWithoutABin() {
    assertThatThrownBy(() -> TwoSample.evenEdges(RAMP, 0)).hasMessageContaining("0 bins");
    assertThat(TwoSample.evenEdges(RAMP, 7)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(TwoSample.wassersteinScaled(RAMP, RAMP)).isZero();
    assertThat(TwoSample.wassersteinScaled(FIVES, RAMP)).isInfinite();
  }

  @Property(tries = 100)
  void testsAreSymmetricAndDoNotSeeTheOrderOfRows(@ForAll long seed) {
    var random = new Random(seed);
    double[] a = normal(random, 5 + random.nextInt(40), 0);
    double[] b = normal(random, 5 + random.nextInt(40), random.nextDouble());
    double[] turned = IntStream.range(0, a.length).mapToDouble(i -> a[a.length - 1 - i]).toArray();

    assertThat(CramerVonMises.of(turned, b)).isEqualTo(CramerVonMises.of(a, b));
    assertThat(AndersonDarling.of(turned, b)).isEqualTo(AndersonDarling.of(a, b));
    assertThat(WelchTest.of(turned, b)).isEqualTo(WelchTest.of(a, b));
    assertThat(CramerVonMises.of(b, a).pValue())
        .isCloseTo(CramerVonMises.of(a, b).pValue(), within(1e-12));
    assertThat(AndersonDarling.of(b, a).statistic())
        .isCloseTo(AndersonDarling.of(a, b).statistic(), within(1e-9));
    assertThat(WelchTest.of(b, a).statistic()).isEqualTo(-WelchTest.of(a, b).statistic());
    assertThat(TwoSample.ksExactPValue(b, a))
        .isCloseTo(TwoSample.ksExactPValue(a, b), within(1e-12));
    assertThat(TwoSample.ksExactPValue(a, b)).isBetween(0.0, 1.0);
  }

  @Tag("simulation")
  @Test
  void unchangedPopulationsAreFlaggedAsOftenAsStated() {
    var random = new Random(8);
    int runs = 2_000;
    int[] flagged = new int[4];
    for (int run = 0; run < runs; run++) {
      double[] a = normal(random, 40, 0);
      double[] b = normal(random, 30, 0);
      flagged[0] += CramerVonMises.of(a, b).pValue() < 0.05 ? 1 : 0;
      flagged[1] += AndersonDarling.of(a, b).pValue() < 0.05 ? 1 : 0;
      flagged[2] += WelchTest.of(a, b).pValue() < 0.05 ? 1 : 0;
      flagged[3] += TwoSample.ksExactPValue(a, b) < 0.05 ? 1 : 0;
    }

    // Four standard errors of a share of 5 % in 2,000 runs are 2 %.
    for (int count : flagged) {
      assertThat((double) count / runs).isBetween(0.03, 0.07);
    }
  }

  @Test
  void psiOfHundredUnchangedRowsIsRarelyBeyondItsCriticalValue() {
    var random = new Random(9);
    int beyond = 0;
    int beyondRule = 0;
    for (int run = 0; run < 1_000; run++) {
      double psi = TwoSample.psi(normal(random, 100, 0), normal(random, 100, 0), 10);
      beyond += psi > Divergence.psiCritical(0.01, 10, 100, 100) ? 1 : 0;
      beyondRule += psi > 0.1 ? 1 : 0;
    }

    // The rule of thumb 0.1 would flag most of them.
    assertThat(beyond).isLessThan(30);
    assertThat(beyondRule).isGreaterThan(600);
  }
}
