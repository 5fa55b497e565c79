package org.plumbline.stats.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.golden.Accuracy;
import org.plumbline.golden.Golden;

class LogRankGoldenTest {
  private static final Accuracy R =
      Accuracy.of("Log-rank tests", "R survival 3.5-3 survdiff", 1e-12, 1e-9);
  private static final Accuracy LIFELINES =
      Accuracy.of("Log-rank tests", "lifelines 0.30.1", 1e-12, 1e-9);

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void check(String where, LogRank actual, Golden expected) {
    R.check(where, actual.chiSquare(), expected.number("chisq"));
    R.check(where, actual.pValue(), expected.number("p"));
    if (expected.has("observed")) {
      assertThat((double) actual.degrees()).isEqualTo(expected.number("df"));
      R.checkAll(where, array(actual.observed()), expected.numbers("observed"));
      R.checkAll(where, array(actual.expected()), expected.numbers("expected"));
    }
  }

  @Test
  void testsAgreeWithR() {
    for (var data : Golden.load("survival/logrank_R.json").members().entrySet()) {
      String name = data.getKey();
      Lifetimes rows = SurvivalData.of(name);
      int[] groups = SurvivalData.groups(name, SurvivalData.group(name));

      check(name, LogRank.of(rows, groups), data.getValue().at("logrank_rho0"));
      check(
          name,
          LogRank.of(rows, groups, LogRankWeight.SURVIVAL),
          data.getValue().at("peto_peto_rho1"));
    }
  }

  @Test
  void groupsAndStrataAgreeWithR() {
    Golden expected = Golden.load("survival/logrank_R.json").at("veteran");
    Lifetimes rows = SurvivalData.of("veteran");
    List<String> order = List.of("squamous", "smallcell", "adeno", "large");
    int[] cells =
        SurvivalData.table("veteran").texts("celltype").stream().mapToInt(order::indexOf).toArray();
    int[] treatments = SurvivalData.groups("veteran", "trt");

    check("cell types", LogRank.of(rows, cells), expected.at("celltype_4_groups"));
    check(
        "stratified",
        LogRank.stratified(rows, treatments, cells, LogRankWeight.EQUAL),
        expected.at("trt_stratified_by_celltype"));
  }

  @Test
  void weightingsAgreeWithLifelines() {
    Golden expected = Golden.load("survival/lifelines.json").at("logrank");
    Lifetimes rows = SurvivalData.of("lung");
    int[] groups = SurvivalData.groups("lung", "sex");
    Map<String, LogRankWeight> weights =
        Map.of(
            "wilcoxon", LogRankWeight.GEHAN,
            "tarone-ware", LogRankWeight.TARONE_WARE,
            "peto", LogRankWeight.PETO);

    weights.forEach(
        (name, weight) -> {
          LogRank test = LogRank.of(rows, groups, weight);
          LIFELINES.check(name, test.chiSquare(), expected.number("lung_sex", name, "chisq"));
          LIFELINES.check(name, test.pValue(), expected.number("lung_sex", name, "p"));
        });
    LogRank plain = LogRank.of(rows, groups);
    LIFELINES.check("plain", plain.chiSquare(), expected.number("lung_sex", "chisq"));
    LIFELINES.check("plain", plain.pValue(), expected.number("lung_sex", "p"));
  }

  @Test
  void pairsOfGroupsAgreeWithLifelines() {
    Golden expected = Golden.load("survival/lifelines.json").at("logrank");
    Lifetimes rows = SurvivalData.of("veteran");
    List<String> cells = SurvivalData.table("veteran").texts("celltype");

    int[] all = SurvivalData.groups("veteran", "celltype");
    LogRank four = LogRank.of(rows, all);
    LIFELINES.check("four", four.chiSquare(), expected.number("veteran_celltype", "chisq"));
    LIFELINES.check("four", four.pValue(), expected.number("veteran_celltype", "p"));
    for (var pair : expected.at("veteran_celltype_pairwise").members().entrySet()) {
      List<String> names = Arrays.asList(pair.getKey().split("\\|"));
      int[] inside = cells.stream().mapToInt(cell -> names.contains(cell) ? 1 : 0).toArray();
      int[] groups = cells.stream().filter(names::contains).mapToInt(names::indexOf).toArray();
      LogRank test = LogRank.of(rows.where(inside, 1), groups);
      LIFELINES.check(pair.getKey(), test.chiSquare(), pair.getValue().number("chisq"));
      LIFELINES.check(pair.getKey(), test.pValue(), pair.getValue().number("p"));
    }
  }
}
