package org.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands for files, as a person or a script calls them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private Path home;
  private Path table;
  private Program.Result trained;

  @BeforeAll
  void train() throws IOException, InterruptedException {
    home = directory.resolve("home");
    List<String> lines = new ArrayList<>(List.of(Tables.HEADER));
    lines.addAll(Tables.lines(2_000, 5));
    lines.add("c90000,12,monthly");
    lines.add("c90001,not a number,monthly,70.5,1,no");
    table = Files.write(directory.resolve("customers.csv"), lines);
    trained =
        Program.run(
            home,
            "train",
            "--data",
            table.toString(),
            "--label",
            "churned",
            "--positive",
            "yes",
            "--id",
            "customer",
            "--name",
            "churn",
            "--json");
  }

  @Test
  void trainPrintsOneObjectAndNothingElse() throws IOException {
    assertThat(trained.exitCode()).as(trained.errors()).isZero();

    JsonNode answer = JSON.readTree(trained.output());
    assertThat(answer.path("model").asText()).isEqualTo("churn");
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("task").asText()).isEqualToIgnoringCase("binary");
    assertThat(answer.path("rows").asInt()).isEqualTo(2_000);
    assertThat(answer.path("quarantined").asInt()).isEqualTo(2);
    var rocAuc = answer.path("metrics").path("rocAuc");
    assertThat(rocAuc.path("value").asDouble()).isBetween(0.75, 0.95);
    assertThat(rocAuc.path("low").asDouble()).isLessThan(rocAuc.path("value").asDouble());
    assertThat(rocAuc.path("high").asDouble()).isGreaterThan(rocAuc.path("value").asDouble());
    assertThat(answer.path("metrics").has("prAuc")).isTrue();
    assertThat(answer.path("metrics").has("brier")).isTrue();
    assertThat(answer.path("metrics").path("ece").path("value").asDouble()).isLessThan(0.06);
  }

  @Test
  void scoresOfFilesAreThoseOfTheServiceToTheLastBit() throws IOException, InterruptedException {
    Path out = directory.resolve("scores.jsonl");

    var scored =
        Program.run(
            home,
            "score",
            "--model",
            "churn",
            "--data",
            table.toString(),
            "--explain",
            "2",
            "--out",
            out.toString());

    assertThat(scored.exitCode()).as(scored.errors()).isZero();
    List<JsonNode> offline = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      offline.add(JSON.readTree(line));
    }
    assertThat(offline).hasSize(2_000);
    assertOnlineIsEqual(offline);
  }

  private void assertOnlineIsEqual(List<JsonNode> offline)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    try (var server =
        Program.start(
            home,
            Map.of("PLUMBLINE_ADMIN_PASSWORD", ServedModel.PASSWORD),
            "serve",
            "--port",
            Integer.toString(port))) {
      ServedModel.awaitReady(server, port);
      var api = Api.anonymous(port).signIn("admin", ServedModel.PASSWORD);
      List<Map<String, Object>> rows = new ArrayList<>();
      for (String line : Tables.lines(2_000, 5).subList(0, 200)) {
        rows.add(row(line));
      }

      var answer =
          api.post(
              "/api/v1/models/churn/predictions", Map.of("rows", rows, "explain", 2, "version", 1));

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(answer.body().path("predictions").path(i).path("score").asDouble())
            .isEqualTo(offline.get(i).path("score").asDouble());
      }
    }
  }

  private static Map<String, Object> row(String line) {
    String[] fields = line.split(",", -1);
    Map<String, Object> row = new java.util.HashMap<>();
    row.put("customer", fields[0]);
    row.put("tenure", Integer.parseInt(fields[1]));
    row.put("plan", fields[2]);
    row.put("charges", fields[3].isBlank() ? null : Double.valueOf(fields[3]));
    row.put("support_calls", Integer.parseInt(fields[4]));
    return row;
  }

  @Test
  void driftIsTheSameFromFilesAndFromProfiles() throws IOException, InterruptedException {
    Path current = directory.resolve("current.csv");
    List<String> lines = new ArrayList<>(List.of(Tables.HEADER));
    for (String line : Tables.lines(2_000, 6)) {
      lines.add(line.replace(",monthly,", ",weekly,"));
    }
    Files.write(current, lines);
    Path reference = directory.resolve("reference.json");
    var profiled =
        Program.run(home, "profile", "--data", table.toString(), "--out", reference.toString());
    assertThat(profiled.exitCode()).as(profiled.errors()).isZero();

    var fromFiles =
        Program.run(
            home,
            "drift",
            "--reference",
            table.toString(),
            "--current",
            current.toString(),
            "--json");
    var fromProfile =
        Program.run(
            home,
            "drift",
            "--reference",
            reference.toString(),
            "--current",
            current.toString(),
            "--json");

    assertThat(fromFiles.exitCode()).as(fromFiles.errors()).isZero();
    assertThat(fromProfile.exitCode()).as(fromProfile.errors()).isZero();
    JsonNode files = JSON.readTree(fromFiles.output()).path("columns");
    assertThat(JSON.readTree(fromProfile.output()).path("columns")).isEqualTo(files);
    assertThat(verdict(files, "plan")).isEqualToIgnoringCase("severe");
    assertThat(verdict(files, "tenure")).isEqualToIgnoringCase("none");
  }

  private static String verdict(JsonNode columns, String column) {
    for (JsonNode candidate : columns) {
      if (candidate.path("column").asText().equals(column)) {
        return candidate.path("verdict").asText();
      }
    }
    throw new AssertionError("no column " + column + " in " + columns);
  }

  @Test
  void absentLabelFailsAndNamesTheColumnsThereAre() throws InterruptedException {
    var result = Program.run(home, "train", "--data", table.toString(), "--label", "nothing");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("nothing").contains("churned");
    assertThat(result.output()).isEmpty();
  }

  @Test
  void wrongUsageExitsWithTwo() throws InterruptedException {
    var result = Program.run(home, "train", "--label", "churned");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("--data");
  }

  @Test
  void everyCommandHasHelp() throws InterruptedException {
    for (String command :
        List.of(
            "demo", "serve", "train", "score", "profile", "drift", "user", "audit", "lineage")) {
      var result = Program.run(home, command, "--help");

      assertThat(result.exitCode()).as(command).isZero();
      assertThat(result.output()).as(command).contains("Usage:");
    }
  }
}
