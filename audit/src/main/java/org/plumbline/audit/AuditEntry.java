package org.plumbline.audit;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.Set;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Micros;

/**
 * An event with its place in the chain, as a person reads it.
 *
 * @param stored what the chain holds, and what its hash covers
 * @param event the same with the sealed values opened
 * @param erased the fields whose values cannot be opened any more
 */
public record AuditEntry(ChainEntry stored, AuditEvent event, Set<String> erased) {
  /** What stands where a value was erased. */
  public static final String ERASED = "erased";

  public AuditEntry {
    require(stored.sequence() >= 1, "Sequence %s: entries count from 1", stored.sequence());
    erased = Set.copyOf(erased);
  }

  /** 1, 2, 3 … without gaps. */
  public long sequence() {
    return stored.sequence();
  }

  /** In whole microseconds, UTC; never before the entry before. */
  public Instant at() {
    return Micros.instant(stored.micros());
  }

  /** The hash of the entry before, zeros for the first. */
  public Digest previous() {
    return stored.previous();
  }

  public Digest hash() {
    return stored.hash();
  }
}
