package org.plumbline.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.plumbline.governance.evidence.DecisionHistory;
import org.plumbline.kernel.VersionId;

/** Tells from the change requests and the ledger how a version came to serve. Safe to share. */
public final class VersionHistory implements DecisionHistory {
  private static final int PAGE = 1_000;

  private final ChangeRequestStore requests;
  private final DeploymentLedger ledger;

  public VersionHistory(ChangeRequestStore requests, DeploymentLedger ledger) {
    this.requests = requests;
    this.ledger = ledger;
  }

  @Override
  public List<Request> requests(VersionId version) {
    var found = new ArrayList<Request>();
    UUID after = null;
    while (true) {
      List<ChangeRequest> page = requests.list(null, version.model(), after, PAGE);
      page.stream()
          .filter(request -> request.proposal().version().equals(version))
          .map(VersionHistory::told)
          .forEach(found::add);
      if (page.size() < PAGE) {
        return found.reversed();
      }
      after = page.getLast().proposal().id();
    }
  }

  private static Request told(ChangeRequest request) {
    Proposal proposal = request.proposal();
    return new Request(
        proposal.id(),
        OpeningRules.name(proposal.stage()),
        proposal.author(),
        proposal.createdAt(),
        proposal.reason(),
        request.state(),
        proposal.verdict().name(),
        request.refusals().stream().map(Refusal::text).toList(),
        proposal.requiredApprovals(),
        request.votes().stream()
            .map(vote -> new Word(vote.by(), vote.ballot().wireName(), vote.comment(), vote.at()))
            .toList(),
        proposal.byGroup());
  }

  @Override
  public List<Span> spans(VersionId version) {
    return ledger.list(version.model()).stream()
        .filter(row -> row.version().equals(version))
        .map(
            row ->
                new Span(
                    OpeningRules.name(row.stage()),
                    row.share(),
                    row.effectiveFrom(),
                    row.effectiveUntil(),
                    row.by(),
                    row.reason(),
                    row.changeRequest(),
                    row.byGroup()))
        .toList()
        .reversed();
  }
}
