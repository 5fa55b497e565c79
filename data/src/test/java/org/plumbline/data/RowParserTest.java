package org.plumbline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.plumbline.kernel.ErrorCode;

class RowParserTest {
  private static final Contract CONTRACT =
      new Contract(
          List.of(
              ColumnContract.of("id", ColumnType.IDENTIFIER, Role.ID, true),
              ColumnContract.of("tenure", ColumnType.INTEGER, Role.FEATURE, true),
              ColumnContract.of("total", ColumnType.NUMBER, Role.FEATURE, false),
              new ColumnContract(
                  "partner",
                  ColumnType.BOOLEAN,
                  Role.FEATURE,
                  false,
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  List.of("Nein", "Ja"),
                  ""),
              ColumnContract.category("plan", Role.FEATURE, true, List.of("a", "b", "3", "None")),
              ColumnContract.of("since", ColumnType.DATE, Role.FEATURE, false),
              ColumnContract.of("seen", ColumnType.TIMESTAMP, Role.FEATURE, false),
              ColumnContract.category("churn", Role.LABEL, true, List.of("No", "Yes"))));
  private final RowParser parser = new RowParser(CONTRACT);

  @Test
  void valuesBecomeSlotsInContractOrder() {
    ParsedRow row =
        parser.parse(
            Map.of(
                "id",
                17,
                "tenure",
                3,
                "total",
                1.5,
                "partner",
                true,
                "plan",
                "b",
                "since",
                "1970-01-11",
                "seen",
                "1970-01-01T00:01:00.5Z",
                "churn",
                "Yes"));

    assertThat(row.errors()).isEmpty();
    assertThat(row.slots()).containsExactly(3, 1.5, 1, 1, 10, 60.5);
    assertThat(row.id()).isEqualTo("17");
  }

  private static final Contract PEOPLE =
      new Contract(
          List.of(
              ColumnContract.of("tenure", ColumnType.INTEGER, Role.FEATURE, true),
              ColumnContract.category("sex", Role.PROTECTED, false, List.of("f", "m")),
              new ColumnContract(
                  "minor",
                  ColumnType.BOOLEAN,
                  Role.PROTECTED,
                  false,
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  List.of("no", "yes"),
                  "")));

  @Test
  void groupsAreToldOnlyWhereSomebodyAsksAndNeverScored() {
    Map<String, Object> row = Map.of("tenure", 3, "sex", "f", "minor", true);

    ParsedRow silent = new RowParser(PEOPLE).parse(row);
    ParsedRow told = new RowParser(PEOPLE, Set.of("sex", "minor")).parse(row);

    assertThat(silent.groups()).isEmpty();
    assertThat(told.groups()).isEqualTo(Map.of("sex", "f", "minor", "yes"));
    assertThat(told.slots()).containsExactly(3).isEqualTo(silent.slots());
    assertThat(told.errors()).isEmpty();
  }

  @Test
  void aGroupThatIsMissingOrUnknownIsNotToldAndRefusesNothing() {
    var parser = new RowParser(PEOPLE, Set.of("sex", "minor"));
    RowParser.TextRows text = parser.forHeader(List.of("minor", "sex", "tenure"));

    assertThat(parser.parse(Map.of("tenure", 3, "sex", "x", "minor", 7)).groups()).isEmpty();
    assertThat(parser.parse(Map.of("tenure", 3, "sex", "", "minor", 1)).groups())
        .isEqualTo(Map.of("minor", "yes"));
    assertThat(text.parse(List.of("no", "m", "3")).groups())
        .isEqualTo(Map.of("sex", "m", "minor", "no"));
    ParsedRow odd = text.parse(List.of("perhaps", " ", "3"));
    assertThat(odd.groups()).isEmpty();
    assertThat(odd.isValid()).isTrue();
  }

  @Test
  void everyErrorOfARowIsNamed() {
    ParsedRow row =
        parser.parse(
            Map.of("tenure", 1.5, "total", Double.NaN, "partner", 2, "since", "soon", "colour", 1));

    assertThat(row.isValid()).isFalse();
    assertThat(row.errors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("tenure", ErrorCode.INVALID_FIELD),
            org.assertj.core.groups.Tuple.tuple("total", ErrorCode.INVALID_FIELD),
            org.assertj.core.groups.Tuple.tuple("partner", ErrorCode.INVALID_FIELD),
            org.assertj.core.groups.Tuple.tuple("plan", ErrorCode.MISSING_FIELD),
            org.assertj.core.groups.Tuple.tuple("since", ErrorCode.INVALID_FIELD),
            org.assertj.core.groups.Tuple.tuple("colour", ErrorCode.UNKNOWN_FIELD));
  }

  @Test
  void textInANumberColumnIsAWrongTypeAndBlankTextNoValue() {
    ParsedRow wrong = parser.parse(Map.of("tenure", "12", "plan", "a", "total", "NaN"));
    ParsedRow blank = parser.parse(Map.of("tenure", 12, "plan", "a", "total", " "));

    assertThat(wrong.errors()).extracting(FieldError::field).containsExactly("tenure", "total");
    assertThat(blank.isValid()).isTrue();
    assertThat(blank.slots()[1]).isNaN();
  }

  @Test
  void explicitNullOfARequiredFeatureIsMissing() {
    Map<String, Object> row = new HashMap<>(Map.of("plan", "a"));
    row.put("tenure", null);

    assertThat(parser.parse(row).errors())
        .extracting(FieldError::code)
        .containsExactly(ErrorCode.MISSING_FIELD);
  }

  @Test
  void anUnknownCategoryIsToldAndGetsMinusOne() {
    ParsedRow row = parser.parse(Map.of("tenure", 1, "plan", "z"));

    assertThat(row.isValid()).isTrue();
    assertThat(row.slots()[3]).isEqualTo(-1);
    assertThat(row.unknownCategories()).containsExactly("plan");
  }

  @Test
  void aNumberIsACategoryOnlyWhereTheDictionarySpellsIt() {
    assertThat(parser.parse(Map.of("tenure", 1, "plan", 3)).slots()[3]).isEqualTo(2);
    assertThat(parser.parse(Map.of("tenure", 1, "plan", 5)).isValid()).isFalse();
  }

  @Test
  void aMissingTokenIsAValueWhereTheDictionaryHoldsIt() {
    assertThat(parser.parse(Map.of("tenure", 1, "plan", "None")).slots()[3]).isEqualTo(3);
    assertThat(parser.parse(Map.of("tenure", 1, "plan", "?")).errors())
        .extracting(FieldError::code)
        .containsExactly(ErrorCode.MISSING_FIELD);
  }

  @Test
  void theOwnSpellingOfABooleanIsUnderstood() {
    var rows = parser.forHeader(List.of("partner", "tenure", "plan"));

    assertThat(rows.parse(List.of("Ja", "1", "a")).slots()[2]).isEqualTo(1);
    assertThat(rows.parse(List.of("nein?", "1", "a")).isValid()).isFalse();
    assertThat(rows.parse(List.of("no", "1", "a")).slots()[2]).isEqualTo(0);
  }

  @Test
  void aHeaderWithoutARequiredFeatureIsRefused() {
    assertThatThrownBy(() -> parser.forHeader(List.of("tenure", "total")))
        .hasMessageContaining("'plan'");
  }

  @Test
  void columnsUnknownToTheContractAreNamedAndNotRead() {
    var rows = parser.forHeader(List.of("x", "plan", "tenure", "id"));

    assertThat(rows.unknownColumns()).containsExactly("x");
    assertThat(rows.parse(List.of("junk", "a", "4", "k9")).id()).isEqualTo("k9");
  }

  @Property
  void jsonAndTextGiveTheSameBits(@ForAll double total, @ForAll int tenure) {
    org.assertj.core.api.Assumptions.assumeThat(Double.isFinite(total)).isTrue();
    var rows = parser.forHeader(List.of("plan", "total", "tenure"));

    ParsedRow json = parser.parse(Map.of("plan", "a", "total", total, "tenure", tenure));
    ParsedRow text = rows.parse(List.of("a", Double.toString(total), Integer.toString(tenure)));

    assertThat(json.errors()).isEmpty();
    assertThat(text.slots()).isEqualTo(json.slots());
  }
}
