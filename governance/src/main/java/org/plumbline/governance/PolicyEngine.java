package org.plumbline.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy with its expressions compiled: a pure function from facts to a verdict.
 *
 * <p>It holds nothing it could write with, which is why a simulation may use the very same object.
 * Immutable; safe to share between threads.
 */
public final class PolicyEngine {
  /**
   * Not a rule that a policy could leave out: what treats groups by name is allowed in so many
   * words.
   */
  private static final String ONE_THRESHOLD = "one-threshold-for-all";

  /** Read beside the rules. */
  private static final String FAIRNESS = "fairness";

  private final Policy policy;
  private final String label;
  private final List<CompiledRule> rules;
  private final List<CompiledApproval> approvals;

  private record CompiledRule(PolicyRule rule, Expressions.Compiled expression) {}

  private record CompiledApproval(ApprovalRule rule, Expressions.Compiled expression) {}

  /**
   * Compiles a policy.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD when an expression is none, or
   *     uses an unknown name
   */
  public PolicyEngine(Policy policy) {
    this(policy, policy.name());
  }

  /**
   * Compiles a policy under the name that outcomes tell, such as {@code default 3}.
   *
   * @throws org.plumbline.kernel.PlumblineException as {@link #PolicyEngine(Policy)}
   */
  public PolicyEngine(Policy policy, String label) {
    this.policy = policy;
    this.label = label;
    this.rules =
        policy.rules().stream()
            .map(rule -> new CompiledRule(rule, Expressions.compile(rule.name(), rule.when())))
            .toList();
    this.approvals =
        policy.approvals().stream()
            .map(rule -> new CompiledApproval(rule, Expressions.compile(rule.name(), rule.when())))
            .toList();
  }

  public Policy policy() {
    return policy;
  }

  /** The policy's name and number. */
  public String label() {
    return label;
  }

  /** The names of the facts that its verdict rests on. */
  Set<String> names() {
    return Stream.concat(
            Stream.of(FAIRNESS),
            rules.stream().flatMap(compiled -> compiled.expression().names().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Asks every rule; the worst verdict counts.
   *
   * <p>A rule that needs a fact nobody knows leaves the version unevaluated: missing data is no
   * approval. An expression says {@code has(fairness.disparity)} where a fact may be absent.
   */
  public PolicyDecision decide(Facts facts) {
    return PolicyDecision.of(outcomes(facts));
  }

  List<RuleOutcome> outcomes(Facts facts) {
    List<RuleOutcome> outcomes = new ArrayList<>(rules.size());
    Map<String, Object> bound = Expressions.bound(facts);
    for (CompiledRule compiled : rules) {
      PolicyRule rule = compiled.rule();
      Optional<Boolean> objects = Expressions.ask(compiled.expression(), bound);
      if (objects.isEmpty()) {
        outcomes.add(
            new RuleOutcome(
                label,
                rule.name(),
                Verdict.UNEVALUATED,
                "Rule '" + rule.name() + "' needs a fact that is not known (" + rule.when() + ")"));
      } else if (objects.get()) {
        outcomes.add(new RuleOutcome(label, rule.name(), rule.verdict(), rule.sentence()));
      } else {
        outcomes.add(new RuleOutcome(label, rule.name(), Verdict.APPROVED, ""));
      }
    }
    if (!policy.groupThresholds() && hasGroupThresholds(facts)) {
      outcomes.add(
          new RuleOutcome(
              label,
              ONE_THRESHOLD,
              Verdict.BLOCKED,
              "The version decides by another threshold for each group of people, which this policy"
                  + " does not allow; publish it with \"groupThresholds\": true where the law"
                  + " does"));
    }
    return outcomes;
  }

  static boolean hasGroupThresholds(Facts facts) {
    return facts.tree().get(FAIRNESS) instanceof Map<?, ?> fairness
        && Boolean.TRUE.equals(fairness.get("groupThresholds"));
  }

  /** The approvals that the policy asks for; what is not known demands nothing. */
  List<Demand> demands(Facts facts) {
    Map<String, Object> bound = Expressions.bound(facts);
    return approvals.stream()
        .filter(compiled -> Expressions.ask(compiled.expression(), bound).orElse(false))
        .map(CompiledApproval::rule)
        .map(
            rule ->
                new Demand(
                    rule.required(), rule.of(), label + " " + rule.name() + ": " + rule.reason()))
        .toList();
  }
}
