package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.data.Table;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.scoring.Task;

class TrainerTest {
  private static final TrainingRequest CHURN = churn().build();

  private final Trainer trainer = new Trainer(Clock.systemUTC());

  @Test
  void learnsAClassTask() {
    TrainedVersion version = train(SampleTables.churn(1200, 1), CHURN);

    Scorecard scorecard = version.scorecard();
    assertThat(version.model().task()).isEqualTo(Task.BINARY);
    assertThat(version.model().classes()).containsExactly("no", "yes");
    assertThat(scorecard.split().kind()).isEqualTo("stratified");
    assertThat(value(scorecard, "rocAuc")).isBetween(0.82, 0.92);
    assertThat(value(scorecard, "ece")).isLessThan(0.06);
    assertThat(scorecard.candidates())
        .extracting(Scorecard.Candidate::learner)
        .containsExactly("prior", "singleColumn", "logistic", "xgboost", "ensemble");
    assertThat(scorecard.champion().learner()).isEqualTo("logistic");
    assertThat(scorecard.baseline().learner()).isEqualTo("singleColumn");
    assertThat(scorecard.importance().getFirst().feature()).isEqualTo("x");
    assertThat(scorecard.segments()).extracting(Scorecard.Segment::column).contains("plan");
    assertThat(scorecard.calibration()).hasSize(10);
    assertThat(scorecard.crossValidation().folds()).isEqualTo(5);
    assertThat(scorecard.confusion()).isNotNull();
  }

  @Test
  void everyMetricLiesInItsInterval() {
    Scorecard scorecard = train(SampleTables.churn(600, 2), CHURN).scorecard();

    scorecard
        .metrics()
        .forEach(
            (name, interval) -> {
              assertThat(interval.value()).as(name).isFinite();
              assertThat(interval.low()).as(name).isLessThanOrEqualTo(interval.high());
            });
    assertThat(scorecard.metric("rocAuc"))
        .hasValueSatisfying(auc -> assertThat(auc.value()).isBetween(auc.low(), auc.high()));
  }

  @Test
  void sameDataAndSeedGiveTheSameBytes() {
    Table table = SampleTables.churn(500, 3);

    byte[] first = train(table, CHURN).model().toBytes();
    byte[] second = train(table, CHURN).model().toBytes();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void anotherSeedIsAnotherTraining() {
    Table table = SampleTables.churn(500, 3);

    byte[] first = train(table, CHURN).model().toBytes();
    byte[] second = train(table, churn().seed(7).build()).model().toBytes();

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void goldenRowsScoreAlikeThroughParserAndStoredModel() throws Exception {
    TrainedVersion version = train(SampleTables.churn(600, 4), CHURN);

    var model = org.plumbline.scoring.Model.read(version.model().toBytes());
    var parser = new RowParser(version.contract());
    assertThat(version.golden()).hasSize(20);
    for (GoldenRow golden : version.golden()) {
      assertThat(model.score(parser.parse(golden.row()).slots())).isEqualTo(golden.score());
    }
  }

  @Test
  void scorecardAndProvenanceNameTheCalibration() {
    TrainedVersion version = train(SampleTables.churn(600, 4), CHURN);

    Scorecard.Calibrated calibrated =
        java.util.Objects.requireNonNull(version.scorecard().calibrated());
    assertThat(calibrated.rows()).isEqualTo(600);
    assertThat(calibrated.eceBefore()).isBetween(0.0, 0.2);
    assertThat(calibrated.eceAfter()).isBetween(0.0, 0.1);
    assertThat(calibrated.logLoss()).containsOnlyKeys("platt", "beta");
    assertThat(version.provenance().settings())
        .containsEntry("calibration", calibrated.method())
        .containsEntry("eceAfterCalibration", Double.toString(calibrated.eceAfter()))
        .containsKey("eceBeforeCalibration");
  }

  @Test
  void wholeHouseholdsMakeWiderIntervals() {
    Table table = SampleTables.copies(100, 8, 13);

    Scorecard apart =
        train(table, TrainingRequest.learning("y").drop(List.of("house")).build()).scorecard();
    Scorecard together =
        train(table, TrainingRequest.learning("y").group("house").build()).scorecard();

    assertThat(together.split().kind()).isEqualTo("group");
    assertThat(width(together.metrics().get("logLoss")))
        .isGreaterThan(1.5 * width(apart.metrics().get("logLoss")));
  }

  private static double width(org.plumbline.stats.@org.jspecify.annotations.Nullable Interval one) {
    return one == null ? Double.NaN : one.high() - one.low();
  }

  @Test
  void referenceProfileHoldsFeaturesAndPrediction() {
    TrainedVersion version = train(SampleTables.churn(600, 4), CHURN);

    assertThat(version.reference().columns())
        .extracting(column -> column.name())
        .containsExactly("x", "plan", "noise", "prediction");
    assertThat(version.reference().rowCount()).isEqualTo(600);
  }

  @Test
  void learnsSeveralClasses() {
    TrainedVersion version = train(SampleTables.flowers(500, 5), TrainingRequest.of("kind"));

    assertThat(version.model().task()).isEqualTo(Task.MULTICLASS);
    assertThat(version.model().classes()).containsExactly("left", "middle", "right");
    assertThat(value(version.scorecard(), "accuracy")).isGreaterThan(0.8);
    assertThat(version.scorecard().confusion()).isNull();
    assertThat(version.scorecard().threshold()).isNull();
  }

  @Test
  void learnsNumbers() {
    TrainedVersion version = train(SampleTables.houses(800, 6), TrainingRequest.of("price"));

    assertThat(version.model().task()).isEqualTo(Task.REGRESSION);
    assertThat(version.scorecard().primaryMetric()).isEqualTo("rmse");
    assertThat(value(version.scorecard(), "r2")).isGreaterThan(0.85);
    assertThat(version.scorecard().champion().learner()).isNotEqualTo("prior");
  }

  @Test
  void timeHoldsOutTheLatestFifth() {
    TrainedVersion version =
        train(
            SampleTables.churn(1000, 7),
            TrainingRequest.learning("churn").id("id").time("day").build());

    assertThat(version.scorecard().split().kind()).isEqualTo("time");
    assertThat(version.scorecard().split().testRows()).isBetween(190L, 210L);
    assertThat(version.contract().time()).isPresent();
    assertThat(version.contract().features()).extracting(c -> c.name()).doesNotContain("day");
  }

  @Test
  void groupIsRecordedAndNoFeature() {
    TrainedVersion version = train(SampleTables.churn(600, 8), churn().group("household").build());

    assertThat(version.scorecard().split().kind()).isEqualTo("group");
    assertThat(version.contract().group()).isPresent();
  }

  @Test
  void rowsWithoutALabelAreDroppedAndCounted() {
    Table table = withLabel(300, row -> row % 10 == 0 ? Double.NaN : row % 2);

    TrainedVersion version = train(table, TrainingRequest.of("y"));

    assertThat(version.provenance().rows()).isEqualTo(270);
    assertThat(version.provenance().settings()).containsEntry("unlabelledRows", "30");
  }

  @Test
  void constantLabelIsRefused() {
    Table table = withLabel(100, row -> 1);

    assertThatThrownBy(() -> train(table, TrainingRequest.of("y")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("'y' is '1' in every row");
  }

  @Test
  void labelWithoutAnyValueIsRefused() {
    Table table = withLabel(100, row -> Double.NaN);

    assertThatThrownBy(() -> train(table, TrainingRequest.of("y")))
        .hasMessageContaining("no value in any row");
  }

  @Test
  void absentLabelIsRefusedWithTheColumnsThereAre() {
    assertThatThrownBy(() -> train(SampleTables.churn(100, 1), TrainingRequest.of("nonsense")))
        .hasMessageContaining("no column 'nonsense'")
        .hasMessageContaining("plan");
  }

  @Test
  void tooFewRowsAreRefused() {
    Table table = withLabel(20, row -> row % 2);

    assertThatThrownBy(() -> train(table, TrainingRequest.of("y")))
        .hasMessageContaining("at least 30");
  }

  @Test
  void classWithAHandfulOfRowsIsRefusedByName() {
    Table table = withLabel(100, row -> row < 3 ? 1 : 0);

    assertThatThrownBy(() -> train(table, TrainingRequest.of("y")))
        .hasMessageContaining("Class '1'")
        .hasMessageContaining("at least 5");
  }

  @Test
  void allPositivesLateLeaveNothingToLearnFromByTime() {
    Table.Builder table =
        Table.builder()
            .column("day", ColumnType.DATE)
            .column("x", ColumnType.NUMBER)
            .column("y", ColumnType.INTEGER);
    for (int row = 0; row < 200; row++) {
      table.row(row + 2, 20_000 + row, row % 7, row >= 190 ? 1 : 0);
    }

    assertThatThrownBy(
            () -> train(table.build(), TrainingRequest.learning("y").time("day").build()))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("Split by time");
  }

  @Test
  void emptyAndConstantColumnsAreIgnoredAndSaid() {
    Table.Builder table =
        Table.builder()
            .column("empty", ColumnType.NUMBER)
            .column("same", ColumnType.NUMBER)
            .column("x", ColumnType.NUMBER)
            .column("y", ColumnType.INTEGER);
    for (int row = 0; row < 200; row++) {
      table.row(row + 2, Double.NaN, 5, row % 13, row % 13 > 6 ? 1 : 0);
    }

    TrainedVersion version = train(table.build(), TrainingRequest.of("y"));

    assertThat(version.contract().features()).extracting(c -> c.name()).containsExactly("x");
    assertThat(version.contract().find("empty"))
        .hasValueSatisfying(c -> assertThat(c.role()).isEqualTo(Role.IGNORED));
  }

  @Test
  void nothingToLearnFromIsRefused() {
    Table.Builder table =
        Table.builder().column("id", ColumnType.IDENTIFIER).column("y", ColumnType.INTEGER);
    for (int row = 0; row < 100; row++) {
      table.row(row + 2, table.code(0, "r" + row), row % 2);
    }

    assertThatThrownBy(() -> train(table.build(), TrainingRequest.of("y")))
        .hasMessageContaining("No column is left");
  }

  @Test
  void hundredThousandCategoriesDoNotBreakIt() {
    Table.Builder table =
        Table.builder()
            .column("code", ColumnType.CATEGORY)
            .column("x", ColumnType.NUMBER)
            .column("y", ColumnType.INTEGER);
    for (int i = 0; i < 100_000; i++) {
      table.code(0, "v" + i);
    }
    for (int row = 0; row < 2_000; row++) {
      table.row(row + 2, row * 50, row % 17, row % 17 > 8 ? 1 : 0);
    }

    TrainedVersion version = train(table.build(), TrainingRequest.of("y"));

    assertThat(value(version.scorecard(), "rocAuc")).isGreaterThan(0.99);
  }

  @Test
  void duplicatedRowsAreLearntFromAsTheyAre() {
    Table table = withLabel(400, row -> row % 2);

    assertThat(train(table, TrainingRequest.of("y")).provenance().rows()).isEqualTo(400);
  }

  @Test
  void nothingIsWrittenToStandardOutput() {
    PrintStream standard = System.out;
    var written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      train(SampleTables.churn(300, 9), CHURN);
    } finally {
      System.setOut(standard);
    }

    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void tinyBudgetStillGivesAVersionAndSaysSo() {
    TrainedVersion version =
        train(SampleTables.churn(300, 9), churn().budget(Duration.ofMillis(1)).build());

    assertThat(version.provenance().settings()).containsEntry("searchCutShort", "true");
    assertThat(value(version.scorecard(), "rocAuc")).isGreaterThan(0.7);
  }

  @Test
  void progressNamesItsSteps() {
    List<String> steps = new ArrayList<>();

    trainer.train(SampleTables.churn(300, 9), CHURN, (step, detail) -> steps.add(step));

    assertThat(steps).startsWith("prepare").contains("cross-validate", "refit", "compare");
  }

  private static TrainingRequest.Builder churn() {
    return TrainingRequest.learning("churn").positive("yes").id("id").drop(List.of("day"));
  }

  private TrainedVersion train(Table table, TrainingRequest request) {
    return trainer.train(table, request, Progress.silent());
  }

  private static double value(Scorecard scorecard, String metric) {
    return scorecard.metric(metric).orElseThrow().value();
  }

  private interface Label {
    double of(int row);
  }

  private static Table withLabel(int rows, Label label) {
    Table.Builder table =
        Table.builder().column("x", ColumnType.NUMBER).column("y", ColumnType.INTEGER);
    for (int row = 0; row < rows; row++) {
      table.row(row + 2, row % 11, label.of(row));
    }
    return table.build();
  }
}
