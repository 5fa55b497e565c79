package org.plumbline.deployment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.governance.Demand;
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
   * @param demands the approvals that the policy asks for now
   * @param owner who answers for the model, and so does not decide on it
   * @param delegations of everybody
   */
  public record Circumstances(
      boolean mayApprove,
      PolicyDecision policy,
      Standing standing,
      boolean directToProduction,
      List<Demand> demands,
      String owner,
      List<Delegation> delegations) {
    public Circumstances {
      demands = List.copyOf(demands);
      delegations = List.copyOf(delegations);
    }
  }

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
          ChangeRequest.Expired _,
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
    if (!vote.at().isBefore(open.proposal().expiresAt())) {
      return Decision.refused(
          Rule.NOT_OPEN,
          "The change request expired on "
              + open.proposal().expiresAt()
              + "; open a new one if it is still wanted");
    }
    List<Refusal> refusals = objections(open, vote, now);
    if (!refusals.isEmpty()) {
      return new Decision.Refused(refusals);
    }
    List<Vote> votes = new ArrayList<>(open.votes());
    votes.add(vote);
    if (vote.ballot() == Vote.Ballot.REJECT) {
      return new Decision.Accepted(new ChangeRequest.Rejected(open.proposal(), votes, vote.at()));
    }
    Proposal proposal = raised(open.proposal(), now);
    if (votes.size() < proposal.requiredApprovals() || !missing(proposal, votes).isEmpty()) {
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
                proposal.version(),
                proposal.stage(),
                proposal.byGroup(),
                now.standing(),
                now.directToProduction()));
    OpeningRules.policyRefusal(proposal, now.policy().verdict(), now.policy().reasons())
        .ifPresent(refusals::add);
    if (now.policy().verdict() == Verdict.AT_RISK
        && proposal.stage() != Stage.RETIRED
        && !OpeningRules.justified(proposal.reason())) {
      refusals.add(OpeningRules.tooShort(proposal.version(), proposal.reason()));
    }
    return refusals;
  }

  /**
   * What came to be asked while people voted counts too: a version that is at risk by now needs the
   * further approval, and a policy may have come to ask for more. Nothing is taken back.
   */
  private static Proposal raised(Proposal proposal, Circumstances now) {
    boolean atRisk =
        now.policy().verdict() == Verdict.AT_RISK
            && proposal.verdict() != Verdict.AT_RISK
            && proposal.stage() != Stage.RETIRED;
    int own = proposal.requiredApprovals() + (atRisk ? 1 : 0);
    List<Demand> demands = new ArrayList<>(proposal.demands());
    now.demands().stream().filter(asked -> !demands.contains(asked)).forEach(demands::add);
    return proposal.judged(
        atRisk ? Verdict.AT_RISK : proposal.verdict(),
        demands.stream().mapToInt(Demand::required).reduce(own, Math::max),
        demands);
  }

  /** The demands for approvals of certain people that are not met yet. */
  static List<Demand> missing(Proposal proposal, List<Vote> votes) {
    return proposal.demands().stream()
        .filter(demand -> !demand.of().isEmpty())
        .filter(
            demand ->
                votes.stream().filter(vote -> demand.of().contains(vote.voice())).count()
                    < demand.required())
        .toList();
  }

  private static List<Refusal> objections(ChangeRequest.Open open, Vote vote, Circumstances now) {
    List<Refusal> refusals = new ArrayList<>();
    String author = open.proposal().author();
    if (!now.mayApprove()) {
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
    refusals.addAll(interests(vote, author, now.owner()));
    delegated(vote, now.delegations()).ifPresent(refusals::add);
    Set<String> heard = new HashSet<>();
    open.votes().forEach(earlier -> heard.addAll(List.of(earlier.by(), earlier.voice())));
    if (heard.contains(vote.by()) || heard.contains(vote.voice())) {
      refusals.add(
          new Refusal(
              Rule.VOTED_ALREADY, vote.voice() + " has voted already; another person must decide"));
    }
    if (vote.ballot() == Vote.Ballot.APPROVE
        && now.policy().verdict() == Verdict.AT_RISK
        && open.proposal().stage() != Stage.RETIRED
        && !OpeningRules.justified(vote.comment())) {
      refusals.add(
          new Refusal(
              Rule.JUSTIFICATION_TOO_SHORT,
              open.proposal().version()
                  + " is at risk: who lets it pass says why in at least "
                  + OpeningRules.JUSTIFICATION_LENGTH
                  + " characters, not in "
                  + vote.comment().strip().length()));
    }
    if (vote.ballot() == Vote.Ballot.REJECT && vote.comment().isBlank()) {
      refusals.add(
          new Refusal(
              Rule.COMMENT_MISSING, "A rejection needs a comment, so that the author can act"));
    }
    return refusals;
  }

  /** Neither the owner decides, nor anybody in the name of the author or the owner. */
  private static List<Refusal> interests(Vote vote, String author, String owner) {
    List<Refusal> refusals = new ArrayList<>();
    if (vote.voice().equals(author) && !vote.by().equals(author)) {
      refusals.add(
          new Refusal(
              Rule.SEPARATION_OF_DUTIES,
              author + " is the author; nobody decides on the request in that name"));
    }
    if (vote.by().equals(owner) || vote.voice().equals(owner)) {
      refusals.add(
          new Refusal(
              Rule.OWNER_DECIDES_NOT,
              owner + " owns the model and cannot decide on it; ask somebody else"));
    }
    return refusals;
  }

  private static Optional<Refusal> delegated(Vote vote, List<Delegation> delegations) {
    boolean may =
        vote.onBehalfOf() == null
            || delegations.stream()
                .filter(one -> one.holds(vote.at()))
                .anyMatch(
                    one -> one.from().equals(vote.onBehalfOf()) && one.to().equals(vote.by()));
    return may
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Rule.DELEGATION_MISSING,
                vote.onBehalfOf() + " has not delegated to " + vote.by() + " for now"));
  }
}
