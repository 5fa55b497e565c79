package org.plumbline.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class FairnessGoldenTest {
  private static final Accuracy FAIRNESS =
      Accuracy.of("Rates by group and their comparisons", "fairlearn 0.14.0", 1e-12, 0);
  private static final Map<String, Rate> RATES =
      Map.of(
          "selection_rate", Rate.SELECTION,
          "base_rate", Rate.BASE,
          "tpr", Rate.TRUE_POSITIVE,
          "fpr", Rate.FALSE_POSITIVE,
          "tnr", Rate.TRUE_NEGATIVE,
          "fnr", Rate.FALSE_NEGATIVE,
          "ppv_precision", Rate.POSITIVE_PREDICTIVE,
          "npv", Rate.NEGATIVE_PREDICTIVE,
          "accuracy", Rate.ACCURACY,
          "f1", Rate.F1);

  @Test
  void agreesWithFairlearnOnEveryCase() {
    int attributes = 0;
    for (Golden example : Golden.load("fairness/fairness.json").items()) {
      for (Map.Entry<String, Golden> attribute : example.at("expected").members().entrySet()) {
        attributes++;
        FairnessReport report = report(example.at("data"), attribute.getKey());
        String where = example.at("name").text() + " " + attribute.getKey();
        check(where, report, attribute.getValue());
      }
    }

    assertThat(attributes).isEqualTo(7);
  }

  private static FairnessReport report(Golden data, String attribute) {
    double[] truth = data.numbers("y");
    double[] decisions = data.numbers("pred");
    boolean[] positive = new boolean[truth.length];
    boolean[] selected = new boolean[truth.length];
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      positive[i] = truth[i] == 1;
      selected[i] = decisions[i] == 1;
      groups.add("");
    }
    for (String part : attribute.split("\\+", -1)) {
      List<String> names = data.texts(part);
      groups.replaceAll(name -> name.isEmpty() ? name : name + "|");
      for (int i = 0; i < truth.length; i++) {
        groups.set(i, groups.get(i) + names.get(i));
      }
    }
    return FairnessReport.of(groups, positive, selected, 1, FairnessReport.Undefined.ZERO);
  }

  private static void check(String where, FairnessReport report, Golden expected) {
    RATES.forEach(
        (name, rate) -> {
          String here = where + " " + name;
          report
              .groups()
              .forEach(
                  (group, counts) ->
                      FAIRNESS.check(
                          here + " " + group,
                          orZero(rate.of(counts)),
                          expected.number("by_group", group, name)));
          DoubleSummaryStatistics range =
              report.groups().values().stream()
                  .mapToDouble(counts -> orZero(rate.of(counts)))
                  .summaryStatistics();
          FAIRNESS.check(here + " least", range.getMin(), expected.number("group_min", name));
          FAIRNESS.check(here + " most", range.getMax(), expected.number("group_max", name));
          FAIRNESS.check(
              here + " overall",
              orZero(rate.of(report.overall().orElseThrow())),
              expected.number("overall", name));
          FAIRNESS.check(
              here + " difference",
              report.difference(rate),
              expected.number("difference_between_groups", name));
          FAIRNESS.check(
              here + " ratio", report.ratio(rate), expected.number("ratio_between_groups", name));
          FAIRNESS.check(
              here + " difference to all",
              report.differenceToOverall(rate),
              expected.number("difference_to_overall", name));
          FAIRNESS.check(
              here + " ratio to all",
              report.ratioToOverall(rate),
              expected.number("ratio_to_overall", name));
        });
    report
        .groups()
        .forEach(
            (group, counts) ->
                FAIRNESS.check(
                    where + " rows of " + group,
                    (double) counts.rows(),
                    expected.number("by_group", group, "count")));
    FAIRNESS.check(
        where + " rows",
        (double) report.overall().orElseThrow().rows(),
        expected.number("overall", "count"));
    Golden headline = expected.at("headline");
    FAIRNESS.check(
        where + " odds",
        report.equalisedOddsDifference(),
        headline.number("equalized_odds_difference_between_groups_worst_case"));
    FAIRNESS.check(
        where + " odds ratio",
        report.equalisedOddsRatio(),
        headline.number("equalized_odds_ratio_between_groups_worst_case"));
    FAIRNESS.check(
        where + " mean odds",
        report.meanOddsDifference(),
        headline.number("equalized_odds_difference_between_groups_mean"));
    FAIRNESS.check(
        where + " mean odds ratio",
        report.meanOddsRatio(),
        headline.number("equalized_odds_ratio_between_groups_mean"));
    FAIRNESS.check(
        where + " odds to all",
        report.equalisedOddsDifferenceToOverall(),
        headline.number("equalized_odds_difference_to_overall_worst_case"));
    FAIRNESS.check(
        where + " odds ratio to all",
        report.equalisedOddsRatioToOverall(),
        headline.number("equalized_odds_ratio_to_overall_worst_case"));
    FAIRNESS.check(
        where + " mean odds to all",
        report.meanOddsDifferenceToOverall(),
        headline.number("equalized_odds_difference_to_overall_mean"));
    FAIRNESS.check(
        where + " mean odds ratio to all",
        report.meanOddsRatioToOverall(),
        headline.number("equalized_odds_ratio_to_overall_mean"));
    named("demographic_parity", Rate.SELECTION, report, headline);
    named("equal_opportunity", Rate.TRUE_POSITIVE, report, headline);
    FAIRNESS.check(
        where + " predictive parity",
        report.difference(Rate.POSITIVE_PREDICTIVE),
        headline.number("predictive_parity_difference_ppv"));
    FAIRNESS.check(
        where + " predictive parity ratio",
        report.ratio(Rate.POSITIVE_PREDICTIVE),
        headline.number("predictive_parity_ratio_ppv"));
  }

  private static void named(String name, Rate rate, FairnessReport report, Golden headline) {
    FAIRNESS.check(
        name, report.difference(rate), headline.number(name + "_difference_between_groups"));
    FAIRNESS.check(name, report.ratio(rate), headline.number(name + "_ratio_between_groups"));
    FAIRNESS.check(
        name, report.differenceToOverall(rate), headline.number(name + "_difference_to_overall"));
    FAIRNESS.check(name, report.ratioToOverall(rate), headline.number(name + "_ratio_to_overall"));
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
