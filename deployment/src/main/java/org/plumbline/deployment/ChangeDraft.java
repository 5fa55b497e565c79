package org.plumbline.deployment;

import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/**
 * What an author wants: this version at this stage, for this reason.
 *
 * @param plan how a canary is to grow, null for {@link CanaryPlan#STANDARD}
 * @param byGroup whether it is to decide by the thresholds of groups, which nothing does by itself
 */
public record ChangeDraft(
    VersionId version, Stage stage, String reason, @Nullable CanaryPlan plan, boolean byGroup) {
  public ChangeDraft {
    if (plan != null && stage != Stage.CANARY) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "A plan says how a canary grows, so a change to "
                  + OpeningRules.name(stage)
                  + " has none; leave it out")
          .with("field", "plan");
    }
    if (byGroup && stage == Stage.RETIRED) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD, "What retires decides nothing; leave 'groupThresholds' out")
          .with("field", "groupThresholds");
    }
  }

  public ChangeDraft(VersionId version, Stage stage, String reason, @Nullable CanaryPlan plan) {
    this(version, stage, reason, plan, false);
  }

  public ChangeDraft(VersionId version, Stage stage, String reason) {
    this(version, stage, reason, null, false);
  }
}
