package org.plumbline.deployment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.audit.AuditEvent;
import org.plumbline.audit.AuditTrail;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.Tx;
import org.plumbline.kernel.VersionId;
import org.plumbline.kernel.VersionNumber;
import org.plumbline.monitoring.ModelSummaries;
import org.plumbline.monitoring.Timeline;
import org.plumbline.monitoring.TimelineEntry;

/**
 * Carries an approved change out: ledger, canary, summary, timeline and audit in one transaction.
 */
final class Deploying {
  private final DeploymentLedger ledger;
  private final CanaryStore canaries;
  private final ModelSummaries summaries;
  private final Timeline timeline;
  private final AuditTrail audit;
  private final InstantSource clock;

  Deploying(
      DeploymentLedger ledger,
      CanaryStore canaries,
      ModelSummaries summaries,
      Timeline timeline,
      AuditTrail audit,
      InstantSource clock) {
    this.ledger = ledger;
    this.canaries = canaries;
    this.summaries = summaries;
    this.timeline = timeline;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Demands that no trial stands against a change, and no canary against a trial.
   *
   * @param plan of the wish, null for the standard one
   * @throws org.plumbline.kernel.PlumblineException REFUSED with the rules against it
   */
  void demandFree(
      Tx tx, Standing standing, VersionId version, Stage stage, @Nullable CanaryPlan plan) {
    List<Refusal> refusals =
        TrialRules.against(canaries.active(tx, version.model()), standing, version, stage, plan);
    if (!refusals.isEmpty()) {
      throw Refusal.thrown(refusals);
    }
  }

  /** Puts the version at its stage; whoever held the stage retires. */
  void deploy(Tx tx, Proposal proposal, Standing standing, Actor by, Instant at) {
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
      boolean byGroup = !replaced && proposal.byGroup();
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
              share(change.stage(), steps),
              byGroup));
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
                  : "To "
                      + OpeningRules.name(change.stage())
                      + (proposal.byGroup() ? ", deciding by group" : "")
                      + ": "
                      + reason));
      audit.append(
          tx,
          AuditEvent.of(by, "deployment.apply", "version", version.toString())
              .before(
                  state(
                      standing.stageOf(change.version()).map(OpeningRules::name).orElse("none"),
                      standing.decidesByGroup(change.version()),
                      Map.of()))
              .after(
                  state(
                      OpeningRules.name(change.stage()),
                      byGroup,
                      Map.of("changeRequest", proposal.id().toString())))
              .because(reason));
    }
  }

  private static Map<String, String> state(
      String stage, boolean byGroup, Map<String, String> more) {
    Map<String, String> state = new LinkedHashMap<>(more);
    state.put("stage", stage);
    if (byGroup) {
      state.put("groupThresholds", "true");
    }
    return state;
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
}
