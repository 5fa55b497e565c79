package org.plumbline.deployment.safeguard;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.Contract;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;
import org.plumbline.scoring.Task;

/** Sets the safeguards of models, with audit and timeline in one transaction. Safe to share. */
public final class Safeguarding {
  private final Transactions transactions;
  private final SafeguardStore store;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Safeguarding(
      Transactions transactions,
      SafeguardStore store,
      Timeline timeline,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.timeline = timeline;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A change of the safeguards of a model.
   *
   * @param from the revision it replaces, 0 for none: who has seen an older one is refused
   */
  public record Change(ModelName model, int from, Safeguards safeguards, String reason) {}

  /**
   * Replaces the safeguards of a model.
   *
   * @param contract of the version that serves, which the safeguards must fit
   * @throws PlumblineException CONFLICT when another revision holds by now; MISSING_FIELD or
   *     INVALID_FIELD
   */
  public SafeguardRevision set(Change change, Contract contract, Task task, Actor by) {
    if (change.reason().isBlank()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "Safeguards are not changed without a reason; say why")
          .with("field", "reason");
    }
    Safeguards checked = change.safeguards().checked(contract, task);
    var revision =
        new SafeguardRevision(
            change.model(),
            change.from() + 1,
            checked,
            by.username(),
            clock.instant(),
            change.reason());
    return transactions.in(
        tx -> {
          Optional<SafeguardRevision> before = store.find(change.model());
          int held = before.map(SafeguardRevision::number).orElse(0);
          if (held != change.from()) {
            throw PlumblineException.of(
                    ErrorCode.CONFLICT,
                    "The safeguards of %s are at revision %s and not %s: look at them again"
                        .formatted(change.model(), held, change.from()))
                .with("field", "revision");
          }
          store.append(tx, revision);
          timeline.append(
              tx,
              change.model(),
              new TimelineEntry(revision.at(), "guarded", null, by.username(), change.reason()));
          audit.append(
              tx,
              AuditEvent.of(by, "safeguards.set", "model", change.model().value())
                  .before(before.map(old -> facts(old.safeguards())).orElse(Map.of()))
                  .after(facts(checked))
                  .because(change.reason()));
          return revision;
        });
  }

  /** Each guard that is on, in its own words. */
  private static Map<String, String> facts(Safeguards safeguards) {
    var facts = new TreeMap<String, String>();
    put(facts, "output", safeguards.output());
    put(facts, "ranges", safeguards.ranges());
    put(facts, "missing", safeguards.missing());
    put(facts, "staleness", safeguards.staleness());
    put(facts, "unusual", safeguards.unusual());
    facts.put("failure", safeguards.failure().name());
    facts.put("kill", safeguards.kill().name());
    facts.put("fallbacks", safeguards.fallbacks().toString());
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable Record guard) {
    if (guard != null) {
      facts.put(name, guard.toString());
    }
  }
}
