package org.plumbline.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.deployment.Refusal.Rule;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/** What may not happen beside a trial, since it would spoil what the trial finds: pure. */
final class TrialRules {
  private TrialRules() {}

  /**
   * Why a version may not go to a stage now; empty when no trial is concerned. Retiring and rolling
   * back are never held up: an outage matters more.
   *
   * @param active the canary of the model that has not ended
   * @param plan of the wish, null for the standard one
   */
  static List<Refusal> against(
      Optional<Canary> active,
      Standing standing,
      VersionId version,
      Stage stage,
      @Nullable CanaryPlan plan) {
    boolean asksForTrial = plan != null && plan.trial() != null;
    List<Refusal> refusals = new ArrayList<>();
    if (asksForTrial && standing.at(Stage.PRODUCTION).isEmpty()) {
      refusals.add(
          new Refusal(
              Rule.NO_CONTROL,
              "A trial compares with what is in production, and nothing of "
                  + version.model()
                  + " is; deploy a version first"));
    }
    if (active.isEmpty()) {
      return refusals;
    }
    Canary canary = active.get();
    VersionId challenger = canary.course().challenger();
    boolean onTrial = canary.course().plan().trial() != null;
    boolean ships = stage == Stage.PRODUCTION && version.equals(challenger);
    boolean moves = stage == Stage.CANARY || (stage == Stage.PRODUCTION && !ships);
    if (onTrial && moves) {
      refusals.add(
          new Refusal(
              Rule.TRIAL_RUNNING,
              challenger
                  + " is on trial beside the version in production, and neither may change now; stop"
                  + " the trial first"));
    } else if (asksForTrial && !onTrial) {
      refusals.add(
          new Refusal(
              Rule.CANARY_RUNNING,
              challenger + " is a canary now; end it before a trial of " + version + " begins"));
    }
    return refusals;
  }

  static CanaryRules.Decision stop(Canary canary, UUID id, Canary.Steering by) {
    if (!canary.course().id().equals(id)) {
      return new CanaryRules.Decision.Refused(
          List.of(new Refusal(Rule.TRIAL_OVER, "The trial " + id + " is over already")));
    }
    return CanaryRules.end(canary, Canary.Outcome.STOPPED, by);
  }
}
