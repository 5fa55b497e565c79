package org.plumbline.deployment;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.Contract;
import org.plumbline.data.RowParser;
import org.plumbline.deployment.safeguard.RowGuard;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Model;

/**
 * A version in memory, ready to answer. Immutable; safe to share.
 *
 * @param stage null for a version that does not serve and was asked for by number
 * @param since when it reached the stage, null without one
 * @param deployment its place in the ledger, 0 without a stage
 * @param threshold the score from which a row counts as positive; NaN unless two classes
 * @param guard what stands between its rows and its answers
 * @param groups by which its deployment decides, null where one threshold holds for all
 */
public record ServingVersion(
    VersionId id,
    @Nullable Stage stage,
    @Nullable Instant since,
    long deployment,
    Model model,
    RowParser parser,
    double threshold,
    RowGuard guard,
    @Nullable GroupRule groups) {

  /** A version with one threshold for all. */
  public ServingVersion(
      VersionId id,
      @Nullable Stage stage,
      @Nullable Instant since,
      long deployment,
      Model model,
      RowParser parser,
      double threshold,
      RowGuard guard) {
    this(id, stage, since, deployment, model, parser, threshold, guard, null);
  }

  /** A version that nothing guards. */
  public ServingVersion(
      VersionId id,
      @Nullable Stage stage,
      @Nullable Instant since,
      long deployment,
      Model model,
      RowParser parser,
      double threshold) {
    this(id, stage, since, deployment, model, parser, threshold, RowGuard.NONE);
  }

  public Contract contract() {
    return parser.contract();
  }

  /** The score from which a row counts as positive, by what it tells of its group. */
  public double threshold(Map<String, String> told) {
    return groups == null ? threshold : groups.threshold(told);
  }

  /** As {@link #threshold(Map)} for the log, which keeps it where groups have their own. */
  public double loggedThreshold(Map<String, String> told) {
    return groups == null ? Double.NaN : groups.threshold(told);
  }

  ServingVersion at(RouteSource.Standing standing) {
    return new ServingVersion(
        id,
        standing.stage(),
        standing.since(),
        standing.deployment(),
        model,
        parser,
        threshold,
        guard,
        groups);
  }

  ServingVersion guarded(RowGuard other) {
    return new ServingVersion(
        id, stage, since, deployment, model, parser, threshold, other, groups);
  }

  /** The same, deciding by groups, which its rows are then asked for. */
  ServingVersion decidingBy(GroupRule rule) {
    return new ServingVersion(
        id,
        stage,
        since,
        deployment,
        model,
        new RowParser(contract(), Set.copyOf(rule.attributes())),
        threshold,
        guard,
        rule);
  }
}
