package org.plumbline.deployment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.ParquetColumns;
import org.plumbline.data.RawRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.deployment.GroupRule;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Share;
import org.plumbline.deployment.safeguard.Fallback;
import org.plumbline.deployment.safeguard.GuardMaker;
import org.plumbline.deployment.safeguard.InputRanges;
import org.plumbline.deployment.safeguard.Kills;
import org.plumbline.deployment.safeguard.OutputBounds;
import org.plumbline.deployment.safeguard.Reaction;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.deployment.safeguard.RowGuard.Outcome;
import org.plumbline.deployment.safeguard.Safeguards;
import org.plumbline.deployment.safeguard.Staleness;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.PredictionLog;
import org.plumbline.scoring.ConstantComponent;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;
import org.plumbline.stats.fairness.GroupThresholds;

class RuledRowsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final UUID JOB = new UUID(0x0199_a7c2_5f41_7c10L, 0x9f0e_2d6f_8b1c_44aaL);
  private static final int ROWS = 400;
  private static final RowParser PARSER =
      new RowParser(
          new Contract(
              List.of(
                  ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false),
                  ColumnContract.of("seen", ColumnType.TIMESTAMP, Role.TIME, false),
                  ColumnContract.of("x", ColumnType.NUMBER, Role.FEATURE, true))));
  private static final Safeguards GUARDED =
      new Safeguards(
          new OutputBounds(0.2, 0.9, Reaction.CLIP),
          new InputRanges(
              InputRanges.Source.GIVEN,
              List.of(new InputRanges.Limit("x", -3.0, 3.0)),
              Reaction.REFUSE),
          null,
          new Staleness(Duration.ofDays(1), Reaction.FALL_BACK),
          null,
          Reaction.REFUSE,
          Reaction.REFUSE,
          List.of(Fallback.constant(0.5)));

  @TempDir private Path folder;

  @Test
  void everyRowMeetsTheSafeguardsThatItWouldMeetOnline() throws IOException {
    RowGuard guard = guard(version(1, Stage.PRODUCTION, sloped()), GUARDED);
    var lineup = new Lineup(version(1, Stage.PRODUCTION, sloped(), guard), null, Share.NONE, null);
    List<String> expected = new ArrayList<>();
    int refusals = 0;
    for (int i = 0; i < ROWS; i++) {
      double[] slots = {x(i)};
      Outcome outcome = guard.judge(slots, (double) age(i).toSeconds(), sloped().score(slots), "");
      switch (outcome) {
        case Outcome.Own(double score, var applied) ->
            expected.add(i + " " + score + " " + (applied == null ? "" : applied.action()));
        case Outcome.Replaced(var by, var applied) ->
            expected.add(i + " " + by.score() + " " + applied.action());
        case Outcome.Refused _ -> refusals++;
      }
    }

    for (Path rows : List.of(csv(), parquet())) {
      Path out = folder.resolve(rows.getFileName() + ".out.csv");
      ScoringOutcome outcome = run(rows, out, lineup, null);

      assertThat(outcome.rejected()).isEqualTo(refusals).isPositive();
      List<String> found =
          read(out).stream()
              .map(
                  row ->
                      row.fields().get(1).substring(1)
                          + " "
                          + row.fields().get(2)
                          + " "
                          + row.fields().get(5).split(" ", 2)[0])
              .toList();
      assertThat(found).as("%s", rows).isEqualTo(expected);
      assertThat(String.join("", found)).contains("CLIPPED", "CONSTANT");
      assertThat(Files.readString(folder.resolve(out.getFileName() + ".rejects.csv")))
          .contains("a safeguard refuses it: x is -");
    }
  }

  @Test
  void eachRowIsNamedByTheThresholdOfItsGroup() throws IOException {
    var parser =
        new RowParser(
            new Contract(
                List.of(
                    ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false),
                    ColumnContract.of("x", ColumnType.NUMBER, Role.FEATURE, true),
                    ColumnContract.category("sex", Role.PROTECTED, false, List.of("f", "m")))),
            Set.of("sex"));
    var rule = new GroupRule(List.of("sex"), new GroupThresholds(0.6, Map.of("f", 0.4, "m", 0.7)));
    var version =
        new ServingVersion(
            VersionId.of("churn", 1),
            Stage.PRODUCTION,
            NOON,
            1,
            constant(0),
            parser,
            0.6,
            RowGuard.NONE,
            rule);
    String[] sexes = {"f", "m", "", "x"};
    String[] expected = {"yes 0.4 f", "no 0.7 m", "no 0.6 ", "no 0.6 "};
    List<Out> columns =
        List.of(new Out("who", Kind.TEXT), new Out("x", Kind.NUMBER), new Out("sex", Kind.TEXT));
    var block =
        new ColumnBlock(
            ROWS,
            List.of(
                new ColumnBlock.Texts(texts(i -> "c" + i)),
                new ColumnBlock.Numbers(new double[ROWS]),
                new ColumnBlock.Texts(texts(i -> sexes[i % 4]))));
    Path parquet = folder.resolve("people.parquet");
    try (var writing = new ParquetColumns(parquet, columns, 1)) {
      writing.write(block);
      writing.commit();
    }
    var text = new StringBuilder("who,x,sex\n");
    IntStream.range(0, ROWS).forEach(i -> text.append("c%s,0,%s\n".formatted(i, sexes[i % 4])));
    Path csv = Files.writeString(folder.resolve("people.csv"), text);

    for (Path rows : List.of(csv, parquet)) {
      var log = new MemoryLog();
      Path out = folder.resolve(rows.getFileName() + ".out.csv");
      run(rows, out, new Lineup(version, null, Share.NONE, null), log);

      List<RawRow> found = read(out);
      assertThat(found).as("%s", rows).hasSize(ROWS);
      for (int i = 0; i < ROWS; i++) {
        List<String> row = found.get(i).fields();
        assertThat(row.get(3) + " " + row.get(6) + " " + row.get(7)).isEqualTo(expected[i % 4]);
        assertThat(log.rows.get(i).threshold()).isEqualTo(Double.parseDouble(row.get(6)));
      }
    }
  }

  @Test
  void theCanaryAnswersForItsShareOfTheEntities() throws IOException {
    Share half = Share.of(50, new UUID(1, 2));
    var lineup =
        new Lineup(
            version(1, Stage.PRODUCTION, constant(-1)),
            version(2, Stage.CANARY, constant(1)),
            half,
            null);
    Path out = folder.resolve("scores.csv");

    run(csv(), out, lineup, null);

    List<RawRow> found = read(out);
    assertThat(found).hasSize(ROWS);
    for (RawRow row : found) {
      boolean taken = half.takes(row.fields().get(1), new UUID(0, 0));
      assertThat(row.fields().get(4)).isEqualTo(taken ? "2" : "1");
      assertThat(row.fields().get(3)).isEqualTo(taken ? "yes" : "no");
    }
  }

  @Test
  void whatTheCanaryFailsToAnswerTheChampionAnswers() throws IOException {
    var lineup =
        new Lineup(
            version(1, Stage.PRODUCTION, constant(-1)),
            version(2, Stage.CANARY, overflowing()),
            Share.of(100, new UUID(1, 2)),
            null);
    Path out = folder.resolve("scores.csv");

    ScoringOutcome outcome = run(csv(), out, lineup, null);

    assertThat(outcome.rejected()).isZero();
    assertThat(read(out)).allMatch(row -> row.fields().get(4).equals("1"));
  }

  @Test
  void answersAreLoggedOnceHoweverOftenTheJobIsRun() throws IOException {
    var lineup = new Lineup(version(1, Stage.PRODUCTION, sloped()), null, Share.NONE, null);
    var log = new MemoryLog();
    run(csv(), folder.resolve("first.csv"), lineup, log);
    List<LoggedPrediction> before = List.copyOf(log.rows);

    log.rows.subList(100, 300).clear();
    run(csv(), folder.resolve("second.csv"), lineup, log);

    assertThat(before).hasSize(ROWS);
    assertThat(log.rows).containsExactlyInAnyOrderElementsOf(before);
    assertThat(before)
        .allSatisfy(
            row -> {
              assertThat(row.predictedAt()).isEqualTo(NOON);
              assertThat(row.id().version()).isEqualTo(7);
              assertThat(row.stage()).isEqualTo(Stage.PRODUCTION);
            });
    assertThat(before.get(3).entity()).isEqualTo("c3");
    assertThat(before.get(3).score()).isEqualTo(sloped().score(new double[] {x(3)}));
  }

  /** Refuses rows that it has, as the store's key does. */
  private static final class MemoryLog implements PredictionLog {
    private final List<LoggedPrediction> rows = new ArrayList<>();

    @Override
    public CompletionStage<Void> append(List<LoggedPrediction> added) {
      if (added.stream().anyMatch(row -> find(row.id()).isPresent())) {
        return CompletableFuture.failedFuture(
            PlumblineException.of(ErrorCode.CONFLICT, "logged already"));
      }
      rows.addAll(added);
      return CompletableFuture.completedFuture(null);
    }

    private Optional<LoggedPrediction> find(UUID id) {
      return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }
  }

  private ScoringOutcome run(Path rows, Path out, Lineup lineup, @Nullable MemoryLog log) {
    var rule =
        new OnlineRule(
            () -> lineup,
            JOB,
            NOON,
            Optional.ofNullable(log).map(it -> new AnswerLog(it, it::find, 1_000_000)));
    ServingVersion champion = lineup.champion();
    var job =
        new ScoringJob(
            champion.id(), "hash", champion.model(), champion.parser(), 0.5, rows, out, 0, rule);
    return new BatchScoring(job, new Effort(1, 1, Duration.ZERO)).run((_, _, _) -> {});
  }

  private static double x(int row) {
    return (row % 80) / 10.0 - 4;
  }

  private static Duration age(int row) {
    return Duration.ofHours(row % 30);
  }

  private Path csv() throws IOException {
    var text = new StringBuilder("who,seen,x\n");
    for (int i = 0; i < ROWS; i++) {
      text.append('c').append(i).append(',').append(NOON.minus(age(i))).append(',').append(x(i));
      text.append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private Path parquet() {
    Path file = folder.resolve("rows.parquet");
    List<Out> columns =
        List.of(new Out("who", Kind.TEXT), new Out("seen", Kind.TEXT), new Out("x", Kind.NUMBER));
    try (var writing = new ParquetColumns(file, columns, 1)) {
      writing.write(
          new ColumnBlock(
              ROWS,
              List.of(
                  new ColumnBlock.Texts(texts(i -> "c" + i)),
                  new ColumnBlock.Texts(texts(i -> NOON.minus(age(i)).toString())),
                  new ColumnBlock.Numbers(
                      IntStream.range(0, ROWS).mapToDouble(RuledRowsTest::x).toArray()))));
      writing.commit();
    }
    return file;
  }

  private static @Nullable String[] texts(IntFunction<String> text) {
    return IntStream.range(0, ROWS).mapToObj(text).toArray(String[]::new);
  }

  private static ServingVersion version(int number, Stage stage, Model model) {
    return version(number, stage, model, RowGuard.NONE);
  }

  private static ServingVersion version(int number, Stage stage, Model model, RowGuard guard) {
    return new ServingVersion(
        VersionId.of("churn", number), stage, NOON, number, model, PARSER, 0.5, guard);
  }

  private static RowGuard guard(ServingVersion version, Safeguards safeguards) {
    return new GuardMaker(
            version.id(),
            PARSER,
            () -> {
              throw new IllegalStateException("no rule looks at the reference");
            },
            Optional::empty)
        .make(safeguards, Kills.NONE);
  }

  private static Model constant(double margin) {
    return ModelBuilder.binary(List.of(Input.numeric("x")), "no", "yes")
        .add(1, new ConstantComponent(margin))
        .build();
  }

  /** Infinity less infinity. */
  private static Model overflowing() {
    return ModelBuilder.binary(List.of(Input.numeric("x")), "no", "yes")
        .add(1e10, new ConstantComponent(1e308))
        .add(-1e10, new ConstantComponent(1e308))
        .build();
  }

  private static Model sloped() {
    var preprocessing =
        new Preprocessing(List.of(new Preprocessing.Numeric(0, 0, true, -1e6, 1e6, false, 0, 1)));
    double[] weights = new double[preprocessing.width()];
    weights[0] = 1.2;
    return ModelBuilder.binary(List.of(Input.numeric("x")), "no", "yes")
        .add(
            1,
            new LinearComponent(
                preprocessing,
                new double[][] {weights},
                new double[] {0.1},
                new double[weights.length]))
        .build();
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
