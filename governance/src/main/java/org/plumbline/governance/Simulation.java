package org.plumbline.governance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a policy about facts as they might be.
 *
 * <p>It calls the function that evaluates real versions and holds no port that could write. Safe to
 * share between threads.
 */
public final class Simulation {
  private final PolicyEngine active;
  private final PolicyFormat format;

  public Simulation(PolicyEngine active, PolicyFormat format) {
    this.active = active;
    this.format = format;
  }

  /**
   * What a policy would say.
   *
   * @param simulation always true, so that nobody takes the answer for an evaluation
   */
  public record Outcome(Verdict verdict, List<String> reasons, boolean simulation) {}

  /**
   * Judges hypothetical facts.
   *
   * @param policyText a draft, null for the active policy
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD or UNKNOWN_FIELD for a policy or
   *     facts that make no sense
   */
  public Outcome run(@Nullable String policyText, Map<String, Object> facts) {
    PolicyEngine engine =
        policyText == null || policyText.isBlank()
            ? active
            : new PolicyEngine(format.read(policyText));
    PolicyDecision decision = engine.decide(new Facts(facts));
    return new Outcome(decision.verdict(), decision.reasons(), true);
  }
}
