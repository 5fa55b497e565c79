package org.plumbline.governance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The policy that holds until somebody sets another one. */
public final class DefaultPolicy {
  private DefaultPolicy() {}

  /** The text that ships with the program. */
  public static String text() {
    try (InputStream in = DefaultPolicy.class.getResourceAsStream("default-policy.json")) {
      if (in == null) {
        throw new IllegalStateException("default-policy.json is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
