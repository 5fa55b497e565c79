package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/**
 * What a policy says about facts.
 *
 * @param reasons one sentence per objection, in rule order; empty exactly when approved
 */
public record PolicyDecision(Verdict verdict, List<String> reasons) {
  public PolicyDecision {
    reasons = List.copyOf(reasons);
    require(
        (verdict == Verdict.APPROVED) == reasons.isEmpty(),
        "Verdict %s with %s reasons",
        verdict,
        reasons.size());
  }
}
