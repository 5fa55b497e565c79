package org.plumbline.governance;

import static org.plumbline.kernel.Require.require;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The policies that hold for one version, asked together: the worst verdict of all rules counts.
 *
 * <p>Immutable; writes nothing.
 */
public record PolicySet(List<PolicyEngine> engines) {
  public PolicySet {
    engines = List.copyOf(engines);
    require(!engines.isEmpty(), "No policy holds, so everything would be approved");
  }

  /** What all of them say. */
  public PolicyDecision decide(Facts facts) {
    return PolicyDecision.of(
        engines.stream().flatMap(engine -> engine.outcomes(facts).stream()).toList());
  }

  /** The approvals that they ask for. */
  public List<Demand> demands(Facts facts) {
    return engines.stream().flatMap(engine -> engine.demands(facts).stream()).toList();
  }

  /** Whether a rule that asks for fairness is among the objections. */
  boolean objectsToFairness(PolicyDecision decision) {
    return engines.stream()
        .flatMap(engine -> engine.policy().rules().stream())
        .filter(rule -> rule.when().contains("fairness."))
        .anyMatch(rule -> decision.objections().contains(rule.name()));
  }

  /** Whether all of them let versions skip shadow and canary. */
  public boolean directToProduction() {
    return engines.stream().allMatch(engine -> engine.policy().directToProduction());
  }

  /** Their names and numbers. */
  public String label() {
    return engines.stream().map(PolicyEngine::label).collect(Collectors.joining(" + "));
  }
}
