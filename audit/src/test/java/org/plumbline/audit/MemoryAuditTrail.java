package org.plumbline.audit;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.MemoryTransactions;
import org.plumbline.kernel.Tx;

/** A trail in memory, for tests of what appends to one. */
public final class MemoryAuditTrail implements AuditTrail {
  private final InstantSource clock;
  private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

  public MemoryAuditTrail(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public AuditEntry append(Tx tx, AuditEvent event) {
    var entry = AuditEntry.after(head(), clock.instant(), event);
    entries.add(entry);
    MemoryTransactions.onRollback(tx, () -> entries.remove(entry));
    return entry;
  }

  @Override
  public AuditPage list(AuditQuery query) {
    var found = new ArrayList<AuditEntry>();
    for (AuditEntry entry : entries) {
      if (passes(entry, query)) {
        found.add(entry);
      }
    }
    found.sort(Comparator.comparingLong(AuditEntry::sequence).reversed());
    return new AuditPage(
        found.subList(0, Math.min(found.size(), query.limit())), found.size() > query.limit());
  }

  @Override
  public ChainVerification verify() {
    var verifier = new ChainVerifier();
    entries.forEach(verifier::accept);
    return verifier.finish(head(), clock.instant());
  }

  /** All entries, oldest first. */
  public List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  private ChainHead head() {
    return entries.isEmpty() ? ChainHead.EMPTY : entries.getLast().head();
  }

  private static boolean passes(AuditEntry entry, AuditQuery query) {
    AuditEvent event = entry.event();
    Long before = query.before();
    var from = query.from();
    var to = query.to();
    return is(query.actor(), event.actor().username())
        && is(query.action(), event.action())
        && (is(query.object(), event.objectKind()) || is(query.object(), event.objectId()))
        && (from == null || !entry.at().isBefore(from))
        && (to == null || entry.at().isBefore(to))
        && (before == null || entry.sequence() < before);
  }

  private static boolean is(@Nullable String wanted, String value) {
    return wanted == null || wanted.equals(value);
  }
}
