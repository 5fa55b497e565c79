package org.plumbline.access;

import org.plumbline.kernel.MemoryTransactions;
import org.plumbline.kernel.Transactions;

class MemoryAccessTest extends AccessStoreContract {
  private final MemoryAccess access = new MemoryAccess();
  private final EntitlementSource entitlements = access.entitlements();
  private final MemoryTransactions transactions = new MemoryTransactions();

  @Override
  protected Transactions transactions() {
    return transactions;
  }

  @Override
  protected Users users() {
    return access.users();
  }

  @Override
  protected Sessions sessions() {
    return access.sessions();
  }

  @Override
  protected ApiKeyStore keys() {
    return access.keys();
  }

  @Override
  protected EntitlementSource entitlements() {
    return entitlements;
  }
}
