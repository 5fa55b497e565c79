package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;

/** A change request as the API shows it. */
public record ChangeRequestLine(
    String id,
    String model,
    int version,
    Stage stage,
    String reason,
    String author,
    String state,
    Verdict verdict,
    int requiredApprovals,
    List<Approval> approvals,
    List<String> refusals,
    @Nullable CanaryPlanLine plan,
    Instant createdAt) {
  /** One vote; {@code decision} is approve or reject. */
  public record Approval(String by, String decision, String comment, Instant at) {}

  public static ChangeRequestLine of(ChangeRequest request) {
    Proposal proposal = request.proposal();
    return new ChangeRequestLine(
        proposal.id().toString(),
        proposal.version().model().value(),
        proposal.version().number().value(),
        proposal.stage(),
        proposal.reason(),
        proposal.author(),
        request.state(),
        proposal.verdict(),
        proposal.requiredApprovals(),
        request.votes().stream()
            .map(
                vote ->
                    new Approval(vote.by(), vote.ballot().wireName(), vote.comment(), vote.at()))
            .toList(),
        request.refusals().stream().map(Refusal::text).toList(),
        proposal.stage() == Stage.CANARY ? CanaryPlanLine.of(proposal.planOrStandard()) : null,
        proposal.createdAt());
  }
}
