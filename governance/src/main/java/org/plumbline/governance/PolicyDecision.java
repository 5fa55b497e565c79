package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.List;

/**
 * What policies say about facts.
 *
 * @param reasons one sentence per objection, in rule order; empty exactly when approved
 * @param rules what each rule said, those that hold too
 */
public record PolicyDecision(Verdict verdict, List<String> reasons, List<RuleOutcome> rules) {
  public PolicyDecision {
    reasons = List.copyOf(reasons);
    rules = List.copyOf(rules);
    require(
        (verdict == Verdict.APPROVED) == reasons.isEmpty(),
        "Verdict %s with %s reasons",
        verdict,
        reasons.size());
  }

  /** A decision of which only the objections are told. */
  public PolicyDecision(Verdict verdict, List<String> reasons) {
    this(verdict, reasons, List.of());
  }

  /** The worst verdict of the rules, with the reasons of those that object. */
  public static PolicyDecision of(List<RuleOutcome> rules) {
    Verdict worst =
        rules.stream().map(RuleOutcome::verdict).reduce(Verdict.APPROVED, Verdict::worse);
    return new PolicyDecision(
        worst,
        rules.stream().filter(RuleOutcome::objects).map(RuleOutcome::reason).toList(),
        rules);
  }

  /** Names of the rules that object. */
  public List<String> objections() {
    return rules.stream().filter(RuleOutcome::objects).map(RuleOutcome::rule).toList();
  }
}
