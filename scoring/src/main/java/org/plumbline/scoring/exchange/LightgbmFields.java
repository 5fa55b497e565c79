package org.plumbline.scoring.exchange;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.ModelFormatException;

/** The {@code key=value} lines of one block of a LightGBM text file. */
final class LightgbmFields {
  private final String block;
  private final Map<String, String> values = new HashMap<>();

  LightgbmFields(String block) {
    this.block = block;
  }

  void add(String line) {
    int split = line.indexOf('=');
    String key = split < 0 ? line : line.substring(0, split);
    String value = split < 0 ? "" : line.substring(split + 1);
    if (values.put(key, value) != null) {
      throw refused("'" + key + "' stands twice");
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable String find(String key) {
    return values.get(key);
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw refused("'" + key + "' is missing");
    }
    return value;
  }

  int integer(String key, int min, int max) {
    int value = integer(key, text(key));
    if (value < min || value > max) {
      throw refused(key + " is " + value + ", must lie in " + min + ".." + max);
    }
    return value;
  }

  /** The words of a list; none for an empty value. */
  String[] words(String key) {
    String text = text(key).strip();
    return text.isEmpty() ? new String[0] : text.split(" +", -1);
  }

  int[] integers(String key, int count) {
    String[] words = counted(key, count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = integer(key, words[i]);
    }
    return numbers;
  }

  double[] numbers(String key, int count) {
    String[] words = counted(key, count);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(key, words[i]);
    }
    return numbers;
  }

  private String[] counted(String key, int count) {
    String[] words = words(key);
    if (words.length != count) {
      throw refused(key + " has " + words.length + " values, must have " + count);
    }
    return words;
  }

  private int integer(String key, String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw refused(key + " holds '" + word + "', no integer", e);
    }
  }

  double number(String key, String word) {
    try {
      return switch (word) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(word);
      };
    } catch (NumberFormatException e) {
      throw refused(key + " holds '" + word + "', no number", e);
    }
  }

  ModelFormatException refused(String reason) {
    return new ModelFormatException("LightGBM " + block, 0, reason);
  }

  ModelFormatException refused(String reason, Throwable cause) {
    return new ModelFormatException("LightGBM " + block, 0, reason, cause);
  }
}
