package org.plumbline.governance;

import java.util.List;

/**
 * What policies say about a change, and what they ask of it.
 *
 * @param directToProduction whether the version may skip shadow and canary
 * @param demands the approvals that they ask for
 * @param owner of the model, who does not decide on it
 */
public record Judgement(
    Evaluation evaluation, boolean directToProduction, List<Demand> demands, String owner) {
  public Judgement {
    demands = List.copyOf(demands);
  }

  /** Whether training chose a threshold for each group, so that it could decide by them. */
  public boolean hasGroupThresholds() {
    return PolicyEngine.hasGroupThresholds(evaluation.facts());
  }

  /** The verdict with its reasons. */
  public PolicyDecision decision() {
    return new PolicyDecision(evaluation.verdict(), evaluation.reasons(), evaluation.rules());
  }
}
