package org.plumbline.solutions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.DuckDb;
import org.plumbline.data.Table;
import org.plumbline.data.view.SnapshotEngine;
import org.plumbline.kernel.PlumblineException;

class SolutionPackTest {
  private static final String YAML =
      """
      name: machines
      title: Machines
      entity: machine
      sources:
        - name: readings
          file: readings.parquet
          kind: event
          time: measured
          unique: reading
          notNegative: [heat]
          columns: {reading: INTEGER, machine: VARCHAR, measured: TIMESTAMP, heat: DOUBLE}
          hidden: {failed_later: hindsight}
      views:
        - {name: heat, version: 1, population: population.sql, sql: heat.sql}
      labels:
        - {name: hot, column: hot, horizonDays: 2, sql: hot.sql}
      recipes:
        - {model: overheating, title: Heat, description: d, owner: o, intendedUse: u,
           view: heat, label: hot, positive: 1, everyDays: 2, times: 2}
      """;

  @TempDir Path folder;

  private Path pack(String yaml) throws IOException {
    Path pack = Files.createDirectories(folder.resolve("machines"));
    Files.writeString(pack.resolve("solution.yaml"), yaml);
    Files.writeString(pack.resolve("population.sql"), "SELECT machine FROM readings");
    Files.writeString(
        pack.resolve("heat.sql"),
        "SELECT machine, max(heat) AS heat FROM readings GROUP BY machine");
    Files.writeString(
        pack.resolve("hot.sql"),
        "SELECT e.machine, CAST(coalesce(max(r.heat), 0) > 90 AS INTEGER) AS hot FROM entities e"
            + " LEFT JOIN readings r USING (machine) GROUP BY e.machine");
    return pack;
  }

  private void data(String values) throws SQLException {
    try (Connection connection = DuckDb.open(folder.resolve("spill"))) {
      DuckDb.execute(
          connection,
          "COPY (SELECT reading, machine, measured, CAST(heat AS DOUBLE) AS heat, true AS failed_later"
              + " FROM (VALUES %s) t(reading, machine, measured, heat)) TO %s (FORMAT parquet)"
                  .formatted(values, DuckDb.text(folder.resolve("readings.parquet"))));
    }
  }

  @Test
  void anotherSolutionIsAFolderAndNothingElse() throws Exception {
    SolutionPack pack = SolutionPack.load(pack(YAML));
    data(
        "(1, 'a', TIMESTAMP '2026-01-01', 20), (2, 'a', TIMESTAMP '2026-01-04', 95),"
            + " (3, 'b', TIMESTAMP '2026-01-02', 30)");
    Recipe recipe = pack.recipe("overheating");
    Instant end = Instant.parse("2026-01-06T00:00:00Z");

    try (SnapshotEngine engine = pack.open(folder, end, folder.resolve("lake"))) {
      Table table = engine.trainingSet(recipe.view(), recipe.label(), recipe.asOfTimes(end));

      assertThat(table.names()).containsExactly("machine", "as_of", "heat", "hot");
      assertThat(table.column("heat").slots()).containsExactly(20, 30, 95, 30);
      assertThat(table.column("hot").slots()).containsExactly(1, 0, 0, 0);
    }
  }

  @Test
  void whatBreaksTheContractIsToldAllAtOnce() throws Exception {
    SolutionPack pack = SolutionPack.load(pack(YAML));
    data("(1, 'a', TIMESTAMP '2026-01-01', -2), (1, 'a', TIMESTAMP '2026-01-04', 95)");

    assertThat(pack.check(folder))
        .containsExactly(
            "column 'reading' of source 'readings' repeats or misses 1 values",
            "column 'heat' of source 'readings' is negative in 1 rows");
    assertThat(pack.check(folder.resolve("elsewhere")))
        .singleElement()
        .asString()
        .endsWith("absent");
    assertThat(
            SolutionPack.load(pack(YAML.replace("heat: DOUBLE", "heat: INTEGER, x: DATE")))
                .check(folder))
        .hasSize(2);
  }

  @Test
  void asOfTimesAreMatureAndDoNotOverlap() throws IOException {
    Recipe recipe = SolutionPack.load(pack(YAML)).recipe("overheating");

    assertThat(recipe.asOfTimes(Instant.parse("2026-01-10T00:00:00Z")))
        .containsExactly(
            Instant.parse("2026-01-06T00:00:00Z"), Instant.parse("2026-01-08T00:00:00Z"));
    assertThatThrownBy(() -> SolutionPack.load(pack(YAML.replace("everyDays: 2", "everyDays: 1"))))
        .hasMessageContaining("less than the horizon");
  }

  @Test
  void brokenPacksAreRefusedWithThePlace() throws IOException {
    Path noModel = pack(YAML.replace("model: overheating, ", ""));
    assertThatThrownBy(() -> SolutionPack.load(noModel)).hasMessageContaining("recipes[0]");

    Path noView = pack(YAML.replace("view: heat,", "view: cold,"));
    assertThatThrownBy(() -> SolutionPack.load(noView)).hasMessageContaining("does not have");

    Path outside = pack(YAML.replace("sql: heat.sql", "sql: ../heat.sql"));
    assertThatThrownBy(() -> SolutionPack.load(outside)).isInstanceOf(PlumblineException.class);

    Path noYaml = pack("a: [");
    assertThatThrownBy(() -> SolutionPack.load(noYaml)).hasMessageContaining("no YAML");
  }

  @Test
  void thePackOfTheProgramIsWhole() {
    SolutionPack pack = SolutionPack.load("customer");

    assertThat(pack.recipe("customer-churn").label().horizon()).isEqualTo(Duration.ofDays(30));
    assertThat(pack.sources())
        .extracting(SourceSpec::name)
        .containsExactly("customers", "orders", "returns", "sessions");
    assertThatThrownBy(() -> SolutionPack.load("../customer"))
        .isInstanceOf(PlumblineException.class);
    assertThatThrownBy(() -> pack.recipe("weather")).hasMessageContaining("customer-churn");
  }
}
