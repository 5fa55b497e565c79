package org.plumbline.oip;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** What a request of this wire is refused with. */
final class Refusals {
  private static final int SHOWN = 240;

  private Refusals() {}

  /** A tensor that is not what it says, or not what the model takes. */
  static PlumblineException tensor(String name, String why) {
    return PlumblineException.of(
            ErrorCode.INVALID_FIELD, "Tensor '%s' %s".formatted(cut(name), cut(why)))
        .with("field", name);
  }

  static PlumblineException field(String name, String why) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, "'%s' %s".formatted(cut(name), cut(why)))
        .with("field", name);
  }

  static PlumblineException request(String why) {
    return PlumblineException.of(ErrorCode.BAD_REQUEST, why);
  }

  /** What a caller sent, short enough to be said back. */
  static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
