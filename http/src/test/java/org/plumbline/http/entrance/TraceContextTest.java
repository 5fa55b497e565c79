package org.plumbline.http.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00, 00",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03, 01",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-adds, 01",
  })
  void keepsTheTraceUnderASpanOfItsOwn(String header, String flags) {
    assertThat(TraceContext.continued(header, 0xABCL))
        .hasValueSatisfying(
            trace ->
                assertThat(trace.header())
                    .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000abc-" + flags));
  }

  @Test
  void neverNamesTheSpanThatIsNone() {
    var trace =
        TraceContext.continued("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", 0);

    assertThat(trace)
        .hasValueSatisfying(it -> assertThat(it.spanId()).isEqualTo("0".repeat(15) + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473\r-00f067aa0ba902b7-01",
      })
  void passesOverWhatIsNoTrace(String header) {
    assertThat(TraceContext.continued(header, 1)).isEmpty();
  }
}
