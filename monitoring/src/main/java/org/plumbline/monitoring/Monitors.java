package org.plumbline.monitoring;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/**
 * What is watched of each model: the standard from its first answer on, until somebody sets more.
 */
public final class Monitors {
  private final Transactions transactions;
  private final MonitorStore store;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Monitors(
      Transactions transactions, MonitorStore store, AuditTrail audit, InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  public MonitorRevision of(ModelName model) {
    List<MonitorRevision> history = store.history(model);
    return history.isEmpty() ? MonitorRevision.NONE : history.getFirst();
  }

  /** All that was ever set, newest first. */
  public List<MonitorRevision> history(ModelName model) {
    return store.history(model);
  }

  /**
   * Sets a plan in place of the stated revision.
   *
   * @throws PlumblineException INVALID_FIELD without a reason; CONFLICT when another revision holds
   */
  public MonitorRevision set(
      ModelName model, int replaced, MonitorPlan plan, String reason, Actor by) {
    if (reason.isBlank()) {
      throw PlumblineException.of(ErrorCode.INVALID_FIELD, "A change of monitors needs a reason")
          .with("field", "reason");
    }
    MonitorRevision before = of(model);
    if (before.number() != replaced) {
      throw PlumblineException.of(
          ErrorCode.CONFLICT,
          "Revision %s of the monitors of %s holds, not %s: look at it again"
              .formatted(before.number(), model, replaced));
    }
    var next = new MonitorRevision(replaced + 1, plan, by.username(), clock.instant(), reason);
    transactions.run(
        tx -> {
          store.append(tx, model, next);
          audit.append(
              tx,
              AuditEvent.of(by, "monitors.set", "model", model.value())
                  .before(Map.of("plan", before.plan().toString()))
                  .after(Map.of("plan", plan.toString()))
                  .because(reason));
        });
    return next;
  }
}
