package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Public data sets beside the project, where they are; skipped with that reason where not. */
class SharedDataTest {
  private static Path shared(String name) {
    Path file =
        Path.of(System.getProperty("plumbline.root", "..")).resolve("../shared/data").resolve(name);
    assumeThat(Files.isRegularFile(file)).as("%s is not on this machine", file).isTrue();
    return file;
  }

  @Test
  void telcoHasElevenBlankTotals() {
    Path file = shared("churn/telco_customer_churn.csv");

    Ingested ingested =
        Ingest.read(file, IngestRequest.forLabel("Churn").withPositive("Yes").withId("customerID"));

    assertThat(ingested.table().rowCount()).isEqualTo(7_043);
    assertThat(ingested.contract().features()).hasSize(19);
    ColumnQuality totals =
        ingested.quality().columns().stream()
            .filter(c -> c.name().equals("TotalCharges"))
            .findFirst()
            .orElseThrow();
    assertThat(totals.type()).isEqualTo(ColumnType.NUMBER);
    assertThat(totals.missing()).isEqualTo(11);
  }

  @Test
  void adultReadsPackedWithQuestionMarksAsMissing() {
    Path file = shared("fairness/adult_train.csv.gz");

    Ingested ingested = Ingest.read(file, IngestRequest.forLabel("income").withPositive(">50K"));

    assertThat(ingested.table().rowCount()).isEqualTo(32_561);
    assertThat(ingested.contract().find("workclass").orElseThrow().required()).isFalse();
    assertThat(ingested.contract().label().orElseThrow().categories())
        .containsExactly("<=50K", ">50K");
  }
}
