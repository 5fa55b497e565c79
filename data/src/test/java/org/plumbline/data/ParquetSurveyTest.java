package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types taken from the file's schema are those that its text gives. */
class ParquetSurveyTest {
  @TempDir Path folder;

  private Path written(String query) throws SQLException {
    Path file = folder.resolve("a.parquet");
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(
          connection, "COPY (" + query + ") TO " + DuckDb.text(file) + " (FORMAT parquet)");
    }
    return file;
  }

  private static Contract byText(Path file, IngestRequest request) {
    try (RowSource source = RowSource.open(file)) {
      return new Ingestion(file, request).contractOfTexts(source, source.header());
    }
  }

  private static Contract bySchema(Path file) {
    return Ingest.contract(file, IngestRequest.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i * 0.37",
        "CAST(i * 0.1 AS FLOAT)",
        "i * 1.0::DOUBLE",
        "CAST(i % 3 AS TINYINT)",
        "i * 9000000000000000",
        "CASE WHEN i % 3 = 0 THEN NULL ELSE i % 7 END",
        "CASE WHEN i % 3 = 0 THEN 'NaN'::DOUBLE ELSE i / 7 END",
        "CASE WHEN i = 3 THEN 'Infinity'::DOUBLE ELSE i / 7 END",
        "CASE WHEN i % 2 = 0 THEN 'Infinity'::DOUBLE ELSE 1.5 END",
        "CAST('-Infinity' AS FLOAT)",
        "NULL::DOUBLE",
        "'NaN'::DOUBLE",
        "NULL::VARCHAR",
        "0.0::DOUBLE",
        "-0.0::DOUBLE",
        "CASE WHEN i % 2 = 0 THEN 0.0::DOUBLE ELSE -0.0::DOUBLE END",
        "42",
        "CASE WHEN i = 5 THEN NULL ELSE 42 END",
        "1e300::DOUBLE * (1 + i)",
        "5e-324::DOUBLE",
        "i % 2 = 0",
        "true",
        "CASE WHEN i = 5 THEN NULL ELSE true END",
        "CASE WHEN i % 5 = 0 THEN NULL ELSE i % 2 = 0 END",
        "NULL::BOOLEAN",
        "'colour ' || (i % 5)",
        "CASE WHEN i % 4 = 0 THEN ' blue ' WHEN i % 4 = 1 THEN 'blue' WHEN i % 4 = 2 THEN 'n/a'"
            + " END",
        "'name ' || i",
        "repeat('long', 100) || i",
        "CASE WHEN i % 2 = 0 THEN 'yes' ELSE 'no' END",
        "CAST(i % 40 AS VARCHAR)",
        "'0' || CAST(i % 40 AS VARCHAR)",
        "CAST(i % 40 / 4 AS VARCHAR)",
        "DATE '2024-01-01' + CAST(i AS INTEGER)",
        "TIMESTAMP '2024-01-01 10:00:00' + INTERVAL 1 HOUR * i",
        "CAST('2024-01-0' || (1 + i % 9) AS VARCHAR)",
        "CAST(i % 7 AS DECIMAL(10, 2)) / 3",
        "CAST(i % 7 AS UINTEGER)",
        "CAST(i AS HUGEINT)",
        "'same'"
      })
  void theSchemaGivesWhatTheTextGives(String expression) throws SQLException {
    Path file =
        written(
            "SELECT %1$s AS value, %1$s AS row_id, i %% 2 AS other FROM range(300) AS t(i)"
                .formatted(expression));

    assertThat(bySchema(file)).isEqualTo(byText(file, IngestRequest.none()));
  }

  @Test
  void identifiersAreKnownByTheirNameAndUniqueness() throws SQLException {
    Path file =
        written(
            "SELECT i AS customer_id, i // 2 AS shop_id, i AS amount, i * 1.0::DOUBLE AS order_nr"
                + " FROM range(300) AS t(i)");

    Contract contract = bySchema(file);

    assertThat(contract).isEqualTo(byText(file, IngestRequest.none()));
    assertThat(contract.columns())
        .extracting(ColumnContract::type)
        .containsExactly(
            ColumnType.IDENTIFIER, ColumnType.INTEGER, ColumnType.INTEGER, ColumnType.IDENTIFIER);
  }

  @Test
  void anIdThatRepeatsLateIsNoIdentifier() throws SQLException {
    Path file =
        written(
            "SELECT CASE WHEN i = 19999 THEN 15000 ELSE i END AS id, i AS x FROM range(20000) AS"
                + " t(i)");

    assertThat(bySchema(file).columns().getFirst().type()).isEqualTo(ColumnType.INTEGER);
  }

  @Test
  void textsOfManyValuesAreReadToTheEnd() throws SQLException {
    Path file =
        written(
            "SELECT 'text ' || i AS free, CAST(i AS VARCHAR) AS number, 'a' AS kind, i AS x"
                + " FROM range(12000) AS t(i)");

    assertThat(bySchema(file)).isEqualTo(byText(file, IngestRequest.none()));
  }

  @Test
  void columnsWithARoleKeepTheirClassesAndTimes() throws SQLException {
    Path file =
        written(
            "SELECT i AS id, i % 2 AS churned, i % 3 = 0 AS left_us,"
                + " DATE '2024-01-01' + CAST(i AS INTEGER) AS day, i % 7 AS house, i / 3 AS x"
                + " FROM range(300) AS t(i)");
    IngestRequest request =
        IngestRequest.forLabel("churned")
            .withPositive("1")
            .withId("id")
            .withTime("day")
            .withGroup("house")
            .withDrop(List.of("x"));

    assertThat(Ingest.contract(file, request)).isEqualTo(byText(file, request));
    IngestRequest truth = IngestRequest.forLabel("left_us");
    assertThat(Ingest.contract(file, truth)).isEqualTo(byText(file, truth));
  }

  @Test
  void manyColumnsAreAskedAboutInParts() throws SQLException {
    String columns =
        IntStream.range(0, 120)
            .mapToObj(c -> "i %% %d %s AS c%d".formatted(c + 2, c % 3 == 0 ? "* 0.5" : "", c))
            .collect(Collectors.joining(", "));
    Path file = written("SELECT " + columns + " FROM range(300) AS t(i)");

    Contract contract = bySchema(file);

    assertThat(contract.columns()).hasSize(120);
    assertThat(contract).isEqualTo(byText(file, IngestRequest.none()));
  }

  @Test
  void aFileWithoutRowsIsRefused() throws SQLException {
    Path file = written("SELECT i FROM range(0) AS t(i)");

    assertThatThrownBy(() -> bySchema(file)).hasMessageContaining("no whole row");
  }
}
