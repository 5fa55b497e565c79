package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules as data: which facts forbid, endanger or leave open a deployment.
 *
 * @param name shown in evaluations; small letters, digits and hyphens
 * @param description one sentence for people, may be empty
 * @param directToProduction whether a version may reach production without shadow and canary even
 *     when it is not the first of its model
 * @param groupThresholds whether a version may decide by another threshold for each group of people
 * @param approvals how many people must approve, by what is changed
 * @param rules all are asked; the worst verdict counts and every objection is reported
 * @param tests run before the policy takes effect
 */
public record Policy(
    String name,
    String description,
    boolean directToProduction,
    boolean groupThresholds,
    List<ApprovalRule> approvals,
    List<PolicyRule> rules,
    List<PolicyTest> tests) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public Policy {
    require(
        NAME.matcher(name).matches(),
        "'%s' is no name of a policy: use up to 64 small letters, digits and hyphens",
        name);
    approvals = List.copyOf(approvals);
    rules = List.copyOf(rules);
    tests = List.copyOf(tests);
    require(
        !rules.isEmpty() || !approvals.isEmpty(),
        "Policy '%s' has no rules, so it would approve everything",
        name);
    var names = new HashSet<String>();
    for (PolicyRule rule : rules) {
      require(names.add(rule.name()), "Policy '%s' names rule '%s' twice", name, rule.name());
    }
    for (ApprovalRule rule : approvals) {
      require(names.add(rule.name()), "Policy '%s' names rule '%s' twice", name, rule.name());
    }
    var tested = new HashSet<String>();
    for (PolicyTest test : tests) {
      require(tested.add(test.name()), "Policy '%s' names test '%s' twice", name, test.name());
    }
  }

  /** A policy of rules alone. */
  public Policy(String name, boolean directToProduction, List<PolicyRule> rules) {
    this(name, "", directToProduction, false, List.of(), rules, List.of());
  }
}
