package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.HashSet;
import java.util.List;

/**
 * Rules as data: which facts forbid, endanger or leave open a deployment.
 *
 * @param name shown in evaluations
 * @param directToProduction whether a version may reach production without shadow and canary even
 *     when it is not the first of its model
 * @param rules all are asked; the worst verdict counts and every objection is reported
 */
public record Policy(String name, boolean directToProduction, List<PolicyRule> rules) {
  public Policy {
    require(!name.isBlank(), "A policy needs a name");
    rules = List.copyOf(rules);
    require(!rules.isEmpty(), "Policy '%s' has no rules, so it would approve everything", name);
    var names = new HashSet<String>();
    for (PolicyRule rule : rules) {
      require(names.add(rule.name()), "Policy '%s' names rule '%s' twice", name, rule.name());
    }
  }
}
