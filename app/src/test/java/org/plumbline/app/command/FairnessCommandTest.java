package org.plumbline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.plumbline.app.command.Answer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairnessCommandTest {
  @TempDir private static Path folder = Path.of("");

  /**
   * [Angwin, Larson, Mattu, Kirchner: Machine Bias; How We Analyzed the COMPAS Recidivism
   * Algorithm, ProPublica 2016]: two-year cohort, a score that is not Low counts as selected.
   */
  @Test
  void compasHasTheRatesThatWerePublished() throws IOException {
    Answer answer =
        run(
            "fairness",
            "--data",
            shared("fairness/compas_two_years.csv.gz").toString(),
            "--protected",
            "race,sex",
            "--label",
            "two_year_recid",
            "--decision",
            "score_text",
            "--selected",
            "Medium,High",
            "--json");

    assertThat(answer.exit()).as(answer.err()).isZero();
    JsonNode told = new ObjectMapper().readTree(answer.out());
    assertThat(told.get("rows").intValue()).isEqualTo(7_214);
    JsonNode byRace = told.get("reports").get(0);
    assertThat(counts(byRace.get("overall"))).isEqualTo(counts(2035, 1282, 2681, 1216));
    JsonNode black = group(byRace, "African-American");
    assertThat(counts(black)).isEqualTo(counts(1369, 805, 990, 532));
    assertThat(percent(black, "falsePositive")).isEqualTo(44.85, within(0.005));
    assertThat(percent(black, "falseNegative")).isEqualTo(27.99, within(0.005));
    assertThat(percent(black, "positivePredictive")).isEqualTo(63, within(0.5));
    assertThat(percent(black, "negativePredictive")).isEqualTo(65, within(0.5));
    JsonNode white = group(byRace, "Caucasian");
    assertThat(counts(white)).isEqualTo(counts(505, 349, 1139, 461));
    assertThat(percent(white, "falsePositive")).isEqualTo(23.45, within(0.005));
    assertThat(percent(white, "falseNegative")).isEqualTo(47.72, within(0.005));
    assertThat(percent(white, "positivePredictive")).isEqualTo(59, within(0.5));
    assertThat(percent(white, "negativePredictive")).isEqualTo(71, within(0.5));
    assertThat(black.at("/rates/falsePositive/low").doubleValue())
        .as("the difference is no chance")
        .isGreaterThan(white.at("/rates/falsePositive/high").doubleValue());
    assertThat(byRace.get("hidden").intValue())
        .as("18 Native Americans, and 32 Asians who would give them away")
        .isEqualTo(2);
    assertThat(told.get("reports").get(2).get("attributes")).hasSize(2);
  }

  /** [Becker & Kohavi: Adult, UCI 1996]: its base rates, then fairness without and with. */
  @Test
  void adultIsTrainedWithoutItsProtectedColumnsAndMitigated() throws IOException {
    Answer answer =
        run(
            "train",
            "--data",
            shared("fairness/adult_train.csv.gz").toString(),
            "--label",
            "income",
            "--positive",
            ">50K",
            "--protected",
            "sex,race",
            "--mitigate-for",
            "sex",
            "--reweigh",
            "--group-thresholds",
            "demographic-parity",
            "--budget",
            "30",
            "--name",
            "adult",
            "--home",
            folder.resolve("adult").toString(),
            "--json");

    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.err()).contains("15 columns, 12 of them features");
    JsonNode version = new ObjectMapper().readTree(answer.out());
    JsonNode mitigation = version.get("mitigation");
    JsonNode area = mitigation.get("costs").get(0);
    assertThat(area.at("/before/value").doubleValue())
        .as("published with both columns: logistic regression .907, boosting .927")
        .isBetween(0.90, 0.935);
    JsonNode before = mitigation.get("before");
    assertThat(group(before, "Male").at("/base/value").doubleValue())
        .isEqualTo(0.3057, within(1e-4));
    assertThat(group(before, "Female").at("/base/value").doubleValue())
        .isEqualTo(0.1095, within(1e-4));
    assertThat(before.at("/disparity/low").doubleValue())
        .as("unaware of sex, it still selects men more often")
        .isGreaterThan(0.15);
    assertThat(before.get("ratio").doubleValue()).isLessThan(0.5);
    JsonNode after = mitigation.get("after");
    assertThat(after.at("/disparity/value").doubleValue()).isLessThan(0.04);
    assertThat(after.get("ratio").doubleValue()).isGreaterThan(0.8);
    assertThat(area.at("/difference/high").doubleValue()).as("it costs").isLessThan(0);
    assertThat(mitigation.get("costs").get(1).at("/after/value").doubleValue())
        .as("accuracy")
        .isGreaterThan(0.78);
    assertThat(mitigation.at("/thresholds/byGroup/Female").doubleValue())
        .isLessThan(mitigation.at("/thresholds/byGroup/Male").doubleValue());
    assertThat(version.get("fairness")).hasSize(3);
    assertThat(version.get("fairness").get(1).at("/disparity/value").doubleValue())
        .as("weights alone leave less of it than nothing does")
        .isLessThan(before.at("/disparity/value").doubleValue());
  }

  @Test
  void scoresAreCutAtTheThresholdAndRowsWithoutTruthLeftOut() throws IOException {
    Path file = folder.resolve("scores.csv");
    Files.writeString(
        file,
        """
        who,truth,score
        a,1,0.9
        a,0,0.5
        b,1,0.4
        b,0,0.1
        ,0,0.7
        b,,0.7
        """);

    Answer json = threshold(file, "0.5", "--json");
    Answer text = threshold(file, "0.5");

    JsonNode told = new ObjectMapper().readTree(json.out());
    assertThat(told.get("rows").intValue()).isEqualTo(5);
    assertThat(told.get("leftOut").intValue()).isEqualTo(1);
    JsonNode report = told.get("reports").get(0);
    assertThat(report.get("groups")).hasSize(3);
    assertThat(counts(group(report, "a"))).isEqualTo(counts(1, 1, 0, 0));
    assertThat(counts(group(report, "b"))).isEqualTo(counts(0, 0, 1, 1));
    assertThat(counts(group(report, "(missing)"))).isEqualTo(counts(0, 1, 0, 0));
    assertThat(report.at("/differences/equalOpportunity").doubleValue()).isEqualTo(1);
    assertThat(text.out())
        .contains("5 rows, 1 left out")
        .contains("below four fifths")
        .contains("100.00 %");
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Path file = folder.resolve("texts.csv");
    Files.writeString(file, "who,truth,score\na,1,high\n");

    assertThat(threshold(file, "0.5").err()).contains("'high' of column score is no number");
    assertThat(threshold(file, "0.5", "--selected", "high").exit()).isEqualTo(2);
    assertThat(threshold(file, "0.5", "--confidence", "1").exit()).isEqualTo(2);
    Answer unknown =
        run(
            "fairness",
            "--data",
            file.toString(),
            "--protected",
            "sex",
            "--label",
            "truth",
            "--decision",
            "score",
            "--selected",
            "high");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("no column 'sex'");
  }

  private static Answer threshold(Path file, String threshold, String... more) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("fairness", "--data", file.toString()));
    arguments.addAll(List.of("--protected", "who", "--label", "truth"));
    arguments.addAll(List.of("--decision", "score", "--threshold", threshold));
    arguments.addAll(List.of("--least-rows", "1"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static double percent(JsonNode group, String rate) {
    return 100 * group.get("rates").get(rate).get("value").doubleValue();
  }

  private static JsonNode group(JsonNode report, String name) {
    for (JsonNode group : report.get("groups")) {
      if (group.path("group").asText(group.path("name").asText()).equals(name)) {
        return group;
      }
    }
    throw new AssertionError(name + " is not among " + report.get("groups"));
  }

  private static Map<String, Integer> counts(JsonNode group) {
    return counts(
        group.get("truePositives").intValue(),
        group.get("falsePositives").intValue(),
        group.get("trueNegatives").intValue(),
        group.get("falseNegatives").intValue());
  }

  private static Map<String, Integer> counts(int tp, int fp, int tn, int fn) {
    return Map.of("tp", tp, "fp", fp, "tn", tn, "fn", fn);
  }

  private static Path shared(String name) {
    Path root = Path.of(System.getProperty("plumbline.root", ".")).toAbsolutePath();
    Path file =
        Stream.iterate(root, Objects::nonNull, Path::getParent)
            .map(path -> path.resolve("shared/data").resolve(name))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(Path.of("absent"));
    Assumptions.assumeThat(Files.isRegularFile(file))
        .as("%s is not on this machine", name)
        .isTrue();
    return file;
  }
}
