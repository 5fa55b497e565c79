package org.plumbline.kernel;

/**
 * The name of a model: 1 to 100 of {@code a-z 0-9 . _ -}, starting with a letter or digit.
 *
 * <p>Lower case only, so that a name is one address in a URL, a file name and a label.
 */
public record ModelName(String value) implements Comparable<ModelName> {
  private static final int LONGEST = 100;

  public ModelName {
    if (!isAllowed(value)) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Model name '"
                  + value
                  + "' is not allowed: use 1 to 100 of a-z 0-9 . _ - and start with a letter or"
                  + " digit")
          .with("field", "model");
    }
  }

  /** By hand, as each request names a model: a pattern takes a matcher each time. */
  private static boolean isAllowed(String value) {
    if (value.isEmpty() || value.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char one = value.charAt(i);
      boolean first = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
      if (!first && (i == 0 || (one != '.' && one != '_' && one != '-'))) {
        return false;
      }
    }
    return true;
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
