package org.plumbline.http.json;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Checks of what a body must hold. */
public final class Body {
  private Body() {}

  /**
   * The body, which may be neither empty nor {@code null}.
   *
   * @throws PlumblineException BAD_REQUEST
   */
  public static <T> T of(@Nullable T body) {
    if (body == null) {
      throw PlumblineException.of(
          ErrorCode.BAD_REQUEST, "The route needs a JSON object as its body; see /docs");
    }
    return body;
  }

  /**
   * The value of a field that may not be absent or null.
   *
   * @throws PlumblineException MISSING_FIELD
   */
  public static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "'%s' is required and has no value".formatted(field))
          .with("field", field);
    }
    return value;
  }
}
