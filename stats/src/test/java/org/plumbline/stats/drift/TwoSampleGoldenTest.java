package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.golden.Golden;
import org.plumbline.stats.profile.ProfileBuilder;
import org.plumbline.stats.profile.ProfileColumn;
import org.plumbline.stats.profile.SampleProfile;
import org.plumbline.stats.profile.TableProfile;

class TwoSampleGoldenTest {
  private static final List<String> NUMERIC_DRIFT =
      List.of(
          "bimodal_vs_normal",
          "binary",
          "cauchy",
          "constant_diff",
          "constant_ref_varying_cur",
          "constant_same",
          "disjoint",
          "exp_vs_gamma",
          "few_unique_5",
          "large_magnitude",
          "lognormal",
          "nan_10pct_both",
          "nan_all_cur",
          "nan_cur_only",
          "normal_same",
          "normal_scale_1.5",
          "normal_shift_0.2",
          "normal_shift_1",
          "outliers_1e12",
          "over_10000_auto_asymp",
          "poisson_ties",
          "rounded_1dp_ties",
          "small_20_20",
          "tiny_1_1",
          "tiny_2_3",
          "tiny_5_5",
          "tiny_magnitude",
          "uniform_vs_beta",
          "unequal_2000_50",
          "varying_ref_constant_cur",
          "zero_inflated");

  static List<String> cases() {
    return NUMERIC_DRIFT;
  }

  private static Golden load(String name) {
    return Golden.load("drift/numeric/" + name + ".json");
  }

  private static double[] values(Golden golden, String side) {
    return golden.numbers(side);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void kolmogorovSmirnovAgreesWithScipy(String name) {
    Golden golden = load(name);
    TwoSample.Ks ks = TwoSample.ks(values(golden, "reference"), values(golden, "current"));

    if (!golden.at("expected").has("ks")) {
      assertThat(ks.statistic()).isNaN();
      return;
    }
    double statistic = golden.number("expected", "ks", "statistic");
    double p = golden.number("expected", "ks", "p_asymp_scipy");
    assertThat(ks.statistic()).isCloseTo(statistic, within(1e-12, 0, 0));
    if (statistic == 1) {
      // SciPy's asymptotic form says 0 or nothing; the exact one is known.
      p = golden.number("expected", "ks", "p_exact_scipy");
    }
    assertThat(ks.pValue()).isCloseTo(p, within(1e-12, 1e-6, p));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wassersteinAgreesWithScipy(String name) {
    Golden golden = load(name);
    double distance = TwoSample.wasserstein(values(golden, "reference"), values(golden, "current"));

    if (!golden.at("expected").has("wasserstein")) {
      assertThat(distance).isNaN();
      return;
    }
    double expected = golden.number("expected", "wasserstein", "raw");
    assertThat(distance).isCloseTo(expected, within(1e-12, 1e-6, expected));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void quantileBinsAgree(String name) {
    Golden golden = load(name);
    if (!golden.at("expected").has("quantile_bins10")) {
      return;
    }
    double[] reference = values(golden, "reference");
    double[] current = values(golden, "current");
    Golden expected = golden.at("expected", "quantile_bins10", "right_closed");

    double[] edges = TwoSample.quantileEdges(reference, 10);
    double[] r = TwoSample.counts(reference, edges);
    double[] c = TwoSample.counts(current, edges);

    assertThat(r).containsExactly(expected.numbers("ref_counts"));
    assertThat(c).containsExactly(expected.numbers("cur_counts"));
    close(TwoSample.psi(reference, current, 10), expected.number("psi_laplace_0.5"));
    close(TwoSample.jensenShannon(reference, current, 10), expected.number("js_distance_base2"));
    close(Divergence.jensenShannonDivergence(r, c), expected.number("js_divergence_base2"));
    close(Divergence.hellinger(r, c), expected.number("hellinger"));
    close(Divergence.totalVariation(r, c), expected.number("tvd"));
  }

  private static void close(double actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-11, 1e-9, expected));
    }
  }

  @Test
  void divergencesOfGivenSharesAgree() {
    for (Golden golden : Golden.load("drift/vectors.json").items()) {
      double[] p = golden.numbers("p");
      double[] q = golden.numbers("q");

      close(Divergence.jensenShannon(p, q), golden.number("expected", "js_distance_base2"));
      close(Divergence.hellinger(p, q), golden.number("expected", "hellinger"));
      close(Divergence.totalVariation(p, q), golden.number("expected", "tvd"));
    }
  }

  @Test
  void categoricalTestsAgreeWithScipy() {
    for (Golden golden : Golden.load("drift/categorical.json").items()) {
      Golden expected = golden.at("expected");
      double[] r = expected.numbers("ref_counts");
      double[] c = expected.numbers("cur_counts");
      String name = golden.at("name").text();

      Contingency test = Contingency.of(r, c);
      if (expected.has("chi2_contingency_2xk")) {
        Golden chi = expected.at("chi2_contingency_2xk");
        double statistic = chi.number("statistic");
        double p = chi.number("p");
        assertThat(test.statistic()).as(name).isCloseTo(statistic, within(1e-12, 1e-9, statistic));
        assertThat(test.pValue()).as(name).isCloseTo(p, within(1e-300, 1e-6, p));
        if (chi.has("cramers_v")) {
          close(test.cramersV(), chi.number("cramers_v"));
        }
      }
      if (expected.has("js_distance_base2")) {
        close(Divergence.jensenShannon(r, c), expected.number("js_distance_base2"));
      }
      if (expected.has("fisher_exact")) {
        double p = expected.number("fisher_exact", "p");
        assertThat(Contingency.fisher(r[0], r[1], c[0], c[1]))
            .as(name)
            .isCloseTo(p, within(1e-300, 1e-6, p));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void profilesAnswerAsArraysDo(String name) {
    Golden golden = load(name);
    double[] reference = values(golden, "reference");
    double[] current = values(golden, "current");
    ColumnDrift drift =
        DriftReport.compare(profile(reference), profile(current)).columns().getFirst();

    TwoSample.Ks ks = TwoSample.ks(reference, current);
    close(drift.ks(), ks.statistic());
    close(drift.ksPValue(), ks.pValue());
    if (SampleProfile.of(reference).exact() && SampleProfile.of(current).exact()) {
      double distance = TwoSample.wasserstein(reference, current);
      if (Double.isNaN(distance)) {
        assertThat(drift.wasserstein()).isNaN();
      } else {
        assertThat(drift.wasserstein()).isCloseTo(distance, within(1e-12, 1e-6, distance));
      }
      assertThat(drift.ksError())
          .satisfiesAnyOf(e -> assertThat(e).isZero(), e -> assertThat(e).isNaN());
    }
    double[] edges = TwoSample.quantileEdges(reference, 10);
    boolean exact = SampleProfile.of(reference).exact();
    if (exact && edges.length == 11 && reference.length >= 20) {
      close(drift.psi(), TwoSample.psi(reference, current, 10));
    }
  }

  private static TableProfile profile(double[] values) {
    ProfileBuilder builder = new ProfileBuilder(List.of(ProfileColumn.numeric("x")));
    builder.addColumn(0, values);
    return builder.build();
  }

  private static Offset<Double> within(double absolute, double relative, double expected) {
    return Offset.offset(absolute + relative * Math.abs(expected));
  }
}
