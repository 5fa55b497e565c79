package org.plumbline.registry.tracking;

import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** The number of an experiment; 0 is the one that is always there. */
public record ExperimentId(long value) implements Comparable<ExperimentId> {
  public static final ExperimentId DEFAULT = new ExperimentId(0);

  public ExperimentId {
    if (value < 0) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "Experiment " + value + " does not exist: ids start at 0")
          .with("field", "experiment");
    }
  }

  /**
   * Reads an id from a wire.
   *
   * @throws PlumblineException INVALID_FIELD when it is no number
   */
  public static ExperimentId parse(String text) {
    try {
      return new ExperimentId(Long.parseLong(text));
    } catch (NumberFormatException noNumber) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Experiment id '" + text + "' is not a number; look ids up by name",
              noNumber)
          .with("field", "experiment");
    }
  }

  @Override
  public int compareTo(ExperimentId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
