package org.plumbline.governance.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ready rules to begin with: small policies with their tests, to be attached or copied from. */
public final class PolicyLibrary {
  /** Their names, in the order of display. */
  public static final List<String> NAMES =
      List.of(
          "risk-limits",
          "first-limits",
          "fairness",
          "calibrated",
          "minimum-sample",
          "baseline-beaten",
          "champion-beaten",
          "no-segment-regressed",
          "drift",
          "documents-present",
          "tier-rated",
          "clean-data",
          "freeze-windows",
          "approvals-by-tier");

  private PolicyLibrary() {}

  /** The text of one of them. */
  public static String text(String name) {
    String file = "/org/plumbline/governance/library/" + name + ".json";
    try (InputStream in = PolicyLibrary.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
