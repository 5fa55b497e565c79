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
import org.plumbline.governance.Evaluation;
import org.plumbline.governance.Evaluator;
import org.plumbline.governance.PolicyDecision;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Transactions;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
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
  private final CanaryStore canaries;
  private final Evaluator evaluator;
  private final ModelSummaries summaries;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  public ChangeRequests(
      Transactions transactions,
      ChangeRequestStore store,
      DeploymentLedger ledger,
      CanaryStore canaries,
      Evaluator evaluator,
      ModelSummaries summaries,
      Timeline timeline,
      AuditTrail audit,
      Supplier<UUID> ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.ledger = ledger;
    this.canaries = canaries;
    this.evaluator = evaluator;
    this.summaries = summaries;
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
    Evaluation evaluation = evaluator.evaluate(draft.version(), author, at);
    return transactions.in(
        tx -> {
          ChangeRequest request = opened(tx, draft, author, evaluation, at);
          keep(tx, request, draft, author, evaluation, at);
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
    Evaluation evaluation = evaluator.evaluate(draft.version(), author, at);
    return transactions.in(
        tx -> {
          var _ = ledger.lock(tx, draft.version().model());
          Optional<ChangeRequest> open = same(draft, "open");
          if (open.isPresent()) {
            return open.get();
          }
          ChangeRequest request = opened(tx, draft, author, evaluation, at);
          Optional<ChangeRequest> before =
              same(draft, "refused").filter(old -> old.refusals().equals(request.refusals()));
          if (before.isPresent()) {
            return before.get();
          }
          keep(tx, request, draft, author, evaluation, at);
          return request;
        });
  }

  /** The newest request in that state for the same change. */
  private Optional<ChangeRequest> same(ChangeDraft draft, String state) {
    return store.list(state, draft.version().model(), null, LOOKED_AT).stream()
        .filter(request -> request.proposal().version().equals(draft.version()))
        .filter(request -> request.proposal().stage() == draft.stage())
        .findFirst();
  }

  private ChangeRequest opened(
      Tx tx, ChangeDraft draft, Actor author, Evaluation evaluation, Instant at) {
    Standing standing = ledger.lock(tx, draft.version().model());
    var wish =
        new OpeningRules.Wish(
            ids.get(),
            draft.version(),
            draft.stage(),
            author.username(),
            draft.reason(),
            evaluation.verdict(),
            evaluation.reasons(),
            evaluator.policy().directToProduction(),
            draft.plan(),
            at);
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
        "To " + OpeningRules.name(draft.stage()) + ": " + draft.reason());
    append(tx, request, author, "change-request.open", draft.reason());
  }

  /** As {@link #vote(UUID, Actor, boolean, Vote.Ballot, String, Instant)}, now. */
  public ChangeRequest vote(
      UUID id, Actor voter, boolean mayApprove, Vote.Ballot ballot, String comment) {
    return vote(id, voter, mayApprove, ballot, comment, clock.instant());
  }

  /**
   * Counts a vote; the last approval carries the change out in the same transaction.
   *
   * @param mayApprove the voter holds the permission
   * @throws PlumblineException REFUSED with the rules that stand against it; NOT_FOUND
   */
  public ChangeRequest vote(
      UUID id, Actor voter, boolean mayApprove, Vote.Ballot ballot, String comment, Instant at) {
    VersionId version = load(id).proposal().version();
    Evaluation evaluation = evaluator.evaluate(version, voter, at);
    return transactions.in(
        tx -> {
          Standing standing = ledger.lock(tx, version.model());
          ChangeRequest request = load(id);
          var now =
              new VotingRules.Circumstances(
                  mayApprove,
                  new PolicyDecision(evaluation.verdict(), evaluation.reasons()),
                  standing,
                  evaluator.policy().directToProduction());
          ChangeRequest next =
              accepted(
                  VotingRules.vote(request, new Vote(voter.username(), ballot, comment, at), now));
          carryOut(tx, next, standing, evaluation, voter, at);
          return next;
        });
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
        evaluator.keep(tx, evaluation, voter);
        tell(tx, next, at, "approved", voter, said(comment, next));
        tell(tx, next, at, "rejected", Actor.system("policy"), Refusal.texts(refused.refusals()));
      }
      case ChangeRequest.Applied _ -> {
        evaluator.keep(tx, evaluation, voter);
        tell(tx, next, at, "approved", voter, said(comment, next));
        deploy(tx, next.proposal(), standing, voter, at);
      }
      case ChangeRequest.Withdrawn _ -> {}
    }
    append(tx, next, voter, "change-request.vote", vote.ballot().wireName() + ": " + comment);
  }

  private void deploy(Tx tx, Proposal proposal, Standing standing, Actor by, Instant at) {
    VersionId wanted = proposal.version();
    List<StageChange> plan = StageChange.plan(standing, wanted.number(), proposal.stage());
    summarise(tx, wanted.model(), standing, plan, at);
    endCanary(tx, proposal, plan, by, at);
    CanaryPlan steps = proposal.planOrStandard();
    if (proposal.stage() == Stage.CANARY) {
      var course = new Canary.Course(proposal.id(), proposal.author(), wanted, steps);
      canaries.save(tx, new Canary.Running(course, 0, at));
    }
    for (StageChange change : plan) {
      VersionId version = new VersionId(wanted.model(), change.version());
      boolean replaced = !version.equals(wanted);
      String reason = replaced ? "replaced by " + wanted : proposal.reason();
      ledger.append(
          tx,
          new LedgerRow(
              version,
              change.stage(),
              at,
              null,
              clock.instant(),
              proposal.author(),
              proposal.id(),
              reason,
              share(change.stage(), steps)));
      timeline.append(
          tx,
          version.model(),
          new TimelineEntry(
              at,
              change.stage() == Stage.RETIRED ? "retired" : "deployed",
              version.number().value(),
              by.username(),
              change.stage() == Stage.RETIRED
                  ? "Retired: " + reason
                  : "To " + OpeningRules.name(change.stage()) + ": " + reason));
      audit.append(
          tx,
          AuditEvent.of(by, "deployment.apply", "version", version.toString())
              .before(
                  Map.of(
                      "stage",
                      standing.stageOf(change.version()).map(OpeningRules::name).orElse("none")))
              .after(
                  Map.of(
                      "stage",
                      OpeningRules.name(change.stage()),
                      "changeRequest",
                      proposal.id().toString()))
              .because(reason));
    }
  }

  private static int share(Stage stage, CanaryPlan plan) {
    return switch (stage) {
      case PRODUCTION -> 100;
      case CANARY -> plan.shares().getFirst();
      case SHADOW, RETIRED -> 0;
    };
  }

  /** A canary that goes to production, or whose place another one takes, has ended. */
  private void endCanary(Tx tx, Proposal proposal, List<StageChange> plan, Actor by, Instant at) {
    Optional<Canary> active = canaries.active(tx, proposal.version().model());
    if (active.isEmpty()) {
      return;
    }
    VersionNumber challenger = active.get().course().challenger().number();
    if (plan.stream().noneMatch(change -> change.version().equals(challenger))) {
      return;
    }
    boolean promoted =
        proposal.stage() == Stage.PRODUCTION && proposal.version().number().equals(challenger);
    CanaryRules.Decision decision =
        CanaryRules.end(
            active.get(),
            promoted ? Canary.Outcome.PROMOTED : Canary.Outcome.REPLACED,
            new Canary.Steering(by.username(), proposal.reason(), at));
    if (decision instanceof CanaryRules.Decision.Accepted ended) {
      canaries.save(tx, ended.canary());
    }
  }

  /** The list row of the model: what answers once the plan is carried out. */
  private void summarise(
      Tx tx, ModelName model, Standing standing, List<StageChange> plan, Instant at) {
    Map<VersionNumber, Stage> after = new LinkedHashMap<>(standing.stages());
    plan.forEach(change -> after.put(change.version(), change.stage()));
    Optional<Map.Entry<VersionNumber, Stage>> best =
        after.entrySet().stream()
            .filter(entry -> entry.getValue().isServing())
            .max(Map.Entry.comparingByValue());
    if (best.isEmpty()) {
      summaries.serving(tx, model, null, null, null);
      return;
    }
    VersionNumber version = best.get().getKey();
    boolean moved = plan.stream().anyMatch(change -> change.version().equals(version));
    Instant since =
        moved
            ? at
            : ledger.serving(model).stream()
                .filter(serving -> serving.version() == version.value())
                .map(DeploymentLedger.Serving::since)
                .findFirst()
                .orElse(at);
    summaries.serving(tx, model, best.get().getValue(), version, since);
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
    after.put("state", request.state());
    after.put("verdict", proposal.verdict().name());
    after.put("approvals", request.votes().size() + " of " + proposal.requiredApprovals());
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
