package org.plumbline.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Groups the alerts of a model, and lets people take care of all of them at once. */
public final class Incidents {
  static final String SYSTEM = "system:monitor";
  private static final int LONGEST_COMMENT = 2_000;

  private final Transactions transactions;
  private final IncidentStore store;
  private final AlertStore alerts;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public Incidents(
      Transactions transactions,
      IncidentStore store,
      AlertStore alerts,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.alerts = alerts;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Lets the incident of a model follow what has become of its alerts. */
  void follow(Tx tx, ModelName model, List<AlertRules.Change> changes, Instant at) {
    if (changes.isEmpty()) {
      return;
    }
    Optional<Incident> known = store.unresolved(tx, model);
    Optional<AlertRules.Change> first =
        changes.stream().filter(AlertRules.Change::opens).findFirst();
    if (known.isEmpty() && first.isEmpty()) {
      return;
    }
    Incident incident = known.orElseGet(() -> open(tx, model, first.orElseThrow().after(), at));
    changes.forEach(change -> tell(tx, incident, change, at));
    settle(tx, incident, alerts.unresolved(tx, model), at);
  }

  private Incident open(Tx tx, ModelName model, Alert first, Instant at) {
    var incident =
        new Incident(ids.get(), model, first.title(), first.severity(), new AlertState.Open(), at);
    store.save(tx, incident);
    store.append(tx, incident.id(), new IncidentEntry(at, "opened", SYSTEM, first.title()));
    return incident;
  }

  private void tell(Tx tx, Incident incident, AlertRules.Change change, Instant at) {
    Alert alert = change.after();
    if (change.opens()) {
      store.join(tx, incident.id(), alert.id());
    }
    change
        .kind()
        .ifPresent(
            kind ->
                store.append(
                    tx,
                    incident.id(),
                    new IncidentEntry(
                        at, kind, SYSTEM, alert.severity().wireName() + ": " + alert.title())));
  }

  private void settle(Tx tx, Incident incident, List<Alert> unresolved, Instant at) {
    Instant since = incident.openedAt().isAfter(at) ? incident.openedAt() : at;
    if (unresolved.isEmpty()) {
      String by = incident.state() instanceof AlertState.Acknowledged one ? one.by() : null;
      store.save(tx, incident.in(new AlertState.Resolved(by, since)));
      store.append(
          tx,
          incident.id(),
          new IncidentEntry(since, "resolved", SYSTEM, "Every alert of it is resolved"));
      return;
    }
    Severity loudest =
        unresolved.stream().map(Alert::severity).max(Comparator.naturalOrder()).orElseThrow();
    boolean open = unresolved.stream().anyMatch(one -> one.state() instanceof AlertState.Open);
    // What opens in an acknowledged incident is new: it asks for somebody again.
    store.save(tx, (open ? incident.in(new AlertState.Open()) : incident).as(loudest));
  }

  /** Somebody takes care of one alert; of the incident too once no alert is left open. */
  void acknowledged(Tx tx, Alert alert, AlertState.Acknowledged by) {
    store
        .unresolved(tx, alert.version().model())
        .ifPresent(
            incident -> {
              store.append(
                  tx,
                  incident.id(),
                  new IncidentEntry(
                      by.at(), "acknowledged", by.by(), alert.title() + ": " + by.comment()));
              boolean open =
                  alerts.unresolved(tx, incident.model()).stream()
                      .anyMatch(one -> one.state() instanceof AlertState.Open);
              if (!open) {
                store.save(tx, incident.in(by));
              }
            });
  }

  /**
   * Somebody takes care of every alert of it that nobody looks after.
   *
   * @throws PlumblineException NOT_FOUND; CONFLICT when nothing is left to take care of
   */
  public Incident acknowledge(UUID id, String comment, Actor by) {
    Incident found = load(id);
    return transactions.in(
        tx -> {
          List<Alert> open =
              alerts.unresolved(tx, found.model()).stream()
                  .filter(alert -> alert.state() instanceof AlertState.Open)
                  .toList();
          Incident incident =
              store
                  .unresolved(tx, found.model())
                  .filter(one -> one.id().equals(id) && !open.isEmpty())
                  .orElseThrow(
                      () ->
                          PlumblineException.of(
                              ErrorCode.CONFLICT,
                              "The incident has no open alert, so there is nothing to acknowledge"));
          var state = new AlertState.Acknowledged(by.username(), comment, clock.instant());
          open.forEach(alert -> alerts.save(tx, alert.in(state)));
          store.save(tx, incident.in(state));
          store.append(
              tx, id, new IncidentEntry(state.at(), "acknowledged", by.username(), comment));
          audit.append(
              tx,
              AuditEvent.of(by, "incident.acknowledge", "incident", id.toString())
                  .before(Map.of("state", incident.state().wireName()))
                  .after(
                      Map.of(
                          "state",
                          state.wireName(),
                          "title",
                          incident.title(),
                          "alerts",
                          Integer.toString(open.size())))
                  .because(comment));
          return incident.in(state);
        });
  }

  /**
   * Somebody tells what was seen or done.
   *
   * @throws PlumblineException NOT_FOUND; INVALID_FIELD when the comment says nothing or too much
   */
  public void comment(UUID id, String comment, Actor by) {
    load(id);
    if (comment.isBlank() || comment.length() > LONGEST_COMMENT) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "A comment has 1 to 2,000 signs, not " + comment.length())
          .with("field", "comment");
    }
    transactions.run(
        tx -> {
          store.append(
              tx, id, new IncidentEntry(clock.instant(), "commented", by.username(), comment));
          audit.append(
              tx,
              AuditEvent.of(by, "incident.comment", "incident", id.toString()).because(comment));
        });
  }

  /** Must exist, or throws NOT_FOUND. */
  public Incident load(UUID id) {
    return store
        .find(id)
        .orElseThrow(
            () -> PlumblineException.of(ErrorCode.NOT_FOUND, "There is no incident " + id));
  }
}
