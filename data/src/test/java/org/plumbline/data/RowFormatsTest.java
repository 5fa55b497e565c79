package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;

class RowFormatsTest {
  private static final List<Out> COLUMNS =
      List.of(
          new Out("name", Kind.TEXT),
          new Out("count", Kind.INTEGER),
          new Out("value", Kind.NUMBER),
          new Out("open", Kind.BOOLEAN));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.jsonl", "a.ndjson", "a.parquet"})
  void whatIsWrittenReadsBackToTheSameBits(String name) {
    Path file = folder.resolve("deep").resolve(name);
    double third = 1.0 / 3;
    try (RowWriter writer = RowWriter.create(file, COLUMNS)) {
      writer.write(List.of("Jo \"x\", é\nnew", 7L, third, true));
      writer.write(Arrays.asList(null, null, Double.NaN, null));
      writer.write(List.of("z", -1, Double.MIN_VALUE, false));
      writer.commit();
    }

    try (RowSource source = RowSource.open(file)) {
      List<RawRow> rows = source.next(10);
      assertThat(source.header()).containsExactly("name", "count", "value", "open");
      assertThat(rows).hasSize(3).allMatch(RawRow::isWhole);
      assertThat(rows.get(0).fields()).startsWith("Jo \"x\", é\nnew", "7").endsWith("true");
      assertThat(Values.numberOrNaN(rows.get(0).fields().get(2))).isEqualTo(third);
      assertThat(rows.get(1).fields()).containsExactly("", "", "", "");
      assertThat(Values.numberOrNaN(rows.get(2).fields().get(2))).isEqualTo(Double.MIN_VALUE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.jsonl", "a.parquet"})
  void withoutCommitTheTargetStaysAsItWas(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "before");
    try (RowWriter writer = RowWriter.create(file, COLUMNS)) {
      writer.write(List.of("a", 1, 2.0, true));
    }

    assertThat(file).hasContent("before");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void anotherSuffixIsRefused() {
    assertThatThrownBy(() -> RowWriter.create(folder.resolve("a.xlsx"), COLUMNS))
        .hasMessageContaining(".csv, .jsonl");
  }

  @Test
  void jsonLinesKeepTheUnionOfKeysAndSetBrokenLinesAside() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.jsonl"),
            """
            {"a":1,"b":"x"}

            {"b":null,"c":true}
            {"a":[1]}
            {"a":1
            {"a":NaN}
            {"a":1,"a":2}
            [1]
            {"c":false}
            """);

    try (RowSource source = RowSource.open(file)) {
      List<RawRow> rows = source.next(100);
      assertThat(source.header()).containsExactly("a", "b", "c");
      assertThat(rows.stream().filter(RawRow::isWhole).map(RawRow::fields))
          .containsExactly(
              List.of("1", "x", ""), List.of("", "", "true"), List.of("", "", "false"));
      assertThat(rows.stream().filter(r -> !r.isWhole()).map(RawRow::line))
          .containsExactly(4L, 5L, 6L, 7L, 8L);
    }
  }
}
