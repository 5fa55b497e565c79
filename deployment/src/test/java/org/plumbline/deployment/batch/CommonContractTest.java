package org.plumbline.deployment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.ColumnBlock;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.ParquetColumns;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.deployment.Lineup;
import org.plumbline.deployment.ServingVersion;
import org.plumbline.deployment.Share;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Input;
import org.plumbline.scoring.LinearComponent;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelBuilder;
import org.plumbline.scoring.Preprocessing;

class CommonContractTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Share HALF = Share.of(50, new UUID(1, 2));
  private static final ColumnContract WHO =
      ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false);

  /** As trained from other rows: another order, other bounds, another dictionary. */
  private static final Contract FIRST =
      new Contract(List.of(WHO, number("x", true, 9), plan("basic", "None", "gone")));

  private static final Contract SECOND =
      new Contract(List.of(plan("plus", "basic"), number("x", false, 12), WHO));

  private static final List<String> PLANS = List.of("basic", "plus", "None", "gone", "new", "");
  private static final List<List<String>> ROWS =
      IntStream.range(0, 300)
          .mapToObj(
              i -> List.of("c" + i, i % 11 == 0 ? "" : "1." + i % 13, PLANS.get(i % PLANS.size())))
          .toList();

  @TempDir private Path folder;

  @Test
  void eachVersionAnswersRowsAsItsOwnContractReadsThem() throws IOException {
    ServingVersion champion = version(1, Stage.PRODUCTION, FIRST);
    ServingVersion challenger = version(2, Stage.CANARY, SECOND);
    var lineup = new Lineup(champion, challenger, HALF, null);
    List<String> expected =
        IntStream.range(0, ROWS.size())
            .mapToObj(i -> alone(lineup.choose("c" + i, UUID.randomUUID()), ROWS.get(i)))
            .filter(told -> !told.isEmpty())
            .toList();

    for (Path rows : List.of(csv(), parquet())) {
      Path out = folder.resolve(rows.getFileName() + ".out.csv");

      ScoringOutcome outcome = run(rows, out, lineup);

      assertThat(read(out)).as("%s", rows).isEqualTo(expected);
      assertThat(outcome.rejected()).isEqualTo(ROWS.size() - expected.size()).isPositive();
      assertThat(Files.readString(folder.resolve(out.getFileName() + ".rejects.csv")))
          .contains("'x' is required and has no value");
    }
  }

  @Test
  void theChampionReadsByItsOwnContractWhenTheChallengerIsStopped() throws IOException {
    ServingVersion champion = version(1, Stage.PRODUCTION, FIRST);
    var all = new Lineup(champion, version(2, Stage.CANARY, SECOND), HALF, null);
    Path out = folder.resolve("out.csv");

    run(csv(), out, all, new Lineup(champion, null, HALF, null));

    assertThat(read(out))
        .isEqualTo(
            ROWS.stream().map(row -> alone(champion, row)).filter(s -> !s.isEmpty()).toList());
  }

  @Test
  void otherColumnsOrTypesHaveNothingInCommon() {
    var more =
        new Contract(List.of(number("x", true, 9), plan("basic"), number("extra", false, 1)));
    var whole =
        new Contract(
            List.of(ColumnContract.of("x", ColumnType.INTEGER, Role.FEATURE, true), plan("basic")));

    assertThat(CommonContract.of(FIRST, more)).isEmpty();
    assertThat(CommonContract.of(more, FIRST)).isEmpty();
    assertThat(CommonContract.of(FIRST, whole)).isEmpty();
    assertThat(CommonContract.of(FIRST, SECOND)).isPresent();
  }

  /** Who answers a row, and what; nothing when its contract refuses the row. */
  private static String alone(ServingVersion version, List<String> row) {
    ParsedRow parsed = version.parser().forHeader(List.of("who", "x", "plan")).parse(row);
    return parsed.isValid()
        ? row.getFirst() + " " + version.id().number() + " " + version.model().score(parsed.slots())
        : "";
  }

  private static ScoringOutcome run(Path rows, Path out, Lineup lineup) {
    return run(rows, out, lineup, lineup);
  }

  private static ScoringOutcome run(Path rows, Path out, Lineup submitted, Lineup now) {
    ServingVersion champion = submitted.champion();
    ServingVersion challenger = submitted.challenger();
    Contract common =
        challenger == null
            ? champion.contract()
            : CommonContract.of(champion.contract(), challenger.contract()).orElseThrow();
    var job =
        new ScoringJob(
            champion.id(),
            "hash",
            champion.model(),
            new RowParser(common),
            0.5,
            rows,
            out,
            0,
            new OnlineRule(() -> now, new UUID(3, 4), NOON, Optional.empty()));
    return new BatchScoring(job, new Effort(1, 1, Duration.ZERO)).run((_, _, _) -> {});
  }

  private static ColumnContract number(String name, boolean required, double max) {
    return new ColumnContract(
        name,
        ColumnType.NUMBER,
        Role.FEATURE,
        required,
        OptionalDouble.of(0),
        OptionalDouble.of(max),
        List.of(),
        "");
  }

  private static ColumnContract plan(String... categories) {
    return ColumnContract.category("plan", Role.FEATURE, false, List.of(categories));
  }

  /** Tells apart every category of its own, unknown ones and none. */
  private static ServingVersion version(int number, Stage stage, Contract contract) {
    List<Input> inputs =
        contract.features().stream()
            .map(
                column ->
                    column.type() == ColumnType.CATEGORY
                        ? Input.categorical(column.name(), column.categories())
                        : Input.numeric(column.name()))
            .toList();
    var steps = new ArrayList<Preprocessing.Step>();
    for (int i = 0; i < inputs.size(); i++) {
      int categories = inputs.get(i).categories().size();
      steps.add(
          categories == 0
              ? new Preprocessing.Numeric(i, 5, false, -10, 10, false, 0, 1)
              : new Preprocessing.Ordinal(
                  i, IntStream.range(0, categories).mapToDouble(c -> c + 1).toArray(), -1, -2));
    }
    var preprocessing = new Preprocessing(steps);
    Model model =
        ModelBuilder.binary(inputs, "no", "yes")
            .add(
                1,
                new LinearComponent(
                    preprocessing,
                    new double[][] {{0.31 * number, 0.17}},
                    new double[] {0.1},
                    new double[2]))
            .build();
    return new ServingVersion(
        VersionId.of("churn", number), stage, NOON, number, model, new RowParser(contract), 0.5);
  }

  private Path csv() throws IOException {
    var text = new StringBuilder("who,x,plan\n");
    ROWS.forEach(row -> text.append(String.join(",", row)).append('\n'));
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private Path parquet() {
    Path file = folder.resolve("rows.parquet");
    List<Out> columns =
        List.of(new Out("who", Kind.TEXT), new Out("x", Kind.NUMBER), new Out("plan", Kind.TEXT));
    try (var writing = new ParquetColumns(file, columns, 1)) {
      writing.write(
          new ColumnBlock(
              ROWS.size(),
              List.of(
                  new ColumnBlock.Texts(texts(0)),
                  new ColumnBlock.Numbers(
                      ROWS.stream()
                          .map(row -> row.get(1))
                          .mapToDouble(x -> x.isEmpty() ? Double.NaN : Double.parseDouble(x))
                          .toArray()),
                  new ColumnBlock.Texts(texts(2)))));
      writing.commit();
    }
    return file;
  }

  private static @Nullable String[] texts(int column) {
    return ROWS.stream().map(row -> row.get(column)).toArray(String[]::new);
  }

  private static List<String> read(Path file) {
    List<String> all = new ArrayList<>();
    try (RowSource source = RowSource.open(file)) {
      for (List<RawRow> rows = source.next(10_000); !rows.isEmpty(); rows = source.next(10_000)) {
        for (RawRow row : rows) {
          List<String> fields = row.fields();
          all.add(fields.get(1) + " " + fields.get(4) + " " + fields.get(2));
        }
      }
    }
    return all;
  }
}
