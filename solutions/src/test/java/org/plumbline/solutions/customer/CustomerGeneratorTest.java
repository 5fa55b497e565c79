package org.plumbline.solutions.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.Column;
import org.plumbline.data.Table;
import org.plumbline.data.view.SnapshotEngine;
import org.plumbline.solutions.DataManifest;
import org.plumbline.solutions.Recipe;
import org.plumbline.solutions.SolutionPack;

class CustomerGeneratorTest {
  private static final LocalDate END = LocalDate.of(2026, 11, 1);
  private static final CustomerParameters SMALL =
      new CustomerParameters(7, 600, END, 12, END.minusDays(28));

  @TempDir Path folder;

  @Test
  void equalParametersGiveEqualData() {
    DataManifest first = CustomerGenerator.generate(folder.resolve("a"), SMALL);
    DataManifest second = CustomerGenerator.generate(folder.resolve("b"), SMALL);
    DataManifest other =
        CustomerGenerator.generate(
            folder.resolve("c"), new CustomerParameters(8, 600, END, 12, END.minusDays(28)));

    assertThat(second).isEqualTo(first);
    assertThat(other.sha256()).isNotEqualTo(first.sha256());
    assertThat(first.rows()).containsOnlyKeys("customers", "orders", "returns", "sessions");
    assertThat(first.rows().get("customers")).isEqualTo(600);
    assertThat(first.dataEnd()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
  }

  @Test
  void presentDataIsKeptAndDamagedDataMadeAnew() throws IOException {
    Path data = folder.resolve("data");
    DataManifest first = CustomerGenerator.generate(data, SMALL);
    var written = Files.getLastModifiedTime(data.resolve("orders.parquet"));

    CustomerGenerator.generate(data, SMALL);
    assertThat(Files.getLastModifiedTime(data.resolve("orders.parquet"))).isEqualTo(written);

    Files.writeString(data.resolve("orders.parquet"), "damaged");
    assertThat(CustomerGenerator.generate(data, SMALL)).isEqualTo(first);
    assertThat(first.isWhole(data)).isTrue();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(data);
    }
  }

  @Test
  void aDriftChangesNothingBeforeItBegins() {
    CustomerGenerator.generate(
        folder.resolve("calm"), new CustomerParameters(7, 600, END, 12, null));
    CustomerGenerator.generate(folder.resolve("drift"), SMALL);
    Instant before = END.minusDays(28).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();

    assertThat(features("drift", before)).isEqualTo(features("calm", before));
    Instant end = END.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    assertThat(missing(features("drift", end), "avg_pages_30d"))
        .isGreaterThan(missing(features("calm", end), "avg_pages_30d") + 0.1);
  }

  private Table features(String data, Instant asOf) {
    SolutionPack pack = SolutionPack.load("customer");
    Instant end = END.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    try (SnapshotEngine engine = pack.open(folder.resolve(data), end, folder.resolve("lake"))) {
      return engine.features(pack.recipe("customer-churn").view(), asOf);
    }
  }

  private static double missing(Table table, String name) {
    Column column = table.column(name);
    int missing = 0;
    for (int row = 0; row < table.rowCount(); row++) {
      missing += column.isMissing(row) ? 1 : 0;
    }
    return (double) missing / table.rowCount();
  }

  @Test
  void theDataHasCohortsSilentCustomersAndAnHonestBaseRate() {
    Path data = folder.resolve("data");
    DataManifest manifest =
        CustomerGenerator.generate(data, new CustomerParameters(11, 2_000, END, 15, null));
    SolutionPack pack = SolutionPack.load("customer");
    Recipe recipe = pack.recipe("customer-churn");

    try (SnapshotEngine engine = pack.open(data, manifest.dataEnd(), folder.resolve("lake"))) {
      Table table =
          engine.trainingSet(recipe.view(), recipe.label(), recipe.asOfTimes(manifest.dataEnd()));

      assertThat(mean(table, "churned")).isBetween(0.25, 0.45);
      assertThat(mean(table, "has_orders")).isBetween(0.75, 0.98);
      assertThat(table.column("recency_days").isMissing(firstWith(table, "has_orders", 0)))
          .isTrue();
      assertThat(missing(table, "tenure_days")).isZero();
      assertThat(table.names())
          .doesNotContain("last_order_date", "is_churned")
          .hasSizeBetween(38, 45);
    }
  }

  private static double mean(Table table, String name) {
    return java.util.Arrays.stream(table.column(name).slots()).average().orElseThrow();
  }

  private static int firstWith(Table table, String name, double value) {
    for (int row = 0; row < table.rowCount(); row++) {
      if (table.column(name).slot(row) == value) {
        return row;
      }
    }
    throw new AssertionError("No row has " + name + " = " + value);
  }

  @Test
  void aDriftAfterTheEndIsRefused() {
    assertThatThrownBy(() -> new CustomerParameters(1, 10, END, 12, END))
        .hasMessageContaining("before the end");
  }
}
