package org.plumbline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final List<String> KNOWN = List.of("X_HOST", "X_PORT");

  @Test
  void blankIsAsAbsent() {
    Settings settings = Settings.of(Map.of("X_HOST", "  "), "X_", KNOWN);

    assertThat(settings.text("X_HOST")).isEmpty();
    assertThat(settings.text("X_PORT")).isEmpty();
    assertThat(settings.number("X_HOST", 9)).isEmpty();
    assertThat(settings.isOn("X_HOST", KNOWN)).isFalse();
  }

  @Test
  void whatTheFamilyDoesNotKnowIsRefused() {
    assertInvalid(
        () -> Settings.of(Map.of("X_HOTS", "a"), "X_", KNOWN), "X_HOTS is no setting", "X_HOST");
  }

  @Test
  void whatWouldHaveNoEffectIsRefused() {
    Settings settings = Settings.of(Map.of("X_PORT", "1"), "X_", KNOWN);

    assertInvalid(() -> settings.isOn("X_HOST", KNOWN), "X_PORT has no effect without X_HOST");
  }

  @Test
  void numbersAreWholeAndBounded() {
    assertThat(port(" 42 ").number("X_PORT", 42)).hasValue(42);
    for (String wrong : List.of("0", "-1", "43", "4.2", "1e1", "9".repeat(30), "four")) {
      assertInvalid(() -> port(wrong).number("X_PORT", 42), "X_PORT", wrong, "1 to 42");
    }
  }

  private static Settings port(String text) {
    return Settings.of(Map.of("X_PORT", text), "X_", KNOWN);
  }

  private static void assertInvalid(ThrowingCallable use, String... words) {
    assertThatThrownBy(use)
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(refused).hasMessageContainingAll(words);
            });
  }
}
