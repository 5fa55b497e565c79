package org.plumbline.audit;

import org.plumbline.kernel.MemoryTransactions;
import org.plumbline.kernel.Transactions;

class MemoryAuditTrailTest extends AuditTrailContract {
  private final MemoryAuditTrail trail = new MemoryAuditTrail(() -> NOON);
  private final MemoryTransactions transactions = new MemoryTransactions();

  @Override
  protected AuditTrail trail() {
    return trail;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
