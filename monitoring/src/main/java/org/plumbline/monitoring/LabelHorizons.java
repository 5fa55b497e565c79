package org.plumbline.monitoring;

import java.time.InstantSource;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** Tells and sets when labels of a model count as complete. Safe to share between threads. */
public final class LabelHorizons {
  private final Transactions transactions;
  private final LabelHorizonStore store;
  private final AuditTrail audit;
  private final InstantSource clock;

  public LabelHorizons(
      Transactions transactions, LabelHorizonStore store, AuditTrail audit, InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  public LabelHorizon of(ModelName model) {
    return store.find(model);
  }

  /**
   * Sets it; the performance of all weeks is measured anew in the background.
   *
   * @throws PlumblineException INVALID_FIELD, MISSING_FIELD without a reason
   */
  public LabelHorizon set(ModelName model, int days, String reason, Actor by) {
    if (reason.isBlank()) {
      throw PlumblineException.of(ErrorCode.MISSING_FIELD, "Say why labels count from then on")
          .with("field", "reason");
    }
    LabelHorizon horizon;
    try {
      horizon = new LabelHorizon(days, by.username(), clock.instant(), reason);
    } catch (IllegalArgumentException impossible) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "'days': " + String.valueOf(impossible.getMessage()))
          .with("field", "days");
    }
    return transactions.in(
        tx -> {
          LabelHorizon before = store.find(model);
          store.save(tx, model, horizon);
          audit.append(
              tx,
              AuditEvent.of(by, "labels.horizon", "model", model.value())
                  .before(Map.of("days", Integer.toString(before.days())))
                  .after(Map.of("days", Integer.toString(days)))
                  .because(reason));
          return horizon;
        });
  }
}
