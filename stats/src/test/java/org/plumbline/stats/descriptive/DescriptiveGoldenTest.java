package org.plumbline.stats.descriptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;
import org.plumbline.stats.Interval;
import org.plumbline.stats.drift.Contingency;
import org.plumbline.stats.drift.MannWhitney;
import org.plumbline.stats.drift.TwoSample;
import org.plumbline.stats.drift.WelchTest;

class DescriptiveGoldenTest {
  private static final Accuracy SUMMARY =
      Accuracy.of("Moments, quantiles, histogram edges", "scipy 1.10.1, NumPy", 1e-12, 1e-8);
  private static final Accuracy CORRELATION =
      Accuracy.of("Pearson, Spearman, Kendall", "scipy 1.10.1", 0, 1e-8);
  private static final Accuracy GROUPS =
      Accuracy.of("ANOVA, Kruskal, Levene, Bartlett, t, Wilcoxon", "scipy 1.10.1", 0, 1e-8);
  private static final Accuracy SHARES =
      Accuracy.of("Tests, intervals and power of shares", "statsmodels 0.13.5", 1e-12, 1e-8);
  private static final Accuracy EVIDENCE =
      Accuracy.of("Weight of evidence, mutual information", "NumPy, scikit-learn", 0, 1e-8);

  /** SciPy 1.10 computes this test in single precision. */
  private static final Accuracy SHAPIRO =
      Accuracy.of("Shapiro-Wilk statistic", "scipy 1.10.1 (single precision)", 0, 1e-6);

  private static final Accuracy SHAPIRO_P =
      Accuracy.of("Shapiro-Wilk p-value", "scipy 1.10.1 (single precision)", 0, 1e-3);

  @Test
  void summaryAgreesWithScipy() {
    Golden golden = Golden.load("stats/descriptive.json");
    Golden expected = golden.at("expected");
    double[] sample = golden.numbers("x");

    Summary found = Summary.of(sample);

    SUMMARY.check("n", found.count(), expected.number("n"));
    SUMMARY.check("mean", found.mean(), expected.number("mean"));
    SUMMARY.check("std", found.deviation(), expected.number("std_ddof1"));
    SUMMARY.check("var", found.variance(), expected.number("var_ddof0"));
    SUMMARY.check("skew", found.skewness(), expected.number("skew_biased"));
    SUMMARY.check("skew u", found.skewnessCorrected(), expected.number("skew_unbiased"));
    SUMMARY.check("kurtosis", found.kurtosis(), expected.number("excess_kurtosis_biased"));
    SUMMARY.check(
        "kurtosis u", found.kurtosisCorrected(), expected.number("excess_kurtosis_unbiased"));
    SUMMARY.check("mad", found.medianDeviation(), expected.number("mad_raw"));
    SUMMARY.check("iqr", found.quartileRange(), expected.number("iqr"));
    SUMMARY.check("jb", found.jarqueBera().statistic(), expected.number("jarque_bera"));
    SUMMARY.check("gm", Summary.geometricMean(sample), expected.number("geometric_mean"));
    SUMMARY.check("trim", Summary.trimmedMean(sample, 0.1), expected.number("trimmed_mean_0.1"));
    double[] counts = TwoSample.counts(sample, TwoSample.evenEdges(sample, 10));
    SUMMARY.check("entropy", Summary.entropy(counts), expected.number("entropy_hist10_e"));
    SHAPIRO.check("w", ShapiroWilk.of(sample).statistic(), expected.number("shapiro_w"));
    SHAPIRO_P.check("p", ShapiroWilk.of(sample).pValue(), expected.number("shapiro_p"));
  }

  @Test
  void quantilesAndEdgesAgreeWithNumPy() {
    Golden golden = Golden.load("stats/descriptive.json");
    Golden expected = golden.at("expected");
    double[] sample = golden.numbers("x");
    double[] shares = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    assertThat(expected.at("quantiles").members()).hasSize(Quantile.values().length);
    for (Quantile quantile : Quantile.values()) {
      double[] values = expected.numbers("quantiles", quantile.name().toLowerCase(Locale.ROOT));
      for (int i = 0; i < shares.length; i++) {
        boolean tied = sample.length * shares[i] % 1 == 0.5;
        // NumPy before 2.1 takes the odd order statistic there; Hyndman and Fan take the even one.
        if (quantile != Quantile.CLOSEST_OBSERVATION || !tied) {
          SUMMARY.check(quantile.name(), quantile.of(sample, shares[i]), values[i]);
        }
      }
    }
    Map.of(
            "auto", HistogramRule.AUTOMATIC,
            "sturges", HistogramRule.STURGES,
            "fd", HistogramRule.FREEDMAN_DIACONIS,
            "doane", HistogramRule.DOANE,
            "scott", HistogramRule.SCOTT,
            "rice", HistogramRule.RICE,
            "sqrt", HistogramRule.SQUARE_ROOT)
        .forEach(
            (name, rule) ->
                SUMMARY.checkAll(
                    name, rule.edges(sample), expected.numbers("histogram_edges", name)));
  }

  @Test
  void correlationsAgreeWithScipy() {
    Golden golden = Golden.load("stats/correlation.json");
    double[] x = golden.numbers("x");
    double[] rounded = golden.numbers("y_rounded_1dp");

    check(CORRELATION, golden.at("pearson"), Correlation.pearson(x, golden.numbers("y")));
    check(CORRELATION, golden.at("spearman_ties"), Correlation.spearman(x, rounded));
    check(CORRELATION, golden.at("kendall_tau_b_ties"), Correlation.kendall(x, rounded));
  }

  @Test
  void groupTestsAgreeWithScipy() {
    Golden tests = Golden.load("stats/ab_tests.json").at("group_tests");
    List<double[]> groups = List.of(tests.matrix("groups"));
    double[] first = groups.get(0);
    double[] second = groups.get(1);
    double[] third = groups.get(2);

    check(GROUPS, tests.at("anova"), GroupTest.anova(groups));
    check(GROUPS, tests.at("kruskal"), GroupTest.kruskalWallis(groups));
    check(GROUPS, tests.at("levene_median"), GroupTest.levene(groups));
    check(GROUPS, tests.at("bartlett"), GroupTest.bartlett(groups));
    check(GROUPS, tests.at("t_equal_var_g1_g3"), GroupTest.studentT(first, third));
    WelchTest welch = WelchTest.of(first, third);
    check(GROUPS, tests.at("t_welch_g1_g3"), new TestResult(welch.statistic(), welch.pValue()));
    MannWhitney ranks = MannWhitney.of(first, third);
    check(
        GROUPS, tests.at("mann_whitney_g1_g3"), new TestResult(ranks.statistic(), ranks.pValue()));
    int pairs = Math.min(first.length, second.length);
    check(
        GROUPS,
        tests.at("wilcoxon_signed_rank_g1_g2_approx"),
        GroupTest.wilcoxonSignedRank(Arrays.copyOf(first, pairs), Arrays.copyOf(second, pairs)));
  }

  private static void check(Accuracy accuracy, Golden expected, TestResult found) {
    accuracy.check(expected + " statistic", found.statistic(), expected.number("statistic"));
    accuracy.check(expected + " p", found.pValue(), expected.number("p"));
  }

  @Test
  void sharesAgreeWithStatsmodels() {
    Golden expected = Golden.load("stats/ab_tests.json").at("expected");
    TestResult test = Proportions.equal(120, 1000, 150, 1000);
    Golden z = expected.at("two_proportion_z_120of1000_150of1000");
    SHARES.check("z", test.statistic(), z.number("z"));
    SHARES.check("p", test.pValue(), z.number("p"));
    interval(
        expected.at("confint_diff_wald"), Proportions.waldDifference(150, 1000, 120, 1000, 0.95));
    interval(
        expected.at("confint_diff_newcomb"),
        Proportions.difference(
            Proportions.share(150, 1000, 0.95), Proportions.share(120, 1000, 0.95)));
    Golden some = expected.at("ci_120_1000");
    interval(some.at("normal"), Proportions.wald(120, 1000, 0.95));
    interval(some.at("wilson"), Proportions.share(120, 1000, 0.95));
    interval(some.at("beta"), Proportions.clopperPearson(120, 1000, 0.95));
    interval(some.at("agresti_coull"), Proportions.agrestiCoull(120, 1000, 0.95));
    interval(some.at("jeffreys"), Proportions.jeffreys(120, 1000, 0.95));
    Golden none = expected.at("ci_0_20");
    interval(none.at("wilson"), Proportions.share(0, 20, 0.95));
    interval(none.at("beta"), Proportions.clopperPearson(0, 20, 0.95));
    interval(none.at("agresti_coull"), Proportions.agrestiCoull(0, 20, 0.95));

    SHARES.check(
        "rows for shares",
        Power.rowsForShares(0.10, 0.12, 0.8, 0.05),
        expected.number("sample_size_per_arm_p0.10_p0.12_power0.8_alpha0.05_two_sided"));
    SHARES.check(
        "rows for means",
        Power.rowsForMeans(0.2, 0.8, 0.05),
        expected.number("ttest_sample_size_d0.2_power0.8"));
    SHARES.check(
        "power",
        Power.ofShares(0.10, 0.12, 2000, 0.05),
        expected.number("power_p0.10_p0.12_n2000"));
  }

  private static void interval(Golden expected, Interval found) {
    double[] ends = {found.low(), found.high()};
    SHARES.checkAll(expected.toString(), ends, expected.numbers());
  }

  @Test
  void evidenceAgrees() {
    Golden golden = Golden.load("stats/woe_iv.json");
    Golden expected = golden.at("expected");
    List<String> categories = golden.texts("category");
    double[] y = golden.numbers("y");
    boolean[] outcome = new boolean[y.length];
    double[][] counts = new double[2][4];
    for (int i = 0; i < y.length; i++) {
      outcome[i] = y[i] == 1;
      counts[(int) y[i]]["ABCD".indexOf(categories.get(i))]++;
    }

    WeightOfEvidence found = WeightOfEvidence.of(categories, outcome);

    assertThat(found.byCategory().keySet()).containsExactlyInAnyOrder("A", "B", "C", "D");
    found
        .byCategory()
        .forEach(
            (category, weight) ->
                EVIDENCE.check(
                    category, weight, expected.number("woe_ln_good_over_bad", category)));
    EVIDENCE.check("iv", found.informationValue(), expected.number("iv"));
    EVIDENCE.check("mi", found.mutualInformation(), expected.number("mutual_information_nats"));
    EVIDENCE.check(
        "v", Contingency.of(counts[0], counts[1]).cramersV(), expected.number("cramers_v"));
  }
}
