package org.plumbline.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class CorrectionTest {
  private static final Accuracy ADJUSTED =
      Accuracy.of("P-values corrected for their number", "statsmodels 0.13.5", 1e-12, 1e-8);
  private static final Map<String, Correction> NAMES =
      Map.of(
          "bonferroni", Correction.BONFERRONI,
          "holm", Correction.HOLM,
          "hommel", Correction.HOMMEL,
          "fdr_bh", Correction.BENJAMINI_HOCHBERG,
          "fdr_by", Correction.BENJAMINI_YEKUTIELI,
          "sidak", Correction.SIDAK);

  @Test
  void agreesWithStatsmodels() {
    Golden golden = Golden.load("stats/ab_tests.json");
    Golden methods = golden.at("multiple_testing");
    double[] pValues = golden.numbers("p_values");

    assertThat(methods.members().keySet()).isEqualTo(NAMES.keySet());
    NAMES.forEach(
        (name, correction) -> {
          double[] adjusted = correction.adjust(pValues);
          double[] rejected = Arrays.stream(adjusted).map(p -> p <= 0.05 ? 1 : 0).toArray();
          ADJUSTED.checkAll(name, adjusted, methods.numbers(name, "adjusted"));
          ADJUSTED.checkAll(name, rejected, methods.numbers(name, "reject"));
        });
  }

  @Test
  void nothingAndUndefinedAreLeftOut() {
    double nan = Double.NaN;

    for (Correction correction : Correction.values()) {
      assertThat(correction.adjust(new double[0])).isEmpty();
      assertThat(correction.adjust(new double[] {nan})).containsExactly(nan);
      assertThat(correction.adjust(new double[] {nan, 0.25, nan})[1])
          .isCloseTo(0.25, within(1e-15));
      assertThat(correction.adjust(new double[] {0, 1})).containsExactly(0, 1);
    }
  }

  @Property(tries = 300)
  void stepwiseLiesBetweenThePlainValueAndBonferroni(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> drawn) {
    double[] pValues = drawn.stream().mapToDouble(Double::doubleValue).toArray();
    double[] bonferroni = Correction.BONFERRONI.adjust(pValues);
    double[] holm = Correction.HOLM.adjust(pValues);
    double[] hommel = Correction.HOMMEL.adjust(pValues);
    double[] hochberg = Correction.BENJAMINI_HOCHBERG.adjust(pValues);

    for (int i = 0; i < pValues.length; i++) {
      double slack = 1e-12;
      assertThat(bonferroni[i]).isBetween(holm[i] - slack, 1.0);
      assertThat(holm[i]).isGreaterThanOrEqualTo(hommel[i] - slack);
      assertThat(hommel[i]).isGreaterThanOrEqualTo(hochberg[i] - slack);
      assertThat(hochberg[i]).isGreaterThanOrEqualTo(pValues[i] - slack);
      for (int j = 0; j < i; j++) {
        boolean below = pValues[j] < pValues[i];
        assertThat(!below || (holm[j] <= holm[i] && hommel[j] <= hommel[i] + slack)).isTrue();
      }
    }
  }
}
