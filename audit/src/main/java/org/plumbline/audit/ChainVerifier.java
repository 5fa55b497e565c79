package org.plumbline.audit;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain entry by entry in constant memory. For one thread.
 *
 * <p>Finds any entry changed, removed, inserted or moved after it was appended. It cannot find a
 * chain rewritten as a whole, head included: compare the head with a copy kept elsewhere for that.
 */
public final class ChainVerifier {
  private ChainHead head = ChainHead.EMPTY;
  private @Nullable Break broken;

  private record Break(long sequence, String detail) {}

  /** Takes the entry stored next; false once the chain is broken. */
  public boolean accept(AuditEntry entry) {
    if (broken != null) {
      return false;
    }
    long expected = head.sequence() + 1;
    if (entry.sequence() != expected) {
      return breakAt(
          expected, "Entry " + expected + " is missing; entry " + entry.sequence() + " follows");
    }
    if (!entry.previous().equals(head.hash())) {
      return breakAt(expected, "Entry " + expected + " does not follow the one before it");
    }
    if (!entry.computedHash().equals(entry.hash())) {
      return breakAt(expected, "The content of entry " + expected + " does not match its hash");
    }
    head = entry.head();
    return true;
  }

  /** Takes an entry that cannot even be read. */
  public void unreadable(long sequence, String why) {
    if (broken == null) {
      breakAt(sequence, "Entry " + sequence + " cannot be read: " + why);
    }
  }

  /** Ends the chain: it must end where the store says it does. */
  public ChainVerification finish(ChainHead stored, Instant at) {
    if (broken == null && !head.equals(stored)) {
      breakAt(
          head.sequence() + 1,
          stored.sequence() == head.sequence()
              ? "The stored head does not match the last entry " + head.sequence()
              : "The chain ends at " + head.sequence() + " but its head says " + stored.sequence());
    }
    if (broken != null) {
      return new ChainVerification(
          head.sequence(), OptionalLong.of(broken.sequence()), broken.detail(), at);
    }
    return new ChainVerification(
        head.sequence(),
        OptionalLong.empty(),
        "All " + head.sequence() + " entries hold, up to " + head.hash(),
        at);
  }

  private boolean breakAt(long sequence, String detail) {
    broken = new Break(sequence, detail);
    return false;
  }
}
