package org.plumbline.registry;

import java.util.Locale;

/** What a version consists of; each part is an object of its own. */
public enum Part {
  MODEL,
  CONTRACT,
  SCORECARD,
  REFERENCE,
  GOLDEN,
  PROVENANCE,
  QUALITY,
  /** Rows of the reference; versions from before they were kept have none. */
  SAMPLE;

  /** Whether every version has it. */
  boolean isRequired() {
    return this != SAMPLE;
  }

  /** The name in a manifest. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
