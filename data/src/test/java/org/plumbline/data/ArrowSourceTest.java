package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.data.RowWriter.Kind;
import org.plumbline.data.RowWriter.Out;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * The files in {@code arrow/} were written by arrow-vector 18.3.0: five rows in batches of three,
 * none and two, the second row without values, as a stream and as a file.
 */
class ArrowSourceTest {
  private static final int DAMAGED = 3_000;

  @TempDir private Path folder;

  @Test
  void valuesOfEveryTypeAreReadAsTheTextThatReadsBack() throws IOException {
    for (String name : List.of("types.arrows", "types.arrow")) {
      List<RawRow> rows = read(resource(name));

      assertThat(rows).hasSize(5).extracting(RawRow::line).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(rows.getFirst().fields())
          .containsExactly(
              "-1",
              "250",
              "-300",
              "65530",
              "-70000",
              "4294967291",
              "-9223372036854775808",
              "18446744073709551607",
              "0.5",
              "0.1",
              "0.1",
              "false",
              "größe, \"0",
              "☃0",
              "2024-10-04",
              "1969-12-31",
              "2023-11-14T22:13:20",
              "1969-12-31T23:59:59.999999Z",
              "2023-11-14T22:13:20.123456789",
              "-12345678901234567.890",
              "7700",
              "",
              "basic");
      assertThat(rows.get(1).fields()).containsOnly("");
      assertThat(rows.get(2).fields()).contains("NaN", "None").element(12).isEqualTo("");
      assertThat(rows.get(3).fields()).contains("-Infinity", "true");
      assertThat(rows.getLast().fields()).endsWith("8100", "", "größer");
    }
  }

  @Test
  void whatTheEncoderWritesIsReadBack() throws IOException {
    List<Out> columns =
        List.of(
            new Out("line", Kind.INTEGER), new Out("näme", Kind.TEXT), new Out("x", Kind.NUMBER));
    Path file = folder.resolve("rows.arrows");
    try (var out = Files.newOutputStream(file)) {
      out.write(ArrowEncoder.schema(columns));
      out.write(ArrowEncoder.batch(block(new long[] {7, 8, 9}, "a", null, "ü\n")));
      out.write(ArrowEncoder.batch(block(new long[0])));
      out.write(ArrowEncoder.batch(block(new long[] {Long.MIN_VALUE}, "")));
      out.write(ArrowEncoder.end());
    }

    try (RowSource source = RowSource.open(file)) {
      assertThat(source.header()).containsExactly("line", "näme", "x");
      assertThat(source.next(9).stream().map(RawRow::fields).toList())
          .containsExactly(
              List.of("7", "a", "7.1"),
              List.of("8", "", ""),
              List.of("9", "ü\n", "9.1"),
              List.of("-9223372036854775808", "", "-9.223372036854776E18"));
      assertThat(source.progress()).isEqualTo(1);
    }
  }

  /** Even lines have no number. */
  private static ColumnBlock block(long[] lines, @Nullable String... texts) {
    double[] numbers =
        Arrays.stream(lines).mapToDouble(line -> line == 8 ? Double.NaN : line + 0.1).toArray();
    return new ColumnBlock(
        lines.length,
        List.of(
            new ColumnBlock.Integers(lines),
            new ColumnBlock.Texts(texts),
            new ColumnBlock.Numbers(numbers)));
  }

  @Test
  void damagedBytesEndInRowsOrInARefusalOfTheFile() throws IOException {
    byte[] whole = Files.readAllBytes(resource("types.arrows"));
    var random = new SplittableRandom(3);
    Path file = folder.resolve("damaged.arrows");
    int refused = 0;
    for (int i = 0; i < DAMAGED; i++) {
      byte[] bytes = whole.clone();
      for (int k = random.nextInt(1, 5); k > 0; k--) {
        bytes[random.nextInt(bytes.length / 2)] = (byte) random.nextInt(-128, 128);
      }
      Files.write(
          file, i % 5 == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(whole.length)) : bytes);

      try {
        assertThat(read(file)).hasSizeLessThanOrEqualTo(100_000);
      } catch (PlumblineException answer) {
        assertThat(answer.code()).isEqualTo(ErrorCode.INVALID_DATA);
        refused++;
      }
    }

    assertThat(refused).isGreaterThan(DAMAGED / 4);
  }

  @Test
  void aStreamThatWasCutOffIsRefusedBehindItsLastWholeBatch() throws IOException {
    byte[] whole = Files.readAllBytes(resource("types.arrows"));
    Path file = Files.write(folder.resolve("cut.arrows"), Arrays.copyOf(whole, whole.length - 100));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("damaged or cut off behind batch 2");
  }

  @Test
  void nestedColumnsAreRefusedByName() throws IOException {
    Path file = resource("nested.arrows");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("column 'tags' is of the type List");
  }

  @Test
  void whatIsNoArrowIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("table.arrows"), "a,b\n1,2\n");

    assertThatThrownBy(() -> RowSource.open(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("table.arrows");
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(ArrowSourceTest.class.getResourceAsStream("/arrow/" + name))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private static List<RawRow> read(Path file) {
    List<RawRow> all = new ArrayList<>();
    try (RowSource source = RowSource.open(file)) {
      for (List<RawRow> rows = source.next(2); !rows.isEmpty(); rows = source.next(2)) {
        all.addAll(rows);
      }
    }
    return all;
  }
}
