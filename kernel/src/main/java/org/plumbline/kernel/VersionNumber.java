package org.plumbline.kernel;

/** The number of a version within its model, counted from 1. */
public record VersionNumber(int value) implements Comparable<VersionNumber> {
  public VersionNumber {
    if (value < 1) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "Version " + value + " does not exist: versions start at 1")
          .with("field", "version");
    }
  }

  @Override
  public int compareTo(VersionNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
