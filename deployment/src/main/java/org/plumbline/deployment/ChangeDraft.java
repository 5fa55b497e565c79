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
 */
public record ChangeDraft(
    VersionId version, Stage stage, String reason, @Nullable CanaryPlan plan) {
  public ChangeDraft {
    if (plan != null && stage != Stage.CANARY) {
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "A plan says how a canary grows, so a change to "
                  + OpeningRules.name(stage)
                  + " has none; leave it out")
          .with("field", "plan");
    }
  }

  public ChangeDraft(VersionId version, Stage stage, String reason) {
    this(version, stage, reason, null);
  }
}
