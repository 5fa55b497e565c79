package org.plumbline.deployment;

/**
 * One reason why a change is not made.
 *
 * @param text what was refused, the rule, the way out
 */
public record Refusal(Rule rule, String text) {
  /** The rules that may refuse. */
  public enum Rule {
    SEPARATION_OF_DUTIES,
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
    END_ANNOUNCED
  }
}
