package org.plumbline.http.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.FieldError;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.Role;
import org.plumbline.data.RowParser;
import org.plumbline.http.problem.Problem;
import org.plumbline.http.problem.RefusedRequest;
import org.plumbline.kernel.ErrorCode;

class RequestReaderTest {
  private static final RowParser CONTRACT =
      new RowParser(
          new Contract(
              List.of(
                  ColumnContract.of("a", ColumnType.INTEGER, Role.FEATURE, false),
                  ColumnContract.of("b", ColumnType.NUMBER, Role.FEATURE, false),
                  ColumnContract.category("c", Role.FEATURE, false, List.of("x", "y")),
                  ColumnContract.of("d", ColumnType.BOOLEAN, Role.FEATURE, false),
                  ColumnContract.of("e", ColumnType.NUMBER, Role.FEATURE, false),
                  ColumnContract.of("who", ColumnType.IDENTIFIER, Role.ID, false))));

  private static PredictionRequest read(String body) {
    return RequestReader.read(body.getBytes(StandardCharsets.UTF_8), CONTRACT);
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
    assertThat(request.rows().getFirst().slots()).containsExactly(1, 2.5, 0, 1, Double.NaN);
    assertThat(request.rows().getFirst().errors()).isEmpty();
    assertThat(request.rows().getLast().slots()).containsOnly(Double.NaN);
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
        "{\"rows\":[{\"a\":1},7]} | INVALID_FIELD | 1 | -",
        "{\"rows\":{}} | INVALID_FIELD | - | rows",
        "{\"rows\":[]} | MISSING_FIELD | - | rows",
        "{} | MISSING_FIELD | - | rows",
        "{\"rows\":[{}],\"explain\":-1} | INVALID_FIELD | - | explain",
        "{\"rows\":[{}],\"explain\":\"3\"} | INVALID_FIELD | - | explain",
        "{\"rows\":[{}],\"version\":0} | INVALID_FIELD | - | version",
        "{\"rows\":[{}],\"row\":1} | UNKNOWN_FIELD | - | row",
        "{\"rows\":[{}],\"rows\":[{}]} | INVALID_FIELD | - | rows",
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

  @Test
  void keepsWhatBreaksTheContractWithItsRow() {
    var request =
        read(
            """
            {"rows":[
              {"who":"k1","b":{"x":[1]},"a":1,"zz":2,"a":3},
              {"who":12,"a":1.5,"b":[1,2],"c":"unseen","d":"perhaps","e":1e400},
              {"who":1e3,"a":-3,"b":18446744073709551616}
            ]}
            """);

    assertThat(request.rows().get(0).errors())
        .extracting(FieldError::field, FieldError::detail)
        .containsExactly(
            tuple("a", "'a' stands twice in the row; send it once"),
            tuple("b", "'b' is an object but must be a finite number"),
            tuple("zz", "'zz' is not part of the contract; leave it out"));
    assertThat(request.rows().get(1).errors())
        .extracting(FieldError::field)
        .containsExactly("a", "b", "d", "e");
    assertThat(request.rows().get(1).unknownCategories()).containsExactly("c");
    assertThat(request.rows()).extracting(ParsedRow::id).containsExactly("k1", "12", "1000");
    assertThat(request.rows().get(2).slots()).startsWith(-3, 0x1p64);
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
      RequestReader.read(bytes, CONTRACT);
    } catch (RefusedRequest refused) {
      assertThat(refused.problem().status()).isBetween(400, 499);
    }
  }
}
