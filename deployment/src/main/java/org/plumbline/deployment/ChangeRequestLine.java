package org.plumbline.deployment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.governance.Demand;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;

/**
 * A change request as the API shows it.
 *
 * @param demands what policies ask of the approvals, in words
 * @param waitsFor certain people whose approvals are still missing
 * @param groupThresholds whether the version is to decide by another threshold for each group
 * @param override whether it went through although a policy called the version at risk
 */
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
    List<String> demands,
    List<String> waitsFor,
    List<Approval> approvals,
    List<String> refusals,
    @Nullable CanaryPlanLine plan,
    boolean groupThresholds,
    boolean override,
    Instant createdAt,
    Instant expiresAt) {
  /** One vote; {@code decision} is approve or reject. */
  public record Approval(
      String by,
      String decision,
      String comment,
      Instant at,
      @Nullable String onBehalfOf,
      @Nullable String evidence) {}

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
        proposal.demands().stream().map(Demand::reason).toList(),
        request instanceof ChangeRequest.Open open
            ? VotingRules.missing(proposal, open.votes()).stream()
                .map(demand -> demand.required() + " of " + String.join(", ", demand.of()))
                .toList()
            : List.of(),
        request.votes().stream()
            .map(
                vote ->
                    new Approval(
                        vote.by(),
                        vote.ballot().wireName(),
                        vote.comment(),
                        vote.at(),
                        vote.onBehalfOf(),
                        vote.evidence()))
            .toList(),
        request.refusals().stream().map(Refusal::text).toList(),
        proposal.stage() == Stage.CANARY ? CanaryPlanLine.of(proposal.planOrStandard()) : null,
        proposal.byGroup(),
        request instanceof ChangeRequest.Applied
            && proposal.verdict() == Verdict.AT_RISK
            && proposal.stage() != Stage.RETIRED,
        proposal.createdAt(),
        proposal.expiresAt());
  }
}
