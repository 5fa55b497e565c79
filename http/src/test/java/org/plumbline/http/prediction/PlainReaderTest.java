package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;

class PlainReaderTest {
  private static final RowParser CONTRACT =
      new RowParser(
          new Contract(
              List.of(
                  ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false),
                  ColumnContract.of("a", ColumnType.NUMBER, Role.FEATURE, false),
                  ColumnContract.of("größe", ColumnType.NUMBER, Role.FEATURE, true),
                  ColumnContract.of("c\"d", ColumnType.INTEGER, Role.FEATURE, false),
                  ColumnContract.category("plan", Role.FEATURE, false, List.of("x", "ü", "3")),
                  ColumnContract.of("on", ColumnType.BOOLEAN, Role.FEATURE, false))));

  private static final List<String> NAMES =
      List.of("who", "a", "größe", "c\\\"d", "plan", "on", "other", "\\u0061", "");
  private static final List<String> VALUES =
      List.of(
          "1",
          "-0",
          "0",
          "0.0",
          "-0.0",
          "1.5",
          "-12.25",
          "01",
          "1.",
          ".5",
          "-",
          "+1",
          "1e5",
          "1E-7",
          "2.5e+300",
          "1e400",
          "1e-400",
          "0.1234567890123456",
          "123456789012345678",
          "1234567890123456789",
          "9007199254740993",
          "90071992547409.93",
          "0.000000000000000001",
          "18446744073709551616",
          "3.141592653589793238462643383279",
          "true",
          "false",
          "null",
          "nul",
          "truely",
          "\"x\"",
          "\"ü\"",
          "\"unseen\"",
          "\"\"",
          "\" \"",
          "\"tab\\t\"",
          "\"open",
          "\"raw\ttab\"",
          "{}",
          "[1,2]",
          "NaN",
          "\"3\"",
          "3",
          "3.0",
          "1 ",
          " 7");
  private static final List<String> SPACES = List.of("", "", "", " ", "\n\t ", "\u00a0");

  private static PredictionRequest plain(String body) {
    return Objects.requireNonNull(PlainReader.read(bytes(body), CONTRACT), body);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsTheUsualBody() {
    var request =
        plain(
            """
            {"rows": [{"who":"k1","a":0.25,"größe":-3,"plan":"ü","on":true},
                      {"größe":1e3,"who":7,"a":null}], "explain": 3, "version":2}
            """);

    assertThat(request.rows()).extracting(ParsedRow::id).containsExactly("k1", "7");
    assertThat(request.rows().getFirst().slots()).containsExactly(0.25, -3, Double.NaN, 1, 1);
    assertThat(request.explain()).isEqualTo(3);
    assertThat(request.version()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"rows\":[]}",
        "{\"rows\":[{}]",
        "{\"rows\":[{}]}}",
        "{\"rows\":[{}],\"rows\":[{}]}",
        "{\"rows\":[{}],\"explain\":-1}",
        "{\"rows\":[{}],\"version\":0}",
        "{\"rows\":[{\"a\":01}]}",
        "{\"rows\":[{\"a\":1.}]}",
        "{\"rows\":[{\"a\":\"\\u0041\"}]}",
        "{\"rows\":[{\"a\":NaN}]}",
        "{\"rows\":[{\"a\":{}}]}",
      })
  void givesUpWhatIsNotPlain(String body) {
    assertThat(PlainReader.read(bytes(body), CONTRACT)).isNull();
  }

  @Test
  void leavesMoreThanAThousandRowsToBeRefused() {
    String rows = IntStream.range(0, 1_001).mapToObj(_ -> "{}").collect(Collectors.joining(","));

    assertThat(PlainReader.read(bytes("{\"rows\":[" + rows + "]}"), CONTRACT)).isNull();
  }

  @Property(tries = 5_000)
  void neverReadsAnythingElseThanTheRule(@ForAll long seed) {
    var random = new Random(seed);
    String rows =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(_ -> row(random))
            .collect(Collectors.joining(","));
    String tail = random.nextInt(3) > 0 ? "" : ",\"explain\":" + pick(VALUES, random);

    holds(bytes("{\"rows\":[" + rows + "]" + tail + "}"));
  }

  @Property(tries = 5_000)
  void noChangedByteIsReadInAnotherWay(@ForAll long seed) {
    var random = new Random(seed);
    byte[] body = bytes("{\"rows\":[{\"who\":\"kü\",\"a\":-12.5e1,\"größe\":3,\"on\":true}]}");
    body[random.nextInt(body.length)] = (byte) random.nextInt(256);

    holds(body);
  }

  @Property(tries = 2_000)
  void anyNumberHasTheBitsOfItsText(@ForAll double value, @ForAll long whole) {
    String text = Double.isFinite(value) ? Double.toString(value) : Long.toString(whole);

    var row = plain("{\"rows\":[{\"größe\":" + text + "}]}").rows().getFirst();

    assertThat(row.slots()[1]).isEqualTo(Double.parseDouble(text));
  }

  @Property(tries = 2_000)
  void anyDecimalHasTheBitsOfItsText(@ForAll int digits, @ForAll byte point) {
    String text = digits / 1e4 + "" + Math.abs(point);

    var row = plain("{\"rows\":[{\"größe\":" + text + "}]}").rows().getFirst();

    assertThat(row.slots()[1]).isEqualTo(Double.parseDouble(text));
  }

  private static void holds(byte[] body) {
    PredictionRequest plain = PlainReader.read(body, CONTRACT);
    if (plain == null) {
      return;
    }
    PredictionRequest rule = RequestReader.readAny(body, CONTRACT);
    assertThat(plain.explain()).isEqualTo(rule.explain());
    assertThat(plain.version()).isEqualTo(rule.version());
    assertThat(plain.rows()).hasSameSizeAs(rule.rows());
    for (int i = 0; i < rule.rows().size(); i++) {
      ParsedRow expected = rule.rows().get(i);
      ParsedRow read = plain.rows().get(i);
      assertThat(read.slots()).isEqualTo(expected.slots());
      assertThat(read.id()).isEqualTo(expected.id());
      assertThat(read.unknownCategories()).isEqualTo(expected.unknownCategories());
      assertThat(read.errors()).isEqualTo(expected.errors());
    }
  }

  private static String row(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(_ -> '"' + pick(NAMES, random) + '"' + space(random) + ":" + value(random))
        .collect(Collectors.joining(",", "{" + space(random), "}"));
  }

  private static String value(Random random) {
    return space(random) + pick(VALUES, random) + space(random);
  }

  private static String space(Random random) {
    return pick(SPACES, random);
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
