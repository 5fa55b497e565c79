package org.plumbline.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
  private final Incidents incidents;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public Alerts(
      Transactions transactions,
      AlertStore store,
      Timeline timeline,
      ModelSummaries summaries,
      Incidents incidents,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.timeline = timeline;
    this.summaries = summaries;
    this.incidents = incidents;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes what was found about a version.
   *
   * @param looked kinds that this look could have found, and how steady they must be
   * @param idle versions of the model that answer no more: their alerts resolve
   * @param at the end of the window that was looked at
   */
  public void take(
      Tx tx,
      VersionId version,
      List<Finding> findings,
      Map<AlertKind, Hysteresis> looked,
      Set<VersionId> idle,
      Instant at) {
    store.found(tx, version, looked.keySet(), findings, at);
    List<Alert> unresolved = store.unresolved(tx, version.model());
    Map<Cause, Evidence> evidence = remember(tx, version, findings, looked, at);
    Set<Cause> alerted = unresolved.stream().map(Alert::cause).collect(Collectors.toSet());
    List<Finding> confirmed =
        findings.stream()
            .filter(
                finding -> {
                  Hysteresis rule = looked.get(finding.kind());
                  return rule == null
                      || alerted.contains(finding.cause())
                      || evidence.getOrDefault(finding.cause(), Evidence.NONE).opens(rule);
                })
            .toList();
    Instant now = clock.instant();
    Instant when = at.isAfter(now) ? now : at;
    List<AlertRules.Change> changes =
        AlertRules.reconcile(
            version,
            unresolved,
            confirmed,
            cause -> isGone(looked.get(cause.kind()), evidence.get(cause)),
            idle,
            when,
            ids);
    write(tx, version.model(), changes, unresolved.size(), when);
  }

  /** A cause without evidence was never seen of late: the version has been well for long. */
  private static boolean isGone(@Nullable Hysteresis rule, @Nullable Evidence evidence) {
    return rule != null && (evidence == null || evidence.resolves(rule));
  }

  private Map<Cause, Evidence> remember(
      Tx tx,
      VersionId version,
      List<Finding> findings,
      Map<AlertKind, Hysteresis> looked,
      Instant window) {
    Set<Cause> bad = findings.stream().map(Finding::cause).collect(Collectors.toSet());
    Map<Cause, Evidence> evidence = new HashMap<>(store.evidence(tx, version));
    Set<Cause> causes = new HashSet<>(bad);
    causes.addAll(evidence.keySet());
    for (Cause cause : causes) {
      Hysteresis rule = looked.get(cause.kind());
      if (rule == null) {
        continue;
      }
      Evidence now =
          evidence
              .getOrDefault(cause, Evidence.NONE)
              .with(new Evidence.Look(window, bad.contains(cause)), rule.memory());
      evidence.put(cause, now);
      store.keep(tx, version, cause, now);
    }
    return evidence;
  }

  private void write(
      Tx tx, ModelName model, List<AlertRules.Change> changes, int unresolved, Instant when) {
    int open = unresolved;
    for (AlertRules.Change change : changes) {
      Alert alert = change.after();
      store.save(tx, alert);
      if (change.opens()) {
        open++;
        timeline.append(
            tx,
            model,
            new TimelineEntry(
                when,
                "alertOpened",
                alert.version().number().value(),
                Incidents.SYSTEM,
                alert.severity().wireName() + ": " + alert.title()));
      } else if (alert.state() instanceof AlertState.Resolved) {
        open--;
      }
    }
    if (open != unresolved) {
      summaries.openAlerts(tx, model, open);
    }
    incidents.follow(tx, model, changes, when);
  }

  /** Opens an alert for what somebody else than a window has found, or keeps the one there is. */
  public void report(VersionId version, Finding finding) {
    transactions.run(tx -> report(tx, version, finding));
  }

  /** As {@link #report(VersionId, Finding)}, together with what was done about it. */
  public void report(Tx tx, VersionId version, Finding finding) {
    take(tx, version, List.of(finding), Map.of(), Set.of(), clock.instant());
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
          if (alert.state() instanceof AlertState.Acknowledged state) {
            incidents.acknowledged(tx, alert, state);
          }
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
