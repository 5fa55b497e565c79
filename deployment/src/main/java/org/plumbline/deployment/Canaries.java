package org.plumbline.deployment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.Canary.Ended;
import org.plumbline.deployment.Canary.Outcome;
import org.plumbline.deployment.Canary.Paused;
import org.plumbline.deployment.Canary.Running;
import org.plumbline.deployment.Canary.Steering;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.Alert;
import org.plumbline.monitoring.AlertKind;
import org.plumbline.monitoring.AlertStore;
import org.plumbline.monitoring.Alerts;
import org.plumbline.monitoring.Finding;
import org.plumbline.monitoring.Severity;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/**
 * Takes canaries from step to step, and back.
 *
 * <p>Each change is one transaction with its ledger row, timeline and audit entry, and under the
 * lock of the model, so that several instances and people do not cross each other. Safe to share.
 */
public final class Canaries {
  private static final Actor KEEPER = Actor.system("canary");

  private final Transactions transactions;
  private final CanaryStore store;
  private final DeploymentLedger ledger;
  private final CanaryFindings business;
  private final AlertStore alertStore;
  private final Alerts alerts;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Canaries(
      Transactions transactions,
      CanaryStore store,
      DeploymentLedger ledger,
      CanaryFindings business,
      AlertStore alertStore,
      Alerts alerts,
      Timeline timeline,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.ledger = ledger;
    this.business = business;
    this.alertStore = alertStore;
    this.alerts = alerts;
    this.timeline = timeline;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Looks at all canaries: guards send back, and what may takes its next step. Do it every few
   * seconds, on any number of instances.
   */
  public void look() {
    for (ModelName model : store.models()) {
      transactions.run(
          tx -> {
            if (store.claim(tx)) {
              look(tx, model);
            }
          });
    }
  }

  private void look(Tx tx, ModelName model) {
    Standing standing = ledger.lock(tx, model);
    Optional<Canary> active = store.active(tx, model);
    if (active.isEmpty()) {
      return;
    }
    Canary canary = active.get();
    Evidence evidence = evidence(tx, canary, standing);
    Instant now = clock.instant();
    CanaryRules.Decision decision = CanaryRules.guard(canary, evidence, now);
    if (decision instanceof CanaryRules.Decision.Refused) {
      decision = CanaryRules.advance(canary, evidence, now);
    }
    if (decision instanceof CanaryRules.Decision.Accepted next) {
      carryOut(tx, canary, next.canary(), evidence, KEEPER, now);
    }
  }

  /**
   * Stops a canary at its share.
   *
   * @throws PlumblineException NOT_FOUND without a canary; REFUSED with the rules against it
   */
  public Canary pause(ModelName model, String reason, Actor by) {
    return steer(model, by, reason, (canary, _, steering) -> CanaryRules.pause(canary, steering));
  }

  /** Lets a paused canary go on; fails as {@link #pause}. */
  public Canary resume(ModelName model, String reason, Actor by) {
    return steer(model, by, reason, (canary, _, steering) -> CanaryRules.resume(canary, steering));
  }

  /** Takes the next step before its time; fails as {@link #pause}. */
  public Canary promote(ModelName model, String reason, Actor by) {
    return steer(model, by, reason, CanaryRules::promote);
  }

  /** Sends a canary back; fails as {@link #pause}. */
  public Canary rollBack(ModelName model, String reason, Actor by) {
    return steer(
        model,
        by,
        reason,
        (canary, _, steering) -> CanaryRules.end(canary, Outcome.ROLLED_BACK, steering));
  }

  /**
   * Ends a trial; its version retires without an alert, since nothing went wrong.
   *
   * @param measured what the trial has found, for the audit trail
   * @throws PlumblineException as {@link #pause}
   */
  public void stopTrial(
      ModelName model, UUID id, String reason, Map<String, String> measured, Actor by) {
    var _ =
        steer(
            model,
            by,
            reason,
            measured,
            (canary, _, steering) -> TrialRules.stop(canary, id, steering));
  }

  @FunctionalInterface
  private interface Edge {
    CanaryRules.Decision take(Canary canary, Evidence evidence, Steering by);
  }

  private Canary steer(ModelName model, Actor by, String reason, Edge edge) {
    return steer(model, by, reason, Map.of(), edge);
  }

  private Canary steer(
      ModelName model, Actor by, String reason, Map<String, String> measured, Edge edge) {
    if (reason.isBlank()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "A canary is not steered without a reason; say why")
          .with("field", "reason");
    }
    return transactions.in(
        tx -> {
          Standing standing = ledger.lock(tx, model);
          Canary canary =
              store
                  .active(tx, model)
                  .orElseThrow(
                      () ->
                          PlumblineException.of(
                              ErrorCode.NOT_FOUND, model + " has no canary that could be steered"));
          Instant now = clock.instant();
          Evidence evidence = evidence(tx, canary, standing);
          Canary next =
              accepted(edge.take(canary, evidence, new Steering(by.username(), reason, now)));
          if (next instanceof Ended ended && ended.outcome() == Outcome.STOPPED) {
            stop(tx, canary, ended, measured, by);
          } else {
            carryOut(tx, canary, next, evidence, by, now);
          }
          return next;
        });
  }

  private static Canary accepted(CanaryRules.Decision decision) {
    return switch (decision) {
      case CanaryRules.Decision.Accepted accepted -> accepted.canary();
      case CanaryRules.Decision.Refused refused -> throw Refusal.thrown(refused.refusals());
    };
  }

  private void carryOut(
      Tx tx, Canary before, Canary after, Evidence evidence, Actor by, Instant at) {
    store.save(tx, after);
    VersionId challenger = after.course().challenger();
    switch (after) {
      case Running running when running.step() > before.step() -> {
        String reason =
            "Step " + (running.step() + 1) + " of " + running.course().plan().shares().size();
        append(tx, running, Stage.CANARY, running.share(), by, reason, at);
        tell(tx, challenger, "canaryAdvanced", by, "To " + running.share() + " %", at);
        audit(tx, before, after, evidence, "advance", by, reason);
      }
      case Running running -> {
        tell(tx, challenger, "canaryResumed", by, "At " + running.share() + " %", at);
        audit(tx, before, after, evidence, "resume", by, "");
      }
      case Paused paused -> {
        tell(tx, challenger, "canaryPaused", by, paused.by().reason(), at);
        audit(tx, before, after, evidence, "pause", by, paused.by().reason());
      }
      case Ended ended -> {
        String reason = ended.by().reason();
        append(tx, ended, Stage.RETIRED, 0, by, reason, at);
        tell(tx, challenger, "rolledBack", by, reason, at);
        audit(tx, before, after, evidence, "rollback", by, reason);
        alerts.report(
            tx,
            challenger,
            new Finding(
                AlertKind.CANARY_ROLLED_BACK,
                null,
                Severity.HIGH,
                "The canary of version " + challenger.number() + " was rolled back",
                "At " + before.share() + " % of the entities: " + reason));
      }
    }
  }

  private void stop(Tx tx, Canary before, Ended ended, Map<String, String> measured, Actor by) {
    store.save(tx, ended);
    VersionId treatment = ended.course().challenger();
    String reason = ended.by().reason();
    append(tx, ended, Stage.RETIRED, 0, by, reason, ended.by().at());
    tell(tx, treatment, "trialStopped", by, reason, ended.by().at());
    audit.append(
        tx,
        AuditEvent.of(by, "trial.stop", "version", treatment.toString())
            .before(Map.of("share", Integer.toString(before.share())))
            .after(measured)
            .because(reason));
  }

  private void append(
      Tx tx, Canary canary, Stage stage, int share, Actor by, String reason, Instant at) {
    ledger.append(
        tx,
        new LedgerRow(
            canary.course().challenger(),
            stage,
            at,
            null,
            clock.instant(),
            by.username(),
            canary.course().id(),
            reason,
            share,
            stage == Stage.CANARY && decidesByGroup(canary)));
  }

  /** As its change request was approved. */
  private boolean decidesByGroup(Canary canary) {
    return ledger.list(canary.course().challenger().model()).stream()
        .anyMatch(row -> row.byGroup() && canary.course().id().equals(row.changeRequest()));
  }

  private void tell(Tx tx, VersionId version, String kind, Actor by, String detail, Instant at) {
    timeline.append(
        tx,
        version.model(),
        new TimelineEntry(at, kind, version.number().value(), by.username(), detail));
  }

  private void audit(
      Tx tx, Canary before, Canary after, Evidence evidence, String move, Actor by, String reason) {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("move", move);
    seen.put("share", Integer.toString(after instanceof Ended ? 0 : after.share()));
    seen.put("changeRequest", after.course().id().toString());
    seen.put("championAnswers", Long.toString(evidence.champion().answers()));
    seen.put("challengerAnswers", Long.toString(evidence.challenger().answers()));
    seen.put("challengerErrors", Long.toString(evidence.challenger().errors()));
    audit.append(
        tx,
        AuditEvent.of(by, "canary.steer", "version", after.course().challenger().toString())
            .before(Map.of("share", Integer.toString(before.share())))
            .after(seen)
            .because(reason));
  }

  /** What is known of the canary since its step began. */
  private Evidence evidence(Tx tx, Canary canary, Standing standing) {
    VersionId challenger = canary.course().challenger();
    Evidence seen =
        standing
            .at(Stage.PRODUCTION)
            .map(champion -> seen(challenger, new VersionId(challenger.model(), champion)))
            .orElse(Evidence.NONE);
    List<String> findings = new ArrayList<>();
    for (Alert alert : alertStore.unresolved(tx, challenger.model())) {
      if (alert.version().equals(challenger) && speaksAgainst(alert)) {
        findings.add(alert.title() + ": " + alert.detail());
      }
    }
    business(canary, standing).ifPresent(findings::add);
    return seen.with(findings);
  }

  private Optional<String> business(Canary canary, Standing standing) {
    BusinessGuard guard = canary.course().plan().guards().business();
    Optional<VersionNumber> champion = standing.at(Stage.PRODUCTION);
    if (guard == null || champion.isEmpty()) {
      return Optional.empty();
    }
    VersionId challenger = canary.course().challenger();
    return ledger.list(challenger.model()).stream()
        .filter(row -> canary.course().id().equals(row.changeRequest()))
        .map(LedgerRow::effectiveFrom)
        .min(Instant::compareTo)
        .flatMap(
            begin ->
                business.against(
                    challenger, new VersionId(challenger.model(), champion.get()), guard, begin));
  }

  private Evidence seen(VersionId challenger, VersionId champion) {
    return ledger.deployment(challenger).stream()
        .boxed()
        .flatMap(deployment -> store.hours(deployment, champion).stream())
        .map(CanaryStore.Hour::evidence)
        .reduce(Evidence.NONE, Evidence::merge);
  }

  private static boolean speaksAgainst(Alert alert) {
    boolean loud = alert.severity().compareTo(Severity.HIGH) >= 0;
    return switch (alert.kind()) {
      case FEATURE_DRIFT, PREDICTION_DRIFT, PERFORMANCE_DROP, CONCEPT_DRIFT, TAMPERED_ARTEFACT ->
          loud;
      case MISSING_VALUES,
          UNSEEN_VALUES,
          STALE_VALUES,
          ESTIMATED_DROP,
          LABEL_DRIFT,
          FAIRNESS_GAP,
          JOINT_DRIFT,
          SEGMENT_DRIFT,
          SEGMENT_DROP,
          REASON_DRIFT,
          SLOW_ANSWERS,
          STALE_ROWS,
          LATE_SNAPSHOT,
          VOLUME_STOP,
          CANARY_ROLLED_BACK,
          SUNSET_PASSED ->
          false;
    };
  }
}
