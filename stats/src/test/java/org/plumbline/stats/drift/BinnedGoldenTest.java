package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

/** Divergences, energy distance and Mann–Whitney beside NumPy, SciPy 1.10.1 and feature_engine. */
class BinnedGoldenTest {
  private static final Accuracy BINNED =
      Accuracy.of("Divergences over reference quantile bins", "NumPy, scipy 1.10.1", 1e-12, 1e-9);
  private static final Accuracy EDGES =
      Accuracy.of("Reference quantile edges", "NumPy quantile", 0, 1e-12);
  private static final Accuracy VECTORS =
      Accuracy.of("Divergences of probability vectors", "NumPy, scipy 1.10.1", 1e-12, 0);
  private static final Accuracy ENERGY =
      Accuracy.of("Energy distance", "scipy 1.10.1 energy_distance", 1e-12, 1e-9);
  private static final Accuracy ENERGY_LARGE =
      Accuracy.of("Energy distance, large values", "scipy 1.10.1 energy_distance", 0, 1e-6);
  private static final Accuracy U =
      Accuracy.of("Mann-Whitney statistic", "scipy 1.10.1 mannwhitneyu", 0, 1e-9);
  private static final Accuracy U_P =
      Accuracy.of("Mann-Whitney p-value", "scipy 1.10.1 mannwhitneyu", 1e-12, 1e-6);

  private static Golden load(String name) {
    return Golden.load("drift/numeric/" + name + ".json");
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.stats.drift.TwoSampleGoldenTest#cases")
  void binnedDivergencesAgree(String name) {
    Golden golden = load(name);
    if (!golden.at("expected").has("quantile_bins10")) {
      return;
    }
    double[] reference = golden.numbers("reference");
    double[] current = golden.numbers("current");
    double[] edges = TwoSample.quantileEdges(reference, 10);

    double[] inner = golden.numbers("expected", "quantile_bins10", "edges");
    if (edges.length > 2) {
      EDGES.checkAll(
          name,
          Arrays.copyOfRange(edges, 1, edges.length - 1),
          Arrays.copyOfRange(inner, 1, inner.length - 1));
    }

    for (BinClosing closing : BinClosing.values()) {
      String side = closing == BinClosing.RIGHT ? "right_closed" : "left_closed";
      Golden expected = golden.at("expected", "quantile_bins10", side);
      double[] r = TwoSample.counts(reference, edges, closing);
      double[] c = TwoSample.counts(current, edges, closing);

      assertThat(r).containsExactly(expected.numbers("ref_counts"));
      assertThat(c).containsExactly(expected.numbers("cur_counts"));
      String where = name + " " + side;
      BINNED.check(where, Divergence.psi(r, c, Smoothing.NONE), expected.number("psi_no_epsilon"));
      BINNED.check(
          where,
          Divergence.psi(r, c, Smoothing.floor(1e-4)),
          expected.number("psi_floor_zero_0.0001"));
      BINNED.check(
          where,
          Divergence.psi(r, c, Smoothing.floor(1e-6)),
          expected.number("psi_floor_zero_1e-06"));
      BINNED.check(where, Divergence.psi(r, c), expected.number("psi_laplace_0.5"));
      divergences(BINNED, where, expected, r, c);
    }
  }

  private static void divergences(
      Accuracy accuracy, String where, Golden expected, double[] r, double[] c) {
    accuracy.check(
        where, Divergence.jensenShannonDivergence(r, c), expected.number("js_divergence_base2"));
    accuracy.check(where, Divergence.jensenShannon(r, c), expected.number("js_distance_base2"));
    double nats = Divergence.jensenShannonNats(r, c);
    accuracy.check(where, nats, expected.number("js_divergence_e"));
    accuracy.check(where, Math.sqrt(nats), expected.number("js_distance_e"));
    double hellinger = Divergence.hellinger(r, c);
    accuracy.check(where, 1 - hellinger * hellinger, expected.number("bhattacharyya_coefficient"));
    accuracy.check(
        where, Divergence.kullbackLeibler(r, c) / Math.log(2), expected.number("kl_ref_cur_base2"));
    accuracy.check(where, Divergence.hellinger(r, c), expected.number("hellinger"));
    accuracy.check(where, Divergence.totalVariation(r, c), expected.number("tvd"));
    accuracy.check(where, Divergence.largestDifference(r, c), expected.number("linf"));
    accuracy.check(where, Divergence.kullbackLeibler(r, c), expected.number("kl_ref_cur_e"));
    accuracy.check(where, Divergence.kullbackLeibler(c, r), expected.number("kl_cur_ref_e"));
  }

  @Test
  void divergencesOfVectorsAgree() {
    for (Golden item : Golden.load("drift/vectors.json").items()) {
      String name = item.at("name").text();
      double[] p = item.numbers("p");
      double[] q = item.numbers("q");
      Golden expected = item.at("expected");

      VECTORS.check(name, Divergence.psi(p, q, Smoothing.NONE), expected.number("psi"));
      divergences(VECTORS, name, expected, p, q);
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.stats.drift.TwoSampleGoldenTest#cases")
  void energyDistanceAndMannWhitneyAgree(String name) {
    Golden golden = load(name);
    double[] reference = golden.numbers("reference");
    double[] current = golden.numbers("current");
    Golden expected = golden.at("expected");

    if (expected.has("energy_distance")) {
      boolean large = name.equals("outliers_1e12") || name.equals("large_magnitude");
      (large ? ENERGY_LARGE : ENERGY)
          .check(
              name,
              TwoSample.energyDistance(reference, current),
              expected.number("energy_distance"));
    }
    if (expected.has("mann_whitney")) {
      MannWhitney test = MannWhitney.of(reference, current);
      U.check(name, test.statistic(), expected.number("mann_whitney", "u_ref"));
      U_P.check(
          name,
          test.pValue(),
          expected.number("mann_whitney", "p_two_sided_asymptotic_continuity"));
    }
  }

  @Test
  void emptySidesHaveNoAnswer() {
    double[] none = {Double.NaN};
    double[] one = {1};

    assertThat(MannWhitney.of(none, one))
        .isEqualTo(new MannWhitney(Double.NaN, Double.NaN, Double.NaN));
    assertThat(MannWhitney.of(one, none).pValue()).isNaN();
    assertThat(TwoSample.energyDistance(none, one)).isNaN();
    assertThat(Divergence.kullbackLeibler(new double[2], new double[] {1, 1})).isNaN();
    assertThat(Divergence.kullbackLeibler(new double[] {1, 1}, new double[2])).isNaN();
    assertThat(Divergence.largestDifference(new double[2], new double[] {1, 1})).isNaN();
    assertThat(Divergence.largestDifference(new double[] {1, 1}, new double[2])).isNaN();
  }

  @Test
  void constantAndHugeValuesHaveAnAnswer() {
    double[] same = {3, 3, 3};
    double[] huge = {1e300, -1e300, Double.POSITIVE_INFINITY};

    assertThat(MannWhitney.of(same, same)).isEqualTo(new MannWhitney(4.5, 1, 0.5));
    assertThat(MannWhitney.of(new double[] {0.0}, new double[] {-0.0}).effect()).isEqualTo(0.5);
    assertThat(MannWhitney.of(huge, same).effect()).isEqualTo(2.0 / 3);
    assertThat(TwoSample.energyDistance(huge, same)).isFinite().isPositive();
    assertThat(TwoSample.energyDistance(same, same)).isZero();
  }

  @Test
  void noValueFallsOutsideTheBins() {
    double[] values = DoubleStream.of(-5, 0, 1, 2, 9, Double.NaN).toArray();

    assertThat(TwoSample.counts(values, new double[] {0, 1, 2}, BinClosing.LEFT))
        .containsExactly(2, 3);
    assertThat(TwoSample.counts(values, new double[] {0, 1, 2}, BinClosing.RIGHT))
        .containsExactly(3, 2);
  }

  @Test
  void smoothingRefusesWhatIsNoShare() {
    assertThatThrownBy(() -> Smoothing.floor(1)).hasMessageContaining("floor 1.0");
    assertThatThrownBy(() -> Smoothing.floor(-1)).hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> new Smoothing(0, -1)).hasMessageContaining("added count -1.0");
    assertThatThrownBy(() -> new Smoothing(0, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
