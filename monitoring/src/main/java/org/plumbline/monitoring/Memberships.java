package org.plumbline.monitoring;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.data.ColumnContract;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.VersionId;

/**
 * Takes who belongs to which group of people, only to watch fairness. Single memberships are never
 * told again, and the audit trail counts them. Safe to share.
 */
public final class Memberships {
  private final Transactions transactions;
  private final FairnessStore store;
  private final WatchedVersions versions;
  private final AuditTrail audit;
  private final InstantSource clock;

  public Memberships(
      Transactions transactions,
      FairnessStore store,
      WatchedVersions versions,
      AuditTrail audit,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Keeps memberships; the weeks that they may change are measured anew.
   *
   * @param version whose contract protects the attributes
   * @throws PlumblineException NOT_FOUND without such a version; INVALID_FIELD for an attribute
   *     that is not protected
   */
  public MembershipReceipt tell(VersionId version, List<Membership> memberships, Actor by) {
    List<String> attributes =
        versions.load(version).contract().protectedColumns().stream()
            .map(ColumnContract::name)
            .toList();
    for (Membership membership : memberships) {
      for (String attribute : membership.groups().keySet()) {
        if (!attributes.contains(attribute)) {
          throw PlumblineException.of(
                  ErrorCode.INVALID_FIELD,
                  "'%s' is no protected attribute of %s; protected are %s"
                      .formatted(
                          attribute,
                          version,
                          attributes.isEmpty() ? "none" : String.join(", ", attributes)))
              .with("field", "groups");
        }
      }
    }
    return transactions.in(
        tx -> {
          int changed =
              store.save(tx, version.model(), memberships, by.username(), clock.instant());
          if (changed > 0) {
            store.stale(tx, version.model());
          }
          audit.append(
              tx,
              AuditEvent.of(by, "memberships.told", "model", version.model().value())
                  .after(
                      Map.of(
                          "accepted", Integer.toString(memberships.size()),
                          "changed", Integer.toString(changed),
                          "attributes", String.join(", ", attributes))));
          return new MembershipReceipt(memberships.size(), changed);
        });
  }
}
