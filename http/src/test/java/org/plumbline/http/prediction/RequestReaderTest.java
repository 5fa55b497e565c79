package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ErrorCode;

class RequestReaderTest {
  private static PredictionRequest read(String body) {
    return RequestReader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem refusal(String body) {
    return catchThrowableOfType(RefusedRequest.class, () -> read(body)).problem();
  }

  @Test
  void readsRowsWithTheirValues() {
    var request =
        read(
            """
            {"rows":[{"a":1,"b":2.5,"c":"x","d":true,"e":null},{}],"explain":3,"version":2}
            """);

    assertThat(request.rows()).hasSize(2);
    assertThat(request.rows().getFirst())
        .containsEntry("a", 1L)
        .containsEntry("b", 2.5)
        .containsEntry("c", "x")
        .containsEntry("d", true)
        .containsEntry("e", null);
    assertThat(request.explain()).isEqualTo(3);
    assertThat(request.version()).hasValue(2);
  }

  @Test
  void explainsNothingAndLeavesTheVersionOpenUnlessAsked() {
    var request = read("{\"rows\":[{}],\"version\":null}");

    assertThat(request.explain()).isZero();
    assertThat(request.version()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{\"rows\":[{\"a\":1},{\"b\":NaN}]} | INVALID_FIELD | 1 | b",
        "{\"rows\":[{\"b\":-Infinity}]} | INVALID_FIELD | 0 | b",
        "{\"rows\":[{\"a\":1,\"b\":2,\"a\":3}]} | INVALID_FIELD | 0 | a",
        "{\"rows\":[{\"a\":1},7]} | INVALID_FIELD | 1 | -",
        "{\"rows\":{}} | INVALID_FIELD | - | rows",
        "{\"rows\":[]} | MISSING_FIELD | - | rows",
        "{} | MISSING_FIELD | - | rows",
        "{\"rows\":[{}],\"explain\":-1} | INVALID_FIELD | - | explain",
        "{\"rows\":[{}],\"explain\":\"3\"} | INVALID_FIELD | - | explain",
        "{\"rows\":[{}],\"version\":0} | INVALID_FIELD | - | version",
        "{\"rows\":[{}],\"row\":1} | UNKNOWN_FIELD | - | row",
      })
  void namesRowAndField(
      String body, ErrorCode code, @Nullable Integer row, @Nullable String field) {
    var problem = refusal(body);

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.row()).isEqualTo(row);
              assertThat(error.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|1",
        "``|2",
        "{\"rows\":[{\"a\":1|3",
        "{\"rows\":[{}]} x|4",
        "{\"rows\":[{}]}{}|5"
      })
  void refusesWhatIsNoRequest(String body, int unused) {
    assertThat(refusal(body).code()).isEqualTo(ErrorCode.BAD_REQUEST);
  }

  @Test
  void takesAThousandRowsAndNotOneMore() {
    assertThat(read(rows(1_000)).rows()).hasSize(1_000);

    assertThat(refusal(rows(1_001)).code()).isEqualTo(ErrorCode.TOO_MANY_ROWS);
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"a\":" + i + "}")
        .collect(Collectors.joining(",", "{\"rows\":[", "]}"));
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedAndNeverFails(@ForAll String text) {
    try {
      read(text);
    } catch (RefusedRequest refused) {
      assertThat(refused.problem().status()).isBetween(400, 499);
    }
  }

  @Property(tries = 500)
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      RequestReader.read(bytes);
    } catch (RefusedRequest refused) {
      assertThat(refused.problem().status()).isBetween(400, 499);
    }
  }
}
