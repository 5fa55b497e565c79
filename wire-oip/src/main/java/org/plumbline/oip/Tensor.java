package org.plumbline.oip;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.RowIntake;

/**
 * A tensor of a request, whose elements are as many as its shape says.
 *
 * @param contentType how texts are to be read: {@code str}, {@code base64}, {@code datetime}; null
 *     for as they are
 */
record Tensor(
    String name, DataType type, Shape shape, Elements elements, @Nullable String contentType) {
  Tensor {
    if (elements.count() != shape.count()) {
      throw Refusals.tensor(
          name,
          "has %s elements, but its shape %s holds %s"
              .formatted(elements.count(), shape, shape.count()));
    }
    if (contentType != null) {
      checkContentType(name, type, contentType);
    }
  }

  private static void checkContentType(String name, DataType type, String contentType) {
    switch (contentType) {
      case "np" -> {}
      case "str", "base64", "datetime" -> {
        if (type != DataType.BYTES) {
          throw Refusals.tensor(
              name, "is %s, and '%s' is a content type of BYTES".formatted(type, contentType));
        }
      }
      default ->
          throw Refusals.tensor(
              name,
              "has the content type '%s'; here are np, str, base64 and datetime"
                  .formatted(contentType));
    }
  }

  /** Hands an element to a column of the row that is being read. */
  void give(int index, RowIntake row, int column) {
    if (!"base64".equals(contentType)) {
      elements.give(index, row, column);
      return;
    }
    Object value = elements.value(index);
    row.value(column, value == null ? null : decoded((String) value));
  }

  private String decoded(String text) {
    try {
      return Utf8.read(ByteBuffer.wrap(Base64.getDecoder().decode(text)), name);
    } catch (IllegalArgumentException noBase64) {
      throw Refusals.tensor(name, "holds a text that is not in base 64");
    }
  }
}
