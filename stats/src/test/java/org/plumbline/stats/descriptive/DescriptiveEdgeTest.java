package org.plumbline.stats.descriptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DescriptiveEdgeTest {
  private static final double[] NONE = {};
  private static final double[] CONSTANT = {3, 3, 3, 3};
  private static final double[] FEW = {1, 2, 4, 8};
  private static final double[] INFINITE = {1, Double.POSITIVE_INFINITY};

  @Test
  void summariesOfLittleAreDefined() {
    Summary none = Summary.of(NONE);
    Summary one = Summary.of(new double[] {5, Double.NaN});
    Summary constant = Summary.of(CONSTANT);

    assertThat(none.count()).isZero();
    assertThat(none.mean()).isNaN();
    assertThat(none.median()).isNaN();
    assertThat(one.mean()).isEqualTo(5);
    assertThat(one.deviation()).isNaN();
    assertThat(one.variance()).isZero();
    assertThat(constant.variance()).isZero();
    assertThat(constant.skewness()).isNaN();
    assertThat(constant.jarqueBera().pValue()).isNaN();
    assertThat(constant.quartileRange()).isZero();
    assertThat(Summary.geometricMean(new double[] {1, 4})).isCloseTo(2, within(1e-15));
    assertThat(Summary.geometricMean(new double[] {0, 4})).isZero();
    assertThat(Summary.geometricMean(new double[] {-1, 4})).isNaN();
    assertThat(Summary.geometricMean(NONE)).isNaN();
    assertThat(Summary.trimmedMean(new double[] {1, 2, 3, 100}, 0.25)).isEqualTo(2.5);
    assertThat(Summary.trimmedMean(NONE, 0.1)).isNaN();
    assertThat(Summary.entropy(new double[] {2, 2, 0})).isCloseTo(Math.log(2), within(1e-15));
    assertThat(Summary.entropy(new double[2])).isNaN();
    assertThat(Summary.of(new double[] {1e300, -1e300}).mean()).isZero();
    assertThatThrownBy(() -> Summary.of(INFINITE)).hasMessageContaining("Infinity");
    assertThatThrownBy(() -> Summary.trimmedMean(FEW, 0.5)).hasMessageContaining("0.5");
    assertThatThrownBy(() -> Summary.entropy(new double[] {-1})).hasMessageContaining("-1.0");
  }

  @Test
  void quantilesAndHistogramsOfLittleAreDefined() {
    for (Quantile quantile : Quantile.values()) {
      assertThat(quantile.of(NONE, 0.5)).isNaN();
      assertThat(quantile.of(new double[] {7}, 0.3)).isEqualTo(7);
      assertThat(quantile.of(FEW, 0)).isEqualTo(1);
      assertThat(quantile.of(FEW, 1)).isEqualTo(8);
    }
    assertThat(Quantile.LINEAR.of(FEW, 0.5)).isEqualTo(3);
    assertThat(Quantile.AVERAGED_INVERTED_CDF.of(FEW, 0.5)).isEqualTo(3);
    assertThat(Quantile.INVERTED_CDF.of(FEW, 0.5)).isEqualTo(2);
    for (HistogramRule rule : HistogramRule.values()) {
      assertThat(rule.edges(NONE)).isEmpty();
      assertThat(rule.edges(CONSTANT)).containsExactly(2.5, 3.5);
      assertThat(rule.edges(new double[] {1, 2})).startsWith(1.0).endsWith(2.0).isSorted();
      assertThatThrownBy(() -> rule.edges(INFINITE)).hasMessageContaining("Infinity");
    }
    assertThatThrownBy(() -> Quantile.LINEAR.of(FEW, 1.1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> Quantile.LINEAR.of(new double[] {Double.NaN}, 0.5))
        .hasMessageContaining("NaN");
    double[] far = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1e12};
    assertThatThrownBy(() -> HistogramRule.FREEDMAN_DIACONIS.edges(far))
        .hasMessageContaining("another rule");
  }

  @Test
  void correlationsOfLittleAreDefined() {
    double nan = Double.NaN;

    assertThat(Correlation.pearson(NONE, NONE).statistic()).isNaN();
    assertThat(Correlation.pearson(FEW, CONSTANT).statistic()).isNaN();
    assertThat(Correlation.kendall(FEW, CONSTANT).pValue()).isNaN();
    assertThat(Correlation.kendall(NONE, NONE).statistic()).isNaN();
    assertThat(Correlation.spearman(new double[] {1}, new double[] {1}).statistic()).isNaN();
    TestResult two = Correlation.pearson(new double[] {1, 2}, new double[] {1, 2});
    assertThat(two.statistic()).isCloseTo(1, within(1e-12));
    assertThat(two.pValue()).isNaN();
    assertThat(Correlation.pearson(FEW, FEW).statistic()).isCloseTo(1, within(1e-12));
    assertThat(Correlation.pearson(FEW, FEW).pValue()).isLessThan(1e-7);
    assertThat(
            Correlation.spearman(new double[] {1, 2, nan, 4}, new double[] {3, 2, 9, 1})
                .statistic())
        .isCloseTo(-1, within(1e-12));
    assertThat(Correlation.kendall(new double[] {1, 2}, new double[] {2, 1}).statistic())
        .isCloseTo(-1, within(1e-12));
    assertThat(Correlation.kendall(FEW, new double[] {10, 20, 30, 25}).statistic())
        .isCloseTo(4 / 6.0, within(1e-15));
    assertThatThrownBy(() -> Correlation.pearson(FEW, NONE)).hasMessageContaining("4 values but 0");
    assertThatThrownBy(() -> Correlation.pearson(INFINITE, INFINITE))
        .hasMessageContaining("Infinity");
  }

  @Test
  void groupsOfLittleAreDefined() {
    List<double[]> one = List.of(FEW);
    List<double[]> withEmpty = List.of(FEW, NONE);
    List<double[]> same = List.of(CONSTANT, CONSTANT);

    for (List<double[]> groups : List.of(one, withEmpty, same)) {
      assertThat(GroupTest.anova(groups).statistic()).isNaN();
      assertThat(GroupTest.kruskalWallis(groups).pValue()).isNaN();
      assertThat(GroupTest.levene(groups).statistic()).isNaN();
      assertThat(GroupTest.bartlett(groups).statistic()).isNaN();
    }
    assertThat(GroupTest.bartlett(List.of(FEW, new double[] {1})).statistic()).isNaN();
    assertThat(GroupTest.anova(List.of(CONSTANT, new double[] {4, 4})))
        .isEqualTo(new TestResult(Double.POSITIVE_INFINITY, 0));
    assertThat(GroupTest.studentT(CONSTANT, CONSTANT).pValue()).isNaN();
    assertThat(GroupTest.studentT(new double[] {1}, new double[] {2}).statistic()).isNaN();
    assertThat(GroupTest.wilcoxonSignedRank(FEW, FEW).statistic()).isNaN();
    assertThat(GroupTest.wilcoxonSignedRank(FEW, new double[4]).statistic()).isZero();
    assertThatThrownBy(() -> GroupTest.wilcoxonSignedRank(FEW, NONE)).hasMessageContaining("pairs");
    assertThatThrownBy(() -> GroupTest.anova(List.of(FEW, INFINITE)))
        .hasMessageContaining("Infinity");
  }

  @Test
  void normalityNeedsThreeValues() {
    assertThat(ShapiroWilk.of(new double[] {1, 2}).statistic()).isNaN();
    assertThat(ShapiroWilk.of(CONSTANT).pValue()).isNaN();
    assertThat(ShapiroWilk.of(new double[] {1, 2, 3}))
        .satisfies(
            found -> {
              assertThat(found.statistic()).isCloseTo(1, within(1e-12));
              assertThat(found.pValue()).isCloseTo(1, within(1e-6));
            });
    // R 4: shapiro.test(c(1, 2, 4, 8)) gives W = 0.91969, shapiro.test(1:10) W = 0.97016, p =
    // 0.8924
    assertThat(ShapiroWilk.of(FEW).statistic()).isBetween(0.9, 0.94);
    double[] ten = new double[10];
    Arrays.setAll(ten, i -> i + 1);
    assertThat(ShapiroWilk.of(ten).statistic()).isCloseTo(0.97016, within(5e-5));
    assertThat(ShapiroWilk.of(ten).pValue()).isCloseTo(0.8924, within(5e-4));
    assertThat(ShapiroWilk.of(new double[] {0, 0, 0, 0, 0, 0, 0, 1}).pValue()).isLessThan(1e-4);
    assertThatThrownBy(() -> ShapiroWilk.of(new double[5_001])).hasMessageContaining("5001");
  }

  @Test
  void sharesAndPowerRefuseWhatMakesNoSense() {
    assertThat(Proportions.wald(0, 0, 0.9).value()).isNaN();
    assertThat(Proportions.agrestiCoull(0, 0, 0.9).value()).isNaN();
    assertThat(Proportions.clopperPearson(0, 0, 0.9).value()).isNaN();
    assertThat(Proportions.jeffreys(0, 0, 0.9).value()).isNaN();
    assertThat(Proportions.waldDifference(0, 0, 1, 2, 0.9).value()).isNaN();
    assertThat(Proportions.equal(1, 2, 0, 0).pValue()).isNaN();
    assertThat(Proportions.equal(0, 5, 0, 5).pValue()).isNaN();
    assertThat(Proportions.clopperPearson(5, 5, 0.95).high()).isEqualTo(1);
    assertThatThrownBy(() -> Proportions.wald(3, 2, 0.9)).hasMessageContaining("3 successes");
    assertThatThrownBy(() -> Proportions.jeffreys(1, 2, 1)).hasMessageContaining("confidence");
    assertThatThrownBy(() -> Power.rowsForShares(0.1, 0.1, 0.8, 0.05))
        .hasMessageContaining("do not differ");
    assertThatThrownBy(() -> Power.rowsForMeans(0, 0.8, 0.05)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> Power.rowsForMeans(0.1, 0.01, 0.05)).hasMessageContaining("power");
    assertThatThrownBy(() -> Power.rowsForMeans(1e-9, 0.8, 0.05)).hasMessageContaining("too small");
    assertThatThrownBy(() -> Power.ofShares(0.1, 1.2, 10, 0.05)).hasMessageContaining("1.2");
    assertThatThrownBy(() -> Power.ofShares(0.1, 0.2, 0, 0.05)).hasMessageContaining("rows");
    assertThatThrownBy(() -> Power.ofMeans(0.1, 1, 0.05)).hasMessageContaining("rows");
    assertThatThrownBy(() -> Power.ofMeans(0.1, 9, 1)).hasMessageContaining("significance");
    assertThatThrownBy(() -> Power.ofMeans(Double.NaN, 9, 0.1)).hasMessageContaining("effect");
    assertThat(Power.ofMeans(0, 20, 0.05)).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void evidenceOfOneSideIsInfinite() {
    WeightOfEvidence found =
        WeightOfEvidence.of(List.of("a", "a", "b"), new boolean[] {true, false, false});

    assertThat(found.byCategory()).containsEntry("b", Double.POSITIVE_INFINITY);
    assertThat(found.informationValue()).isInfinite();
    assertThat(found.mutualInformation()).isPositive();
    assertThat(WeightOfEvidence.of(List.of("a"), new boolean[1]).informationValue()).isNaN();
    assertThat(WeightOfEvidence.of(List.of(), new boolean[0]).mutualInformation()).isNaN();
    assertThatThrownBy(() -> WeightOfEvidence.of(List.of("a"), new boolean[0]))
        .hasMessageContaining("1 categories but 0");
  }

  @Property(tries = 200)
  void correlationIsSymmetricAndBounded(@ForAll long seed) {
    var random = new Random(seed);
    int n = 3 + random.nextInt(30);
    double[] x = random.doubles(n).map(v -> Math.floor(v * 7)).toArray();
    double[] y = random.doubles(n).map(v -> Math.floor(v * 7)).toArray();
    double[] stretched = Arrays.stream(x).map(Math::exp).toArray();
    double[] negated = Arrays.stream(x).map(v -> -v).toArray();

    TestResult tau = Correlation.kendall(x, y);
    TestResult rho = Correlation.spearman(x, y);

    double slow = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        slow += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
      }
    }
    if (!Double.isNaN(tau.statistic())) {
      assertThat(tau.statistic()).isBetween(-1.0, 1.0);
      assertThat(Math.signum(tau.statistic())).isEqualTo(Math.signum(slow));
      assertThat(Correlation.kendall(y, x).statistic()).isCloseTo(tau.statistic(), within(1e-12));
      assertThat(Correlation.kendall(negated, y).statistic())
          .isCloseTo(-tau.statistic(), within(1e-12));
      assertThat(Correlation.kendall(stretched, y)).isEqualTo(tau);
      assertThat(Correlation.spearman(stretched, y)).isEqualTo(rho);
      assertThat(rho.statistic()).isBetween(-1.0, 1.0);
      assertThat(rho.pValue()).isBetween(0.0, 1.0);
    }
  }

  @Property(tries = 100)
  void orderOfValuesChangesNothingThatRanks(@ForAll long seed) {
    var random = new Random(seed);
    double[] values = random.doubles(1 + random.nextInt(40)).map(v -> v * 10).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);

    for (Quantile quantile : Quantile.values()) {
      double low = quantile.of(values, 0.2);
      assertThat(quantile.of(sorted, 0.2)).isEqualTo(low);
      assertThat(quantile.of(values, 0.8)).isGreaterThanOrEqualTo(low);
      assertThat(low).isBetween(sorted[0], sorted[sorted.length - 1]);
    }
    assertThat(Summary.of(sorted).median()).isEqualTo(Summary.of(values).median());
    assertThat(Summary.of(sorted).variance())
        .isCloseTo(Summary.of(values).variance(), within(1e-9));
  }

  @Test
  void binomialTailsAreSummedExactly() {
    assertThat(Proportions.exceeds(3, 3, 0.5)).isCloseTo(0.125, within(1e-13));
    assertThat(Proportions.exceeds(2, 3, 0.5)).isCloseTo(0.5, within(1e-13));
    assertThat(Proportions.exceeds(1, 4, 0.1)).isCloseTo(1 - 0.6561, within(1e-13));
    assertThat(Proportions.exceeds(0, 5, 0.3)).isEqualTo(1);
    assertThat(Proportions.exceeds(2, 5, 0)).isZero();
    assertThat(Proportions.exceeds(5, 5, 1)).isEqualTo(1);
    assertThat(Proportions.exceeds(0, 0, 0.5)).isNaN();
    assertThatThrownBy(() -> Proportions.exceeds(1, 2, Double.NaN)).hasMessageContaining("share");
  }
}
