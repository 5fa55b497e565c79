package org.plumbline.deployment;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One person's word on a change request.
 *
 * @param onBehalfOf who has delegated the vote, null for an own one
 * @param evidence hash of the evaluation that the policies gave at that moment; null for votes from
 *     before evidence was kept
 */
public record Vote(
    String by,
    Ballot ballot,
    String comment,
    Instant at,
    @Nullable String onBehalfOf,
    @Nullable String evidence) {
  /** For or against. */
  public enum Ballot {
    APPROVE,
    REJECT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An own vote. */
  public Vote(String by, Ballot ballot, String comment, Instant at) {
    this(by, ballot, comment, at, null, null);
  }

  /** Whose approval it is: the one who delegated, else the voter. */
  public String voice() {
    return onBehalfOf == null ? by : onBehalfOf;
  }

  Vote restingOn(String hash) {
    return new Vote(by, ballot, comment, at, onBehalfOf, hash);
  }
}
