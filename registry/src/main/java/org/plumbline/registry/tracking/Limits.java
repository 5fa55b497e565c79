package org.plumbline.registry.tracking;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** How long things may be, as in the common trackers; beyond it INVALID_FIELD names the field. */
public final class Limits {
  public static final int KEY = 250;
  public static final int PARAM_VALUE = 6_000;
  public static final int TAG_VALUE = 8_000;
  public static final int EXPERIMENT_NAME = 500;
  public static final int BATCH_METRICS = 1_000;
  public static final int BATCH_PARAMS = 100;
  public static final int BATCH_TAGS = 100;
  public static final int BATCH_ITEMS = 1_000;
  public static final int ARTIFACT_PATH = 500;
  public static final int UPLOAD_PARTS = 2_000;

  private static final Pattern KEY_FORM =
      Pattern.compile("[\\w./ :-]+", Pattern.UNICODE_CHARACTER_CLASS);

  private Limits() {}

  static void metricKey(String key) {
    key("metric", key);
  }

  static void param(String key, String value) {
    key("param", key);
    length("params." + key, value, PARAM_VALUE);
  }

  static void tag(String key, String value) {
    key("tag", key);
    length("tags." + key, value, TAG_VALUE);
  }

  static void inputTag(String key, String value) {
    length("input tag", key, 255);
    length("input tag " + key, value, 500);
  }

  static void experimentName(String name) {
    if (name.isBlank()) {
      throw invalid("name", "An experiment's name is missing: give it one");
    }
    length("name", name, EXPERIMENT_NAME);
  }

  static void runName(@Nullable String name) {
    if (name != null) {
      length("name", name, KEY);
    }
  }

  static void input(String name, String digest) {
    if (name.isBlank()) {
      throw invalid("inputs.name", "An input's name is missing");
    }
    if (digest.isBlank()) {
      throw invalid("inputs.digest", "The digest of input '" + name + "' is missing");
    }
    length("inputs.name", name, 500);
    length("inputs.digest", digest, 64);
  }

  static void dataset(String name, String digest) {
    if (name.isBlank()) {
      throw invalid("dataset_name", "The name of a data set is missing");
    }
    length("dataset_name", name, 500);
    length("dataset_digest", digest, 64);
  }

  /** A relative path that stays within its run. */
  static void artifactPath(String path) {
    length("path", path, ARTIFACT_PATH);
    boolean leaves =
        path.isEmpty()
            || path.contains("\\")
            || path.chars().anyMatch(Character::isISOControl)
            || List.of(path.split("/", -1)).stream()
                .anyMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    if (leaves) {
      throw invalid(
          "path",
          "Artefact path '" + path + "' is not allowed: use names parted by / without . or ..");
    }
  }

  static void batch(int metrics, int params, int tags) {
    count("metrics", metrics, BATCH_METRICS);
    count("params", params, BATCH_PARAMS);
    count("tags", tags, BATCH_TAGS);
    count("metrics, params and tags", metrics + params + tags, BATCH_ITEMS);
  }

  private static void count(String what, int count, int max) {
    if (count > max) {
      throw invalid(
          what.split("[ ,]", 2)[0],
          "A batch of " + count + " " + what + " is too large: send at most " + max);
    }
  }

  private static void key(String kind, String key) {
    if (key.isEmpty() || key.length() > KEY) {
      throw invalid(
          kind + "s", "The key of a " + kind + " has " + key.length() + " signs: use 1 to " + KEY);
    }
    boolean leaves =
        key.startsWith("/")
            || key.equals(".")
            || List.of(key.split("/", -1)).stream().anyMatch(step -> step.equals(".."));
    if (!KEY_FORM.matcher(key).matches() || leaves) {
      throw invalid(
          kind + "s",
          "The key '"
              + key
              + "' of a "
              + kind
              + " is not allowed: use letters, digits, spaces and _ - . / : and no path upwards");
    }
  }

  private static void length(String field, String value, int max) {
    if (value.length() > max) {
      throw invalid(
          field,
          "The value of '" + field + "' has " + value.length() + " signs: use at most " + max);
    }
    if (value.indexOf('\0') >= 0) {
      throw invalid(field, "The value of '" + field + "' has a NUL sign: remove it");
    }
  }

  static PlumblineException invalid(String field, String message) {
    return PlumblineException.of(ErrorCode.INVALID_FIELD, message).with("field", field);
  }
}
