package org.plumbline.store.governance;

import org.plumbline.audit.AuditEvidence;
import org.plumbline.audit.AuditTrail;
import org.plumbline.deployment.VersionHistory;
import org.plumbline.governance.evidence.Dossiers;
import org.plumbline.store.deployment.WatchRoom;
import org.plumbline.store.registry.RegistryRoom;

/** Wires the evidence to the rooms that it is gathered from. */
public final class EvidenceRoom {
  private EvidenceRoom() {}

  public static Dossiers over(
      RegistryRoom registry, WatchRoom watch, AuditTrail audit, AuditEvidence proofs) {
    return new Dossiers(
        new Dossiers.Rooms(
            registry.registry(),
            registry.models(),
            registry.documents(),
            watch.evaluations(),
            new VersionHistory(watch.changeRequestStore(), watch.ledger()),
            watch.performance(),
            watch.alertStore(),
            audit,
            proofs));
  }
}
