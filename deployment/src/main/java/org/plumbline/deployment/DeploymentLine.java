package org.plumbline.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;

/**
 * A ledger row as the API shows it.
 *
 * @param groupThresholds whether it decided by another threshold for each group of people
 */
public record DeploymentLine(
    int version,
    Stage stage,
    Instant from,
    @Nullable Instant until,
    String by,
    @Nullable String changeRequest,
    String reason,
    int share,
    boolean groupThresholds) {
  public static DeploymentLine of(LedgerRow row) {
    var request = row.changeRequest();
    return new DeploymentLine(
        row.version().number().value(),
        row.stage(),
        row.effectiveFrom(),
        row.effectiveUntil(),
        row.by(),
        request == null ? null : request.toString(),
        row.reason(),
        row.share(),
        row.byGroup());
  }
}
