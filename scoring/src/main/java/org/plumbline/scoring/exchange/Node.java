package org.plumbline.scoring.exchange;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.ModelFormatException;

/** A parsed JSON or Universal Binary JSON value; arrays of numbers are kept flat. */
sealed interface Node {
  /** Nesting beyond this is refused: no model needs it, and the readers recurse. */
  int MAX_DEPTH = 32;

  /** The largest file taken, in bytes. */
  int MAX_BYTES = 512 << 20;

  record Fields(Map<String, Node> values) implements Node {

    Node at(String key) {
      Node value = values.get(key);
      if (value == null) {
        throw refused("field '" + key + "' is missing");
      }
      return value;
    }

    @Nullable Node find(String key) {
      return values.get(key);
    }

    Fields fields(String key) {
      if (at(key) instanceof Fields fields) {
        return fields;
      }
      throw wrong(key, "an object");
    }

    String text(String key) {
      if (at(key) instanceof Text text) {
        return text.value();
      }
      throw wrong(key, "a text");
    }

    List<Node> items(String key) {
      return switch (at(key)) {
        case Items items -> items.values();
        case Numbers numbers when numbers.values().length == 0 -> List.of();
        default -> throw wrong(key, "an array");
      };
    }

    /** An array of numbers; booleans count as 0 and 1. */
    double[] numbers(String key) {
      return switch (at(key)) {
        case Numbers numbers -> numbers.values();
        case Items items -> items.values().stream().mapToDouble(item -> flag(key, item)).toArray();
        default -> throw wrong(key, "an array of numbers");
      };
    }

    private static double flag(String key, Node item) {
      if (item instanceof Flag flag) {
        return flag.value() ? 1 : 0;
      }
      throw wrong(key, "an array of numbers");
    }

    private static ModelFormatException wrong(String key, String wanted) {
      return refused("field '" + key + "' must be " + wanted);
    }

    private static ModelFormatException refused(String reason) {
      return new ModelFormatException("XGBoost model", 0, reason);
    }
  }

  record Items(List<Node> values) implements Node {}

  record Numbers(double[] values) implements Node {}

  record Text(String value) implements Node {}

  record Scalar(double value) implements Node {}

  record Flag(boolean value) implements Node {}

  record Nothing() implements Node {}
}
