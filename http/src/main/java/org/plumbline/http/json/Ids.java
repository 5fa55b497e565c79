package org.plumbline.http.json;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Ids as they come in paths and cursors. */
public final class Ids {
  private Ids() {}

  /**
   * The id of an object in a path; what is no id cannot be the id of anything.
   *
   * @throws PlumblineException NOT_FOUND
   */
  public static UUID existing(String what, String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw PlumblineException.of(ErrorCode.NOT_FOUND, "There is no %s %s".formatted(what, id));
    }
  }

  /** The place after which a page begins, null for the first page. */
  public static @Nullable UUID after(@Nullable String value) {
    String text = Query.text(value);
    if (text == null) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Query.invalid("after", text, "the 'next' of the page before");
    }
  }
}
