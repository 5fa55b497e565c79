package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  @TempDir Path folder;

  @Test
  void blankNumbersAreMissingAndTheColumnStaysANumber() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "id,total,churn\na,1.5,Yes\nb, ,No\nc,2,Yes\n");

    Ingested ingested =
        Ingest.read(file, IngestRequest.forLabel("churn").withPositive("Yes").withId("id"));

    assertThat(ingested.contract().find("total").orElseThrow().type()).isEqualTo(ColumnType.NUMBER);
    assertThat(ingested.contract().find("total").orElseThrow().required()).isFalse();
    assertThat(ingested.table().column("total").isMissing(1)).isTrue();
    assertThat(ingested.contract().label().orElseThrow().categories()).containsExactly("No", "Yes");
    assertThat(ingested.table().column("churn").slots()).containsExactly(1, 0, 1);
  }
}
