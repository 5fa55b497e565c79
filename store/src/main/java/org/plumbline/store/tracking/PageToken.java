package org.plumbline.store.tracking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.ContentHash;
import org.plumbline.store.Json;

/**
 * Where a page ended.
 *
 * @param query tells the query, so that a token does not continue another one
 * @param phase which part of the order the page ended in, by name
 * @param keys the sort keys of the last row
 */
public record PageToken(String query, String phase, List<String> keys) {
  public PageToken {
    keys = List.copyOf(keys);
  }

  /** Tells a query by its description. */
  public static String queryMark(String description) {
    return ContentHash.of(description.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  /** As clients get it. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.writeBytes(this));
  }

  /**
   * Reads a token of that query.
   *
   * @throws PlumblineException INVALID_FIELD when it is none
   */
  public static PageToken read(String text, String queryMark) {
    PageToken token;
    try {
      token = Json.read(Base64.getUrlDecoder().decode(text), PageToken.class);
    } catch (IllegalArgumentException | PlumblineException | NullPointerException notOurs) {
      throw SortKey.badToken(notOurs);
    }
    if (!queryMark.equals(token.query)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "The page token belongs to another query; start at the first page again")
          .with("field", "after");
    }
    return token;
  }
}
