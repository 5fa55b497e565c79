package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.csv"), text);
  }

  private Path file(String header, int rows, IntFunction<String> row) throws IOException {
    var text = new StringBuilder(header).append('\n');
    for (int i = 0; i < rows; i++) {
      text.append(row.apply(i)).append('\n');
    }
    return file(text.toString());
  }

  private static ColumnContract column(Ingested ingested, String name) {
    return ingested.contract().find(name).orElseThrow();
  }

  @Test
  void blankNumbersAreMissingAndTheColumnStaysANumber() throws IOException {
    Path file = file("id,total,churn\na,1.5,Yes\nb, ,No\nc,2,Yes\n");

    Ingested ingested =
        Ingest.read(file, IngestRequest.forLabel("churn").withPositive("Yes").withId("id"));

    assertThat(column(ingested, "total").type()).isEqualTo(ColumnType.NUMBER);
    assertThat(column(ingested, "total").required()).isFalse();
    assertThat(column(ingested, "total").min()).hasValue(1.5);
    assertThat(ingested.table().column("total").isMissing(1)).isTrue();
    assertThat(ingested.contract().label().orElseThrow().categories()).containsExactly("No", "Yes");
    assertThat(ingested.table().column("churn").slots()).containsExactly(1, 0, 1);
    assertThat(ingested.table().line(2)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3|INTEGER",
        "1,0,1|INTEGER",
        "1,2.5,-3e2|NUMBER",
        "1,NA,2|INTEGER",
        "yes,No,yes|BOOLEAN",
        "true,false,true|BOOLEAN",
        "y,n,y|BOOLEAN",
        "yes,no,maybe|CATEGORY",
        "2026-01-31,2025-02-28,2020-02-29|DATE",
        "31.01.2026,28.02.2025,29.02.2020|DATE",
        "2026-01-31T10:00:00Z,2026-01-31 10:00,2026-01-31T10:00:00.5+02:00|TIMESTAMP",
        "31/01/2026,28/02/2025,03/04/2025|CATEGORY",
        "007,010,123|CATEGORY",
        "red,green,red|CATEGORY",
        "0x1F,1,2|CATEGORY",
        "1d,2f,3|CATEGORY",
        "Infinity,1,2|CATEGORY",
      })
  void typesAreInferred(String values, ColumnType type) throws IOException {
    String[] each = values.split(",");
    Path file = file("x,v", 30, i -> i + "," + each[i % each.length]);

    assertThat(column(Ingest.read(file, IngestRequest.none()), "v").type()).isEqualTo(type);
  }

  @Test
  void aFewMisfitsInALongNumberColumnAreQuarantined() throws IOException {
    Path file = file("x,v", 1_000, i -> "k" + i % 7 + "," + (i == 17 || i == 400 ? "oops" : i));
    Path quarantine = folder.resolve("deep/quarantine.csv");

    Ingested ingested = Ingest.read(file, IngestRequest.none().withQuarantine(quarantine));

    assertThat(column(ingested, "v").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(ingested.table().rowCount()).isEqualTo(998);
    assertThat(ingested.quality().quarantined()).isEqualTo(2);
    assertThat(ingested.quality().reasons()).containsEntry("bad value", 2L);
    assertThat(Files.readAllLines(quarantine))
        .hasSize(3)
        .startsWith("line,reason,column,row")
        .anyMatch(l -> l.startsWith("19,") && l.contains("oops") && l.contains(",v,"));
  }

  @Test
  void misfitsInAShortColumnMeanAnotherType() throws IOException {
    Path file = file("x,v", 100, i -> i + "," + (i == 17 ? "oops" : i % 9));

    Ingested ingested = Ingest.read(file, IngestRequest.none());

    assertThat(column(ingested, "v").type()).isEqualTo(ColumnType.CATEGORY);
    assertThat(ingested.quality().warnings())
        .anyMatch(w -> w.contains("numbers and text are mixed"));
  }

  @Test
  void columnsWithoutInformationAreIgnoredWithTheReason() throws IOException {
    Path file =
        file(
            "customer_id,code,constant,empty,note,amount",
            200,
            i -> "%d,x%d,same,,%s,%d".formatted(i, i, "t".repeat(250) + i % 3, i % 11));

    Ingested ingested = Ingest.read(file, IngestRequest.none());

    assertThat(ingested.table().names()).containsExactly("amount");
    assertThat(column(ingested, "customer_id").type()).isEqualTo(ColumnType.IDENTIFIER);
    assertThat(column(ingested, "code").type()).isEqualTo(ColumnType.IDENTIFIER);
    assertThat(column(ingested, "constant").description()).contains("every row holds 'same'");
    assertThat(column(ingested, "empty").description()).contains("every value is missing");
    assertThat(column(ingested, "note").description()).contains("free text");
    assertThat(ingested.quality().warnings()).hasSize(5);
  }

  @Test
  void aHundredThousandCategoriesAreNoFeature() throws IOException {
    Path file = file("v,w", 210_000, i -> "c" + i % 105_000 + "," + i % 5);

    Ingested ingested = Ingest.read(file, IngestRequest.none());

    assertThat(column(ingested, "v").role()).isEqualTo(Role.IGNORED);
    assertThat(column(ingested, "v").description()).contains("more than 10000 different values");
    assertThat(ingested.table().rowCount()).isEqualTo(210_000);
  }

  @Test
  void laterRowsWithTheSameIdAreQuarantinedUnlessTheirTimeDiffers() throws IOException {
    Path file = file("id,day,v\na,2026-01-01,1\na,2026-01-01,2\na,2026-01-02,3\nb,2026-01-01,4\n");

    Ingested byId = Ingest.read(file, IngestRequest.none().withId("id"));
    Ingested byIdAndTime = Ingest.read(file, IngestRequest.none().withId("id").withTime("day"));

    assertThat(byId.table().column("v").slots()).containsExactly(1, 4);
    assertThat(byIdAndTime.table().column("v").slots()).containsExactly(1, 3, 4);
    assertThat(byId.quality().reasons()).containsEntry("duplicate id", 2L);
  }

  @Test
  void brokenLinesAndMissingLabelsAreQuarantined() throws IOException {
    Path file = file("a,y\n1,x\n2\n3,y\n4,\n5,\"open\n6,x\n");

    Ingested ingested = Ingest.read(file, IngestRequest.forLabel("y"));

    assertThat(ingested.table().column("a").slots()).containsExactly(1, 3, 6);
    assertThat(ingested.quality().reasons())
        .containsEntry("broken line", 2L)
        .containsEntry("missing label", 1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "z||has no column 'z'",
        "a|b|two roles",
        "c||one value only",
        "e||no value",
        "y|nope|never has the positive value",
      })
  void impossibleRolesAreRefused(String label, String other, String why) throws IOException {
    Path file = file("a,b,c,e,y\n1,2,k,,p\n2,3,k,,q\n");
    IngestRequest request = IngestRequest.forLabel(label);
    IngestRequest asked =
        label.equals("a")
            ? request.withId("a")
            : label.equals("y") ? request.withPositive(other) : request;

    assertThatThrownBy(() -> Ingest.read(file, asked)).hasMessageContaining(why);
  }

  @Test
  void aHeaderAloneIsRefused() throws IOException {
    Path file = file("a,b\n");

    assertThatThrownBy(() -> Ingest.read(file, IngestRequest.none()))
        .hasMessageContaining("no whole row");
  }

  @Test
  void oneRowIsATable() throws IOException {
    Ingested ingested = Ingest.read(file("a,b\n1,x\n"), IngestRequest.none().withId("a"));

    assertThat(ingested.table().rowCount()).isEqualTo(1);
    assertThat(ingested.dataHash()).hasSize(64);
  }

  @Test
  void repeatedRowsAndFutureDatesAreTold() throws IOException {
    Path file = file("id,v,day\n1,5,2026-01-01\n2,5,2026-01-01\n3,6,2926-01-01\n");

    Ingested ingested = Ingest.read(file, IngestRequest.none().withId("id"));

    assertThat(ingested.quality().warnings())
        .anyMatch(w -> w.startsWith("1 rows repeat"))
        .anyMatch(w -> w.contains("2926-01-01"));
  }
}
