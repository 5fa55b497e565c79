package org.plumbline.deployment;

import java.time.Instant;
import java.util.Locale;

/** One person's word on a change request. */
public record Vote(String by, Ballot ballot, String comment, Instant at) {
  /** For or against. */
  public enum Ballot {
    APPROVE,
    REJECT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
