package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

/**
 * One objection that a policy may raise.
 *
 * @param name unique within the policy, kebab case
 * @param when a CEL expression over the facts; true raises the objection
 * @param verdict what the objection means; never APPROVED
 * @param reason one sentence: what is wrong
 * @param wayOut one sentence: what to do about it
 */
public record PolicyRule(String name, String when, Verdict verdict, String reason, String wayOut) {
  public PolicyRule {
    require(!name.isBlank(), "A rule needs a name");
    require(!when.isBlank(), "Rule '%s' needs an expression", name);
    require(verdict != Verdict.APPROVED, "Rule '%s' must object: approved is the default", name);
    require(!reason.isBlank(), "Rule '%s' needs a reason for people", name);
  }

  String sentence() {
    return wayOut.isBlank() ? reason : reason + "; " + wayOut;
  }
}
