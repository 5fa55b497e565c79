package org.plumbline.http.prediction;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON as it is put together piece by piece: texts quoted, numbers in the fewest digits that read
 * back as the same number. A string builder writes them without an object each.
 */
final class AnswerText {
  private final StringBuilder text;

  AnswerText(int expectedLength) {
    this.text = new StringBuilder(expectedLength);
  }

  /** Adds what is JSON already. */
  AnswerText raw(String json) {
    text.append(json);
    return this;
  }

  AnswerText raw(char sign) {
    text.append(sign);
    return this;
  }

  AnswerText number(int value) {
    text.append(value);
    return this;
  }

  /** JSON has no word for what is not finite, so that is told as text. */
  AnswerText number(double value) {
    if (Double.isFinite(value)) {
      text.append(value);
    } else {
      text.append('"').append(value).append('"');
    }
    return this;
  }

  AnswerText text(@Nullable String value) {
    text.append(quoted(value));
    return this;
  }

  /** A text as JSON, for what is written more than once. */
  static String quoted(@Nullable String value) {
    return value == null
        ? "null"
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
