package org.plumbline.deployment.batch;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.ArrowEncoder;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.DuckDb;
import org.plumbline.data.RawRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.data.RowWriter;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Calibration;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.HurdleComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;

class BatchScoringTest {
  private static final int ROWS = 130_000;
  private static final Effort WITHOUT_DELAY = new Effort(2, 1, Duration.ZERO);

  @TempDir private Path folder = Path.of("");
  private final Contract contract =
      new Contract(
          List.of(
              ColumnContract.of("customer", ColumnType.IDENTIFIER, Role.ID, false),
              ColumnContract.of("age", ColumnType.NUMBER, Role.FEATURE, true),
              ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "pro"))));
  private final Model model =
      ModelBuilder.binary(
              List.of(Input.numeric("age"), Input.categorical("plan", List.of("basic", "pro"))),
              "no",
              "yes")
          .add(
              1,
              new LinearComponent(
                  new Preprocessing(
                      List.of(
                          new Preprocessing.Numeric(0, 40, false, 0, 100, false, 40, 10),
                          Preprocessing.OneHot.full(1, 2))),
                  new double[][] {{0.7, -0.4, 0.3, 0, 0.1}},
                  new double[] {-0.2},
                  new double[] {0, 0.5, 0.5, 0, 0}))
          .calibrate(Calibration.platt(1.1, 0.05))
          .build();
  private Path data = Path.of("");

  @BeforeEach
  void writeRows() throws IOException {
    data = folder.resolve("rows.csv");
    var random = new SplittableRandom(1);
    var text = new StringBuilder("customer,age,plan\n");
    for (int row = 0; row < ROWS; row++) {
      boolean bad = row % 10_000 == 17;
      text.append("\"c,").append(row).append("\",");
      text.append(bad ? "old" : Double.toString(random.nextDouble() * 80)).append(',');
      text.append(row % 3 == 0 ? "basic" : row % 3 == 1 ? "pro" : "").append('\n');
    }
    Files.writeString(data, text);
  }

  @Test
  void aModelWithoutAnExactExplanationGivesNoReasons() {
    Model amount = ModelBuilder.regression(model.inputs()).add(1, new ConstantComponent(7)).build();
    Model value =
        ModelBuilder.regression(model.inputs()).add(1, new HurdleComponent(model, amount)).build();
    VersionId version = VersionId.of("value", 1);
    Path out = folder.resolve("values.csv");

    assertThatThrownBy(
            () ->
                new ScoringJob(version, "hash", value, new RowParser(contract), null, data, out, 1))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("without --explain");
  }

  @Test
  void everyScoreIsTheOnlineScoreToTheBit() {
    Path out = folder.resolve("scores.csv");

    ScoringOutcome outcome = new BatchScoring(job(out, 2)).run((share, rows, refused) -> {});

    assertThat(outcome.scored()).isEqualTo(ROWS - 13);
    assertThat(outcome.rejected()).isEqualTo(13);
    var parser = new RowParser(contract).forHeader(List.of("customer", "age", "plan"));
    List<RawRow> scored = read(out);
    List<RawRow> rows =
        read(data).stream().filter(row -> parser.parse(row.fields()).isValid()).toList();
    assertThat(scored).hasSameSizeAs(rows);
    for (int i = 0; i < scored.size(); i += 97) {
      double expected = model.score(parser.parse(rows.get(i).fields()).slots());
      assertThat(scored.get(i).fields().get(1)).isEqualTo(rows.get(i).fields().getFirst());
      assertThat(scored.get(i).fields().get(2)).isEqualTo(Double.toString(expected));
      assertThat(scored.get(i).fields().get(3)).isEqualTo(expected >= 0.5 ? "yes" : "no");
    }
  }

  @Test
  void parquetGivesTheRowsAndRefusalsOfTheSameCsv() throws Exception {
    Path table = folder.resolve("rows.parquet");
    Path fromCsv = folder.resolve("csv.parquet");
    Path fromParquet = folder.resolve("parquet.parquet");
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(
          connection,
          "COPY (FROM read_csv(%s, all_varchar=true)) TO %s (FORMAT parquet)"
              .formatted(DuckDb.text(data), DuckDb.text(table)));
    }

    new BatchScoring(job(fromCsv, 1)).run((share, rows, refused) -> {});
    ScoringOutcome outcome =
        new BatchScoring(job(table, fromParquet, 1)).run((share, rows, refused) -> {});

    assertThat(outcome.rejected()).isEqualTo(13);
    // Line 2 of the CSV is row 1 of the table.
    assertThat(read(fromParquet).stream().map(row -> row.fields().subList(1, 7)).toList())
        .isEqualTo(read(fromCsv).stream().map(row -> row.fields().subList(1, 7)).toList());
    List<RawRow> refused = read(folder.resolve("parquet.parquet.rejects.csv"));
    assertThat(refused).hasSize(13);
    assertThat(refused.getFirst().fields().getFirst()).isEqualTo("18");
    assertThat(refused.getFirst().fields().get(1)).contains("'age' is \"old\"");
  }

  @Test
  void arrowGivesTheRowsOfTheSameParquet() throws Exception {
    Path table = folder.resolve("rows.parquet");
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(
          connection,
          "CREATE TABLE texts AS FROM read_csv(%s, all_varchar=true)".formatted(DuckDb.text(data)));
      DuckDb.execute(
          connection,
          "COPY (SELECT customer, try_cast(age AS DOUBLE) AS age, plan FROM texts) TO %s (FORMAT parquet)"
              .formatted(DuckDb.text(table)));
    }
    Path stream = arrow(table);

    ScoringOutcome outcome =
        new BatchScoring(job(stream, folder.resolve("arrow.arrows"), 1)).run((_, _, _) -> {});
    new BatchScoring(job(table, folder.resolve("parquet.csv"), 1)).run((_, _, _) -> {});

    assertThat(outcome.rejected()).isEqualTo(13);
    assertThat(read(folder.resolve("arrow.arrows")).stream().map(RawRow::fields).toList())
        .isEqualTo(read(folder.resolve("parquet.csv")).stream().map(RawRow::fields).toList());
  }

  private Path arrow(Path table) throws IOException {
    Path stream = folder.resolve("rows.arrows");
    List<RowWriter.Out> columns =
        List.of(
            new RowWriter.Out("customer", RowWriter.Kind.TEXT),
            new RowWriter.Out("age", RowWriter.Kind.NUMBER),
            new RowWriter.Out("plan", RowWriter.Kind.TEXT));
    List<List<String>> rows = read(table).stream().map(RawRow::fields).toList();
    try (var out = Files.newOutputStream(stream)) {
      out.write(ArrowEncoder.schema(columns));
      for (int from = 0; from < rows.size(); from += 50_000) {
        List<List<String>> some = rows.subList(from, Math.min(rows.size(), from + 50_000));
        out.write(
            ArrowEncoder.batch(
                new ColumnBlock(
                    some.size(),
                    List.of(
                        new ColumnBlock.Texts(texts(some, 0)),
                        new ColumnBlock.Numbers(
                            some.stream()
                                .map(row -> row.get(1))
                                .mapToDouble(age -> age.isEmpty() ? NaN : Double.parseDouble(age))
                                .toArray()),
                        new ColumnBlock.Texts(texts(some, 2))))));
      }
      out.write(ArrowEncoder.end());
    }
    return stream;
  }

  private static @Nullable String[] texts(List<List<String>> rows, int column) {
    return rows.stream().map(row -> row.get(column)).toArray(String[]::new);
  }

  @Test
  void aTableWithoutRowsGivesAnAnswerWithoutRows() throws Exception {
    Path table = folder.resolve("none.parquet");
    Path out = folder.resolve("scores.parquet");
    try (Connection connection = DuckDb.open()) {
      DuckDb.execute(
          connection,
          "COPY (SELECT 'c' AS customer, 1.5 AS age WHERE false) TO %s (FORMAT parquet)"
              .formatted(DuckDb.text(table)));
    }

    ScoringOutcome outcome = new BatchScoring(job(table, out, 0)).run((share, rows, refused) -> {});

    assertThat(outcome.scored()).isZero();
    try (RowSource source = RowSource.open(out)) {
      assertThat(source.header()).containsExactly("line", "customer", "score", "label");
    }
  }

  @Test
  void rowsThatBreakTheContractAreKeptWithLineAndReason() {
    Path out = folder.resolve("scores.csv");

    ScoringOutcome outcome = new BatchScoring(job(out, 0)).run((share, rows, refused) -> {});

    Path rejects = outcome.rejects();
    assertThat(rejects).isNotNull();
    List<RawRow> refused = read(folder.resolve("scores.csv.rejects.csv"));
    assertThat(refused).hasSize(13);
    assertThat(refused.getFirst().fields().getFirst()).isEqualTo("19");
    assertThat(refused.getFirst().fields().get(1)).contains("'age' is \"old\"");
    assertThat(refused.getFirst().fields().get(2)).isEqualTo("age");
  }

  @Test
  void interruptedRunEndsWithTheSameRows() throws IOException {
    for (String suffix : List.of("csv", "jsonl", "parquet", "arrows")) {
      Path whole = folder.resolve("whole." + suffix);
      Path broken = folder.resolve("broken." + suffix);
      new BatchScoring(job(whole, 1)).run((share, rows, refused) -> {});
      assertThatThrownBy(
              () ->
                  new BatchScoring(job(broken, 1), WITHOUT_DELAY)
                      .run(
                          (share, rows, refused) -> {
                            if (rows > 90_000) {
                              throw new IllegalStateException("killed");
                            }
                          }))
          .hasMessage("killed");
      assertThat(broken).doesNotExist();

      ScoringOutcome outcome =
          new BatchScoring(job(broken, 1), WITHOUT_DELAY).run((share, rows, refused) -> {});

      assertThat(outcome.resumed()).as(suffix).isBetween(50_000L, 90_000L);
      assertThat(outcome.scored()).isEqualTo(ROWS - 13);
      assertThat(read(broken)).as(suffix).isEqualTo(read(whole));
      assertThat(
              Files.mismatch(
                  folder.resolve("whole." + suffix + ".rejects.csv"),
                  folder.resolve("broken." + suffix + ".rejects.csv")))
          .isEqualTo(-1);
      try (var files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.matches(".*[.](partial|progress|part-|draft).*"));
      }
    }
  }

  @Test
  void checkpointOfAnotherJobIsNotTaken() {
    Path out = folder.resolve("scores.csv");
    assertThatThrownBy(
            () ->
                new BatchScoring(job(out, 1), WITHOUT_DELAY)
                    .run(
                        (share, rows, refused) -> {
                          if (rows > 90_000) {
                            throw new IllegalStateException("killed");
                          }
                        }))
        .hasMessage("killed");

    ScoringOutcome outcome = new BatchScoring(job(out, 3)).run((share, rows, refused) -> {});

    assertThat(outcome.resumed()).isZero();
    assertThat(outcome.scored()).isEqualTo(ROWS - 13);
  }

  @Test
  void progressReachesTheEnd() {
    List<Long> seen = new ArrayList<>();

    new BatchScoring(job(folder.resolve("scores.csv"), 0))
        .run((share, rows, refused) -> seen.add(rows));

    assertThat(seen).isSorted();
    assertThat(seen.getLast()).isEqualTo(ROWS);
  }

  @Test
  void otherSuffixesAreRefusedBeforeAnyWork() {
    assertThatThrownBy(() -> new BatchScoring(job(folder.resolve("scores.xlsx"), 0)))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(".parquet");
    assertThatThrownBy(() -> new BatchScoring(job(folder.resolve("scores.arrow"), 0)))
        .hasMessageContaining("or .arrows");
  }

  @Test
  void quotedTextSurvives() {
    var text = new StringBuilder();

    new Lines.Csv().append(List.of(), List.of("a\"b", "c,d", "e\nf", 1.5), text);

    assertThat(text).hasToString("\"a\"\"b\",\"c,d\",\"e\nf\",1.5\n");
  }

  private ScoringJob job(Path out, int explain) {
    return job(data, out, explain);
  }

  private ScoringJob job(Path from, Path out, int explain) {
    return new ScoringJob(
        VersionId.of("churn", 1), "hash", model, new RowParser(contract), 0.5, from, out, explain);
  }

  private static List<RawRow> read(Path file) {
    List<RawRow> all = new ArrayList<>();
    try (RowSource source = RowSource.open(file)) {
      for (List<RawRow> rows = source.next(10_000); !rows.isEmpty(); rows = source.next(10_000)) {
        all.addAll(rows);
      }
    }
    return all;
  }
}
