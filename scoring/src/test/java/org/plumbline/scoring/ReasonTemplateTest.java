package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.scoring.ReasonRules.Order;

class ReasonTemplateTest {
  private static final List<Input> INPUTS =
      List.of(Input.numeric("debt"), Input.numeric("age"), Input.numeric("income"));
  private static final Explanation EXPLANATION =
      new Explanation(0, 0.5, new double[] {0.75, -1.5, 0.25}, 0);
  private static final List<String> TEXTS = List.of("900", "", "10");

  @Test
  void placesAreFilledAndDoubledBracesStay() {
    var template = ReasonTemplate.parse("{{{feature}}}: {value} {direction} it by {size}.");

    assertThat(template.fill("debt", "900", 0.75)).isEqualTo("{debt}: 900 raises it by 0.75.");
    assertThat(template.fill("debt", "900", -2)).isEqualTo("{debt}: 900 lowers it by 2.00.");
    assertThat(ReasonTemplate.parse("plain").fill("a", "b", 1)).isEqualTo("plain");
  }

  @Test
  void aValueIsNeverReadAsATemplateAndStaysOneLine() {
    var template = ReasonTemplate.parse("{value}|{feature}");

    assertThat(template.fill("f", "{size}{feature}", 1)).isEqualTo("{size}{feature}|f");
    assertThat(template.fill("f", "a\nb\u0000c\u202ed", 1)).isEqualTo("a b c d|f");
    assertThat(template.fill("f", "x".repeat(300), 1)).isEqualTo("x".repeat(200) + "…|f");
    assertThat(template.fill("f", "x".repeat(200), 1)).isEqualTo("x".repeat(200) + "|f");
  }

  @Test
  void templatesOutOfOrderAreRefused() {
    refuses("needs a text", " ");
    refuses("501 signs", "x".repeat(501));
    refuses("unknown place {salary}", "{salary}");
    refuses("unknown place {}", "a {} b");
    refuses("sign 2 has no partner", "a { b");
    refuses("sign 0 has no partner", "} {value}");
    assertThat(ReasonTemplate.parse("x".repeat(500)).fill("f", "v", 1)).hasSize(500);
  }

  @Test
  void adverseActionGivesOnlyWhatWorkedAgainstThePerson() {
    var raising = new ReasonRules(Order.RAISING, Set.of(), Map.of());
    var lowering = new ReasonRules(Order.LOWERING, Set.of(), Map.of());

    assertThat(ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 4, raising))
        .extracting(Reason::feature)
        .containsExactly("debt", "income");
    assertThat(ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 4, lowering))
        .extracting(Reason::feature)
        .containsExactly("age");
    assertThat(ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 4, ReasonRules.usual()))
        .extracting(Reason::feature)
        .containsExactly("age", "debt", "income");
  }

  @Test
  void anExcludedInputIsNotNamedAndItsShareNotHandedOn() {
    var rules =
        new ReasonRules(
            Order.SIZE,
            Set.of("age"),
            Map.of("debt", ReasonTemplate.parse("A debt of {value} {direction} your risk.")));

    List<Reason> reasons = ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 3, rules);

    assertThat(reasons).extracting(Reason::contribution).containsExactly(0.75, 0.25);
    assertThat(reasons)
        .extracting(Reason::text)
        .containsExactly("A debt of 900 raises your risk.", "income = 10 raises the score by 0.25");
  }

  @Test
  void aClassIsExplainedInTheSameWords() {
    Model model = SampleModels.multiclass();
    double[] row = {3, 0, 1};
    Explanation explanation = model.explain(row, 2);

    List<Reason> reasons =
        ReasonCodes.top(
            explanation,
            model.inputs(),
            ReasonCodes.texts(model.inputs(), row),
            9,
            ReasonRules.usual());

    assertThat(reasons).isNotEmpty();
    double sum = reasons.stream().mapToDouble(Reason::contribution).sum();
    assertThat(explanation.baseline() + sum)
        .isCloseTo(explanation.margin(), org.assertj.core.api.Assertions.within(1e-9));
  }

  private static void refuses(String rule, String template) {
    assertThatThrownBy(() -> ReasonTemplate.parse(template)).hasMessageContaining(rule);
  }
}
