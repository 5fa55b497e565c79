package org.plumbline.registry.lineage;

import java.time.InstantSource;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;

/** Takes what other systems tell of their runs into the graph. Safe to share. */
public final class LineageEvents {
  private final Transactions transactions;
  private final LineageStore store;
  private final AuditTrail audit;
  private final InstantSource clock;

  public LineageEvents(
      Transactions transactions, LineageStore store, AuditTrail audit, InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Takes a run event of OpenLineage, with its audit entry; gives false when it was told before.
   *
   * @throws PlumblineException MISSING_FIELD or INVALID_FIELD, with the field's path
   */
  public boolean tell(Map<?, ?> event, Actor by) {
    ToldEvent told = EventReader.read(event);
    return transactions.in(
        tx -> {
          if (!store.tell(tx, told, by.username(), clock.instant())) {
            return false;
          }
          audit.append(
              tx,
              AuditEvent.of(by, "lineage.told", "run", told.runId().toString())
                  .after(Map.of("job", told.job(), "event", told.type())));
          return true;
        });
  }
}
