package org.plumbline.deployment;

import java.time.InstantSource;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/** Turns kill switches, with audit and timeline in one transaction. Safe to share. */
public final class Killing {
  private final Transactions transactions;
  private final KillSwitches switches;
  private final DeploymentLedger ledger;
  private final ModelSummaries summaries;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Killing(
      Transactions transactions,
      KillSwitches switches,
      DeploymentLedger ledger,
      ModelSummaries summaries,
      Timeline timeline,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.switches = switches;
    this.ledger = ledger;
    this.summaries = summaries;
    this.timeline = timeline;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Forbids a model to answer, or lets it answer again. No approval is asked: stopping must be
   * quick, and is on record.
   *
   * @throws PlumblineException MISSING_FIELD without a reason
   */
  public KillSwitch turn(ModelName model, boolean on, String reason, Actor by) {
    if (reason.isBlank()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "A kill switch is not turned without a reason; say why")
          .with("field", "reason");
    }
    var position = new KillSwitch(on, reason, by.username(), clock.instant());
    return transactions.in(
        tx -> {
          ledger.lock(tx, model);
          KillSwitch before = switches.find(model);
          switches.set(tx, model, position);
          summaries.killed(tx, model, on);
          timeline.append(
              tx,
              model,
              new TimelineEntry(
                  clock.instant(), on ? "killed" : "revived", null, by.username(), reason));
          audit.append(
              tx,
              AuditEvent.of(by, on ? "model.kill" : "model.revive", "model", model.value())
                  .before(Map.of("on", Boolean.toString(before.on())))
                  .after(Map.of("on", Boolean.toString(on)))
                  .because(reason));
          return position;
        });
  }
}
