package org.plumbline.deployment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.governance.ChangeFacts;
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Evaluator;
import org.plumbline.governance.Judgement;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/**
 * The way a version comes to serve: asked for, judged, approved, carried out.
 *
 * <p>Each step is one transaction with its timeline and audit entries. Times may lie in the past: a
 * replay tells when things took effect; the ledger keeps beside it when they were written down.
 * Safe to share between threads.
 */
public final class ChangeRequests {
  /** So many of a model's newest requests are looked through for the same one. */
  private static final int LOOKED_AT = 100;

  private final Transactions transactions;
  private final ChangeRequestStore store;
  private final DeploymentLedger ledger;
  private final Deploying deploying;
  private final ApprovalStore approvals;
  private final Evaluator evaluator;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public ChangeRequests(
      Transactions transactions,
      ChangeRequestStore store,
      DeploymentLedger ledger,
      CanaryStore canaries,
      ApprovalStore approvals,
      Evaluator evaluator,
      ModelSummaries summaries,
      Timeline timeline,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.ledger = ledger;
    this.deploying = new Deploying(ledger, canaries, summaries, timeline, audit, clock);
    this.approvals = approvals;
    this.evaluator = evaluator;
    this.timeline = timeline;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** As {@link #open(ChangeDraft, Actor, Instant)}, now. */
  public ChangeRequest open(ChangeDraft draft, Actor author) {
    return open(draft, author, clock.instant());
  }

  /**
   * Opens a request: it is open, or refused when the policy forbids it.
   *
   * @throws PlumblineException REFUSED when the author can mend it; NOT_FOUND without such a
   *     version
   */
  public ChangeRequest open(ChangeDraft draft, Actor author, Instant at) {
    Judgement judgement = judge(draft, author, at);
    return transactions.in(
        tx -> {
          ChangeRequest request = opened(tx, draft, author, judgement, at);
          keep(tx, request, draft, author, judgement.evaluation(), at);
          return request;
        });
  }

  /**
   * Opens a request, for callers who ask again and again: the same one that is open already, or
   * that the policy has refused for the same reasons, is given back and nothing is written.
   *
   * @throws PlumblineException as {@link #open(ChangeDraft, Actor)}
   */
  public ChangeRequest ask(ChangeDraft draft, Actor author) {
    Instant at = clock.instant();
    Judgement judgement = judge(draft, author, at);
    return transactions.in(
        tx -> {
          var _ = ledger.lock(tx, draft.version().model());
          Optional<ChangeRequest> open = same(draft, "open");
          if (open.isPresent()) {
            return open.get();
          }
          ChangeRequest request = opened(tx, draft, author, judgement, at);
          Optional<ChangeRequest> before =
              same(draft, "refused").filter(old -> old.refusals().equals(request.refusals()));
          if (before.isPresent()) {
            return before.get();
          }
          keep(tx, request, draft, author, judgement.evaluation(), at);
          return request;
        });
  }

  private Judgement judge(ChangeDraft draft, Actor author, Instant at) {
    // Whether it is a rollback is decided under the model's lock; a policy is told what it seems.
    boolean rollback =
        draft.stage() == Stage.PRODUCTION
            && !draft.byGroup()
            && ledger.list(draft.version().model()).stream()
                .anyMatch(
                    row ->
                        row.stage() == Stage.PRODUCTION && row.version().equals(draft.version()));
    return evaluator.judge(
        draft.version(),
        new ChangeFacts(draft.stage(), author.username(), rollback, draft.byGroup(), at),
        author,
        at);
  }

  /** The newest request in that state for the same change. */
  private Optional<ChangeRequest> same(ChangeDraft draft, String state) {
    return store.list(state, draft.version().model(), null, LOOKED_AT).stream()
        .filter(request -> request.proposal().version().equals(draft.version()))
        .filter(request -> request.proposal().stage() == draft.stage())
        .filter(request -> request.proposal().byGroup() == draft.byGroup())
        .findFirst();
  }

  private ChangeRequest opened(
      Tx tx, ChangeDraft draft, Actor author, Judgement judgement, Instant at) {
    Standing standing = ledger.lock(tx, draft.version().model());
    var wish =
        new OpeningRules.Wish(
            ids.get(),
            draft.version(),
            draft.stage(),
            author.username(),
            draft.reason(),
            judgement.evaluation().verdict(),
            judgement.evaluation().reasons(),
            judgement.directToProduction(),
            judgement.demands(),
            draft.plan(),
            OpeningRules.Groups.of(draft.byGroup(), judgement.hasGroupThresholds()),
            at);
    deploying.demandFree(tx, standing, draft.version(), draft.stage(), draft.plan());
    return accepted(OpeningRules.open(wish, standing));
  }

  private void keep(
      Tx tx,
      ChangeRequest request,
      ChangeDraft draft,
      Actor author,
      Evaluation evaluation,
      Instant at) {
    evaluator.keep(tx, evaluation, author);
    store.save(tx, request);
    tell(
        tx,
        request,
        at,
        "changeRequested",
        author,
        "To "
            + OpeningRules.name(draft.stage())
            + (draft.byGroup() ? ", deciding by group" : "")
            + ": "
            + draft.reason());
    append(tx, request, author, "change-request.open", draft.reason());
  }

  /** As {@link #vote(UUID, Actor, boolean, Vote)}, now, in one's own name. */
  public ChangeRequest vote(
      UUID id, Actor voter, boolean mayApprove, Vote.Ballot ballot, String comment) {
    return vote(id, voter, mayApprove, ballot, comment, clock.instant());
  }

  /** As {@link #vote(UUID, Actor, boolean, Vote)}, in one's own name. */
  public ChangeRequest vote(
      UUID id, Actor voter, boolean mayApprove, Vote.Ballot ballot, String comment, Instant at) {
    return vote(id, voter, mayApprove, new Vote(voter.username(), ballot, comment, at));
  }

  /**
   * Counts a vote and keeps what it rests on; the last approval carries the change out in the same
   * transaction.
   *
   * @param mayApprove the voter holds the permission
   * @throws PlumblineException REFUSED with the rules that stand against it; NOT_FOUND
   */
  public ChangeRequest vote(UUID id, Actor voter, boolean mayApprove, Vote vote) {
    Proposal asked = load(id).proposal();
    Judgement judgement =
        evaluator.judge(
            asked.version(),
            new ChangeFacts(
                asked.stage(), asked.author(), asked.rollback(), asked.byGroup(), vote.at()),
            voter,
            vote.at());
    List<Delegation> delegations =
        vote.onBehalfOf() == null ? List.of() : approvals.delegations(LOOKED_AT);
    return transactions.in(
        tx -> {
          Standing standing = ledger.lock(tx, asked.version().model());
          ChangeRequest request = load(id);
          if (vote.ballot() == Vote.Ballot.APPROVE) {
            deploying.demandFree(tx, standing, asked.version(), asked.stage(), asked.plan());
          }
          var now =
              new VotingRules.Circumstances(
                  mayApprove,
                  judgement.decision(),
                  standing,
                  judgement.directToProduction(),
                  judgement.demands(),
                  judgement.owner(),
                  delegations);
          Vote resting = vote.restingOn(evaluator.freeze(tx, judgement.evaluation()));
          // A refusal is thrown, and takes the evidence back with it.
          ChangeRequest next = accepted(VotingRules.vote(request, resting, now));
          carryOut(tx, next, standing, judgement.evaluation(), voter, vote.at());
          return next;
        });
  }

  /**
   * Ends the open requests that nobody decided in time.
   *
   * @return how many
   */
  public int expire() {
    Instant now = clock.instant();
    List<ChangeRequest> due = store.due(now, LOOKED_AT);
    for (ChangeRequest old : due) {
      transactions.run(
          tx -> {
            ledger.lock(tx, old.proposal().version().model());
            if (load(old.proposal().id()) instanceof ChangeRequest.Open open) {
              var expired = new ChangeRequest.Expired(open.proposal(), open.votes(), now);
              Actor keeper = Actor.system("approvals");
              store.save(tx, expired);
              append(tx, expired, keeper, "change-request.expire", "Nobody decided in time");
              tell(tx, expired, now, "expired", keeper, said("", expired));
            }
          });
    }
    return due.size();
  }

  /** Takes an open request back. */
  public ChangeRequest withdraw(UUID id, Actor who) {
    Instant at = clock.instant();
    ModelName model = load(id).proposal().version().model();
    return transactions.in(
        tx -> {
          ledger.lock(tx, model);
          ChangeRequest next = accepted(VotingRules.withdraw(load(id), who.username(), at));
          store.save(tx, next);
          append(tx, next, who, "change-request.withdraw", "");
          return next;
        });
  }

  /** Must exist, or throws NOT_FOUND. */
  public ChangeRequest load(UUID id) {
    return store
        .find(id)
        .orElseThrow(
            () ->
                PlumblineException.of(
                    ErrorCode.NOT_FOUND, "There is no change request " + id + "; list them first"));
  }

  private void carryOut(
      Tx tx,
      ChangeRequest next,
      Standing standing,
      Evaluation evaluation,
      Actor voter,
      Instant at) {
    store.save(tx, next);
    Vote vote = next.votes().getLast();
    String comment = vote.comment();
    switch (next) {
      case ChangeRequest.Open _ -> tell(tx, next, at, "approved", voter, said(comment, next));
      case ChangeRequest.Rejected _ -> tell(tx, next, at, "rejected", voter, said(comment, next));
      case ChangeRequest.Refused refused -> {
        evaluator.tell(tx, evaluation, String.valueOf(vote.evidence()), voter);
        tell(tx, next, at, "approved", voter, said(comment, next));
        tell(tx, next, at, "rejected", Actor.system("policy"), Refusal.texts(refused.refusals()));
      }
      case ChangeRequest.Applied _ -> {
        evaluator.tell(tx, evaluation, String.valueOf(vote.evidence()), voter);
        tell(tx, next, at, "approved", voter, said(comment, next));
        deploying.deploy(tx, next.proposal(), standing, voter, at);
      }
      case ChangeRequest.Withdrawn _, ChangeRequest.Expired _ -> {}
    }
    append(tx, next, voter, "change-request.vote", vote.ballot().wireName() + ": " + comment);
  }

  private void tell(
      Tx tx, ChangeRequest request, Instant at, String kind, Actor actor, String detail) {
    VersionId version = request.proposal().version();
    timeline.append(
        tx,
        version.model(),
        new TimelineEntry(at, kind, version.number().value(), actor.username(), detail));
  }

  private void append(Tx tx, ChangeRequest request, Actor actor, String action, String reason) {
    Proposal proposal = request.proposal();
    Map<String, String> after = new LinkedHashMap<>();
    after.put("version", proposal.version().toString());
    after.put("stage", OpeningRules.name(proposal.stage()));
    if (proposal.byGroup()) {
      after.put("groupThresholds", "true");
    }
    after.put("state", request.state());
    after.put("verdict", proposal.verdict().name());
    after.put("approvals", request.votes().size() + " of " + proposal.requiredApprovals());
    if (!request.votes().isEmpty()) {
      after.put("evidence", String.valueOf(request.votes().getLast().evidence()));
    }
    CanaryPlan plan = proposal.plan();
    if (plan != null && plan.trial() != null) {
      TrialPlan trial = plan.trial();
      after.put(
          "trial", trial.metric() + " by " + trial.effect() + " in " + trial.days() + " days");
    }
    if (!request.refusals().isEmpty()) {
      after.put("refusals", Refusal.texts(request.refusals()));
    }
    audit.append(
        tx,
        AuditEvent.of(actor, action, "change-request", proposal.id().toString())
            .after(after)
            .because(reason));
  }

  private static String said(String comment, ChangeRequest request) {
    String which = "The change to " + OpeningRules.name(request.proposal().stage());
    return comment.isBlank() ? which : which + ": " + comment;
  }

  private static ChangeRequest accepted(Decision decision) {
    return switch (decision) {
      case Decision.Accepted accepted -> accepted.request();
      case Decision.Refused refused -> throw Refusal.thrown(refused.refusals());
    };
  }
}
