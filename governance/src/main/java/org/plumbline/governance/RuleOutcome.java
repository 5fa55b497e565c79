package org.plumbline.governance;

/**
 * What one rule said about facts.
 *
 * @param policy the policy with its number
 * @param verdict APPROVED where the rule holds, UNEVALUATED where a fact that it needs is missing
 * @param reason one sentence; empty where the rule holds
 */
public record RuleOutcome(String policy, String rule, Verdict verdict, String reason) {
  /** Whether the rule stands against the version. */
  public boolean objects() {
    return verdict != Verdict.APPROVED;
  }
}
