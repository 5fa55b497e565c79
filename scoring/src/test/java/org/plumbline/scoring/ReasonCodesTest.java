package org.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReasonCodesTest {
  private static final List<Input> INPUTS =
      List.of(
          Input.numeric("tenure"),
          Input.categorical("contract", List.of("month", "year")),
          Input.numeric("charges"),
          Input.numeric("age"),
          Input.numeric("calls"));

  private static final Explanation EXPLANATION =
      new Explanation(0, -1, new double[] {0.811, -1.5, 0.0004, -0.811, 0}, -1.5 - 0.9996);

  private static final List<String> TEXTS = List.of("2", "year", "29.85", "", "0");

  @Test
  void givesTheLargestFirstAndEqualsInInputOrder() {
    List<Reason> reasons = ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 3);

    assertThat(reasons)
        .extracting(Reason::text)
        .containsExactly(
            "contract = year lowers the score by 1.50",
            "tenure = 2 raises the score by 0.81",
            "age is missing: lowers the score by 0.81");
    assertThat(reasons).extracting(Reason::value).containsExactly("year", "2", "missing");
  }

  @Test
  void smallContributionsKeepTwoDigitsAndNoneIsNoReason() {
    List<Reason> reasons = ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 10);

    assertThat(reasons).hasSize(4);
    assertThat(reasons.getLast().text()).isEqualTo("charges = 29.85 raises the score by 0.00040");
  }

  @Test
  void excludedInputsAreNeverGiven() {
    var excluded = Set.of("contract", "age");

    List<Reason> reasons = ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, 2, excluded);

    assertThat(reasons).extracting(Reason::feature).containsExactly("tenure", "charges");
  }

  @Test
  void slotsAreWrittenAsAPersonWould() {
    double[] row = {2, 1, 29.85, Double.NaN, -1e20};

    assertThat(ReasonCodes.texts(INPUTS, row)).containsExactly("2", "year", "29.85", "", "-1.0E20");
    assertThat(ReasonCodes.text(INPUTS.get(1), -1)).isEqualTo("unknown");
  }

  @Test
  void refusesListsThatDoNotFit() {
    assertThatThrownBy(() -> ReasonCodes.top(EXPLANATION, INPUTS, List.of(), 1))
        .hasMessageContaining("0 texts");
    assertThatThrownBy(() -> ReasonCodes.top(EXPLANATION, INPUTS, TEXTS, -1))
        .hasMessageContaining("-1 reasons");
  }
}
