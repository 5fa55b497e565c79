package org.plumbline.registry;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The rules of texts that people write. */
final class Texts {
  private Texts() {}

  /**
   * The text without blanks around it.
   *
   * @throws PlumblineException INVALID_FIELD when it is too long
   */
  static String atMost(int most, String field, String text) {
    String stripped = text.strip();
    if (stripped.length() > most) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "'%s' has %s characters and may have %s at most"
                  .formatted(field, stripped.length(), most))
          .with("field", field);
    }
    return stripped;
  }

  /**
   * The text, which must say something.
   *
   * @throws PlumblineException MISSING_FIELD when it is blank; INVALID_FIELD when it is too long
   */
  static String said(int most, String field, String text) {
    String stripped = atMost(most, field, text);
    if (stripped.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "'%s' is required and is blank".formatted(field))
          .with("field", field);
    }
    return stripped;
  }
}
