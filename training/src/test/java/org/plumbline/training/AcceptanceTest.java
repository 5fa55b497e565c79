package org.plumbline.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.plumbline.data.Ingest;
import org.plumbline.data.IngestRequest;
import org.plumbline.data.Ingested;
import org.plumbline.scoring.Task;

/** Public data sets with known difficulty; skipped where they have not been fetched. */
class AcceptanceTest {
  @Test
  void telcoChurnReachesWhatIsPublished() {
    Scorecard scorecard =
        train(
                "churn/telco_customer_churn.csv",
                IngestRequest.forLabel("Churn").withPositive("Yes").withId("customerID"))
            .scorecard();

    assertThat(scorecard.metric("rocAuc").orElseThrow().value()).isGreaterThanOrEqualTo(0.845);
    assertThat(scorecard.metric("ece").orElseThrow().value()).isLessThanOrEqualTo(0.03);
    assertThat(scorecard.split().kind()).isEqualTo("stratified");
  }

  @Test
  void germanCreditIsCalibrated() {
    Scorecard scorecard =
        train("fairness/german_credit.csv", IngestRequest.forLabel("class").withPositive("2"))
            .scorecard();

    assertThat(scorecard.metric("rocAuc").orElseThrow().value()).isGreaterThanOrEqualTo(0.77);
    assertThat(scorecard.metric("ece").orElseThrow().value()).isLessThanOrEqualTo(0.08);
  }

  @Test
  void machineFailuresNeedTrees() {
    TrainedVersion version =
        train(
            "predictive_maintenance/ai4i2020.csv",
            IngestRequest.forLabel("Machine failure")
                .withDrop(List.of("UDI", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF")));

    assertThat(version.scorecard().metric("rocAuc").orElseThrow().value())
        .isGreaterThanOrEqualTo(0.96);
    assertThat(version.scorecard().champion().learner()).isIn("xgboost", "ensemble");
  }

  @Test
  void remainingLifeIsSplitByEngine() {
    TrainedVersion version =
        train(
            "predictive_maintenance/cmapss_train_FD001.csv.gz",
            IngestRequest.forLabel("cycle").withGroup("unit"));

    assertThat(version.model().task()).isEqualTo(Task.REGRESSION);
    assertThat(version.scorecard().split().kind()).isEqualTo("group");
    assertThat(version.scorecard().metric("r2").orElseThrow().value()).isGreaterThan(0.3);
  }

  private static TrainedVersion train(String name, IngestRequest roles) {
    Path file = find(name);
    Ingested data = Ingest.read(file, roles);
    TrainingRequest request =
        TrainingRequest.learning(roles.label() == null ? "" : roles.label())
            .positive(roles.positive())
            .id(roles.id())
            .time(roles.time())
            .group(roles.group())
            .drop(roles.drop())
            .data(name, data.dataHash(), data.quality().quarantined())
            .build();
    return new Trainer(Clock.systemUTC()).train(data, request, Progress.silent());
  }

  private static Path find(String name) {
    Path root = Path.of(System.getProperty("plumbline.root", ".")).toAbsolutePath();
    Path found =
        Stream.iterate(root, path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/data").resolve(name))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of("absent"));
    Assumptions.assumeTrue(Files.exists(found), name + " is not there");
    return found;
  }
}
