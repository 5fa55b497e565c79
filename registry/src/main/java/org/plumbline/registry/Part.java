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
  QUALITY;

  /** The name in a manifest. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
