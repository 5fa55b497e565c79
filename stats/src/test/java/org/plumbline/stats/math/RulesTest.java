package org.plumbline.stats.math;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void lengthsMustAgree() {
    assertThatCode(() -> Rules.sameLength(new double[2], new double[2])).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.sameLength(new double[2], new double[3]))
        .withMessageContaining("2 labels but 3 scores");
  }

  @Test
  void theFirstValueThatIsNotFiniteIsNamed() {
    assertThatCode(() -> Rules.finite(new double[] {1, -2}, "x")).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.finite(new double[] {1, Double.NEGATIVE_INFINITY}, "x"))
        .withMessageContaining("x[1] is -Infinity");
  }
}
