package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * A version went to a stage although a policy called it at risk: who let it, and why.
 *
 * @param reason of the author
 * @param objections of the policies at that time
 * @param approvals with their justifications
 * @param serving whether the version is at that stage by this change now
 */
public record PolicyOverride(
    UUID request,
    VersionId version,
    Stage stage,
    String author,
    String reason,
    List<String> objections,
    List<Vote> approvals,
    Instant at,
    boolean serving) {
  public PolicyOverride {
    objections = List.copyOf(objections);
    approvals = List.copyOf(approvals);
  }
}
