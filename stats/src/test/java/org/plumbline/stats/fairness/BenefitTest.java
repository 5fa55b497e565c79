package org.plumbline.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class BenefitTest {
  private static final Accuracy INEQUALITY =
      Accuracy.of("Theil and entropy indices, group differences", "AIF360 0.6.1", 1e-12, 0);
  private static final double[] NONE = {};

  /** AIF360 looks at the rows of the two groups alone. */
  @Test
  void agreesWithAif360() {
    int pairs = 0;
    for (Golden example : Golden.load("fairness/fairness.json").items()) {
      for (Map.Entry<String, Golden> attribute : example.at("expected").members().entrySet()) {
        if (attribute.getValue().has("aif360")) {
          for (var pair : attribute.getValue().at("aif360").members().entrySet()) {
            pairs++;
            String[] names = pair.getKey().replace(" (privileged)", "").split(" vs ", -1);
            Golden data = example.at("data");
            pair(data, data.texts(attribute.getKey()), names, pair.getValue());
          }
        }
      }
    }

    assertThat(pairs).isEqualTo(8);
  }

  private static void pair(Golden data, List<String> all, String[] names, Golden expected) {
    double[] truth = data.numbers("y");
    double[] decisions = data.numbers("pred");
    List<String> groups = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      if (all.get(i).equals(names[0]) || all.get(i).equals(names[1])) {
        rows.add(i);
        groups.add(all.get(i));
      }
    }
    boolean[] positive = new boolean[rows.size()];
    boolean[] selected = new boolean[rows.size()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = truth[rows.get(i)] == 1;
      selected[i] = decisions[rows.get(i)] == 1;
    }
    String where = String.join(" vs ", names);
    double[] benefits = Benefit.of(positive, selected);
    INEQUALITY.check(where, Benefit.theil(benefits), expected.number("theil_index"));
    INEQUALITY.check(
        where,
        Benefit.generalisedEntropy(benefits, 2),
        expected.number("generalized_entropy_index"));
    INEQUALITY.check(
        where,
        Benefit.coefficientOfVariation(benefits),
        expected.number("coefficient_of_variation"));
    INEQUALITY.check(
        where,
        Benefit.betweenGroups(groups, benefits, 1),
        expected.number("between_group_theil_index"));

    FairnessReport report = FairnessReport.of(groups, positive, selected, 1);
    rates(where, new Gaps(report, names[0], names[1]), expected);
  }

  /** What the first group's rate lies above the second's. */
  private record Gaps(FairnessReport report, String first, String second) {
    double of(Rate rate) {
      return report.difference(rate, first, second, 0.95).value();
    }

    /** AIF360 counts no error where nothing was decided so. */
    double ofErrors(Rate rate) {
      return errors(rate, first) - errors(rate, second);
    }

    private double errors(Rate rate, String group) {
      double right = report.rate(rate, group, 0.95).value();
      return Double.isNaN(right) ? 0 : 1 - right;
    }

    double ratio(Rate rate) {
      return report.ratio(rate, first, second, 0.95).value();
    }
  }

  private static void rates(String where, Gaps gaps, Golden expected) {
    double found = gaps.of(Rate.TRUE_POSITIVE);
    double wrong = gaps.of(Rate.FALSE_POSITIVE);
    check(where, gaps.ratio(Rate.SELECTION), expected, "disparate_impact");
    check(where, gaps.of(Rate.SELECTION), expected, "statistical_parity_difference");
    check(where, found, expected, "equal_opportunity_difference");
    check(where, (found + wrong) / 2, expected, "average_odds_difference");
    check(where, (Math.abs(found) + Math.abs(wrong)) / 2, expected, "average_abs_odds_difference");
    check(where, wrong, expected, "false_positive_rate_difference");
    check(
        where,
        gaps.ofErrors(Rate.POSITIVE_PREDICTIVE),
        expected,
        "false_discovery_rate_difference");
    check(
        where, gaps.ofErrors(Rate.NEGATIVE_PREDICTIVE), expected, "false_omission_rate_difference");
    check(where, gaps.ofErrors(Rate.ACCURACY), expected, "error_rate_difference");
    check(where, gaps.ratio(Rate.BASE), expected, "label_disparate_impact");
    check(where, gaps.of(Rate.BASE), expected, "label_mean_difference");
  }

  private static void check(String where, double actual, Golden expected, String name) {
    if (expected.has(name)) {
      INEQUALITY.check(where + " " + name, actual, expected.number(name));
    }
  }

  @Test
  void nothingToShareIsUndefined() {
    assertThat(Benefit.theil(NONE)).isNaN();
    assertThat(Benefit.theil(new double[2])).isNaN();
    assertThat(Benefit.betweenGroups(List.of(), NONE, 2)).isNaN();
    assertThat(Benefit.theil(new double[] {3})).isZero();
    assertThat(Benefit.generalisedEntropy(new double[] {0, 2}, 0)).isInfinite();
    assertThat(Benefit.generalisedEntropy(new double[] {1, 3}, 0))
        .isCloseTo(-(Math.log(0.5) + Math.log(1.5)) / 2, within(1e-15));
  }

  @Test
  void faultyArgumentsAreRefused() {
    double[] one = {1};

    assertThatThrownBy(() -> Benefit.of(new boolean[1], new boolean[2]))
        .hasMessageContaining("1 truths, 2 decisions");
    assertThatThrownBy(() -> Benefit.theil(new double[] {-1})).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Benefit.theil(new double[] {Double.NaN})).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Benefit.generalisedEntropy(one, Double.NaN))
        .hasMessageContaining("alpha NaN");
    assertThatThrownBy(() -> Benefit.betweenGroups(List.of(), one, 2))
        .hasMessageContaining("0 groups");
  }

  @Property(tries = 200)
  void withinAndBetweenAddUp(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 5) Integer> shares) {
    double[] benefits = shares.stream().mapToDouble(Integer::doubleValue).toArray();
    List<String> own = new ArrayList<>();
    for (int i = 0; i < benefits.length; i++) {
      own.add("person " + i);
    }

    assertThat(Benefit.theil(benefits)).isBetween(0.0, Math.log(benefits.length) + 1e-12);
    assertThat(Benefit.betweenGroups(own, benefits, 2))
        .isEqualTo(Benefit.generalisedEntropy(benefits, 2));
    assertThat(Benefit.betweenGroups(own.stream().map(name -> "all").toList(), benefits, 2))
        .isCloseTo(0, within(1e-12));
  }
}
