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
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Ingest;
import org.plumbline.data.IngestRequest;
import org.plumbline.data.Ingested;
import org.plumbline.kernel.PlumblineException;

class ProtectedColumnsTest {
  @TempDir private static Path directory;

  @Test
  void areKeptOutOfTheModelAndReportedAloneAndCrossed() throws IOException {
    Ingested rows = rows().protecting(List.of("sex", "veteran"));

    TrainedVersion trained =
        new Trainer(Clock.systemUTC())
            .train(
                rows,
                TrainingRequest.learning("hired")
                    .positive("yes")
                    .budget(Duration.ofSeconds(5))
                    .build(),
                (step, detail) -> {});

    assertThat(trained.contract().features())
        .extracting(ColumnContract::name)
        .containsExactly("score", "years");
    assertThat(trained.scorecard().fairness())
        .extracting(GroupFairness::attributes)
        .containsExactly(List.of("sex"), List.of("veteran"), List.of("sex", "veteran"));
    GroupFairness bySex = trained.scorecard().fairness().getFirst();
    assertThat(bySex.groups()).extracting(GroupFairness.Group::name).containsExactly("f", "m");
    assertThat(Objects.requireNonNull(bySex.disparity()).value())
        .as("men have the higher scores, and the score decides")
        .isGreaterThan(0.1);
  }

  @Test
  void mustBeGroupsOfTheData() throws IOException {
    Ingested rows = rows();

    for (String wrong : List.of("score", "hired", "height")) {
      assertThatThrownBy(() -> rows.protecting(List.of(wrong)))
          .isInstanceOfSatisfying(
              PlumblineException.class,
              failure -> assertThat(failure.details()).containsEntry("field", "protected"));
    }
    assertThat(rows.protecting(List.of())).isEqualTo(rows);
  }

  private static Ingested rows() throws IOException {
    var random = new SplittableRandom(3);
    var lines = new StringBuilder("sex,veteran,score,years,hired\n");
    for (int i = 0; i < 1_200; i++) {
      boolean man = random.nextBoolean();
      double score = random.nextGaussian() + (man ? 1 : 0);
      boolean hired = score + 0.7 * random.nextGaussian() > 0.5;
      lines.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%d,%s%n",
              man ? "m" : "f",
              random.nextInt(4) == 0 ? "yes" : "no",
              score,
              random.nextInt(30),
              hired ? "yes" : "no"));
    }
    Path file = directory.resolve("people.csv");
    Files.writeString(file, lines);
    return Ingest.read(file, IngestRequest.forLabel("hired").withPositive("yes"));
  }
}
