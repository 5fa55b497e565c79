package org.plumbline.registry;

import org.plumbline.audit.MemoryAuditTrail;
import org.plumbline.kernel.MemoryTransactions;

class MemoryRegistryTest extends RegistryContract {
  private final MemoryModels models = new MemoryModels();
  private final MemoryObjects objects = new MemoryObjects();
  private final Registry.Ports ports =
      new Registry.Ports(
          new MemoryTransactions(),
          models,
          models,
          objects,
          new PlainParts(),
          new MemoryAuditTrail(() -> Examples.NOON),
          Examples.signer(),
          new NobodyCollects(),
          listening());

  @Override
  protected Registry.Ports ports() {
    return ports;
  }

  @Override
  protected void damage(ContentHash hash) {
    objects.damage(hash);
  }
}
