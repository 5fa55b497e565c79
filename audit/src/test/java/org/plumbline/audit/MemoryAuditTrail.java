package org.plumbline.audit;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.MemoryTransactions;
import org.plumbline.kernel.Tx;
import org.plumbline.verifier.CanonicalForm;
import org.plumbline.verifier.ChainCheck;
import org.plumbline.verifier.ChainEntry;
import org.plumbline.verifier.Content;
import org.plumbline.verifier.Digest;
import org.plumbline.verifier.Keyring;
import org.plumbline.verifier.Micros;

/** A trail in memory, for tests of what appends to one. */
public final class MemoryAuditTrail implements AuditTrail {
  private final InstantSource clock;
  private final Sealing sealing = new Sealing(new SecureRandom());
  private final Map<String, SubjectKey> keys = new ConcurrentHashMap<>();
  private final List<ChainEntry> entries = new CopyOnWriteArrayList<>();

  public MemoryAuditTrail(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public AuditEntry append(Tx tx, AuditEvent event) {
    var now = clock.instant();
    Content content = sealing.seal(event, now, name -> keys.computeIfAbsent(name, sealing::newKey));
    long micros = Micros.of(now);
    var entry =
        entries.isEmpty()
            ? ChainEntry.sealed(CanonicalForm.NEWEST, 1, micros, content, Digest.ZERO)
            : ChainEntry.sealed(
                CanonicalForm.NEWEST,
                entries.getLast().sequence() + 1,
                Math.max(micros, entries.getLast().micros()),
                content,
                entries.getLast().hash());
    entries.add(entry);
    MemoryTransactions.onRollback(tx, () -> entries.remove(entry));
    return open(entry);
  }

  @Override
  public AuditPage list(AuditQuery query) {
    var found = new ArrayList<AuditEntry>();
    for (AuditEntry entry : entries()) {
      if (passes(entry, query)) {
        found.add(entry);
      }
    }
    found.sort(Comparator.comparingLong(AuditEntry::sequence).reversed());
    return new AuditPage(
        found.subList(0, Math.min(found.size(), query.limit())), found.size() > query.limit());
  }

  @Override
  public Optional<AuditEntry> find(long sequence) {
    return entries().stream().filter(entry -> entry.sequence() == sequence).findFirst();
  }

  @Override
  public ChainVerification verify(LongConsumer progress) {
    var check = new ChainCheck(Keyring.of(List.of()));
    entries.forEach(check::accept);
    progress.accept(check.entries());
    return new ChainVerification(check.report(), clock.instant());
  }

  /** All entries, oldest first. */
  public List<AuditEntry> entries() {
    return entries.stream().map(this::open).toList();
  }

  private AuditEntry open(ChainEntry entry) {
    return Sealing.open(
        entry,
        pseudonym ->
            keys.values().stream().filter(key -> key.pseudonym().equals(pseudonym)).findFirst());
  }

  private static boolean passes(AuditEntry entry, AuditQuery query) {
    AuditEvent event = entry.event();
    AuditFilter filter = query.filter();
    Long before = query.before();
    var from = filter.from();
    var to = filter.to();
    return is(filter.actor(), event.actor().username())
        && is(filter.action(), event.action())
        && (is(filter.object(), event.objectKind()) || is(filter.object(), event.objectId()))
        && outcome(filter.outcome(), event.outcome())
        && text(filter.text(), event)
        && (from == null || !entry.at().isBefore(from))
        && (to == null || entry.at().isBefore(to))
        && (before == null || entry.sequence() < before);
  }

  private static boolean outcome(@Nullable String wanted, Outcome outcome) {
    if (wanted == null) {
      return true;
    }
    return switch (wanted) {
      case "done" -> !outcome.isRefusal();
      case "refused" -> outcome.isRefusal();
      default -> wanted.equals(outcome.problem());
    };
  }

  private static boolean text(@Nullable String words, AuditEvent event) {
    String all =
        event.action()
            + " "
            + event.objectId()
            + " "
            + event.reason()
            + event.before()
            + event.after();
    return words == null || all.contains(words);
  }

  private static boolean is(@Nullable String wanted, String value) {
    return wanted == null || wanted.equals(value);
  }
}
