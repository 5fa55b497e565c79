package org.plumbline.registry.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class FilterParserTest {
  private final FilterParser parser = FilterParser.runs();

  @Test
  void readsTheTextOfTrackers() {
    Filter filter =
        parser.parse("metrics.`auc` > 0.9 AND params.depth = '6' AND tags.team LIKE 'ris%'");

    assertThat(filter.conditions())
        .containsExactly(
            new Condition.Numeric(Field.metric("auc"), Condition.Comparison.GREATER, 0.9),
            new Condition.Textual(Field.param("depth"), true, "6"),
            new Condition.Like(Field.tag("team"), "ris%", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "metric.\"a b\"<=-1.5e3|metrics.`a b` <= -1500",
        "parameters.x.y.z != \"it's\"|params.`x.y.z` != 'it''s'",
        "tag.`mlflow.source.type` iLike '%JOB'|tags.`mlflow.source.type` ILIKE '%JOB'",
        "status = 'FAILED'|attributes.`status` = 'FAILED'",
        "attr.Created >= 1700000000000|attributes.`start_time` >= 1700000000000",
        "start_time > '2026-03-01'|attributes.`start_time` > 1772323200000",
        "end_time is null|attributes.`end_time` IS NULL",
        "params.a IS NOT NULL and metrics.b is null|params.`a` IS NOT NULL AND metrics.`b` IS NULL",
        "run_id not in ('a','b')|attributes.`run_id` NOT IN ('a', 'b')",
        "dataset.digest='1f'|datasets.`digest` = '1f'",
        "metrics.m<>0|metrics.`m` != 0",
        "params.`a``b` = ''|params.`a``b` = ''",
        "metrics.0.5=1|metrics.`0.5` = 1",
      })
  void understandsAllWaysToSayIt(String text, String canonical) {
    assertThat(parser.parse(text)).hasToString(canonical);
  }

  @Test
  void blankTextLetsEverythingPass() {
    assertThat(parser.parse(" \n\t")).isEqualTo(Filter.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "metrics.auc > 'x'|14|metrics.`auc` is a number; 'x' is not one",
        "metrics.auc > '0.9'|14|leave the quotes away",
        "metrics.auc >|13|is a number",
        "params.depth = 6|15|put the value in quotes: '6'",
        "params.depth > '6'|13|is a text",
        "metrics.auc LIKE 'a'|12|is a number",
        "metric.auc = 1 OR metric.b = 2|15|OR is not supported",
        "metrics.auc = 1 metrics.b = 2|16|expected AND",
        "flavour = 'x'|0|there is no field 'flavour'",
        "models.x = 'x'|0|not a kind of field",
        "params.a = 'x|11|not closed",
        "params.a ! 'x'|9|use !=",
        "params.a = 'x';drop|14|not part of the grammar",
        "params.a IN ()|13|put the value in quotes",
        "params.a NOT LIKE 'x'|13|NOT goes with IN only",
        "params.a '=' 'x'|9|expected a comparison",
        "metrics.a = 0x10|12|not one",
        "metrics.a = 1e999|12|not one",
        "start_time > 'soon'|13|not a time",
        "params.a LIKE 'x\\'|14|double it",
        "AND|0|there is no field",
      })
  void pointsAtWhatItCannotRead(String text, int position, String why) {
    assertThatThrownBy(() -> parser.parse(text))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELD);
              assertThat(failure.details()).containsEntry("field", "filter");
              assertThat(failure.details()).containsEntry("position", position);
              assertThat(failure.text()).contains(why).contains("position " + (position + 1));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.auc DESC", "metrics.auc", "params.`a b` ASC", "start_time desc"})
  void readsOrders(String text) {
    Order order = parser.parseOrder(text);

    assertThat(parser.parseOrder(order.toString())).isEqualTo(order);
    assertThat(order.descending())
        .isEqualTo(text.toLowerCase(java.util.Locale.ROOT).endsWith("desc"));
  }

  @Test
  void readsManyOrders() {
    assertThat(parser.parseOrders("params.`a, b` DESC, metrics.auc,start_time asc"))
        .containsExactly(
            new Order(Field.param("a, b"), true),
            new Order(Field.metric("auc"), false),
            new Order(Field.attribute("start_time"), false));
    assertThat(parser.parseOrders(" ")).isEmpty();
    assertThatThrownBy(() -> parser.parseOrders("a b,")).hasMessageContaining("position");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "metrics.auc DOWN", "metrics.auc ASC, x", "dataset.name"})
  void refusesOtherOrders(String text) {
    assertThatThrownBy(() -> parser.parseOrder(text)).isInstanceOf(PlumblineException.class);
  }

  @Property(tries = 500)
  void readsBackWhatItPrints(@ForAll("filters") Filter filter) {
    assertThat(parser.parse(filter.toString())).isEqualTo(filter);
  }

  /** Whatever the text, there is a filter or a refusal with a place inside of it. */
  @Property(tries = 1000)
  void neverFailsOtherwise(@ForAll("hostileTexts") String text) {
    try {
      Filter filter = parser.parse(text);

      assertThat(parser.parse(filter.toString())).isEqualTo(filter);
    } catch (PlumblineException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FIELD);
      assertThat(refused.details().get("position"))
          .isInstanceOfSatisfying(
              Integer.class, position -> assertThat(position).isBetween(0, text.length()));
    }
  }

  @Provide
  Arbitrary<Filter> filters() {
    Arbitrary<String> keys = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(12);
    Arbitrary<String> texts = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(12);
    Arbitrary<Field> textFields =
        Combinators.combine(Arbitraries.of(Field.Kind.PARAM, Field.Kind.TAG), keys).as(Field::new);
    Arbitrary<Condition> numbers =
        Combinators.combine(
                keys, Arbitraries.of(Condition.Comparison.values()), Arbitraries.doubles())
            .as((key, sign, value) -> new Condition.Numeric(Field.metric(key), sign, value));
    Arbitrary<Condition> equal =
        Combinators.combine(textFields, Arbitraries.of(true, false), texts)
            .as(Condition.Textual::new);
    Arbitrary<Condition> like =
        Combinators.combine(
                textFields, texts.filter(text -> !text.endsWith("\\")), Arbitraries.of(true, false))
            .as(Condition.Like::new);
    Arbitrary<Condition> oneOf =
        Combinators.combine(textFields, Arbitraries.of(true, false), texts.list().ofMinSize(1))
            .as(Condition.OneOf::new);
    Arbitrary<Condition> presence =
        Combinators.combine(textFields, Arbitraries.of(true, false)).as(Condition.Presence::new);
    return Arbitraries.oneOf(List.of(numbers, equal, like, oneOf, presence))
        .list()
        .ofMaxSize(6)
        .map(Filter::new);
  }

  @Provide
  Arbitrary<String> hostileTexts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "metrics",
            "params",
            "tags",
            ".",
            "`",
            "\"",
            "'",
            "''",
            " ",
            "=",
            "!=",
            "<",
            ">=",
            "LIKE",
            "IN",
            "(",
            ")",
            ",",
            "AND",
            "OR",
            "NOT",
            "IS",
            "NULL",
            "1",
            "-1e5",
            "\\",
            "%",
            "'; drop table run; --",
            "' or '1'='1",
            "$1",
            ":v0",
            "?",
            "{experiment}",
            "\0",
            "\uD800",
            "a",
            "start_time",
            "\u00a0",
            "/*",
            "*/",
            "--");
    return Arbitraries.oneOf(
        words.list().ofMaxSize(14).map(parts -> String.join("", parts)),
        words.list().ofMaxSize(14).map(parts -> String.join(" ", parts)),
        Arbitraries.strings().all().ofMaxLength(30));
  }
}
