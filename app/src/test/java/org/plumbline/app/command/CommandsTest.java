package org.plumbline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.app.command.Answer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.DuckDb;

/** The commands against a real data directory: what they print, write and exit with. */
class CommandsTest {
  @TempDir private static Path folder = Path.of("");

  @Test
  void trainsRegistersAndScoresWithTheSameBits() throws IOException {
    Path data = customers("customers.csv", 600, 0);
    String home = folder.resolve("home").toString();

    Answer trained =
        run(
            "train",
            "--data",
            data.toString(),
            "--label",
            "left",
            "--positive",
            "yes",
            "--id",
            "id",
            "--name",
            "leavers",
            "--home",
            home,
            "--json");

    assertThat(trained.exit()).as(trained.err()).isZero();
    JsonNode version = new ObjectMapper().readTree(trained.out());
    assertThat(version.get("model").textValue()).isEqualTo("leavers");
    assertThat(version.get("version").intValue()).isEqualTo(1);
    assertThat(version.get("task").textValue()).isEqualTo("binary");
    assertThat(version.get("rows").intValue()).isEqualTo(600);
    assertThat(version.get("quarantined").intValue()).isZero();
    assertThat(version.get("champion").textValue()).isNotBlank();
    assertThat(version.get("metrics").get("rocAuc").get("value").doubleValue()).isGreaterThan(0.7);
    assertThat(trained.err()).contains("cross-validate");

    Path scores = folder.resolve("scores.csv");
    Answer scored =
        run(
            "score",
            "--model",
            "leavers",
            "--version",
            "1",
            "--data",
            data.toString(),
            "--explain",
            "2",
            "--out",
            scores.toString(),
            "--home",
            home,
            "--json");

    assertThat(scored.exit()).as(scored.err()).isZero();
    assertThat(new ObjectMapper().readTree(scored.out()).get("scored").intValue()).isEqualTo(600);
    assertThat(Files.readAllLines(scores)).hasSize(601);

    Answer unknown =
        run(
            "score",
            "--model",
            "nobody",
            "--data",
            data.toString(),
            "--out",
            scores.toString(),
            "--home",
            home);

    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("There is no model 'nobody'");
  }

  @Test
  void findsDriftBetweenFilesAndProfilesAlike() throws IOException {
    Path before = customers("before.csv", 3_000, 0);
    Path after = customers("after.csv", 3_000, 1.5);
    Path profile = folder.resolve("before.json");
    assertThat(run("profile", "--data", before.toString(), "--out", profile.toString()).exit())
        .isZero();

    Answer ofFiles =
        run("drift", "--reference", before.toString(), "--current", after.toString(), "--json");
    Answer ofProfile =
        run("drift", "--reference", profile.toString(), "--current", after.toString(), "--json");

    JsonNode files = new ObjectMapper().readTree(ofFiles.out());
    assertThat(files.get("columns").get(0).get("column").textValue()).isEqualTo("spend");
    assertThat(files.get("columns").get(0).get("verdict").textValue()).isEqualTo("SEVERE");
    assertThat(new ObjectMapper().readTree(ofProfile.out()).get("columns"))
        .isEqualTo(files.get("columns"));
    assertThat(ofFiles.exit()).isZero();
  }

  @Test
  void parquetByColumnDriftsAsTheSameRowsByText() throws IOException {
    Path before = rows("b0", 40_000, 0);
    Path after = rows("a0", 40_000, 3);

    Answer text = drift(before.resolveSibling("b0.csv"), after.resolveSibling("a0.csv"));
    Answer typed = drift(before, after);

    JsonNode oracle = new ObjectMapper().readTree(text.out());
    JsonNode found = new ObjectMapper().readTree(typed.out());
    assertThat(found.get("columns")).hasSize(6).isEqualTo(oracle.get("columns"));
    assertThat(found.get("reference").get("rejected"))
        .isEqualTo(oracle.get("reference").get("rejected"));
    assertThat(found.get("reference").get("rejected").intValue()).isEqualTo(2);
  }

  private static Answer drift(Path before, Path after) {
    return run("drift", "--reference", before.toString(), "--current", after.toString(), "--json");
  }

  /** One Parquet and one CSV file of the same rows: missing, infinite, blank and padded values. */
  private Path rows(String name, int count, int shift) {
    Path parquet = folder.resolve(name + ".parquet");
    Path csv = folder.resolve(name + ".csv");
    try (var connection = DuckDb.open(folder)) {
      DuckDb.execute(
          connection,
          """
          CREATE TABLE t AS SELECT
            CASE WHEN i = 7 OR i = 33000 THEN 'infinity'::DOUBLE WHEN i %% 11 = 0 THEN NULL
                 ELSE sin(i) * 10 + %2$d END AS d,
            (cos(i) * 10)::FLOAT AS f,
            CAST(i %% 3 = 0 AS BOOLEAN) AS b,
            CASE WHEN i %% 13 = 0 THEN NULL WHEN i %% 17 = 0 THEN ' k1 '
                 WHEN i %% 19 = 0 THEN 'n/a' ELSE 'k' || ((i + %2$d) %% (5 + %2$d)) END AS c,
            DATE '2024-01-01' + CAST(i %% 300 + %2$d AS INTEGER) AS t,
            CAST(i %% 700 AS DECIMAL(10, 2)) / 8 AS m
          FROM range(%1$d) r(i)
          """
              .formatted(count, shift));
      for (Path file : List.of(parquet, csv)) {
        DuckDb.execute(connection, "COPY t TO " + DuckDb.text(file));
      }
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
    return parquet;
  }

  @Test
  void failsOnDriftOnlyWhenAsked() throws IOException {
    Path before = customers("b.csv", 2_000, 0);
    Path after = customers("a.csv", 2_000, 1.5);

    Answer asked =
        run(
            "drift",
            "--reference",
            before.toString(),
            "--current",
            after.toString(),
            "--fail-on",
            "severe");

    assertThat(asked.exit()).isEqualTo(1);
    assertThat(asked.out()).contains("spend").contains("severe");
  }

  @Test
  void wholeRowsDriftWhereNoColumnDoes() throws IOException {
    Path before = pairs("together.csv", 1, 1_500);
    Path after = pairs("apart.csv", -1, 1_500);

    Answer found = multivariate(before, after, "--json");
    Answer same = multivariate(before, before, "--json");
    Answer told = multivariate(before, after, "--drop", "plan");

    JsonNode answer = new ObjectMapper().readTree(found.out());
    assertThat(found.exit()).isZero();
    assertThat(answer.get("verdict").textValue()).isEqualTo("NONE");
    JsonNode rows = answer.get("multivariate");
    assertThat(rows.get("drift").booleanValue()).isTrue();
    assertThat(rows.get("low").doubleValue())
        .isBetween(0.7, rows.get("auc").doubleValue())
        .isLessThan(rows.get("high").doubleValue());
    assertThat(rows.get("drivers")).hasSize(3);
    assertThat(rows.get("drivers").get(0).get("column").textValue()).isIn("x", "y");
    assertThat(rows.get("drivers").get(0).get("share").doubleValue()).isGreaterThan(0.3);
    assertThat(rows.get("reconstruction").get("drift").booleanValue()).isTrue();
    assertThat(rows.get("reconstruction").get("chunks")).hasSize(10);
    JsonNode alike = new ObjectMapper().readTree(same.out()).get("multivariate");
    assertThat(alike.get("drift").booleanValue()).isFalse();
    assertThat(alike.get("reconstruction").get("drift").booleanValue()).isFalse();
    assertThat(told.out())
        .contains("whole rows: drift (severe), AUC 0.")
        .contains("told apart by ")
        .contains("reconstruction: drift (moderate)");
  }

  @Test
  void driftOfWholeRowsAloneFailsToo() throws IOException {
    Path before = pairs("joined.csv", 1, 1_500);
    Path after = pairs("parted.csv", -1, 1_500);

    Answer severe = multivariate(before, after, "--fail-on", "severe", "--json");
    Answer same = multivariate(before, before, "--fail-on", "slight");
    Answer columnsOnly =
        run(
            "drift",
            "--reference",
            before.toString(),
            "--current",
            after.toString(),
            "--fail-on",
            "slight");

    JsonNode rows = new ObjectMapper().readTree(severe.out()).get("multivariate");
    assertThat(severe.exit()).isEqualTo(1);
    assertThat(rows.get("verdict").textValue()).isEqualTo("SEVERE");
    assertThat(rows.get("reconstruction").get("verdict").textValue()).isEqualTo("MODERATE");
    assertThat(rows.get("drivers").get(0).get("aucDrop").doubleValue()).isGreaterThan(0.2);
    assertThat(rows.get("drivers").get(2).get("aucDrop").doubleValue()).isBetween(-0.02, 0.02);
    assertThat(same.exit()).isZero();
    assertThat(columnsOnly.exit()).isZero();
  }

  @Test
  void tellsTheMethodsThatAreAskedFor() throws IOException {
    Path before = customers("m1.csv", 2_000, 0);
    Path after = customers("m2.csv", 2_000, 1.5);

    Answer json = methods(before, after, "hellinger,cramer-von-mises,energy", "--json");
    Answer text = methods(before, after, "hellinger,cramer-von-mises,energy");
    Answer all = methods(before, after, "all", "--json");
    Answer plain = drift(before, after);

    JsonNode spend = new ObjectMapper().readTree(json.out()).get("columns").get(0);
    assertThat(spend.get("measures")).hasSize(3);
    assertThat(spend.get("measures").get("hellinger").get("value").doubleValue())
        .isBetween(0.3, 0.8);
    assertThat(spend.get("measures").get("hellinger").has("pValue")).isFalse();
    assertThat(spend.get("measures").get("cramerVonMises").get("pValue").doubleValue())
        .isLessThan(1e-6);
    assertThat(text.out())
        .contains("hellinger")
        .contains("cramer-von-mises (p)")
        .doesNotContain("psi");
    assertThat(new ObjectMapper().readTree(all.out()).get("columns").get(0).get("measures"))
        .hasSize(15);
    assertThat(new ObjectMapper().readTree(plain.out()).get("columns").get(0).has("measures"))
        .isFalse();
    assertThat(methods(before, after, "hellingr").exit()).isEqualTo(2);
    assertThat(methods(before, after, "hellingr").err()).contains("no method of drift");
  }

  private static Answer methods(Path before, Path after, String methods, String... more) {
    var arguments = new java.util.ArrayList<String>();
    arguments.addAll(
        List.of("drift", "--reference", before.toString(), "--current", after.toString()));
    arguments.addAll(List.of("--methods", methods));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void correctsForColumnsAsAsked() throws IOException {
    Path before = customers("c1.csv", 2_000, 0);
    Path after = customers("c2.csv", 2_000, 0.05);
    String[] command = {
      "drift",
      "--reference",
      before.toString(),
      "--current",
      after.toString(),
      "--json",
      "--correction",
      "bonferroni"
    };

    JsonNode answer = new ObjectMapper().readTree(run(command).out());

    int columns = answer.get("columns").size();
    assertThat(answer.get("correction").textValue()).isEqualTo("BONFERRONI");
    for (JsonNode column : answer.get("columns")) {
      assertThat(column.get("adjustedPValue").doubleValue())
          .isCloseTo(
              Math.min(1, columns * column.get("pValue").doubleValue()),
              org.assertj.core.api.Assertions.within(1e-12));
    }
    command[7] = "boniferroni";
    assertThat(run(command).exit()).isEqualTo(2);
  }

  @Test
  void tooFewRowsLeaveWholeRowsUnknown() throws IOException {
    Path few = pairs("few.csv", 1, 8);

    Answer json = multivariate(few, few, "--json");
    Answer text = multivariate(few, few);

    JsonNode rows = new ObjectMapper().readTree(json.out()).get("multivariate");
    assertThat(rows.has("auc")).isFalse();
    assertThat(rows.get("drift").booleanValue()).isFalse();
    assertThat(rows.get("reconstruction").has("mean")).isFalse();
    assertThat(text.out()).contains("whole rows: too few").contains("reconstruction: too few");
  }

  @Test
  void profilesHoldNoWholeRows() throws IOException {
    Path data = pairs("data.csv", 1, 50);
    Path profile = folder.resolve("pairs.json");
    run("profile", "--data", data.toString(), "--out", profile.toString());

    assertThat(multivariate(profile, data).exit()).isEqualTo(2);
    assertThat(multivariate(data, profile).err()).contains("a profile holds none");
  }

  private static Answer multivariate(Path before, Path after, String... more) {
    var arguments = new java.util.ArrayList<String>();
    arguments.addAll(
        List.of("drift", "--reference", before.toString(), "--current", after.toString()));
    arguments.add("--multivariate");
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  /** Two columns that rise together or against each other, with the same values each. */
  private static Path pairs(String name, int sign, int rows) throws IOException {
    var random = new SplittableRandom(11);
    var text = new StringBuilder("x,y,plan\n");
    for (int row = 0; row < rows; row++) {
      double x = random.nextGaussian();
      double y = sign * (0.9 * x + 0.4 * random.nextGaussian());
      text.append(x).append(',').append(y).append(",p").append(random.nextInt(3)).append('\n');
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(run("train", "--data", "x.csv").exit()).isEqualTo(2);
    assertThat(run("score", "--model", "m").exit()).isEqualTo(2);
    assertThat(run("drift", "--reference", "a.csv").exit()).isEqualTo(2);
    assertThat(run("train", "--help").exit()).isZero();
  }

  private static Path customers(String name, int rows, double shift) throws IOException {
    var random = new SplittableRandom(7);
    var text = new StringBuilder("id,spend,plan,visits,left\n");
    for (int row = 0; row < rows; row++) {
      double spend = random.nextGaussian() + shift;
      int plan = random.nextInt(3);
      double logOdds = -1.6 * (spend - shift) + (plan == 0 ? 1 : -0.5);
      boolean left = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      text.append("c").append(row).append(',').append(spend).append(',');
      text.append(plan == 0 ? "basic" : plan == 1 ? "plus" : "pro").append(',');
      text.append(random.nextInt(40)).append(',').append(left ? "yes" : "no").append('\n');
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }
}
