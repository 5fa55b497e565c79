package org.plumbline.kernel;

import com.google.errorprone.annotations.FormatMethod;

/** Checks at birth: a record's compact constructor states its rules with these. */
public final class Require {
  private Require() {}

  /**
   * Throws unless the rule holds.
   *
   * @throws IllegalArgumentException with the formatted message
   */
  @FormatMethod
  public static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
