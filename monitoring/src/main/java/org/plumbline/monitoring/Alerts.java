package org.plumbline.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;

/** Opens, changes and resolves alerts, and lets people take care of them. Safe to share. */
public final class Alerts {
  private final Transactions transactions;
  private final AlertStore store;
  private final Timeline timeline;
  private final ModelSummaries summaries;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public Alerts(
      Transactions transactions,
      AlertStore store,
      Timeline timeline,
      ModelSummaries summaries,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.timeline = timeline;
    this.summaries = summaries;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes what was found about a version.
   *
   * @param looked kinds that this look could have found
   * @param idle versions of the model that answer no more: their alerts resolve
   * @param at the end of the data that was looked at; now when that lies ahead
   */
  void take(
      Tx tx,
      VersionId version,
      List<Finding> findings,
      Set<AlertKind> looked,
      Set<VersionId> idle,
      Instant at) {
    Instant now = clock.instant();
    Instant when = at.isAfter(now) ? now : at;
    List<Alert> unresolved = store.unresolved(tx, version.model());
    List<Alert> changes =
        AlertRules.reconcile(version, unresolved, findings, looked, idle, when, ids);
    int open = unresolved.size();
    for (Alert change : changes) {
      boolean isNew = unresolved.stream().noneMatch(alert -> alert.id().equals(change.id()));
      store.save(tx, change);
      if (isNew) {
        open++;
        timeline.append(
            tx,
            version.model(),
            new TimelineEntry(
                when,
                "alertOpened",
                version.number().value(),
                "system:monitor",
                change.severity().wireName() + ": " + change.title()));
      } else if (change.state() instanceof AlertState.Resolved) {
        open--;
      }
    }
    if (open != unresolved.size()) {
      summaries.openAlerts(tx, version.model(), open);
    }
  }

  /** Opens an alert for what somebody else than a window has found, or keeps the one there is. */
  public void report(VersionId version, Finding finding) {
    transactions.run(tx -> report(tx, version, finding));
  }

  /** As {@link #report(VersionId, Finding)}, together with what was done about it. */
  public void report(Tx tx, VersionId version, Finding finding) {
    take(tx, version, List.of(finding), Set.of(), Set.of(), clock.instant());
  }

  /**
   * Somebody takes care.
   *
   * @throws PlumblineException NOT_FOUND; CONFLICT when there is nothing left to take care of
   */
  public Alert acknowledge(UUID id, String comment, Actor by) {
    ModelName model = load(id).version().model();
    return transactions.in(
        tx -> {
          Alert before =
              store.unresolved(tx, model).stream()
                  .filter(alert -> alert.id().equals(id))
                  .findFirst()
                  .orElseGet(() -> load(id));
          Alert alert = AlertRules.acknowledge(before, by.username(), comment, clock.instant());
          store.save(tx, alert);
          audit.append(
              tx,
              AuditEvent.of(by, "alert.acknowledge", "alert", id.toString())
                  .before(Map.of("state", before.state().wireName()))
                  .after(Map.of("state", alert.state().wireName(), "title", alert.title()))
                  .because(comment));
          return alert;
        });
  }

  /** Must exist, or throws NOT_FOUND. */
  public Alert load(UUID id) {
    return store
        .find(id)
        .orElseThrow(() -> PlumblineException.of(ErrorCode.NOT_FOUND, "There is no alert " + id));
  }
}
