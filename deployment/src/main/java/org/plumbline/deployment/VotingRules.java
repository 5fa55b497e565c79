package org.plumbline.deployment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.governance.PolicyDecision;
import org.plumbline.governance.Verdict;
import org.plumbline.kernel.Stage;

/** Who may vote, and what a vote does: pure. */
public final class VotingRules {
  private VotingRules() {}

  /**
   * What holds at the moment of the vote.
   *
   * @param mayApprove the voter holds the permission
   * @param policy what the policy says now
   * @param standing where the versions stand now
   * @param directToProduction the policy lets versions skip shadow and canary
   */
  public record Circumstances(
      boolean mayApprove, PolicyDecision policy, Standing standing, boolean directToProduction) {}

  /**
   * Counts a vote.
   *
   * <p>With the last approval needed the request becomes {@link ChangeRequest.Applied}, unless the
   * policy has changed its mind since: facts move while people think, so the verdict of now counts.
   */
  public static Decision vote(ChangeRequest request, Vote vote, Circumstances now) {
    return switch (request) {
      case ChangeRequest.Open open -> count(open, vote, now);
      case ChangeRequest.Applied _,
          ChangeRequest.Rejected _,
          ChangeRequest.Refused _,
          ChangeRequest.Withdrawn _ ->
          Decision.refused(
              Rule.NOT_OPEN,
              "The change request is "
                  + request.state()
                  + "; open a new one if it is still wanted");
    };
  }

  /** Takes an open request back; only its author may. */
  public static Decision withdraw(ChangeRequest request, String who, Instant at) {
    if (!(request instanceof ChangeRequest.Open open)) {
      return Decision.refused(Rule.NOT_OPEN, "The change request is " + request.state());
    }
    if (!who.equals(open.proposal().author())) {
      return Decision.refused(
          Rule.NOT_THE_AUTHOR,
          "Only the author "
              + open.proposal().author()
              + " may withdraw the request; reject it instead");
    }
    return new Decision.Accepted(new ChangeRequest.Withdrawn(open.proposal(), open.votes(), at));
  }

  private static Decision count(ChangeRequest.Open open, Vote vote, Circumstances now) {
    List<Refusal> refusals = objections(open, vote, now.mayApprove());
    if (!refusals.isEmpty()) {
      return new Decision.Refused(refusals);
    }
    List<Vote> votes = new ArrayList<>(open.votes());
    votes.add(vote);
    if (vote.ballot() == Vote.Ballot.REJECT) {
      return new Decision.Accepted(new ChangeRequest.Rejected(open.proposal(), votes, vote.at()));
    }
    Proposal proposal = raised(open.proposal(), now.policy().verdict());
    if (votes.size() < proposal.requiredApprovals()) {
      return new Decision.Accepted(new ChangeRequest.Open(proposal, votes));
    }
    List<Refusal> late = lateRefusals(proposal, now);
    return new Decision.Accepted(
        late.isEmpty()
            ? new ChangeRequest.Applied(proposal, votes, vote.at())
            : new ChangeRequest.Refused(proposal, votes, late, vote.at()));
  }

  private static List<Refusal> lateRefusals(Proposal proposal, Circumstances now) {
    List<Refusal> refusals =
        new ArrayList<>(
            OpeningRules.transition(
                proposal.version(), proposal.stage(), now.standing(), now.directToProduction()));
    OpeningRules.policyRefusal(proposal, now.policy().verdict(), now.policy().reasons())
        .ifPresent(refusals::add);
    if (now.policy().verdict() == Verdict.AT_RISK
        && proposal.stage() != Stage.RETIRED
        && !OpeningRules.justified(proposal.reason())) {
      refusals.add(OpeningRules.tooShort(proposal.version(), proposal.reason()));
    }
    return refusals;
  }

  /** A version that came to be at risk while people voted needs the further approval too. */
  private static Proposal raised(Proposal proposal, Verdict now) {
    return now == Verdict.AT_RISK
            && proposal.verdict() != Verdict.AT_RISK
            && proposal.stage() != Stage.RETIRED
        ? proposal.withVerdict(now, proposal.requiredApprovals() + 1)
        : proposal;
  }

  private static List<Refusal> objections(ChangeRequest.Open open, Vote vote, boolean mayApprove) {
    List<Refusal> refusals = new ArrayList<>();
    String author = open.proposal().author();
    if (!mayApprove) {
      refusals.add(
          new Refusal(
              Rule.PERMISSION_MISSING,
              vote.by() + " may not decide on change requests; ask a risk officer"));
    }
    if (vote.by().equals(author)) {
      refusals.add(
          new Refusal(
              Rule.SEPARATION_OF_DUTIES,
              author + " is the author and cannot decide on the own request; ask somebody else"));
    }
    if (open.votes().stream().anyMatch(earlier -> earlier.by().equals(vote.by()))) {
      refusals.add(
          new Refusal(
              Rule.VOTED_ALREADY, vote.by() + " has voted already; another person must decide"));
    }
    if (vote.ballot() == Vote.Ballot.REJECT && vote.comment().isBlank()) {
      refusals.add(
          new Refusal(
              Rule.COMMENT_MISSING, "A rejection needs a comment, so that the author can act"));
    }
    return refusals;
  }
}
