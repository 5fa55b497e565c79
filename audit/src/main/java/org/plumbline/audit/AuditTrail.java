package org.plumbline.audit;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.plumbline.kernel.Tx;

/** The chain of entries: appended to, read and verified, never edited. Safe to share. */
public interface AuditTrail {
  /**
   * Appends the event within the transaction of the change it tells of.
   *
   * <p>Appends are serialised from here to the commit, so append last in the transaction.
   */
  AuditEntry append(Tx tx, AuditEvent event);

  /** Lists entries, newest first. */
  AuditPage list(AuditQuery query);

  /** The entry of that number. */
  Optional<AuditEntry> find(long sequence);

  /** Reads the whole chain as a stream and names the first entry that does not hold. */
  default ChainVerification verify() {
    return verify(entries -> {});
  }

  /**
   * As {@link #verify()}.
   *
   * @param progress hears now and then how many entries hold so far
   */
  ChainVerification verify(LongConsumer progress);
}
