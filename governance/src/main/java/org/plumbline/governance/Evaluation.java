package org.plumbline.governance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.VersionId;

/**
 * What a policy said about a version at one time, with the facts it saw.
 *
 * @param policy name of the policy
 * @param riskIndex null when the risk could not be told
 */
public record Evaluation(
    UUID id,
    VersionId version,
    String policy,
    Verdict verdict,
    List<String> reasons,
    @Nullable Double riskIndex,
    Facts facts,
    String by,
    Instant at) {
  public Evaluation {
    reasons = List.copyOf(reasons);
  }
}
