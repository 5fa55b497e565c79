package org.plumbline.monitoring.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

class CursorTest {
  private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void comesBackFromItsText() {
    var between = Cursor.after(AT, new Seen(1_000, List.of(7L, 999L)));
    var within =
        new Cursor(
            AT,
            new Seen(1_000, List.of()),
            new Cursor.Place(new Seen(1_100, List.of(1_050L)), 1_049, UUID.randomUUID()));

    assertThat(Cursor.parse(between.text())).isEqualTo(between);
    assertThat(Cursor.parse(within.text())).isEqualTo(within);
    assertThat(within.text()).matches("[a-z0-9.-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.b.c", "1.2.3.4.5", "1.zz-zzz", "!.1", "1.-1", "99999999999999.1"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_FIELD));
  }
}
