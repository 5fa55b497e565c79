package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.kernel.PlumblineException;

class ParquetRowsTest {
  private static final int ROWS = 20_000;

  private static final String HARD_VALUES =
      """
      SELECT 'c' || range AS customer,
        CASE range % 7 WHEN 0 THEN NULL WHEN 1 THEN 'nan'::DOUBLE WHEN 2 THEN -0.0
          WHEN 3 THEN 1e300 WHEN 4 THEN 4.9e-324 ELSE sqrt(range) END AS number,
        CASE WHEN range % 997 = 0 THEN 'infinity'::DOUBLE ELSE range / 3.0 END AS wide,
        (range * 0.1)::FLOAT AS narrow,
        CASE WHEN range % 1009 = 0 THEN 0.5 ELSE range END::DOUBLE AS count,
        (range * 92233720368547)::BIGINT AS big,
        (range / 8)::DECIMAL(12, 3) AS money,
        CASE WHEN range % 11 = 0 THEN NULL ELSE range % 2 = 0 END AS flag,
        CASE range % 5 WHEN 0 THEN ' pro ' WHEN 1 THEN 'basic' WHEN 2 THEN 'gold' WHEN 3 THEN 'NA'
          ELSE NULL END AS plan,
        DATE '2026-01-31' + (range % 400)::INTEGER AS day,
        TIMESTAMP '2026-01-31 12:00:00.125' + INTERVAL (range) SECOND AS moment,
        CASE WHEN range % 1013 = 0 THEN NULL ELSE 1 END AS needed
      FROM range(ROWS)
      """
          .replace("ROWS", Integer.toString(ROWS));

  @TempDir private Path folder = Path.of("");

  private final RowParser parser =
      new RowParser(
          new Contract(
              List.of(
                  ColumnContract.of("customer", ColumnType.IDENTIFIER, Role.ID, false),
                  feature("number", ColumnType.NUMBER),
                  feature("wide", ColumnType.NUMBER),
                  feature("narrow", ColumnType.NUMBER),
                  feature("count", ColumnType.INTEGER),
                  feature("big", ColumnType.NUMBER),
                  feature("money", ColumnType.NUMBER),
                  feature("flag", ColumnType.BOOLEAN),
                  ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "pro")),
                  feature("day", ColumnType.DATE),
                  feature("moment", ColumnType.TIMESTAMP),
                  feature("absent", ColumnType.NUMBER),
                  ColumnContract.of("needed", ColumnType.NUMBER, Role.FEATURE, true))));

  private static ColumnContract feature(String name, ColumnType type) {
    return ColumnContract.of(name, type, Role.FEATURE, false);
  }

  @Test
  void givesTheSlotsAndRefusalsOfTheTextPathToTheBit() throws Exception {
    Path file = table(HARD_VALUES);

    List<ParsedRow> expected = new ArrayList<>();
    try (RowSource source = RowSource.open(file)) {
      var texts = parser.forHeader(source.header());
      for (RawRow row : source.next(ROWS + 1)) {
        expected.add(texts.parse(row.fields()));
      }
    }
    int line = 0;
    int refusals = 0;
    try (ParquetRows rows = ParquetRows.open(file, parser, 0, 2)) {
      assertThat(rows.total()).isEqualTo(ROWS);
      for (ParquetRows.Block block = rows.next(); block != null; block = rows.next()) {
        for (int r = 0; r < block.lines().length; r++) {
          while (++line < block.lines()[r]) {
            assertThat(expected.get(line - 1).isValid()).as("row %s", line).isFalse();
          }
          ParsedRow same = expected.get(line - 1);
          assertThat(same.errors()).isEmpty();
          assertThat(block.slots()[r]).as("row %s", line).isEqualTo(same.slots());
          assertThat(block.ids()[r]).isEqualTo(same.id());
        }
        refusals += block.refused().length;
      }
    }

    assertThat(refusals).isEqualTo(expected.stream().filter(row -> !row.isValid()).count());
    assertThat(refusals).isBetween(40, 70);
  }

  @Test
  void goesOnBehindTheRowsThatAreDone() throws Exception {
    Path file = table(HARD_VALUES);

    try (ParquetRows rows = ParquetRows.open(file, parser, 15_000, 2)) {
      ParquetRows.Block first = Objects.requireNonNull(rows.next());

      assertThat(first.lines()[0]).isEqualTo(15_001);
      assertThat(first.ids()[0]).isEqualTo("c15000");
    }
  }

  @Test
  void aRequiredColumnThatIsAbsentIsNamed() throws Exception {
    Path file = table("SELECT 1 AS number");

    assertThatThrownBy(() -> ParquetRows.open(file, parser, 0, 1))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("'needed'");
  }

  @Test
  void aFileThatIsNoParquetIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("no.parquet"), "a,b\n1,2\n");

    assertThatThrownBy(() -> ParquetRows.open(file, parser, 0, 1))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("Cannot read");
  }

  private Path table(String sql) throws Exception {
    Path file = folder.resolve("table.parquet");
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(
          connection, "COPY (%s) TO %s (FORMAT parquet)".formatted(sql, DuckDb.text(file)));
    }
    return file;
  }
}
