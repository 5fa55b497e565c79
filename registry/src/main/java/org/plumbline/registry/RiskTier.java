package org.plumbline.registry;

import java.util.Locale;

/**
 * How much harm a model does when it is wrong, as its owner rates it; policies ask more of more.
 */
public enum RiskTier {
  /** Nobody has rated it yet. */
  UNRATED,
  /** Advice that a person checks, with little at stake. */
  LOW,
  /** Money or comfort is at stake. */
  MEDIUM,
  /** Decisions on people, safety or the solvency of the firm. */
  HIGH;

  /** The name on the wire, such as {@code high}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
