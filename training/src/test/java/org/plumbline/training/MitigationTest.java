package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.Ingest;
import org.plumbline.data.IngestRequest;
import org.plumbline.data.Ingested;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.stats.Interval;
import org.plumbline.stats.fairness.FairnessGoal;

class MitigationTest {
  @TempDir private static Path directory;

  @Test
  void groupThresholdsBringGroupsTogetherAndTellTheirCost() throws IOException {
    Scorecard card =
        train(
            new Mitigation(List.of("sex"), false, FairnessGoal.DEMOGRAPHIC_PARITY, 0.03),
            "sex",
            "veteran");

    Mitigated done = Objects.requireNonNull(card.mitigation());
    Mitigated.Thresholds thresholds = Objects.requireNonNull(done.thresholds());
    assertThat(thresholds.byGroup()).containsOnlyKeys("f", "m");
    assertThat(thresholds.byGroup().get("f"))
        .as("women had the lower scores")
        .isLessThan(Objects.requireNonNull(thresholds.byGroup().get("m")));
    assertThat(thresholds.common()).isEqualTo(card.threshold());
    assertThat(thresholds.rows()).isEqualTo(1_200);
    assertThat(disparity(done.before()).low()).isGreaterThan(0.1);
    assertThat(disparity(done.after()).value()).as("chosen on the other half").isLessThan(0.1);
    assertThat(done.costs())
        .extracting(Mitigated.Cost::measure)
        .containsExactly("rocAuc", "accuracy", "selected");
    assertThat(done.costs().getFirst().difference().value()).as("the scores are the same").isZero();
    assertThat(done.costs().get(1).difference().value()).as("accuracy").isLessThan(0);
    assertThat(card.fairness().getFirst())
        .as("an answer does not know the group, so its label keeps the common threshold")
        .isEqualTo(done.before());
    assertThat(done.reweighed()).isFalse();
  }

  @Test
  void reweighingLearnsFromOtherWeightsAndTellsItsCost() throws IOException {
    Scorecard card = train(new Mitigation(List.of(), true, null, 0.02), "sex");

    Mitigated done = Objects.requireNonNull(card.mitigation());
    assertThat(done.thresholds()).isNull();
    assertThat(done.attributes()).containsExactly("sex");
    assertThat(disparity(done.after()).value()).isLessThan(disparity(done.before()).value());
    Mitigated.Cost area = done.costs().getFirst();
    assertThat(area.after().value()).isGreaterThan(0.7);
    assertThat(area.difference().value()).isLessThan(0.01);
  }

  @Test
  void whatCannotBeMitigatedIsRefused() throws IOException {
    assertThatThrownBy(() -> train(new Mitigation(List.of("years"), true, null, 0.02), "sex"))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> assertThat(failure.details()).containsEntry("field", "mitigation"));
    assertThatThrownBy(() -> train(new Mitigation(List.of(), true, null, 0.02)))
        .hasMessageContaining("protected");
    assertThat(train(Mitigation.NONE, "sex").mitigation()).isNull();
  }

  private static Interval disparity(GroupFairness fairness) {
    return Objects.requireNonNull(fairness.disparity());
  }

  private static Scorecard train(Mitigation mitigation, String... protectedColumns)
      throws IOException {
    Ingested rows = rows().protecting(List.of(protectedColumns));
    return new Trainer(Clock.systemUTC())
        .train(
            rows,
            TrainingRequest.learning("hired")
                .positive("yes")
                .budget(Duration.ofSeconds(4))
                .mitigation(mitigation)
                .build(),
            (step, detail) -> {})
        .scorecard();
  }

  /** Years stand for sex, as leaving a column out does not make blind to it. */
  private static Ingested rows() throws IOException {
    var random = new SplittableRandom(3);
    var lines = new StringBuilder("sex,veteran,score,years,hired\n");
    for (int i = 0; i < 1_200; i++) {
      boolean man = random.nextBoolean();
      double score = random.nextGaussian();
      double years = random.nextGaussian() + (man ? 1.5 : 0);
      boolean hired = score + years + 0.7 * random.nextGaussian() > 1;
      lines.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%.4f,%s%n",
              man ? "m" : "f",
              random.nextInt(4) == 0 ? "yes" : "no",
              score,
              years,
              hired ? "yes" : "no"));
    }
    Path file = directory.resolve("people.csv");
    Files.writeString(file, lines);
    return Ingest.read(file, IngestRequest.forLabel("hired").withPositive("yes"));
  }
}
