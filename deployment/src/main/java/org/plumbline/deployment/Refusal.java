package org.plumbline.deployment;

import java.util.List;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * One reason why a change is not made.
 *
 * @param text what was refused, the rule, the way out
 */
public record Refusal(Rule rule, String text) {
  /** The rules that may refuse. */
  public enum Rule {
    SEPARATION_OF_DUTIES,
    OWNER_DECIDES_NOT,
    DELEGATION_MISSING,
    PERMISSION_MISSING,
    VOTED_ALREADY,
    COMMENT_MISSING,
    NOT_OPEN,
    NOT_THE_AUTHOR,
    POLICY_BLOCKED,
    POLICY_UNEVALUATED,
    JUSTIFICATION_TOO_SHORT,
    REASON_MISSING,
    REQUEST_ALREADY_OPEN,
    ALREADY_AT_STAGE,
    NOT_DEPLOYED,
    STAGE_SKIPPED,
    STAGE_NOT_REACHABLE,
    END_ANNOUNCED,
    STEP_TOO_YOUNG,
    SAMPLE_TOO_SMALL,
    GUARD_BROKEN,
    GUARDS_HOLD,
    LAST_STEP,
    CANARY_PAUSED,
    CANARY_RUNNING,
    CANARY_OVER,
    NEVER_IN_PRODUCTION,
    NO_GROUP_THRESHOLDS,
    TRIAL_RUNNING,
    TRIAL_OVER,
    NO_CONTROL
  }

  /** What a caller gets who asked for it. */
  static PlumblineException thrown(List<Refusal> refusals) {
    return PlumblineException.of(ErrorCode.REFUSED, texts(refusals))
        .with("rules", refusals.stream().map(refusal -> refusal.rule().name()).toList());
  }

  static String texts(List<Refusal> refusals) {
    return String.join("; ", refusals.stream().map(Refusal::text).toList());
  }
}
