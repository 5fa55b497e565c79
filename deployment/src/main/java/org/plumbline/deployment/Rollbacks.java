package org.plumbline.deployment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.Canary.Outcome;
import org.plumbline.deployment.Canary.Steering;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/**
 * Brings a version back to production that was there before, at once and without approval: it was
 * approved then, and an outage cannot wait for a vote. It is on record with who and why. Safe to
 * share between threads.
 */
public final class Rollbacks {
  private final Transactions transactions;
  private final DeploymentLedger ledger;
  private final CanaryStore canaries;
  private final VersionLoader versions;
  private final ModelSummaries summaries;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Rollbacks(
      Transactions transactions,
      DeploymentLedger ledger,
      CanaryStore canaries,
      VersionLoader versions,
      ModelSummaries summaries,
      Timeline timeline,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.ledger = ledger;
    this.canaries = canaries;
    this.versions = versions;
    this.summaries = summaries;
    this.timeline = timeline;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What a rollback did.
   *
   * @param retired what was in production until then, null when nothing was
   */
  public record Done(VersionId version, @Nullable VersionNumber retired, Instant at) {}

  /** The version that was in production before the present one; empty without one. */
  public Optional<VersionId> former(ModelName model) {
    List<LedgerRow> rows = ledger.list(model);
    Optional<VersionId> present =
        rows.stream()
            .filter(row -> row.stage() == Stage.PRODUCTION && row.effectiveUntil() == null)
            .map(LedgerRow::version)
            .findFirst();
    return rows.stream()
        .filter(row -> row.stage() == Stage.PRODUCTION)
        .map(LedgerRow::version)
        .filter(version -> !present.equals(Optional.of(version)))
        .findFirst();
  }

  /**
   * Brings the version back; a canary beside the present one ends.
   *
   * @throws PlumblineException REFUSED with the rules against it; TAMPERED or NOT_FOUND when the
   *     version could not answer
   */
  public Done rollBack(VersionId version, String reason, Actor by) {
    /* Before anything moves: what cannot be loaded would only make the outage worse. */
    var _ = versions.load(version);
    return transactions.in(
        tx -> {
          Standing standing = ledger.lock(tx, version.model());
          List<Refusal> refusals = refusals(version, standing, reason);
          if (!refusals.isEmpty()) {
            throw Refusal.thrown(refusals);
          }
          Instant now = clock.instant();
          endCanary(tx, version, new Steering(by.username(), "rolled back to " + version, now));
          Optional<VersionNumber> present = standing.at(Stage.PRODUCTION);
          present.ifPresent(
              number ->
                  append(
                      tx,
                      new VersionId(version.model(), number),
                      Stage.RETIRED,
                      "rolled back to " + version + ": " + reason,
                      by,
                      now));
          append(tx, version, Stage.PRODUCTION, reason, by, now);
          summaries.serving(tx, version.model(), Stage.PRODUCTION, version.number(), now);
          timeline.append(
              tx,
              version.model(),
              new TimelineEntry(
                  now, "rolledBack", version.number().value(), by.username(), reason));
          audit.append(
              tx,
              AuditEvent.of(by, "deployment.rollback", "version", version.toString())
                  .before(
                      Map.of(
                          "production",
                          present.map(number -> Integer.toString(number.value())).orElse("none")))
                  .after(Map.of("production", Integer.toString(version.number().value())))
                  .because(reason));
          return new Done(version, present.orElse(null), now);
        });
  }

  /** Why it may not be done: pure. */
  static List<Refusal> refusals(VersionId version, Standing standing, String reason) {
    List<Refusal> refusals = new ArrayList<>();
    if (reason.isBlank()) {
      refusals.add(new Refusal(Rule.REASON_MISSING, "Say why it must be rolled back"));
    }
    if (!standing.formerProduction().contains(version.number())) {
      refusals.add(
          new Refusal(
              Rule.NEVER_IN_PRODUCTION,
              version
                  + " was never in production, so there is nothing to roll back to; open a change"
                  + " request to deploy it"));
    } else if (standing.stageOf(version.number()).equals(Optional.of(Stage.PRODUCTION))) {
      refusals.add(new Refusal(Rule.ALREADY_AT_STAGE, version + " is in production already"));
    }
    return refusals;
  }

  private void endCanary(Tx tx, VersionId wanted, Steering by) {
    Optional<Canary> active = canaries.active(tx, wanted.model());
    if (active.isEmpty()) {
      return;
    }
    VersionId challenger = active.get().course().challenger();
    if (CanaryRules.end(active.get(), Outcome.REPLACED, by)
        instanceof CanaryRules.Decision.Accepted ended) {
      canaries.save(tx, ended.canary());
    }
    if (!challenger.equals(wanted)) {
      append(tx, challenger, Stage.RETIRED, by.reason(), Actor.user(by.by()), by.at());
    }
  }

  private void append(Tx tx, VersionId version, Stage stage, String reason, Actor by, Instant at) {
    var row = new LedgerRow(version, stage, at, null, clock.instant(), by.username(), null, reason);
    ledger.append(
        tx, stage == Stage.PRODUCTION && decidedByGroup(version) ? row.decidingByGroup() : row);
  }

  /** What comes back is what was approved: it decides as it did in production last. */
  private boolean decidedByGroup(VersionId version) {
    return ledger.list(version.model()).stream()
        .filter(row -> row.stage() == Stage.PRODUCTION && row.version().equals(version))
        .findFirst()
        .map(LedgerRow::byGroup)
        .orElse(false);
  }
}
