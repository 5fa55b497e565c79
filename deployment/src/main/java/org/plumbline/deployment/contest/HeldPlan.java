package org.plumbline.deployment.contest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan that holds, and how far it was carried out.
 *
 * @param by who set it, null when nobody did; so are the following
 * @param comparedAt when its last comparison began
 * @param retrainedAt when its last training began
 * @param outcome what came of the last of them, in words
 * @param waiting a training that is due and cannot begin yet
 */
public record HeldPlan(
    ChallengerPlan plan,
    @Nullable String by,
    @Nullable Instant at,
    @Nullable String reason,
    @Nullable Instant comparedAt,
    @Nullable Instant retrainedAt,
    @Nullable String outcome,
    @Nullable Instant outcomeAt,
    @Nullable Waiting waiting) {
  public static final HeldPlan NONE =
      new HeldPlan(ChallengerPlan.NONE, null, null, null, null, null, null, null, null);
}
