package org.plumbline.deployment.contest;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.audit.Actor;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** Where plans are kept: one a model. */
public interface ChallengerPlanStore {
  Optional<HeldPlan> find(ModelName model);

  /** All plans by model. */
  Map<ModelName, HeldPlan> all();

  /**
   * Puts a plan in place of the one that holds; when it was last carried out stays, and nothing
   * waits any more.
   */
  void put(Tx tx, ModelName model, ChallengerPlan plan, Actor by, Instant at, String reason);

  /** Notes that a comparison begins; false when another instance was first. */
  boolean beginComparing(Tx tx, ModelName model, HeldPlan seen, Instant now);

  /** Notes that a training begins and waits no more; false when another instance was first. */
  boolean beginTraining(Tx tx, ModelName model, HeldPlan seen, Instant now);

  /** Notes what waits from now on, null for nothing; false when another instance was first. */
  boolean keepWaiting(Tx tx, ModelName model, HeldPlan seen, @Nullable Waiting waiting);

  /** Notes what came of it. */
  void tell(Tx tx, ModelName model, String outcome, Instant now);
}
