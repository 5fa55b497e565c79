package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.kernel.PlumblineException;

class CsvSourceTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.csv"), bytes);
  }

  private static List<RawRow> rows(Path file) {
    try (RowSource source = RowSource.open(file)) {
      return source.next(1_000);
    }
  }

  private static List<List<String>> fields(Path file) {
    return rows(file).stream().map(RawRow::fields).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void delimiterIsRecognised(String delimiter) throws IOException {
    Path file = file("a,b,c\n1.5,x y,\n2,\"q,;\t|\",z\n".replace(",", delimiter));

    assertThat(fields(file)).hasSize(2).first().isEqualTo(List.of("1.5", "x y", ""));
  }

  @Test
  void decimalCommasDoNotOutvoteSemicolons() throws IOException {
    Path file = file("a;b\n1,5;2,5\n3,5;4\n");

    assertThat(fields(file)).containsExactly(List.of("1,5", "2,5"), List.of("3,5", "4"));
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,UTF-8", "windows-1252,windows-1252", "UTF-16,UTF-16BE", "UTF-16LE,UTF-16LE"})
  void encodingIsRecognised(String written, String found) throws IOException {
    Path file =
        file(
            "name,town\nJosé,Köln\nZoë,Łódź\n"
                .replace("Łódź", "Ulm")
                .getBytes(Charset.forName(written)));

    try (RowSource source = RowSource.open(file)) {
      assertThat(source.header()).containsExactly("name", "town");
      assertThat(source.next(1).getFirst().fields()).containsExactly("José", "Köln");
      assertThat(source.format()).endsWith(found);
    }
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    Path file = file("\uFEFFa,b\n1,2\n");

    try (RowSource source = RowSource.open(file)) {
      assertThat(source.header()).containsExactly("a", "b");
    }
  }

  @Test
  void gzipIsUnpackedWhateverItsName() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(fields(file(packed.toByteArray()))).containsExactly(List.of("1", "2"));
  }

  @Test
  void quotedFieldsHoldDelimitersQuotesAndNewlines() throws IOException {
    Path file = file("a,b\r\n\"x, \"\"y\"\"\",\"two\r\nlines\"\r\n\r\nlast,row");

    List<RawRow> rows = rows(file);

    assertThat(rows.get(0).fields()).containsExactly("x, \"y\"", "two\r\nlines");
    assertThat(rows.get(1).fields()).containsExactly("last", "row");
    assertThat(rows).extracting(RawRow::line).containsExactly(2L, 5L);
  }

  @Test
  void anUnclosedQuoteCostsItsOneLine() throws IOException {
    Path file = file("a,b\n1,2\n3,\"open\n5,6\n7,\"closed\"\n9,10\n");

    List<RawRow> rows = rows(file);

    assertThat(rows).extracting(RawRow::isWhole).containsExactly(true, false, true, true, true);
    assertThat(rows.get(1).line()).isEqualTo(3);
    assertThat(rows.get(1).raw()).isEqualTo("3,\"open");
    assertThat(rows.get(4).fields()).containsExactly("9", "10");
  }

  @Test
  void aWrongNumberOfFieldsIsAFaultOfThatLine() throws IOException {
    List<RawRow> rows = rows(file("a,b\n1\n2,3\n4,5,6\n"));

    assertThat(rows)
        .extracting(RawRow::fault)
        .containsExactly("has 1 fields, the header 2", null, "has 3 fields, the header 2");
  }

  @Test
  void bytesThatAreNoTextAreAFaultOfThatLine() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("a,b\nKöln,1\n".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[] {'x', (byte) 0xFF, ',', '2', '\n'});

    List<RawRow> rows = rows(file(bytes.toByteArray()));

    assertThat(rows).extracting(RawRow::isWhole).containsExactly(true, false);
  }

  @Test
  void longFilesAreReadInBatches() throws IOException {
    var text = new StringBuilder("a,b\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(",\"value ").append(i).append("\"\n");
    }
    Path file = file(text.toString());

    try (RowSource source = RowSource.open(file)) {
      long sum = 0;
      long line = 1;
      for (List<RawRow> rows = source.next(999); !rows.isEmpty(); rows = source.next(999)) {
        for (RawRow row : rows) {
          assertThat(row.line()).isEqualTo(++line);
          sum += Long.parseLong(row.fields().getFirst());
        }
      }
      assertThat(sum).isEqualTo(50_000L * 49_999 / 2);
      assertThat(source.progress()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "a,a\n1,2\n", "1,2,3\n4,5,6\n", "\"never closed\n1,2\n"})
  void aFileWithoutAUsableHeaderIsRefused(String text) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> RowSource.open(file)).isInstanceOf(PlumblineException.class);
  }

  @Test
  void anAbsentFileIsRefused() {
    assertThatThrownBy(() -> RowSource.open(folder.resolve("none.csv")))
        .hasMessageContaining("no such file");
  }

  @Test
  void aTruncatedGzipIsRefusedWithItsName() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("a,b\n1,2\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    Path file = file(half);

    assertThatThrownBy(() -> rows(file)).hasMessageContaining("a.csv");
  }
}
