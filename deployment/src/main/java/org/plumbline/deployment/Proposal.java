package org.plumbline.deployment;

import static org.plumbline.kernel.Require.require;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.Demand;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * What an author asks for: a version to be moved to a stage, and why.
 *
 * @param verdict of the policy when the request was opened, or the worse one that came later
 * @param rollback the version goes back to production, where it was before
 * @param requiredApprovals by people other than the author
 * @param demands what the policies ask of the approvals beyond their number
 * @param expiresAt an open request is decided before then or not at all
 * @param plan how a canary is to grow, null for {@link CanaryPlan#STANDARD} and for other stages
 * @param byGroup whether the version is to decide by the thresholds of groups
 */
public record Proposal(
    UUID id,
    VersionId version,
    Stage stage,
    String author,
    String reason,
    Verdict verdict,
    boolean rollback,
    int requiredApprovals,
    List<Demand> demands,
    @Nullable CanaryPlan plan,
    boolean byGroup,
    Instant createdAt,
    Instant expiresAt) {
  public Proposal {
    require(!author.isBlank(), "A change request needs an author");
    demands = List.copyOf(demands);
    require(requiredApprovals >= 1, "requiredApprovals %s must be 1 or more", requiredApprovals);
  }

  CanaryPlan planOrStandard() {
    return plan == null ? CanaryPlan.STANDARD : plan;
  }

  Proposal judged(Verdict now, int approvals, List<Demand> asked) {
    return new Proposal(
        id, version, stage, author, reason, now, rollback, approvals, asked, plan, byGroup,
        createdAt, expiresAt);
  }
}
