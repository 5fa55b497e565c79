package org.plumbline.governance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * What a policy said about a version at one time, with the facts it saw.
 *
 * @param policy names and numbers of the policies
 * @param rules what each rule said, those that hold too
 * @param riskIndex null when the risk could not be told
 */
public record Evaluation(
    UUID id,
    VersionId version,
    String policy,
    Verdict verdict,
    List<String> reasons,
    List<RuleOutcome> rules,
    @Nullable Double riskIndex,
    Facts facts,
    String by,
    Instant at) {
  public Evaluation {
    reasons = List.copyOf(reasons);
    rules = List.copyOf(rules);
  }
}
