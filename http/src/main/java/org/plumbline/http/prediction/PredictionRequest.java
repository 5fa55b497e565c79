package org.plumbline.http.prediction;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the body asks for; values of a row are String, Number, Boolean, null or {@link Nested}. */
record PredictionRequest(
    List<Map<String, @Nullable Object>> rows, int explain, OptionalInt version) {
  static final int MOST_ROWS = 1_000;

  /** Stands for a value that no column can hold, so that the row check names it. */
  enum Nested {
    OBJECT("an object"),
    ARRAY("an array");

    private final String text;

    Nested(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
