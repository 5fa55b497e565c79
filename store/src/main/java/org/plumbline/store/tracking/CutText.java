package org.plumbline.store.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A text in two columns: a head that an index can hold, and the rest of longer ones.
 *
 * @param rest absent unless the head is full
 */
record CutText(String head, @Nullable String rest) {
  static final int HEAD = 250;

  static CutText of(String text) {
    if (text.length() < HEAD || text.codePointCount(0, text.length()) < HEAD) {
      return new CutText(text, null);
    }
    int cut = text.offsetByCodePoints(0, HEAD);
    return new CutText(text.substring(0, cut), text.substring(cut));
  }

  /** Whether the head alone tells the text. */
  boolean isWhole() {
    return rest == null;
  }
}
