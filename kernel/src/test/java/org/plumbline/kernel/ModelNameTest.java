package org.plumbline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "churn-eu.v2_b", "z9"})
  void allowsLowerCaseDigitsAndThreeSigns(String name) {
    assertThat(new ModelName(name).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "_a", "-a", "Churn", "a b", "ä", "a/b", "a\n", "a\u0660"})
  void refusesAllElse(String name) {
    assertThatThrownBy(() -> new ModelName(name))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FIELD));
  }

  @Test
  void isAtMostAHundredCharacters() {
    assertThat(new ModelName("a".repeat(100)).value()).hasSize(100);
    assertThatThrownBy(() -> new ModelName("a".repeat(101))).isInstanceOf(PlumblineException.class);
  }

  @Property
  void agreesWithItsForm(
      @ForAll
          @StringLength(max = 5)
          @CharRange(from = '+', to = '{')
          @Chars({'a', 'z', '0', '9', '.', '_', '-', 'Z', '`'})
          String name) {
    boolean allowed = name.matches("[a-z0-9][a-z0-9._-]{0,99}");

    if (allowed) {
      assertThat(new ModelName(name).value()).isEqualTo(name);
    } else {
      assertThatThrownBy(() -> new ModelName(name)).isInstanceOf(PlumblineException.class);
    }
  }
}
