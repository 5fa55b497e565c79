package org.plumbline.kernel;

import java.util.regex.Pattern;

/**
 * The name of a model: 1 to 100 of {@code a-z 0-9 . _ -}, starting with a letter or digit.
 *
 * <p>Lower case only, so that a name is one address in a URL, a file name and a label.
 */
public record ModelName(String value) implements Comparable<ModelName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  public ModelName {
    if (!FORM.matcher(value).matches()) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Model name '"
                  + value
                  + "' is not allowed: use 1 to 100 of a-z 0-9 . _ - and start with a letter or"
                  + " digit")
          .with("field", "model");
    }
  }

  @Override
  public int compareTo(ModelName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
