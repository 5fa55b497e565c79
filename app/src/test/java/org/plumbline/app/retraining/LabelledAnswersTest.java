package org.plumbline.app.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.data.Column;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.data.Table;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.log.PredictionScan.Scanned;
import org.plumbline.training.Progress;
import org.plumbline.training.TrainedVersion;
import org.plumbline.training.Trainer;
import org.plumbline.training.TrainingRequest;

class LabelledAnswersTest {
  private static final VersionId V1 = new VersionId(new ModelName("churn"), new VersionNumber(1));
  private static final VersionId V2 = new VersionId(new ModelName("churn"), new VersionNumber(2));
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> CLASSES = List.of("No", "Yes");
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("tenure", ColumnType.NUMBER, Role.FEATURE, true),
              ColumnContract.category("plan", Role.FEATURE, false, List.of("basic", "gold")),
              ColumnContract.category("churn", Role.LABEL, true, CLASSES)));

  private final LabelledAnswers answers = new LabelledAnswers(V1, CONTRACT, CLASSES);

  @Test
  void onlyWhatTheVersionAnsweredAndIsKnownIsLearntFrom() {
    answers.take(answer(V1, 0, "a", 1.5, 1, 1.0));
    answers.take(answer(V1, 1, "b", 2.5, 0, null));
    answers.take(answer(V2, 2, "c", 3.5, 0, 1.0));
    answers.take(answer(V1, 3, null, Double.NaN, -1, 0.0));

    Table table = answers.table();

    assertThat(answers.size()).isEqualTo(2);
    assertThat(table.names()).containsExactly("tenure", "plan", "churn", "entity", "predicted_at");
    Column label = table.column("churn");
    assertThat(label.type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(label.dictionary()).containsExactly("No", "Yes");
    assertThat(label.slots()).containsExactly(1, 0);
    assertThat(table.column("tenure").slots()).containsExactly(1.5, Double.NaN);
    assertThat(table.column("plan").slots()).containsExactly(1, Double.NaN);
    assertThat(table.column("entity").isMissing(1)).isTrue();
    assertThat(table.column("predicted_at").slot(0)).isEqualTo((double) DAY.getEpochSecond());
  }

  @Test
  void whatIsLearntPredictsTheSameClassesFromTheSameColumns() {
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      double tenure = random.nextGaussian();
      double leaves = random.nextDouble() < 1 / (1 + Math.exp(-3 * tenure)) ? 1 : 0;
      answers.take(answer(V1, i, "C" + i, tenure, random.nextInt(2), leaves));
    }
    TrainingRequest request =
        TrainingRequest.learning(answers.label())
            .positive("Yes")
            .id(answers.entity())
            .time(answers.time())
            .budget(Duration.ofSeconds(1))
            .build();

    TrainedVersion learnt =
        new Trainer(Clock.systemUTC()).train(answers.table(), request, Progress.silent());

    assertThat(learnt.model().classes()).isEqualTo(CLASSES);
    assertThat(learnt.contract().features())
        .extracting(feature -> feature.name() + " " + feature.type())
        .containsExactly("tenure NUMBER", "plan CATEGORY");
    assertThat(learnt.scorecard().split().kind()).isEqualTo("time");
    assertThat(learnt.scorecard().metric("rocAuc").orElseThrow().value()).isGreaterThan(0.7);
  }

  private static Scanned answer(
      VersionId version,
      int second,
      @Nullable String entity,
      double tenure,
      double plan,
      @Nullable Double label) {
    return new Scanned(
        new LoggedPrediction(
            UUID.randomUUID(),
            DAY.plusSeconds(second),
            version,
            Stage.PRODUCTION,
            entity,
            0.5,
            new double[] {tenure, plan},
            List.of(),
            List.of()),
        label,
        null);
  }
}
