package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.stats.math.Kolmogorov;

/** Two-sample tests beside SciPy 1.10.1, R 4.2.2, Evidently 0.7.21 and feature_engine 1.9.4. */
class TwoSampleTestsGoldenTest {
  private static final Accuracy KS =
      Accuracy.of("Kolmogorov-Smirnov statistic", "scipy 1.10.1 ks_2samp", 1e-12, 0);
  private static final Accuracy KS_ASYMPTOTIC =
      Accuracy.of("Kolmogorov-Smirnov p-value, finite n", "scipy 1.10.1 ks_2samp", 1e-12, 1e-6);
  private static final Accuracy KS_EXACT =
      Accuracy.of("Kolmogorov-Smirnov p-value, exact", "scipy 1.10.1 ks_2samp", 1e-12, 1e-6);
  private static final Accuracy KS_LIMIT =
      Accuracy.of("Kolmogorov-Smirnov p-value, limit", "scipy 1.10.1 kolmogorov", 1e-12, 1e-6);
  private static final Accuracy KS_R =
      Accuracy.of("Kolmogorov-Smirnov p-value, exact given ties", "R 4.2.2 ks.test", 1e-10, 0);
  private static final Accuracy KS_R_LIMIT =
      Accuracy.of("Kolmogorov-Smirnov p-value, limit", "R 4.2.2 ks.test", 1e-4, 0);
  private static final Accuracy WASSERSTEIN =
      Accuracy.of("Wasserstein distance", "scipy 1.10.1 wasserstein_distance", 1e-15, 1e-9);
  private static final Accuracy WASSERSTEIN_LARGE =
      Accuracy.of("Wasserstein distance, large values", "scipy 1.10.1", 0, 1e-6);
  private static final Accuracy CVM =
      Accuracy.of("Cramér-von Mises statistic", "scipy 1.10.1 cramervonmises_2samp", 0, 1e-9);
  private static final Accuracy CVM_P =
      Accuracy.of("Cramér-von Mises p-value", "scipy 1.10.1 cramervonmises_2samp", 1e-12, 1e-6);
  private static final Accuracy WELCH = Accuracy.of("Welch t", "scipy 1.10.1 ttest_ind", 0, 1e-9);
  private static final Accuracy WELCH_P =
      Accuracy.of("Welch p-value", "scipy 1.10.1 ttest_ind", 1e-12, 1e-6);

  /** SciPy's own means are off by that much there: exact fractions agree with ours to 1e-12. */
  private static final Accuracy WELCH_LARGE =
      Accuracy.of("Welch t, large values", "scipy 1.10.1 ttest_ind", 0, 1e-5);

  private static final Accuracy WELCH_EXACT =
      Accuracy.of("Welch t, large values", "exact fractions", 0, 1e-12);
  private static final Accuracy DARLING =
      Accuracy.of("Anderson-Darling statistic", "scipy 1.10.1 anderson_ksamp", 0, 1e-9);
  private static final Accuracy DARLING_P =
      Accuracy.of("Anderson-Darling p-value", "scipy 1.10.1 anderson_ksamp", 1e-12, 1e-6);
  private static final Accuracy EVEN =
      Accuracy.of("Divergences over evenly wide bins", "NumPy, scipy 1.10.1", 1e-12, 1e-9);
  private static final Accuracy ENGINE =
      Accuracy.of("PSI with floor 1e-4", "feature_engine 1.9.4", 1e-12, 1e-9);
  private static final Accuracy EVIDENTLY =
      Accuracy.of("PSI, KL, JS, Wasserstein over its own bins", "Evidently 0.7.21", 1e-12, 1e-9);
  private static final Accuracy EVIDENTLY_RARE =
      Accuracy.of("PSI, KL, JS of categories with rare ones", "Evidently 0.7.21", 1e-12, 1e-6);
  private static final Accuracy EVIDENTLY_HELLINGER =
      Accuracy.of("Hellinger of categories", "Evidently 0.7.21", 1e-7, 1e-9);
  private static final Accuracy CHI =
      Accuracy.of("Chi-square, G and fit statistics", "scipy 1.10.1", 1e-12, 1e-9);
  private static final Accuracy CHI_P =
      Accuracy.of("Chi-square, G, fit and Fisher p-values", "scipy 1.10.1", 1e-300, 1e-6);

  @Test
  void welchOfLargeValuesIsExact() {
    WELCH_EXACT.check("large_magnitude", welch("large_magnitude"), -3.021501544147273);
    WELCH_EXACT.check("outliers_1e12", welch("outliers_1e12"), 7.1280056986046275e-12);
  }

  private static double welch(String name) {
    Golden golden = load(name);
    return WelchTest.of(golden.numbers("reference"), golden.numbers("current")).statistic();
  }

  private static Golden load(String name) {
    return Golden.load("drift/numeric/" + name + ".json");
  }

  private static boolean isLarge(String name) {
    return name.equals("outliers_1e12") || name.equals("large_magnitude");
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.stats.drift.TwoSampleGoldenTest#cases")
  void kolmogorovSmirnov(String name) {
    Golden golden = load(name);
    Golden expected = golden.at("expected");
    double[] reference = golden.numbers("reference");
    double[] current = golden.numbers("current");
    if (!expected.has("ks")) {
      assertThat(TwoSample.ksExactPValue(reference, current)).isNaN();
      return;
    }
    Golden ks = expected.at("ks");
    double statistic = ks.number("statistic");

    TwoSample.Ks found = TwoSample.ks(reference, current);

    KS.check(name, found.statistic(), statistic);
    if (statistic < 1) {
      // At a distance of one SciPy's finite form says zero; ours is then the exact one.
      KS_ASYMPTOTIC.check(name, found.pValue(), ks.number("p_asymp_scipy"));
    }
    double n = expected.number("n_ref") - expected.number("n_ref_nan");
    double m = expected.number("n_cur") - expected.number("n_cur_nan");
    double lambda = Math.sqrt(n * m / (n + m)) * statistic;
    KS_LIMIT.check(name, Kolmogorov.limit(lambda), ks.number("p_kolmogorov_limit"));
    if (ks.has("p_exact_scipy") && n * m <= ExactKolmogorov.MOST_PAIRS) {
      double exact =
          ExactKolmogorov.pValue(TwoSample.sorted(reference), TwoSample.sorted(current), false);
      KS_EXACT.check(name, exact, ks.number("p_exact_scipy"));
    }
  }

  @Test
  void kolmogorovSmirnovGivenTies() {
    Golden.load("drift/ks_R.json")
        .members()
        .forEach(
            (name, expected) -> {
              Golden golden = load(name);
              double[] reference = golden.numbers("reference");
              double[] current = golden.numbers("current");
              KS.check(name, TwoSample.ks(reference, current).statistic(), expected.number("D"));
              if (expected.has("p_exact")) {
                KS_R.check(
                    name, TwoSample.ksExactPValue(reference, current), expected.number("p_exact"));
              }
              if (expected.has("p_asymptotic")) {
                double n = TwoSample.sorted(reference).length;
                double m = TwoSample.sorted(current).length;
                double lambda = Math.sqrt(n * m / (n + m)) * expected.number("D");
                KS_R_LIMIT.check(name, Kolmogorov.limit(lambda), expected.number("p_asymptotic"));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.stats.drift.TwoSampleGoldenTest#cases")
  void distancesAndTests(String name) {
    Golden golden = load(name);
    Golden expected = golden.at("expected");
    double[] reference = golden.numbers("reference");
    double[] current = golden.numbers("current");
    if (expected.has("wasserstein")) {
      Accuracy accuracy = isLarge(name) ? WASSERSTEIN_LARGE : WASSERSTEIN;
      accuracy.check(
          name, TwoSample.wasserstein(reference, current), expected.number("wasserstein", "raw"));
      double scaled = expected.number("wasserstein", "norm_std_ddof1");
      if (!Double.isNaN(scaled)) {
        accuracy.check(name, TwoSample.wassersteinScaled(reference, current), scaled);
        double n = present(reference).length;
        accuracy.check(
            name + " by n",
            TwoSample.wassersteinScaled(reference, current) * Math.sqrt(n / (n - 1)),
            expected.number("wasserstein", "norm_std_ddof0"));
      }
    }
    if (expected.has("cramer_von_mises")) {
      CramerVonMises test = CramerVonMises.of(reference, current);
      CVM.check(name, test.statistic(), expected.number("cramer_von_mises", "statistic"));
      CVM_P.check(name, test.pValue(), expected.number("cramer_von_mises", "pvalue"));
    }
    if (expected.has("welch_t") && expected.at("welch_t").has("t")) {
      WelchTest test = WelchTest.of(reference, current);
      double t = expected.number("welch_t", "t");
      double p = expected.number("welch_t", "p");
      (isLarge(name) ? WELCH_LARGE : WELCH).check(name, test.statistic(), t);
      (isLarge(name) ? WELCH_LARGE : WELCH_P).check(name, test.pValue(), p);
    }
    if (expected.has("anderson_darling_ksamp")) {
      AndersonDarling test = AndersonDarling.of(reference, current);
      Golden darling = expected.at("anderson_darling_ksamp");
      DARLING.check(name, test.statistic(), darling.number("statistic"));
      DARLING_P.check(name, test.pValue(), darling.number("p_clipped_0.001_0.25"));
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.stats.drift.TwoSampleGoldenTest#cases")
  void evenBinsAndOtherTools(String name) {
    Golden golden = load(name);
    Golden expected = golden.at("expected");
    double[] reference = golden.numbers("reference");
    double[] current = golden.numbers("current");
    if (expected.has("equal_width_bins10")) {
      Golden even = expected.at("equal_width_bins10");
      double[] edges = TwoSample.evenEdges(reference, 10);
      double[] r = TwoSample.counts(reference, edges, BinClosing.LEFT);
      double[] c = TwoSample.counts(current, edges, BinClosing.LEFT);
      if (edges.length == 11) {
        EVEN.checkAll(name, edges, even.numbers("edges"));
        EVEN.checkAll(name, r, even.numbers("ref_counts"));
        EVEN.checkAll(name, c, even.numbers("cur_counts"));
        divergences(name, even, r, c);
      }
    }
    if (expected.has("psi_feature_engine_1.9.4_q10_min_pct_1e-4")) {
      double[] edges = TwoSample.quantileEdges(reference, 10);
      if (expected.has("feature_engine_boundaries")) {
        ENGINE.checkAll(name + " edges", edges, expected.numbers("feature_engine_boundaries"));
      }
      ENGINE.check(
          name,
          Divergence.psi(
              TwoSample.counts(reference, edges),
              TwoSample.counts(current, edges),
              Smoothing.floor(1e-4)),
          expected.number("psi_feature_engine_1.9.4_q10_min_pct_1e-4"));
    }
  }

  /** Bins of its own: even ones, or each value where the reference has at most twenty. */
  @ParameterizedTest
  @MethodSource("org.plumbline.stats.drift.TwoSampleGoldenTest#cases")
  void evidentlyOverItsOwnBins(String name) {
    Golden golden = Golden.load("drift/numeric/" + name + ".json");
    if (!golden.at("expected").has("evidently_0.7.21")) {
      return;
    }
    Golden evidently = golden.at("expected", "evidently_0.7.21");
    double[] reference = present(golden.numbers("reference"));
    double[] current = present(golden.numbers("current"));
    double[] r;
    double[] c;
    if (evidently.has("sturges_edges")) {
      double[] edges = evidently.numbers("sturges_edges");
      r = TwoSample.counts(reference, edges, BinClosing.LEFT);
      c = TwoSample.counts(current, edges, BinClosing.LEFT);
    } else {
      double[] values =
          DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current))
              .sorted()
              .distinct()
              .toArray();
      r = timesOf(values, reference);
      c = timesOf(values, current);
    }
    evidently(EVIDENTLY, name, evidently, r, c);
    EVIDENTLY.check(
        name + " wasserstein",
        TwoSample.wasserstein(reference, current) / Math.max(deviation(reference), 0.001),
        evidently.number("wasserstein_norm"));
    // It bins the different values there, so where values repeat its bins are not these.
    if (Arrays.stream(reference).distinct().count() == reference.length
        && Arrays.stream(current).distinct().count() == current.length
        && evidently.has("sturges_edges")) {
      EVIDENTLY.check(name, Divergence.hellinger(r, c), evidently.number("hellinger"));
    }
  }

  private static void evidently(
      Accuracy accuracy, String name, Golden evidently, double[] r, double[] c) {
    double[] reference = raised(r);
    double[] current = raised(c);
    double psi = 0;
    for (int i = 0; i < r.length; i++) {
      psi += (current[i] - reference[i]) * Math.log(current[i] / reference[i]);
    }
    if (smallest(r) > 1e-4 && smallest(c) > 1e-4) {
      psi = Divergence.psi(r, c, Smoothing.floor(1e-4));
    }
    accuracy.check(name + " psi", psi, evidently.number("psi"));
    accuracy.check(
        name + " js",
        Math.sqrt(Divergence.jensenShannonNats(r, c)),
        evidently.number("js_distance"));
    accuracy.check(
        name + " kl", Divergence.kullbackLeibler(reference, current), evidently.number("kl"));
  }

  private static double[] timesOf(double[] values, double[] sample) {
    return Arrays.stream(values)
        .map(value -> Arrays.stream(sample).filter(one -> one == value).count())
        .toArray();
  }

  private static double[] present(double[] sample) {
    return Arrays.stream(sample).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double deviation(double[] sample) {
    double mean = Arrays.stream(sample).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(sample).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static double smallest(double[] counts) {
    double total = Arrays.stream(counts).sum();
    return Arrays.stream(counts).filter(count -> count > 0).min().orElseThrow() / total;
  }

  /** Evidently's shares: 1e-4, or a millionth of the least, stands for a share of zero. */
  private static double[] raised(double[] counts) {
    double total = Arrays.stream(counts).sum();
    double least = smallest(counts);
    double floor = least <= 1e-4 ? least / 1e6 : 1e-4;
    return Arrays.stream(counts).map(count -> count == 0 ? floor : count / total).toArray();
  }

  private static void divergences(String name, Golden expected, double[] r, double[] c) {
    EVEN.check(
        name,
        Divergence.psi(r, c, Smoothing.floor(1e-4)),
        expected.number("psi_floor_zero_0.0001"));
    if (expected.has("psi_floor_zero_1e-06")) {
      EVEN.check(
          name,
          Divergence.psi(r, c, Smoothing.floor(1e-6)),
          expected.number("psi_floor_zero_1e-06"));
    }
    EVEN.check(name, Divergence.jensenShannon(r, c), expected.number("js_distance_base2"));
    EVEN.check(
        name, Divergence.jensenShannonDivergence(r, c), expected.number("js_divergence_base2"));
    double nats = Divergence.jensenShannonNats(r, c);
    EVEN.check(name, nats, expected.number("js_divergence_e"));
    EVEN.check(name, Math.sqrt(nats), expected.number("js_distance_e"));
    double hellinger = Divergence.hellinger(r, c);
    EVEN.check(name, 1 - hellinger * hellinger, expected.number("bhattacharyya_coefficient"));
    EVEN.check(
        name, Divergence.kullbackLeibler(r, c) / Math.log(2), expected.number("kl_ref_cur_base2"));
    EVEN.check(name, Divergence.hellinger(r, c), expected.number("hellinger"));
    EVEN.check(name, Divergence.kullbackLeibler(r, c), expected.number("kl_ref_cur_e"));
    EVEN.check(name, Divergence.kullbackLeibler(c, r), expected.number("kl_cur_ref_e"));
    EVEN.check(name, Divergence.totalVariation(r, c), expected.number("tvd"));
    EVEN.check(name, Divergence.largestDifference(r, c), expected.number("linf"));
  }

  @Test
  void categories() {
    for (Golden golden : Golden.load("drift/categorical.json").items()) {
      String name = golden.at("name").text();
      Golden expected = golden.at("expected");
      double[] r = expected.numbers("ref_counts");
      double[] c = expected.numbers("cur_counts");
      check(name, expected, "chi2_contingency_2xk", Contingency.of(r, c));
      check(name, expected, "g_test_2xk", Contingency.likelihoodRatio(r, c));
      check(name, expected, "chi2_yates", Contingency.corrected(r, c));
      check(name, expected, "chi2_goodness_of_fit_cur_vs_scaled_ref", Contingency.fit(r, c));
      if (expected.has("fisher_exact")) {
        CHI_P.check(
            name, Contingency.fisher(r[0], r[1], c[0], c[1]), expected.number("fisher_exact", "p"));
      }
      EVEN.check(name, Divergence.psi(r, c, Smoothing.NONE), expected.number("psi_no_epsilon"));
      divergences(name, expected, r, c);
      Golden evidently = expected.at("evidently_0.7.21");
      Accuracy accuracy = smallest(r) < 0.01 || smallest(c) < 0.01 ? EVIDENTLY_RARE : EVIDENTLY;
      evidently(accuracy, name, evidently, r, c);
      // Its sum of roots is rounded at 1, so of equal shares it gives the root of that.
      EVIDENTLY_HELLINGER.check(name, Divergence.hellinger(r, c), evidently.number("hellinger"));
      if (evidently.has("chisquare_p")) {
        CHI_P.check(name, Contingency.fit(r, c).pValue(), evidently.number("chisquare_p"));
      }
    }
  }

  private static void check(String name, Golden expected, String key, Contingency found) {
    if (!expected.has(key)) {
      return;
    }
    Golden test = expected.at(key);
    CHI.check(name + " " + key, found.statistic(), test.number("statistic"));
    // SciPy gives no p-value for a single category; nothing can differ there, so ours is 1.
    double p = test.has("p") ? test.number("p") : 1;
    CHI_P.check(name + " " + key, found.pValue(), p);
    if (test.has("dof")) {
      assertThat((double) found.degrees()).isEqualTo(test.number("dof"));
    }
    if (test.has("cramers_v")) {
      CHI.check(name + " " + key, found.cramersV(), test.number("cramers_v"));
    }
  }
}
