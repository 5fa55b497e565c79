package org.plumbline.stats.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class MaximumMeanDiscrepancyTest {
  private static final Accuracy MMD =
      Accuracy.of("Maximum mean discrepancy", "scikit-learn 1.2.1 rbf_kernel", 1e-12, 1e-9);
  private static final DiscrepancySettings DEFAULT = DiscrepancySettings.DEFAULT;

  @Test
  void agreesWithScikitLearn() {
    Golden golden = Golden.load("drift/mmd.json");
    double[][] reference = golden.matrix("reference");
    double[][] current = golden.matrix("current");
    Golden expected = golden.at("expected");

    var given =
        MaximumMeanDiscrepancy.between(
            reference, current, new DiscrepancySettings(expected.number("gamma"), 0, 200, 1));
    var median = MaximumMeanDiscrepancy.between(reference, current, DEFAULT);

    MMD.check("unbiased", given.unbiased(), expected.number("mmd2_unbiased"));
    MMD.check("biased", given.biased(), expected.number("mmd2_biased"));
    MMD.check("median", 1 / median.gamma(), expected.number("median_squared_distance"));
    MMD.check(
        "unbiased, median",
        median.unbiased(),
        expected.number("mmd2_unbiased_gamma_1_over_median"));
    assertThat(given.pValue()).isNaN();
    assertThat(median.pValue()).isEqualTo(1.0 / 201);
  }

  @Test
  void pValuesOfEqualDistributionsAreSpread() {
    int small = 0;
    for (int seed = 0; seed < 60; seed++) {
      var settings = new DiscrepancySettings(Double.NaN, 49, 100, seed);
      var found =
          MaximumMeanDiscrepancy.between(
              Samples.normal(30, 2, 2L * seed), Samples.normal(25, 2, 2L * seed + 1), settings);
      small += found.pValue() <= 0.1 ? 1 : 0;
    }

    // Six expected; more than 14 in one of 2,000 such tests.
    assertThat(small).isBetween(1, 14);
  }

  @Test
  void samplesDownToTheBoundTheSameWayForTheSameSeed() {
    double[][] reference = Samples.normal(300, 2, 1);
    double[][] current = Samples.normal(40, 2, 2);
    var settings = new DiscrepancySettings(0.5, 20, 50, 9);

    var one = MaximumMeanDiscrepancy.between(reference, current, settings);
    var again = MaximumMeanDiscrepancy.between(reference, current, settings);
    var other =
        MaximumMeanDiscrepancy.between(
            reference, current, new DiscrepancySettings(0.5, 20, 50, 10));

    assertThat(one).isEqualTo(again).isNotEqualTo(other);
    assertThat(one.referenceRows()).isEqualTo(50);
    assertThat(one.currentRows()).isEqualTo(40);
  }

  @Test
  void countsByHandOnFewPoints() {
    double[][] reference = {{0}, {1}};
    double[][] current = {{0}, {2}};

    var found =
        MaximumMeanDiscrepancy.between(reference, current, new DiscrepancySettings(1, 0, 5, 1));

    double e1 = Math.exp(-1);
    double e4 = Math.exp(-4);
    assertThat(found.biased())
        .isCloseTo((2 + 2 * e1) / 4 + (2 + 2 * e4) / 4 - (1 + e4 + 2 * e1) / 2, within(1e-15));
    assertThat(found.unbiased()).isCloseTo(e1 + e4 - (1 + e4 + 2 * e1) / 2, within(1e-15));
    // Squared distances 0, 1, 1, 4, 9, 9: the zero does not count.
    var median =
        MaximumMeanDiscrepancy.between(
            new double[][] {{0}, {1}}, new double[][] {{0}, {3}}, DEFAULT);
    assertThat(median.gamma()).isEqualTo(1 / 4.0);
  }

  @Test
  void equalSamplesAreNeverFar() {
    double[][] rows = Samples.normal(20, 2, 3);

    var found = MaximumMeanDiscrepancy.between(rows, rows, DEFAULT);

    assertThat(found.biased()).isCloseTo(0, within(1e-14));
    assertThat(found.unbiased()).isNegative();
    assertThat(found.pValue()).isGreaterThan(0.9);
  }

  @Test
  void definesTheAnswerForConstantTinyAndMissingRows() {
    double[][] same = Samples.filled(5, 2, 4);
    double[][] missing = Samples.filled(5, 2, Double.NaN);
    double[][] one = {{4, 4}};

    var constant = MaximumMeanDiscrepancy.between(same, same, DEFAULT);
    var tiny = MaximumMeanDiscrepancy.between(one, same, DEFAULT);
    var few = MaximumMeanDiscrepancy.between(same, one, DEFAULT);

    assertThat(constant.biased()).isZero();
    assertThat(constant.pValue()).isEqualTo(1);
    assertThat(constant.gamma()).isEqualTo(1);
    assertThat(tiny.biased()).isZero();
    assertThat(tiny.unbiased()).isNaN();
    assertThat(tiny.pValue()).isNaN();
    assertThat(few.unbiased()).isNaN();
    assertThat(few.pValue()).isNaN();
    assertThat(MaximumMeanDiscrepancy.between(missing, same, DEFAULT).biased()).isNaN();
    assertThat(MaximumMeanDiscrepancy.between(same, missing, DEFAULT).currentRows()).isZero();
    assertThat(MaximumMeanDiscrepancy.between(new double[0][], new double[0][], DEFAULT).biased())
        .isNaN();
  }

  @Test
  void refusesHugeAndInfiniteValuesAndSettingsThatMeanNothing() {
    double[][] huge = {{1e200}, {-1e200}};
    double[][] infinite = {{Double.POSITIVE_INFINITY}};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaximumMeanDiscrepancy.between(huge, huge, DEFAULT))
        .withMessageContaining("too far apart");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaximumMeanDiscrepancy.between(huge, infinite, DEFAULT))
        .withMessageContaining("current[0][0] is infinite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaximumMeanDiscrepancy.between(infinite, huge, DEFAULT));
    assertThatIllegalArgumentException().isThrownBy(() -> new DiscrepancySettings(0, 1, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiscrepancySettings(Double.POSITIVE_INFINITY, 1, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new DiscrepancySettings(1, -1, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new DiscrepancySettings(1, 0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new DiscrepancySettings(1, 0, 5_001, 1));
  }
}
