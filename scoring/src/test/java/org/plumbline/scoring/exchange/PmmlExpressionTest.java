package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;

/** Derived fields behind a tree: its node must hold exactly where the formula says. */
class PmmlExpressionTest {
  private static final String X = "<FieldRef field=\"x\"/>";
  private static final String C = "<FieldRef field=\"c\"/>";
  private static final double[] NUMBERS = {
    Double.NaN,
    -1e300,
    -7,
    -3,
    -2.5,
    -1.5,
    -1,
    -0.5,
    -0.25,
    0,
    1e-9,
    0.25,
    0.5,
    0.75,
    1,
    1.5,
    2,
    2.5,
    3,
    3.5,
    4,
    4.999,
    5,
    6,
    9,
    16,
    100,
    1e300
  };
  private static final double[] CATEGORIES = {Double.NaN, -1, 0, 1, 2};

  private static String apply(String function, String... arguments) {
    return "<Apply function=\"%s\">%s</Apply>".formatted(function, String.join("", arguments));
  }

  private static String with(String attribute, String element) {
    return element.replaceFirst(">", " " + attribute + ">");
  }

  private static String constant(Object value) {
    return "<Constant>%s</Constant>".formatted(value);
  }

  private static byte[] file(String derived, String type, String predicate) {
    return """
        <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">
          <DataDictionary>
            <DataField name="x" optype="continuous" dataType="double"/>
            <DataField name="c" optype="categorical" dataType="string">
              <Value value="red"/><Value value="green"/><Value value="blue"/>
            </DataField>
          </DataDictionary>
          <TransformationDictionary>
            <DerivedField name="d" optype="continuous" dataType="%s">%s</DerivedField>
          </TransformationDictionary>
          <TreeModel functionName="regression" missingValueStrategy="none"
              noTrueChildStrategy="returnLastPrediction" splitCharacteristic="multiSplit">
            <MiningSchema><MiningField name="x"/>
              <MiningField name="c" invalidValueTreatment="asIs"/></MiningSchema>
            <Node score="0"><True/><Node score="1">%s</Node></Node>
          </TreeModel>
        </PMML>
        """
        .formatted(type, derived, predicate)
        .getBytes(UTF_8);
  }

  private static Arguments numeric(String xml, DoubleFunction<@Nullable Double> formula) {
    return Arguments.of(xml, formula);
  }

  private static @Nullable Double present(double x, double value) {
    return Double.isNaN(x) || Double.isNaN(value) ? null : value;
  }

  private static final String LINE =
      """
      <NormContinuous field="x"><LinearNorm orig="-1" norm="2"/><LinearNorm orig="1" norm="0"/>
      <LinearNorm orig="5" norm="4"/></NormContinuous>""";

  private static double line(double x) {
    return x <= 1 ? 2 + (x + 1) / 2 * -2 : (x - 1) / 4 * 4;
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        numeric(X, x -> present(x, x)),
        numeric(
            with("mapMissingTo=\"3\"", "<FieldRef field=\"x\"></FieldRef>"),
            x -> Double.isNaN(x) ? 3 : x),
        numeric(apply("+", X, constant(1)), x -> present(x, x + 1)),
        numeric(apply("-", constant(1), X), x -> present(x, 1 - x)),
        numeric(apply("*", X, constant(-2)), x -> present(x, x * -2)),
        numeric(apply("/", X, constant(4)), x -> present(x, x / 4)),
        numeric(apply("/", X, constant(0)), x -> null),
        numeric(apply("min", X, constant(1)), x -> Double.isNaN(x) ? 1 : Math.min(x, 1)),
        numeric(apply("max", X, constant(1)), x -> Double.isNaN(x) ? 1 : Math.max(x, 1)),
        numeric(apply("sum", X, constant(1)), x -> Double.isNaN(x) ? 1 : x + 1),
        numeric(apply("ln1p", X), x -> present(x, StrictMath.log1p(x))),
        numeric(apply("ln", X), x -> present(x, StrictMath.log(x))),
        numeric(apply("sqrt", X), x -> present(x, Math.sqrt(x))),
        numeric(apply("exp", X), x -> present(x, StrictMath.exp(x))),
        numeric(apply("floor", X), x -> present(x, Math.floor(x))),
        numeric(apply("ceil", X), x -> present(x, Math.ceil(x))),
        numeric(apply("abs", X), x -> present(x, Math.abs(x))),
        numeric(apply("abs", apply("-", X, constant(2))), x -> present(x, Math.abs(x - 2))),
        numeric(
            with("mapMissingTo=\"2\"", apply("+", X, constant(1))),
            x -> Double.isNaN(x) ? 2 : x + 1),
        numeric(
            with("defaultValue=\"2\"", apply("sqrt", X)),
            x -> Double.isNaN(x) || x < 0 ? 2 : Math.sqrt(x)),
        numeric(
            apply("if", apply("greaterThan", X, constant(0)), constant(5), X),
            x -> Double.isNaN(x) ? null : x > 0 ? 5 : x),
        numeric(
            apply("if", apply("lessThan", X, constant(0)), constant(5)),
            x -> Double.isNaN(x) || x >= 0 ? null : 5.0),
        numeric(
            apply("if", apply("isMissing", X), constant(3), constant(-3)),
            x -> Double.isNaN(x) ? 3.0 : -3.0),
        numeric(
            apply("if", apply("isNotMissing", X), constant(3), constant(-3)),
            x -> Double.isNaN(x) ? -3.0 : 3.0),
        numeric(
            apply(
                "if",
                apply(
                    "and",
                    apply("greaterOrEqual", X, constant(-1)),
                    apply("lessOrEqual", X, constant(1))),
                constant(9),
                constant(0)),
            x -> Double.isNaN(x) ? null : x >= -1 && x <= 1 ? 9.0 : 0.0),
        numeric(
            apply(
                "if",
                apply("or", apply("equal", X, constant(3)), apply("lessThan", X, constant(-1))),
                constant(9),
                constant(0)),
            x -> Double.isNaN(x) ? null : x == 3 || x < -1 ? 9.0 : 0.0),
        numeric(
            apply("if", apply("not", apply("notEqual", X, constant(3))), constant(9), constant(0)),
            x -> Double.isNaN(x) ? null : x == 3 ? 9.0 : 0.0),
        numeric(
            apply("if", apply("isIn", X, constant(3), constant(5)), constant(9), constant(0)),
            x -> Double.isNaN(x) ? null : x == 3 || x == 5 ? 9.0 : 0.0),
        numeric(
            apply("if", apply("isNotIn", X, constant(3), constant(5)), constant(9), constant(0)),
            x -> Double.isNaN(x) ? null : x == 3 || x == 5 ? 0.0 : 9.0),
        numeric(LINE, x -> present(x, line(x))),
        numeric(
            LINE.replace("field=\"x\"", "field=\"x\" outliers=\"asExtremeValues\""),
            x -> present(x, line(Math.clamp(x, -1, 5)))),
        numeric(
            LINE.replace("field=\"x\"", "field=\"x\" outliers=\"asMissingValues\""),
            x -> x >= -1 && x <= 5 ? line(x) : null),
        numeric(
            LINE.replace("field=\"x\"", "field=\"x\" mapMissingTo=\"1\""),
            x -> Double.isNaN(x) ? 1 : line(x)),
        numeric("<NormDiscrete field=\"x\" value=\"3\"/>", x -> present(x, x == 3 ? 1 : 0)),
        numeric(
            """
            <Discretize field="x" defaultValue="-1">
              <DiscretizeBin binValue="4"><Interval closure="openOpen" leftMargin="1"
                  rightMargin="2.5"/></DiscretizeBin>
              <DiscretizeBin binValue="2"><Interval closure="openClosed" rightMargin="-2.5"/>
              </DiscretizeBin>
              <DiscretizeBin binValue="1"><Interval closure="closedClosed" leftMargin="5"/>
              </DiscretizeBin>
            </Discretize>""",
            x ->
                Double.isNaN(x)
                    ? null
                    : x > 1 && x < 2.5 ? 4.0 : x <= -2.5 ? 2.0 : x >= 5 ? 1.0 : -1.0),
        numeric(
            """
            <MapValues outputColumn="to" defaultValue="0" mapMissingTo="7">
              <FieldColumnPair field="x" column="from"/>
              <InlineTable><row><from>3</from><to>4</to></row>
                <row><from>-1</from><to>2</to></row></InlineTable>
            </MapValues>""",
            x -> Double.isNaN(x) ? 7.0 : x == 3 ? 4.0 : x == -1 ? 2.0 : 0.0));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNodeHoldsWhereTheFormulaOfANumberSays(
      String xml, DoubleFunction<@Nullable Double> formula) {
    for (double threshold : new double[] {-2.5, -1, 0, 0.5, 1, 2, 3.5, 4}) {
      Model model =
          ModelImport.read(
                  file(
                      xml,
                      "double",
                      "<SimplePredicate field=\"d\" operator=\"greaterOrEqual\" value=\"%s\"/>"
                          .formatted(threshold)))
              .model();

      for (double x : NUMBERS) {
        Double made = formula.apply(x);
        double expected = made != null && made >= threshold ? 1 : 0;
        assertThat(model.score(new double[] {x, 0}))
            .as("%s at %s against %s", xml, x, threshold)
            .isEqualTo(expected);
      }
    }
  }

  private static @Nullable String category(double slot) {
    return Double.isNaN(slot)
        ? null
        : slot < 0 ? "violet" : new String[] {"red", "green", "blue"}[(int) slot];
  }

  interface OfText {
    @Nullable Double of(@Nullable String text);
  }

  private static Arguments text(String xml, OfText formula) {
    return Arguments.of(xml, formula);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        text(
            "<NormDiscrete field=\"c\" value=\"green\"/>",
            c -> c == null ? null : c.equals("green") ? 1.0 : 0.0),
        text(
            "<NormDiscrete field=\"c\" value=\"green\" mapMissingTo=\"4\"/>",
            c -> c == null ? 4.0 : c.equals("green") ? 1.0 : 0.0),
        text(
            """
            <MapValues outputColumn="to" defaultValue="2">
              <FieldColumnPair field="c" column="from"/>
              <InlineTable><row><from>red</from><to>4</to></row>
                <row><from>blue</from><to>-1</to></row></InlineTable>
            </MapValues>""",
            c -> c == null ? null : c.equals("red") ? 4.0 : c.equals("blue") ? -1.0 : 2.0),
        text(
            apply("if", apply("equal", C, constant("red")), constant(4), constant(-1)),
            c -> c == null ? null : c.equals("red") ? 4.0 : -1.0),
        text(
            apply("if", apply("notEqual", C, constant("red")), constant(4), constant(-1)),
            c -> c == null ? null : c.equals("red") ? -1.0 : 4.0),
        text(
            apply(
                "if",
                apply("isIn", C, constant("red"), constant("blue")),
                constant(4),
                apply("+", constant(1), constant(1))),
            c -> c == null ? null : c.equals("red") || c.equals("blue") ? 4.0 : 2.0),
        text(
            apply("if", apply("isMissing", C), constant(4), constant(0)),
            c -> c == null ? 4.0 : 0.0),
        text(
            apply(
                "+",
                "<NormDiscrete field=\"c\" value=\"red\"/>",
                apply("*", constant(2), "<NormDiscrete field=\"c\" value=\"blue\"/>")),
            c -> c == null ? null : c.equals("red") ? 1.0 : c.equals("blue") ? 2.0 : 0.0));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aNodeHoldsWhereTheFormulaOfACategorySays(String xml, OfText formula) {
    for (double threshold : new double[] {-1, 0, 0.5, 1, 2, 4}) {
      Model model =
          ModelImport.read(
                  file(
                      xml,
                      "double",
                      "<SimplePredicate field=\"d\" operator=\"greaterOrEqual\" value=\"%s\"/>"
                          .formatted(threshold)))
              .model();

      for (double slot : CATEGORIES) {
        Double made = formula.of(category(slot));
        double expected = made != null && made >= threshold ? 1 : 0;
        assertThat(model.score(new double[] {0, slot}))
            .as("%s at %s against %s", xml, category(slot), threshold)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lessThan, 2, -1 0 1 1.5",
    "lessOrEqual, 2, -1 0 1 1.5 2",
    "greaterThan, 2, 2.5 3 9",
    "equal, 2, 2",
    "notEqual, 2, -1 0 1 1.5 2.5 3 9"
  })
  void everyOperatorAsksWhatItSays(String operator, double value, String holding) {
    Model model =
        ModelImport.read(
                file(
                    X,
                    "double",
                    "<SimplePredicate field=\"d\" operator=\"%s\" value=\"%s\"/>"
                        .formatted(operator, value)))
            .model();

    for (double x : new double[] {-1, 0, 1, 1.5, 2, 2.5, 3, 9}) {
      boolean holds =
          Stream.of(holding.split(" ", -1)).mapToDouble(Double::parseDouble).anyMatch(h -> h == x);
      assertThat(model.score(new double[] {x, 0})).as("%s", x).isEqualTo(holds ? 1 : 0);
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(apply("tanh", X), "function 'tanh' is not taken"),
        Arguments.of(apply("+", X), "has 1 arguments, needs 2"),
        Arguments.of(apply("+", X, C), "it joins two inputs"),
        Arguments.of(apply("*", X, X), "names the same number twice"),
        Arguments.of(apply("/", constant(1), X), "only numbers divided by a constant"),
        Arguments.of(apply("equal", X, X), "it compares a number with itself"),
        Arguments.of(apply("isIn", constant(1), X), "its members are no constants"),
        Arguments.of(apply("lessThan", C, constant("red")), "texts have no order"),
        Arguments.of(apply("not", X), "neither true nor false"),
        Arguments.of(
            with("mapMissingTo=\"1\"", apply("if", apply("isMissing", X), X)), "ask isMissing"),
        Arguments.of("<TextIndex textField=\"c\"/>", "this expression is not taken"),
        Arguments.of(LINE.replace("field=\"x\"", "field=\"x\" outliers=\"away\""), "outliers=away"),
        Arguments.of(
            "<NormContinuous field=\"x\"><LinearNorm orig=\"1\" norm=\"1\"/></NormContinuous>",
            "it has 1 points"),
        Arguments.of(LINE.replace("orig=\"5\"", "orig=\"1\""), "does not lie above"),
        Arguments.of(
            """
            <Discretize field="x"><DiscretizeBin binValue="4"><Interval closure="halfOpen"
            leftMargin="1"/></DiscretizeBin></Discretize>""",
            "closure=halfOpen is unknown"),
        Arguments.of(
            "<MapValues outputColumn=\"to\"><InlineTable/></MapValues>", "it reads 0 fields"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysWhatItCannotTake(String xml, String reason) {
    byte[] file =
        file(
            xml,
            "double",
            "<SimplePredicate field=\"d\" operator=\"greaterOrEqual\" value=\"1\"/>");

    assertThatThrownBy(() -> ModelImport.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }
}
