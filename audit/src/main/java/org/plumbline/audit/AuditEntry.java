package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event with its place in the chain.
 *
 * @param sequence 1, 2, 3 … without gaps
 * @param at in whole microseconds, UTC
 * @param previous the hash of the entry before, zeros for the first
 * @param hash what {@link #computedHash} gave when the entry was appended
 */
public record AuditEntry(
    long sequence, Instant at, AuditEvent event, ChainHash previous, ChainHash hash) {
  public AuditEntry {
    require(sequence >= 1, "Sequence %s: entries count from 1", sequence);
  }

  /** The entry that follows {@code head} in the chain. */
  public static AuditEntry after(ChainHead head, Instant at, AuditEvent event) {
    Instant micros = at.truncatedTo(ChronoUnit.MICROS);
    long sequence = head.sequence() + 1;
    ChainHash hash = CanonicalForm.hash(sequence, micros, event, head.hash());
    return new AuditEntry(sequence, micros, event, head.hash(), hash);
  }

  /** The hash that this content has; unlike {@link #hash} when somebody has changed it. */
  public ChainHash computedHash() {
    return CanonicalForm.hash(sequence, at, event, previous);
  }

  public ChainHead head() {
    return new ChainHead(sequence, hash);
  }
}
